"""Bad days while somebody studies: a broken course file, a folder that vanishes, a full disk, a locked database."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, cast
from uuid import uuid4

import pytest
from playwright.sync_api import expect
from sqlalchemy import event

from app import clock
from app.db import WriteError
from app.store import answers, learners, memories
from tests.browser.conftest import FORM, ROOT, Site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Locator, Page

    from app.db import Database
    from quizzes.course.course import Course
    from quizzes.course.items import Item

    Visit = Callable[..., Page]

pytestmark = pytest.mark.browser
DAY = 739_000
CHECK = re.compile("^Check")


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A site over a copy of the shipped course, which the test may spoil."""
    running = Site(tmp_path / "data", shutil.copytree(ROOT / "content", tmp_path / "course"))
    yield running
    running.stop()


def save(path: Path, text: str) -> None:
    """Save like an editor, a moment later than before even on a coarse clock."""
    path.write_text(text)
    seen = path.stat()
    os.utime(path, ns=(seen.st_atime_ns, seen.st_mtime_ns + 1_000_000))


def banner(page: Page) -> Locator:
    """What every page says while a part of the course cannot be read."""
    return page.get_by_text("Part of this course could not be read.")


def a_question(page: Page, site: Site) -> Item:
    """Leave for later what is no question; the one that is asked then."""
    for _ in range(20):
        if page.locator(FORM).get_attribute("data-kind") == "question":
            break
        former = page.locator(FORM).get_attribute("data-item")
        page.get_by_role("button", name=re.compile("Skip|Later")).first.click()
        expect(page.locator(f'{FORM}[data-item="{former}"]')).to_have_count(0)
    course: Course = site.app.extensions["library"].course
    return course.items[page.locator(FORM).get_attribute("data-item") or ""]


def test_an_author_sees_new_words_a_slip_and_the_mended_file(visit: Visit, site: Site) -> None:
    """Saved and reloaded, the words are there; broken, the last good ones stay and a link tells what is wrong."""
    page = visit("/study/")
    item = a_question(page, site)
    file = site.content / item.place.path
    sound = file.read_text().replace(item.text.splitlines()[0], f"On a wet Monday: {item.text.splitlines()[0]}")
    save(file, sound)
    page.reload()
    expect(page.locator(FORM)).to_contain_text("On a wet Monday")
    expect(banner(page)).to_have_count(0)
    lines = sound.splitlines(keepends=True)
    lines[item.place.line] = "skil: nothing of that name\n"
    save(file, "".join(lines).replace("On a wet Monday", "On a dry Tuesday"))
    page.reload()
    expect(banner(page)).to_be_visible()
    expect(page.locator(FORM)).to_contain_text("On a wet Monday")
    page.get_by_role("link", name=re.compile("problem")).click()
    expect(page.get_by_text(f"{item.place.path}:{item.place.line + 1}:").first).to_be_visible()
    save(file, sound)
    page.goto(site.url("/study/"))
    expect(page.locator(FORM)).to_contain_text("On a wet Monday")
    expect(banner(page)).to_have_count(0)


def test_a_course_folder_that_vanishes_is_said_and_the_course_stays(visit: Visit, site: Site) -> None:
    """Study goes on with what was read; the banner leads to the reason; with the folder back it is gone."""
    page = visit("/study/")
    asked = page.locator(FORM).get_attribute("data-item")
    site.content.rename(site.content.with_name("moved"))
    page.reload()
    assert page.locator(FORM).get_attribute("data-item") == asked
    expect(banner(page)).to_be_visible()
    page.get_by_role("link", name=re.compile("1 problem")).click()
    expect(page.get_by_text("There is no course folder at")).to_be_visible()
    site.content.with_name("moved").rename(site.content)
    page.goto(site.url("/study/"))
    expect(banner(page)).to_have_count(0)


@pytest.mark.sqlite
def test_a_full_disk_keeps_the_choice_and_later_counts_it_once(visit: Visit, site: Site, faults: list[str]) -> None:
    """The page says that nothing was saved and what to do; with room again the same press is counted, once."""
    database, course = site.app.extensions["database"], site.app.extensions["library"].course
    page = visit("/drills/step")
    disk = Disk(database)
    before = disk.fill(course)
    choice = page.locator(f"{FORM} input[type=radio]").nth(2)
    choice.check()
    for _ in range(2):
        page.get_by_role("button", name=CHECK).click()
        expect(page.get_by_text("The disk is full, so nothing was saved. Free some space")).to_be_visible()
        expect(choice).to_be_checked()
        assert count(page, site) == before
    assert page.request.get(site.url("/progress/")).ok, "what was answered before can still be looked at"
    disk.free()
    page.get_by_role("button", name=CHECK).click()
    page.wait_for_url(re.compile("/drills/answers/"))
    assert count(page, site) == before + 1
    with database.writing() as db:
        assert memories.replay(db, course).differences == 0
        assert db.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
    faults.clear()


@pytest.mark.sqlite
def test_without_javascript_a_refused_answer_can_be_sent_again_as_it_was(
    visit: Visit, site: Site, faults: list[str]
) -> None:
    """The error page holds what was chosen; with room again its one button makes it count, once."""
    disk = Disk(site.app.extensions["database"])
    before = disk.fill(site.app.extensions["library"].course)
    page = visit("/drills/step", script=False)
    page.locator(f"{FORM} input[type=radio]").nth(2).check()
    page.get_by_role("button", name=CHECK).click()
    expect(page.get_by_role("heading", name="That was not kept")).to_be_visible()
    page.get_by_role("button", name="Send it again").click()
    expect(page.get_by_text("The disk is full, so nothing was saved.")).to_be_visible()
    disk.free()
    page.get_by_role("button", name="Send it again").click()
    page.wait_for_url(re.compile("/drills/answers/"))
    assert count(page, site) == before + 1
    faults.clear()


@pytest.mark.sqlite
def test_a_locked_database_keeps_the_choice_and_later_counts_it_once(
    visit: Visit, site: Site, faults: list[str]
) -> None:
    """Another program holds the database: said after a few seconds; the next press sends the same answer."""
    page = visit("/drills/step")
    choice = page.locator(f"{FORM} input[type=radio]").first
    choice.check()
    sent = page.locator(f"{FORM} input[name=answer_id]").input_value()
    with closing(sqlite3.connect(site.data / "momentum.db")) as other:
        other.execute("BEGIN IMMEDIATE")
        page.get_by_role("button", name=CHECK).click()
        expect(page.get_by_text("Another program holds the database, so nothing was saved.")).to_be_visible(
            timeout=15_000
        )
    expect(choice).to_be_checked()
    assert page.locator(f"{FORM} input[name=answer_id]").input_value() == sent
    page.get_by_role("button", name=CHECK).click()
    page.wait_for_url(re.compile("/drills/answers/"))
    assert count(page, site) == 1
    faults.clear()


def count(page: Page, site: Site) -> int:
    """How many answers the server has kept."""
    number: int = page.request.get(site.url("/healthz")).json()["answers"]
    return number


class Disk:
    """The disk under a database: full for every connection from now on, until it is freed."""

    def __init__(self, database: Database) -> None:
        """Let the file grow no more."""
        self.database = database
        event.listen(database.engine, "connect", self.limit)
        self.on_all_connections(self.limit)

    def free(self) -> None:
        """Make room."""
        event.remove(self.database.engine, "connect", self.limit)
        self.on_all_connections(lambda connection: connection.execute("PRAGMA max_page_count=1000000"))

    def limit(self, connection: sqlite3.Connection, *_record: object) -> None:
        """SQLite takes the present size for a limit that is smaller."""
        connection.execute("PRAGMA max_page_count=1")

    def on_all_connections(self, act: Callable[[sqlite3.Connection], object]) -> None:
        """The one that writes is kept open; all others are made anew."""
        self.database.engine.dispose()
        with self.database.writing() as db:
            act(cast("sqlite3.Connection", db.connection.driver_connection))

    def fill(self, course: Course) -> int:
        """Answer until nothing more fits; how many answers there are then."""
        item = next(item.id for item in course.items.values() if item.kind == "card")
        for number in range(1000):
            moment = clock.now()
            sent = answers.Submission(
                id=str(uuid4()), item=item, response={"grade": "good"}, shown=(), seed=None, confidence=None,
                ms=0, where="study", shown_at=moment, answered_at=moment,
            )  # fmt: skip
            try:
                with self.database.writing() as db:
                    answers.keep(db, course, learners.local(db), sent, DAY)
            except WriteError:
                return number
        raise AssertionError("the disk was never full")
