"""A class in a real Chromium: an instructor makes it, three learners sign up by its code and work, she sees the map."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

import pytest
from playwright.sync_api import expect
from sqlalchemy import select
from waitress import create_server

from app.cli.serve import bound
from app.config import Config
from app.store import accounts
from app.store.accounts import Role
from app.store.tables import answers
from tests.browser.author_desk import label, ready, row, save
from tests.browser.conftest import FORM, ROOT, Site, axe, overflow
from tests.databases import databases
from tests.warm import warm_app

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    Visit = Callable[..., Page]

pytestmark = pytest.mark.browser
SECRET = "orchid trellis mandolin quarry"
TRUE, TAKEN = "take-action", "how-do-we-get-there"
SAID = "2 of 3 took “Take action” for “How do we get there?”."


class ClassSite(Site):
    """The same with accounts."""

    def start(self) -> None:
        """Serve from a thread, under the name that its links bear."""
        config = Config(self.content, self.data, databases.address(self.data), port=0, accounts=True)
        sockets = [bound(config)]
        self.app = warm_app(replace(config, url=f"http://127.0.0.1:{sockets[0].getsockname()[1]}"))
        self.serve(create_server(self.app, sockets=sockets, threads=4))


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A fresh class server over the shipped course, which may be edited; Ines teaches there."""
    running = ClassSite(tmp_path, shutil.copytree(ROOT / "content", tmp_path / "content"))
    kept = running.app.extensions["passwords"].hash(SECRET)
    with running.app.extensions["database"].writing() as db:
        accounts.add(db, "ines@example.org", Role.INSTRUCTOR, name="Ines", password=kept)
    yield running
    running.stop()


class Watch:
    """What axe and the ruler find on every page looked at."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.found: list[str] = []
        self.seen = 0

    def look(self, page: Page, name: str) -> None:
        """At a page as it stands."""
        self.seen += 1
        self.found += [f"{name}: {finding}" for finding in axe(page)]
        if (wide := overflow(page)) > 0:
            self.found.append(f"{name}: scrolls sideways by {wide} px")


def press(page: Page, words: str) -> None:
    """The button or link in the page's own part whose name begins with these words."""
    name, main = re.compile(rf"^{words}\b"), page.locator("main")
    main.get_by_role("button", name=name).or_(main.get_by_role("link", name=name)).first.click()


def make(page: Page, watch: Watch) -> str:
    """Ines signs in, makes a class and sets a drill; the link that she gives out."""
    page.fill("[name=email]", "ines@example.org")
    page.fill("[name=password]", SECRET)
    press(page, "Sign in")
    page.get_by_role("link", name="Classes").first.wait_for(state="attached")
    page.goto(re.sub(r"(//[^/]+)/.*", r"\1/classes/", page.url))
    watch.look(page, "no class yet")
    press(page, "Make a class")
    watch.look(page, "a new class")
    page.fill("[name=name]", "Evening course, autumn")
    press(page, "Make it")
    expect(page.get_by_text("Nobody has joined yet")).to_be_visible()
    watch.look(page, "an empty class")
    link = page.locator(".token").inner_text()
    for name, empty in (("What it mixes up", "Nothing to show yet"), ("Assignments", "Nothing is set yet")):
        press(page, name)
        expect(page.get_by_text(empty)).to_be_visible()
        watch.look(page, f"{name}, empty")
    press(page, "Drill scenarios")
    page.select_option("[name=axes]", "step")
    page.select_option("[name=only]", TRUE)
    page.fill("[name=number]", "0")
    press(page, "Set it")
    page.locator(".faulty").wait_for()
    watch.look(page, "a drill with a fault")
    page.fill("[name=number]", "3")
    page.fill("[name=words]", "Has the change been made, or is it planned?")
    press(page, "Set it")
    expect(page.get_by_text("It is set.")).to_be_visible()
    return link


def work(page: Page, name: str, chosen: str, watch: Watch) -> None:
    """A learner signs up by the link, drills what is set on Today, always with one label, and finds it done."""
    watch.look(page, "sign up")
    page.fill("[name=name]", name)
    page.fill("[name=email]", f"{name.lower()}@example.org")
    page.fill("[name=password]", SECRET)
    press(page, "Sign up")
    expect(page.get_by_text("You are in Evening course, autumn.")).to_be_visible()
    watch.look(page, "Today with an assignment")
    page.locator(".assigned a.button").click()
    for _ in range(3):
        page.locator(FORM).wait_for()
        page.locator(f"{FORM} input[value={chosen}]").check(force=True)
        page.locator(FORM).get_by_role("button", name="Check").click()
        page.locator(".after").first.wait_for()
        page.goto(re.sub(r"(//[^/]+)/.*", r"\1/drills/step?only=take-action", page.url))
    page.goto(re.sub(r"(//[^/]+)/.*", r"\1/classes/", page.url))
    expect(page.locator(".stand-done")).to_be_visible()
    watch.look(page, "a class with all done")
    page.goto(re.sub(r"(//[^/]+)/.*", r"\1/classes/join?code=NOTACODE", page.url))
    watch.look(page, "joining")


def see(page: Page, watch: Watch, story: str) -> None:
    """Ines sees who has done what, the map with its sentence, one learner, the settings."""
    press(page, "Assignments")
    expect(page.locator(".who .stand-done")).to_have_count(3)
    watch.look(page, "who has done what")
    page.locator(".set a").first.click()
    page.get_by_role("heading", name="Take it back").wait_for()
    watch.look(page, "one assignment")
    press(page, "What it mixes up")
    expect(page.get_by_text(SAID)).to_be_visible()
    expect(page.locator(".matrix .worst")).to_have_text("6")
    assert "Anna" not in page.locator("main").inner_text()
    watch.look(page, "the map")
    regrade(page, watch, story)
    expect(page.locator(".matrix .worst")).not_to_have_text("6")
    watch.look(page, "the map after a key was changed")
    press(page, "Set this pair as homework")
    expect(page.locator("[name=only]")).to_have_value(re.compile(f"{TAKEN}|{TRUE}"))
    for kind in ("chapter", "test", "mock"):
        page.goto(re.sub(r"/new/.*", f"/new/{kind}", page.url))
        watch.look(page, f"a new {kind}")
    press(page, "Class")
    watch.look(page, "the class")
    press(page, "Anna")
    press(page, "Grant extra time")
    expect(page.get_by_text("Anna has extra time in exams.")).to_be_visible()
    watch.look(page, "one learner")
    press(page, "Evening course, autumn")
    press(page, "Settings")
    watch.look(page, "settings")
    press(page, "Put it away")
    expect(page.get_by_text("This class is put away")).to_be_visible()
    watch.look(page, "put away")


def first_story(site: Site) -> str:
    """The id of the story that was answered first."""
    with site.app.extensions["database"].reading() as db:
        return str(db.execute(select(answers.c.item).order_by(answers.c.seq).limit(1)).scalar_one())


def regrade(page: Page, watch: Watch, item: str) -> None:
    """She gives a story that was answered wrongly another key, has the answers marked anew, and is back at the map."""
    there = page.url
    page.goto(re.sub(r"(//[^/]+)/.*", rf"\1/author/items/{item}", there))
    ready(page)
    rows = page.locator("[data-row] select[name$=text]").evaluate_all("all => all.map((one) => one.value)")
    page.select_option(f"#rows-{rows.index(f'step/{TRUE}')}-mark", "")
    label(page, row(page, rows.index(f"step/{TAKEN}") if f"step/{TAKEN}" in rows else len(rows)), f"step/{TAKEN}", "x")
    page.get_by_role("button", name="Save", exact=True).click()
    page.locator("#ruling-error").wait_for()
    watch.look(page, "a key that was changed")
    page.get_by_role("radio", name="Mark them anew").check()
    page.fill("[name=reason]", "It tells how, and nothing has been done yet.")
    save(page, "Saved")
    page.goto(there)


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), pytest.param(375, "dark", marks=pytest.mark.hard)])
def test_a_class_from_its_code_to_its_map(
    visit: Visit, site: Site, width: int, theme: Literal["light", "dark"]
) -> None:
    """Deliberate confusions stand on the map in one sentence; axe finds nothing on any page on the way."""
    watch = Watch()
    ines = visit("/sign-in/", width=width, theme=theme)
    link = make(ines, watch)
    for name, chosen in (("Anna", TAKEN), ("Ben", TAKEN), ("Cleo", TRUE)):
        work(visit(re.sub(r".*//[^/]+", "", link), width=width, theme=theme), name, chosen, watch)
    see(ines, watch, first_story(site))
    assert watch.found == []
