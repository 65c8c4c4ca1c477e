"""How a sitting ends: the time is up while the tab sleeps, ticks or has no network; late answers; no JavaScript."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.app.full_course import write
from tests.browser.conftest import Site
from tests.browser.hall import Paper, all_arrived, answer, at, begin, cell, keys, waiting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    Visit = Callable[..., Page]

pytestmark = pytest.mark.browser
HOUR = 3600
MARKS = re.compile(r"^(\d+) of 40\.")


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A site over a course that has enough questions for a full mock."""
    (tmp_path / "data").mkdir()
    running = Site(tmp_path / "data", write(tmp_path / "course"))
    yield running
    running.stop()


def sit(page: Page, site: Site, kind: str = "mock") -> Paper:
    """Begin a paper and look at its key."""
    begin(page, kind)
    return Paper(page, site.data, site.app.extensions["library"].course)


def marks(page: Page) -> int:
    """The marks of the result that stands."""
    found = MARKS.match(page.get_by_role("heading", level=1, name=MARKS).inner_text())
    assert found
    return int(found[1])


def wake(page: Page) -> None:
    """The lid is opened."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def test_a_tab_that_slept_past_the_deadline_wakes_into_the_result(visit: Visit, site: Site) -> None:
    """Its own clock shows time left; it asks the server, and what was chosen in time counts."""
    page = visit("/exams/")
    paper = sit(page, site)
    answer(page, paper, right=range(1, 28), wrong=range(28, 31))
    all_arrived(page)
    paper.asleep(HOUR + 60)
    expect(page.get_by_role("timer")).to_contain_text(re.compile(r"5\d:\d\d"))
    wake(page)
    expect(page.get_by_role("heading", name="27 of 40. A pass, with 1 mark to spare")).to_be_visible()
    page.goto(site.url("/exams/"))
    expect(page.get_by_text("Under way")).to_have_count(0)
    expect(page.get_by_role("link", name="Mock exam 1")).to_contain_text("27 of 40")


def test_the_time_is_up_without_a_network_and_the_answers_arrive_in_the_grace(
    visit: Visit, site: Site, faults: list[str]
) -> None:
    """The page stays, says that it waits for the connection, sends what it holds, and what came in time counts."""
    page = visit("/exams/")
    paper = sit(page, site)
    all_arrived(page)
    paper.end_in(3)
    keys(page, [paper.digit(1, right=True)])
    all_arrived(page)
    page.context.set_offline(True)
    keys(page, ["n", paper.digit(2, right=True)])
    expect(page.get_by_text("Time is up, and there is no connection just now.")).to_be_visible(timeout=8000)
    assert waiting(page) >= 2
    page.context.set_offline(False)
    expect(page.get_by_role("heading", name="Time is up")).to_be_visible()
    assert set(paper.standing()) == {1, 2}
    paper.asleep(15)
    page.get_by_role("link", name="Look now").click()
    expect(page.get_by_role("heading", name=MARKS)).to_be_visible()
    assert marks(page) == 2
    faults.clear()


@pytest.mark.hard
@pytest.mark.parametrize("script", [True, False])
def test_the_waiting_page_turns_into_the_result_by_itself(visit: Visit, site: Site, *, script: bool) -> None:
    """Nobody touches anything: the clock runs down, the paper is handed in, the grace passes, the result stands."""
    page = visit("/exams/", script=script)
    paper = sit(page, site)
    page.locator("#question [name=options]").nth(paper.digit(1, right=True) - 1).check()
    page.get_by_role("button", name="On to 2").click()
    at(page, 2)
    paper.end_in(2 if script else -1)
    page.reload()
    expect(page.get_by_role("heading", name="Time is up")).to_be_visible()
    expect(page.get_by_role("heading", name=MARKS)).to_be_visible(timeout=20_000)
    assert marks(page) == 1


def test_the_last_look_ends_with_the_time(visit: Visit, site: Site) -> None:
    """Who thinks too long before handing in is handed in."""
    page = visit("/exams/")
    paper = sit(page, site)
    paper.end_in(2)
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_role("heading", name="Hand it in?")).to_be_visible()
    expect(page.get_by_role("heading", name="Time is up")).to_be_visible()


@pytest.mark.parametrize("closed", [False, True])
def test_an_answer_that_comes_too_late_is_kept_and_shown_but_not_counted(
    visit: Visit, site: Site, faults: list[str], *, closed: bool
) -> None:
    """Made without a network and heard after the grace: from the tab that waited, or from one opened afterwards."""
    page = visit("/exams/")
    paper = sit(page, site)
    keys(page, [paper.digit(1, right=True)])
    all_arrived(page)
    context = page.context
    context.set_offline(True)
    keys(page, ["n", paper.digit(2, right=True), "n"])
    paper.asleep(HOUR + 60)
    if closed:
        page.close()
        page = context.new_page()
    context.set_offline(False)
    if closed:
        page.goto(site.url("/exams/"))
        page.get_by_role("link", name="Mock exam 1").click()
    expect(page.get_by_role("heading", name=MARKS)).to_be_visible()
    all_arrived(page)
    assert marks(page) == 1
    assert set(paper.standing()) == {1, 2}
    page.get_by_role("link", name=re.compile("All 40")).click()
    second = page.locator("#q2")
    expect(second.get_by_role("heading", level=2)).to_contain_text("blank")
    expect(second).to_contain_text("Arrived after the deadline and was not counted: Answer")
    expect(page.get_by_text("Arrived after the deadline")).to_have_count(1)
    faults.clear()


@pytest.mark.parametrize(
    ("kind", "questions"), [("chapter&chapter=01-all", 10), pytest.param("mock", 40, marks=pytest.mark.hard)]
)
def test_a_whole_paper_without_javascript(visit: Visit, site: Site, kind: str, questions: int) -> None:
    """Each press is a form: choosing, keeping, flagging, clearing, the grid, the last look, handing in."""
    page = visit("/exams/", script=False)
    paper = sit(page, site, kind)
    option = page.locator("#question [name=options]")
    option.nth(paper.digit(1, right=True) - 1).check()
    page.get_by_role("button", name="Keep this answer").click()
    expect(page.locator("#question input:checked")).to_have_value(paper.standing()[1])
    page.locator("#question input:checked").press("Enter")
    at(page, 1)
    page.get_by_role("button", name="On to 2").click()
    at(page, 2)
    option.nth(0).check()
    page.locator("#question").get_by_role("button", name="Flag").click()
    expect(page.get_by_role("button", name="Flagged").first).to_have_attribute("aria-pressed", "true")
    expect(option.nth(0)).to_be_checked()
    page.get_by_role("button", name="Clear answer").click()
    expect(page.locator("#question input:checked")).to_have_count(0)
    for place in range(2, questions):
        option.nth(paper.digit(place, right=place % 2 == 0) - 1).check()
        cell(page, place + 1).click()
        at(page, place + 1)
        expect(cell(page, place)).to_have_attribute("aria-label", re.compile(f"^Question {place}, answered"))
    page.get_by_role("button", name=re.compile("^Back to")).click()
    at(page, questions - 1)
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_text(f"1 question is blank: {questions}.")).to_be_visible()
    page.get_by_role("link", name="2", exact=True).click()
    at(page, 2)
    page.locator("#question").get_by_role("button", name="Flagged").click()
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_text("Flagged:")).to_have_count(0)
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"{questions // 2} of {questions}")
    assert len(paper.standing()) == questions - 1


def test_without_javascript_a_form_sent_after_the_time_ends_in_the_result(visit: Visit, site: Site) -> None:
    """The page knows nothing of the time; the server does."""
    page = visit("/exams/", script=False)
    paper = sit(page, site)
    page.locator("#question [name=options]").nth(paper.digit(1, right=True) - 1).check()
    page.get_by_role("button", name="On to 2").click()
    page.locator("#question [name=options]").nth(0).check()
    paper.asleep(HOUR + 60)
    page.get_by_role("button", name="On to 3").click()
    expect(page.get_by_role("heading", name=MARKS)).to_be_visible()
    assert marks(page) == 1


def test_a_practice_paper_is_paused_and_its_clock_stands(visit: Visit, site: Site) -> None:
    """While it rests no question is shown; going on, the time left is that of before."""
    page = visit("/exams/")
    begin(page, practice=True)
    paper = Paper(page, site.data, site.app.extensions["library"].course)
    keys(page, "12")
    all_arrived(page)
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("heading", name="Paused")).to_be_visible()
    expect(page.get_by_text("1 of 40 answered")).to_be_visible()
    page.goto(f"{paper.base}/last-look")
    expect(page.get_by_role("heading", name="Paused")).to_be_visible()
    page.keyboard.press("Enter")
    at(page, 1)
    expect(page.locator("#question input:checked")).to_have_value(paper.option(1, 2))
