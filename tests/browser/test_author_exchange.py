"""Import, export and the live page in a browser: seen before it is written; axe in each state."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.author_desk import file, served
from tests.browser.conftest import axe, overflow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser.conftest import Site

    Visit = Callable[..., Page]

pytestmark = pytest.mark.browser
HOME = "/author/exchange/"
GIFT = """// [id:tape-use] [tag:skill:move.words] [tag:style:standard] [tag:bloom:1]
::Tape::What keeps a box shut? {{ =Tape#It sticks. ~Hope#It does not. ####Think of a full box. }}

What is this? {{ =A
"""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A small course in Git."""
    yield from served(tmp_path)


def send(page: Page, folder: Path, text: str, name: str = "tape.gift") -> None:
    """Choose a file and send it."""
    path = folder / name
    path.write_text(text.replace("{{", "{").replace("}}", "}"))
    page.get_by_label("File").set_input_files(path)
    page.get_by_role("button", name="See what it would do").click()


@pytest.mark.parametrize("script", [True, False], ids=["with scripts", "without"])
def test_a_file_is_looked_at_then_written(visit: Visit, site: Site, tmp_path: Path, script: bool) -> None:  # noqa: FBT001 a case of the table
    """One question is new, one is broken and told with its line; after Write the course has it, and Git too."""
    page = visit(HOME, script=script)
    send(page, tmp_path, GIFT)
    expect(page.locator(".lead")).to_contain_text("1 to add, 0 to change, 0 as they are, 0 refused.")
    expect(page.locator("#main")).to_contain_text("tape.gift:4")
    page.get_by_text("As it would be written").click()
    expect(page.locator("pre.source")).to_contain_text("## question tape-use")
    page.get_by_role("button", name="Write 1 item").click()
    expect(page.locator(".messages")).to_contain_text("1 item written. Commit ")
    assert "## question tape-use" in file(site, "questions.md")


def test_a_long_file_shows_how_far_the_look_has_come(visit: Visit, site: Site, tmp_path: Path) -> None:
    """The page moves on by itself; nothing was written when it is thrown away."""
    page = visit(HOME)
    before = file(site, "questions.md")
    one = "Which number is {n}? {{ ={n}#It is. ~{m}#It is another. ####Count. }}\n\n"
    page.get_by_label("Skill of items").select_option("move.words")
    send(
        page, tmp_path, "".join(one.replace("{n}", f"{n}").replace("{m}", f"{n + 1}") for n in range(1500)), "many.gift"
    )
    expect(page.locator("progress")).to_be_visible()
    expect(page.locator(".lead")).to_contain_text("1500 to add", timeout=60_000)
    expect(page.locator("#main")).to_contain_text("and 1300 more")
    page.get_by_role("button", name="Throw the file away").click()
    expect(page.locator(".messages")).to_contain_text("Thrown away; nothing was written.")
    assert file(site, "questions.md") == before


def test_an_export_is_taken_after_its_losses_were_seen(visit: Visit, site: Site) -> None:
    """The download is a file with the name of the course."""
    page = visit(HOME)
    page.get_by_label("Format").first.select_option("moodle-xml")
    page.get_by_role("button", name="See what goes out").click()
    expect(page.locator("h1")).to_contain_text("as Moodle XML")
    with page.expect_download() as taken:
        page.get_by_role("link", name="Download").click()
    assert taken.value.suggested_filename == "momentum-course.xml"
    assert site.content.exists()


def test_live_follows_what_is_saved(visit: Visit, site: Site) -> None:
    """Without a reload by hand, and the open parts stay as they are while nothing changes."""
    page = visit("/author/live/")
    expect(page.locator("#main")).to_contain_text("Save a file, and what you changed stands here.")
    path = site.content / "01-moving" / "cards.md"
    path.write_text(path.read_text().replace("A: ", "A: Now ", 1))
    expect(page.locator("#main h2")).to_contain_text("box-meaning", timeout=10_000)
    expect(page.locator(".shown").first).to_contain_text("Now ")


@pytest.mark.parametrize(("width", "theme"), [pytest.param(1280, "light", marks=pytest.mark.hard), (375, "dark")])
def test_axe_finds_nothing_in_any_state(visit: Visit, site: Site, tmp_path: Path, width: int, theme: str) -> None:
    """Both forms, with faults, the losses of an export, a look with refusals, the live page before and after."""
    page = visit(HOME, width=width, theme=theme)
    found: list[str] = []

    def look(state: str) -> None:
        found.extend(f"{state}: {fault}" for fault in axe(page))
        if overflow(page) > 0:
            found.append(f"{state}: scrolls sideways")

    look("both forms")
    page.get_by_role("button", name="See what it would do").click()
    page.locator(".error").first.wait_for()
    look("without a file")
    send(page, tmp_path, GIFT + "}\n\nNo skill? {{ =yes#Yes. ~no#No. ####So. }}\n")
    page.locator(".lead").wait_for()
    for details in page.locator("#main details").all():
        details.locator("summary").click()
    look("a look at a file")
    page.goto(site.url(f"{HOME}out?form=anki&chapter=&kind=&edition="))
    look("an export")
    page.goto(site.url(f"{HOME}out?form=anki&chapter=&kind=term&edition="))
    look("an export of nothing")
    page.goto(site.url("/author/live/"))
    look("live, nothing yet")
    path = site.content / "01-moving" / "cards.md"
    path.write_text(path.read_text().replace("A: ", "A: Now TODO ", 1))
    page.locator(".author-rules li").first.wait_for(timeout=10_000)
    look("live, a change with a problem")
    assert found == []
