"""What learners see of a correction, with axe, light and dark, wide and narrow; and the choice authors have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pytest
from playwright.sync_api import expect

from tests.app.full_course import write
from tests.app.test_exam_results import rekey
from tests.browser.conftest import Site, axe, overflow
from tests.browser.hall import Paper, all_arrived, answer, begin

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    Visit = Callable[..., Page]

pytestmark = pytest.mark.browser
hard = pytest.mark.hard
WHY = "the old key was in an older syllabus"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A site over a course that has enough questions for a full mock, which an author may edit."""
    (tmp_path / "data").mkdir()
    running = Site(tmp_path / "data", write(tmp_path / "course"))
    yield running
    running.stop()


def sound(page: Page, name: str) -> None:
    """Nothing for axe, nothing sideways."""
    assert axe(page) == [], name
    assert overflow(page) == 0, name


@pytest.mark.parametrize(
    ("width", "theme"), [(1280, "light"), *(pytest.param(375, theme, marks=hard) for theme in ("dark", "light"))]
)
def test_a_correction_is_told_quietly(
    visit: Visit, site: Site, tmp_path: Path, width: int, theme: Literal["light", "dark"]
) -> None:
    """On Today and with the result, in the author's words, until it is taken back."""
    page = visit("/exams/", width=width, theme=theme)
    begin(page, "mock")
    paper = Paper(page, site.data, site.app.extensions["library"].course)
    page.goto(f"{paper.base}/1")
    answer(page, paper, right=range(1, 28), wrong=range(28, 41))
    all_arrived(page)
    page.goto(f"{paper.base}/last-look")
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("27 of 40.")
    questions, item = tmp_path / "course/01-all/questions.md", paper.items[39].id
    former, chosen = questions.read_text(), paper.standing()[40]
    rekey(questions, item, chosen)
    questions.write_text(
        questions.read_text().replace(f"## question {item}\n", f"## question {item}\nrevision: regrade: {WHY}\n")
    )
    page.goto(site.url("/"))
    notice = page.locator(".notice").filter(has_text=f"corrected: {WHY}. Your score went from 27 to 28.")
    expect(notice).to_be_visible()
    sound(page, "Today with a correction")
    notice.get_by_role("link", name="See the result").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("28 of 40.")
    expect(page.get_by_text(f"A question was corrected: {WHY}. Your score went from 27 to 28.")).to_be_visible()
    sound(page, "a corrected result")
    questions.write_text(former)
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_contain_text("27 of 40.")
    expect(page.get_by_text("A correction was taken back. Your score went from 28 to 27.")).to_be_visible()
    sound(page, "a result whose correction was taken back")


@pytest.mark.parametrize(("width", "theme"), [pytest.param(1280, "light", marks=hard), (375, "dark")])
def test_the_choice_of_an_author_is_made_by_keyboard(visit: Visit, width: int, theme: Literal["light", "dark"]) -> None:
    """Four choices, each with what it would do; the fault stands at its field and is read with it."""
    page = visit("/patterns", width=width, theme=theme)
    rulings = page.get_by_role("group", name="What happens to these answers?")
    expect(rulings.get_by_role("radio")).to_have_count(4)
    expect(rulings.get_by_role("radio", name="Accept both")).to_be_checked()
    rulings.get_by_role("radio", name="Accept both").press("ArrowDown")
    keep = rulings.get_by_role("radio", name="Keep the marks")
    expect(keep).to_be_checked()
    expect(rulings).to_contain_text("12 results change, 2 from fail to pass, 1 from pass to fail.")
    expect(page.get_by_label("Why", exact=True)).to_have_accessible_description(
        "Say why in a few words; learners whose result changes will read them. "
        "A few words. Learners whose result changes will read them."
    )
    sound(page, "the choice")
