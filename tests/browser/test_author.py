"""The editor in a real browser: by keyboard, with a preview that follows, two authors at once, and nothing lost."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

import pytest
from playwright.sync_api import expect

from tests.app.author_room import git
from tests.browser.author_desk import CHAPTER, MADE, file, ready, save, served
from tests.browser.conftest import Site, axe, overflow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Dialog, Page

    Visit = Callable[..., Page]
    Walk = Callable[[Page, Site], Iterator[str]]

pytestmark = pytest.mark.browser
ITEMS = ["box-meaning", "box-size", "sofa-plan", "shelf-plan", "move-order", "from-flat-to-flat", "own-move"]
QUESTION = "/author/items/box-size"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A small course in a Git work tree of its own."""
    yield from served(tmp_path)


def test_the_preview_follows_what_is_typed(visit: Visit) -> None:
    """Without a press, with the learner's own look; folds stay as they were opened."""
    page = visit(QUESTION)
    page.get_by_text("After a wrong answer").click()
    page.locator("#text").fill("Which box is best for TODO?")
    expect(page.locator("#preview .stem").first).to_have_text("Which box is best for TODO?")
    expect(page.locator("#preview .author-rules")).to_contain_text("Still to be done: TODO")
    expect(page.locator("#preview details").nth(2)).to_have_attribute("open", "")
    expect(page.locator("#text")).to_be_focused()


def test_the_editor_by_keyboard(visit: Visit, site: Site) -> None:
    """Alt with an arrow moves a row, Ctrl+Enter checks, Ctrl+S saves; focus stays in the row that moved."""
    page = visit(QUESTION)
    page.locator("#rows-0-reason").focus()
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator("#rows-1-text")).to_have_value("A small one")
    expect(page.locator("#rows-1-text")).to_be_focused()
    ready(page)
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator("#rows-2-text")).to_be_focused()
    ready(page)
    page.locator("#text").fill("Which box is for TODO?")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#summary")).to_be_focused()
    ready(page)
    page.locator("#summary a").first.click()
    expect(page.locator("#text")).to_be_focused()
    page.locator("#text").fill("Which box is for books?")
    page.keyboard.press("Control+s")
    expect(page.locator(".messages")).to_contain_text("Saved, commit")
    assert re.search(r"large\}.*middle\}.*small\}.*none\}", file(site, "questions.md"), re.DOTALL)
    ready(page)
    page.locator("#skill").focus()
    page.keyboard.press("Enter")
    page.locator("form[data-dirty]").wait_for()
    assert git(site.content, "rev-list", "--count", "HEAD") == "2", "Enter in a line checks and saves nothing"


def test_deciding_words_are_marked_and_unmarked_by_a_button(visit: Visit) -> None:
    """Around what is chosen, without the space beside it."""
    page = visit("/author/items/sofa-plan")
    story = page.locator("#text")
    story.fill("Ela counts boxes today.")
    story.evaluate("area => area.setSelectionRange(3, 17)")
    page.locator("[data-cues-for=text] [data-axis=step]").click()
    expect(story).to_have_value("Ela ==counts boxes=={step} today.")
    page.locator("[data-cues-for=text] [data-axis=step]").click()
    expect(story).to_have_value("Ela counts boxes today.")


def test_a_tab_that_dies_loses_nothing(visit: Visit, site: Site) -> None:
    """What was typed is offered back with its time; taken back it is in the form, rows and all, and can be saved."""
    page = visit(QUESTION)
    page.locator("button[value='rows:add']").click()
    page.locator("#rows-4-text").fill("A fifth one")
    page.locator("#rows-4-reason").fill("Not there before.")
    page.wait_for_timeout(500)
    context = page.context
    page.close()  # no question asked: as a crash would
    page = context.new_page()
    page.goto(site.url(QUESTION))
    assert page.locator("#rows-4-text").count() == 0
    expect(page.locator("[data-kept-draft]")).to_contain_text(re.compile(r"You have unsaved text from \d\d:\d\d\."))
    page.get_by_role("button", name="Take it back").click()
    expect(page.locator("#rows-4-text")).to_have_value("A fifth one")
    save(page)
    assert "- [ ] A fifth one {#a-fifth-one}\n  > Not there before." in file(site, "questions.md")
    ready(page)
    page.goto(site.url(QUESTION))
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("[data-kept-draft]")).to_have_count(0)


def test_kept_text_can_be_thrown_away_and_leaving_asks_first(visit: Visit, site: Site) -> None:
    """Thrown away it does not come back; a link asks before what is typed is left."""
    page = visit(QUESTION)
    page.locator("#why").fill("Half a thought")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    page.once("dialog", stay)
    page.get_by_role("link", name="Source").click()
    assert asked == ["What you wrote is not saved yet. Leave it?"]
    assert page.locator("#why").input_value() == "Half a thought"
    page.wait_for_timeout(500)
    page.once("dialog", lambda dialog: dialog.accept())
    page.goto(site.url(QUESTION))
    page.get_by_role("button", name="Throw it away").click()
    page.reload()
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("[data-kept-draft]")).to_have_count(0)


def test_a_change_in_the_file_meanwhile_is_settled_on_one_page(visit: Visit, site: Site) -> None:
    """Both changes in one text, saved from there; the browser's draft is done with then."""
    page = visit(QUESTION)
    page.locator("#text").fill("Which box is best for books?")
    path = site.content / CHAPTER / "questions.md"
    path.write_text(path.read_text().replace("Books slide.", "Books slide about."))
    git(site.content, "commit", "-qam", "By hand")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("h1")).to_have_text("It has changed in the meantime")
    assert axe(page) == []
    page.get_by_role("button", name="Save this text").click()
    expect(page.locator(".messages")).to_contain_text("Saved, commit")
    assert "best for books" in file(site, "questions.md")
    assert "slide about" in file(site, "questions.md")
    ready(page)
    page.goto(site.url(QUESTION))
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("[data-kept-draft]")).to_have_count(0)


def items(page: Page, site: Site) -> Iterator[str]:
    """Lists, and the editor over each kind."""
    lists = ("/author/", f"/author/items/?chapter={CHAPTER}", "/author/items/?q=nothing-at-all")
    for path in (*lists, f"{QUESTION}/source"):
        page.goto(site.url(path))
        yield path
    for slug in ITEMS:
        page.goto(site.url(f"/author/items/{slug}"))
        page.locator("main details").evaluate_all("folds => folds.forEach((fold) => (fold.open = true))")
        yield slug


def new_ones(page: Page, site: Site) -> Iterator[str]:
    """The editor over nothing; a question with errors, saved, and what became of it."""
    for kind in MADE:
        page.goto(site.url(f"/author/items/new/{kind}?chapter={CHAPTER}"))
        yield f"new {kind}"
    page.goto(site.url(QUESTION))
    page.locator("#text").fill("TODO")
    page.locator("#skill").fill("nothing")
    page.locator("#rows-0-text").fill("Small, because the weight of many books is more than anybody would believe")
    page.get_by_role("button", name="Check and preview").click()
    page.locator("#summary").wait_for()
    yield "with errors"
    page.locator("#text").fill("Which box carries most books?")
    page.locator("#skill").fill("move.words")
    save(page)
    yield "saved"
    page.goto(site.url(f"{QUESTION}/history"))
    yield "history"


@pytest.mark.parametrize(
    ("width", "theme"),
    [
        pytest.param(1280, "light", marks=pytest.mark.hard),
        (375, "dark"),
        pytest.param(1280, "dark", marks=pytest.mark.hard),
        pytest.param(320, "light", marks=pytest.mark.hard),
    ],
)
@pytest.mark.parametrize("states", [items, new_ones])
def test_axe_finds_nothing_on_the_desk(
    visit: Visit, site: Site, width: int, theme: Literal["light", "dark"], states: Walk
) -> None:
    """On every page and state; nothing scrolls sideways."""
    page = visit("/author/", width=width, theme=theme)
    found = []
    for state in states(page, site):
        found += [f"{state}: {finding}" for finding in axe(page)]
        if (wide := overflow(page)) > 0:
            found.append(f"{state}: scrolls sideways by {wide} px")
    assert found == []
