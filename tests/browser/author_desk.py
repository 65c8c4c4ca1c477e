"""The author's desk in a browser: a small course in Git, pressing Save, and filling in each kind of item."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.app.author_room import in_git
from tests.app.conftest import EXERCISES, SMALL
from tests.browser.conftest import Site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

CHAPTER = "01-moving"


def served(data: Path) -> Iterator[Site]:
    """A small course in a Git work tree of its own, for a fixture."""
    course = shutil.copytree(SMALL, data / "course")
    shutil.copytree(EXERCISES, course, dirs_exist_ok=True)
    running = Site(data, in_git(course))
    yield running
    running.stop()


def ready(page: Page) -> None:
    """Wait until the editor's scripts listen."""
    page.locator("form[data-met]").wait_for()


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
