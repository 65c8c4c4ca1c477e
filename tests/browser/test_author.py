"""The editor in a real browser: each kind made and mended, by keyboard and without JavaScript, and nothing lost."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING, Literal

import pytest
from playwright.sync_api import expect

from tests.app.author_room import git, in_git
from tests.app.conftest import EXERCISES, SMALL
from tests.browser.conftest import Site, axe, overflow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    Visit = Callable[..., Page]

pytestmark = pytest.mark.browser
CHAPTER = "01-moving"
ITEMS = ["box-meaning", "box-size", "sofa-plan", "shelf-plan", "move-order", "from-flat-to-flat", "own-move"]
QUESTION = "/author/items/box-size"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A small course in a Git work tree of its own."""
    course = shutil.copytree(SMALL, tmp_path / "course")
    shutil.copytree(EXERCISES, course, dirs_exist_ok=True)
    running = Site(tmp_path, in_git(course))
    yield running
    running.stop()


def file(site: Site, name: str) -> str:
    """A file of the chapter."""
    return (site.content / CHAPTER / name).read_text()


def save(page: Page, words: str = "Saved, commit") -> None:
    """Press Save and wait until the page says so."""
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messages")).to_contain_text(words)


def new(page: Page, site: Site, kind: str, slug: str) -> None:
    """Begin a new item."""
    page.goto(site.url(f"/author/items/new/{kind}?chapter={CHAPTER}"))
    page.get_by_label("Its id, for ever").fill(slug)
    if kind not in {"term", "scenario", "frame"}:
        page.get_by_label("Skill").fill("move.words")


def row(page: Page, place: int, name: str = "rows") -> str:
    """What the fields of a row begin with; the row is added where it is not there yet."""
    if not page.locator(f"#{name}-{place}-text").count():
        page.locator(f"button[value='{name}:add']").click()
    page.locator(f"#{name}-{place}-text").wait_for()
    return f"#{name}-{place}"


def a_card(page: Page) -> str:
    """Front and back."""
    page.locator("#text").fill("What is tape for?")
    page.get_by_label("Back").fill("It keeps a box shut.")
    return "Q: What is tape for?\nA: It keeps a box shut.\n"


def a_question(page: Page) -> str:
    """Five options with reasons, the first right."""
    page.get_by_label("Style").select_option("standard")
    page.get_by_label("Level").select_option("2")
    page.locator("#text").fill("Which box holds plates?")
    for place, words in enumerate(["A padded one", "A wet one", "An open one", "A round one", "A torn one"]):
        own = row(page, place)
        page.fill(f"{own}-text", words)
        page.fill(f"{own}-reason", f"Because it is {words.split()[1]}.")
    page.locator("[name=right]").nth(0).check()
    page.locator("#why").fill("Plates break.")
    return "- [x] A padded one {#a-padded-one}\n  > Because it is padded.\n- [ ] A wet one {#a-wet-one}\n"


def a_scenario(page: Page) -> str:
    """A story with a right label and a near one."""
    page.locator("#text").fill("Cem counts his chairs before anything is carried.")
    label(page, row(page, 0), "step/now", "x")
    label(page, row(page, 1), "step/route", "~ 0.5")
    page.fill("#rows-1-reason", "The chairs are known, the way is not.")
    return "### step\n- [x] now\n- [~ 0.5] route\n  > The chairs are known, the way is not.\n"


def a_frame(page: Page) -> str:
    """Slots, a story that uses them, a label."""
    page.get_by_label("Slots").fill("{who}: Ann / Ben / Cem\n{what}: lamp / rug")
    page.locator("#text").fill("{Who} ==counts every {what}=={step} in the flat.")
    label(page, row(page, 0), "step/now", "x")
    return "- {who}: Ann / Ben / Cem\n- {what}: lamp / rug\n\n{Who} ==counts every {what}=={step} in the flat.\n"


def an_order(page: Page) -> str:
    """Three steps."""
    page.locator("#text").fill("Put the packing in order.")
    for place, words in enumerate(["Fold the box", "Fill the box", "Shut the box"]):
        page.fill(f"{row(page, place)}-text", words)
    return "1. Fold the box {#fold-the-box}\n2. Fill the box {#fill-the-box}\n3. Shut the box {#shut-the-box}\n"


def a_term(page: Page) -> str:
    """A term and its definition."""
    page.get_by_label("Term", exact=True).fill("Trolley")
    page.get_by_label("Definition").fill("It rolls what is heavy.")
    return "title: Trolley | status: draft\n\nIt rolls what is heavy.\n"


def a_case(page: Page) -> str:
    """A beginning and one event."""
    page.get_by_label("How it begins").fill("Dora moves out.")
    page.get_by_role("button", name="Add an event").click()
    page.get_by_label("Its id in this case").fill("count")
    page.get_by_label("What happens").fill("She counts her books.")
    label(page, "#events-0-rows-0", "step/now", "x")
    page.fill("#events-0-rows-0-reason", "She looks at what there is.")
    return "### event count\nShe counts her books.\n\n- step: now\n  > She looks at what there is.\n"


def a_sketch(page: Page) -> str:
    """A task, a model answer and a checklist."""
    page.locator("#text").fill("Plan a move.")
    page.get_by_label("Model answer").fill("Forty boxes.\nOn Saturday.")
    page.locator("#checklist").fill("Is there a day?")
    return "1. Forty boxes.\n2. On Saturday.\n\n### checklist\n- Is there a day?\n"


def label(page: Page, own: str, value: str, worth: str) -> None:
    """Choose a label and what it is worth."""
    page.select_option(f"{own}-text", value)
    page.select_option(f"{own}-mark", worth)


MADE = {
    "card": (a_card, "cards.md"),
    "question": (a_question, "questions.md"),
    "scenario": (a_scenario, "scenarios.md"),
    "frame": (a_frame, "frames.md"),
    "order": (an_order, "orders.md"),
    "term": (a_term, "terms.md"),
    "case": (a_case, "cases.md"),
    "sketch": (a_sketch, "sketches.md"),
}


@pytest.mark.parametrize("script", [True, False])
def test_each_kind_is_written_from_nothing_and_mended(visit: Visit, site: Site, script: bool) -> None:  # noqa: FBT001
    """With and without JavaScript: filled in, saved, in its file as an author would write it; then one word changed."""
    page = visit("/author/", script=script)
    for kind, (fill, name) in MADE.items():
        new(page, site, kind, f"new-{kind}")
        expected = fill(page)
        save(page)
        assert expected in file(site, name), kind
        page.locator("#text").fill(page.locator("#text").input_value() + " Mended here.")
        save(page)
        assert "Mended here." in file(site, name), kind
    assert git(site.content, "rev-list", "--count", "HEAD") == str(1 + 2 * len(MADE))


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
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator("#rows-2-text")).to_be_focused()
    page.locator("#text").fill("Which box is for TODO?")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#summary")).to_be_focused()
    page.locator("#summary a").first.click()
    expect(page.locator("#text")).to_be_focused()
    page.locator("#text").fill("Which box is for books?")
    page.keyboard.press("Control+s")
    expect(page.locator(".messages")).to_contain_text("Saved, commit")
    assert re.search(r"large\}.*middle\}.*small\}.*none\}", file(site, "questions.md"), re.DOTALL)
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
    page.goto(site.url(QUESTION))
    expect(page.locator("h1")).to_be_visible()
    assert page.locator("[data-kept-draft]").count() == 0


def test_kept_text_can_be_thrown_away_and_leaving_asks_first(visit: Visit, site: Site) -> None:
    """Thrown away it does not come back; a link asks before what is typed is left."""
    page = visit(QUESTION)
    page.locator("#why").fill("Half a thought")
    asked: list[str] = []
    page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    page.get_by_role("link", name="Source").click()
    assert asked == ["What you wrote is not saved yet. Leave it?"]
    assert page.locator("#why").input_value() == "Half a thought"
    page.wait_for_timeout(500)
    page.once("dialog", lambda dialog: dialog.accept())
    page.goto(site.url(QUESTION))
    page.get_by_role("button", name="Throw it away").click()
    page.reload()
    expect(page.locator("h1")).to_be_visible()
    assert page.locator("[data-kept-draft]").count() == 0


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
    page.goto(site.url(QUESTION))
    expect(page.locator("h1")).to_be_visible()
    assert page.locator("[data-kept-draft]").count() == 0


def states(page: Page, site: Site) -> Iterator[str]:
    """Every page of the desk in every state."""
    lists = ("/author/", f"/author/items/?chapter={CHAPTER}", "/author/items/?q=nothing-at-all")
    for path in (*lists, f"{QUESTION}/source"):
        page.goto(site.url(path))
        yield path
    for slug in ITEMS:
        page.goto(site.url(f"/author/items/{slug}"))
        page.locator("main details").evaluate_all("folds => folds.forEach((fold) => (fold.open = true))")
        yield slug
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
        (1280, "light"),
        (375, "dark"),
        pytest.param(1280, "dark", marks=pytest.mark.hard),
        pytest.param(320, "light", marks=pytest.mark.hard),
    ],
)
def test_axe_finds_nothing_on_the_desk(visit: Visit, site: Site, width: int, theme: Literal["light", "dark"]) -> None:
    """On every page and state; nothing scrolls sideways."""
    page = visit("/author/", width=width, theme=theme)
    found = []
    for state in states(page, site):
        found += [f"{state}: {finding}" for finding in axe(page)]
        if (wide := overflow(page)) > 0:
            found.append(f"{state}: scrolls sideways by {wide} px")
    assert found == []
