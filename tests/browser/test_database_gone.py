"""The database of a class goes away while somebody studies or sits an exam: what is given arrives, each once."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.app.college import SECRET
from tests.app.full_course import write
from tests.browser.conftest import FORM
from tests.browser.hall import NOT_SAVED, Paper, all_arrived, begin, cell, keys, read, waiting
from tests.databases import ask
from tests.faults.hall import Hall
from tests.pgtemp import LOCAL, Server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page

    from quizzes.course.course import Course

    Visit = Callable[..., Page]

pytestmark = pytest.mark.browser
AWAY = [3, pytest.param(30, marks=pytest.mark.hard)]
"""Seconds without a database."""


@pytest.fixture
def database() -> Iterator[Server]:
    """A PostgreSQL server that may be killed."""
    with Server(LOCAL) as running:
        yield running


@pytest.fixture
def site(tmp_path: Path, database: Server) -> Iterator[Hall]:
    """A class over a course that has enough questions for a full mock."""
    content = write(tmp_path / "course")
    with Hall(tmp_path / "data", content, database.url(database.create())) as running:
        running.people(1)
        yield running


class Sat(Paper):
    """A paper whose rows lie on that server."""

    def __init__(self, page: Page, address: str, course: Course) -> None:
        self.address = address
        super().__init__(page, Path(), course)

    def ask(self, sql: str, **values: object) -> list[Any]:
        """Rows behind the program's back."""
        return ask(self.address, sql, {"sitting": self.id, **values})


def signed_in(visit: Visit, path: str) -> Page:
    """A page of the first learner's."""
    page = visit(f"/sign-in/?next={path}")
    page.get_by_label("E-mail").fill("learner0@example.org")
    page.get_by_label("Password", exact=True).fill(SECRET)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(re.compile(f"{path}$"))
    return page


@pytest.mark.parametrize("seconds", AWAY)
def test_an_answer_given_meanwhile_stays_in_its_form(
    seconds: int, visit: Visit, site: Hall, database: Server, faults: list[str]
) -> None:
    """The page stays with what was chosen and says so; pressed again when the database is back, it counts once."""
    page = signed_in(visit, "/study/")
    while page.locator(FORM).get_attribute("data-kind") != "question":
        former = page.locator(FORM).get_attribute("data-item")
        page.get_by_role("button", name=re.compile("Skip|Later")).first.click()
        expect(page.locator(f'{FORM}[data-item="{former}"]')).to_have_count(0)
    sent = page.locator(f"{FORM} input[name=answer_id]").input_value()
    choice = page.locator(f"{FORM} input[type=radio]").nth(1)
    choice.check()
    database.kill()
    for _ in range(2):
        page.get_by_role("button", name=re.compile("^Check")).click()
        expect(page.get_by_text("It is kept here; press again to send it again.")).to_be_visible()
        expect(page.get_by_text("if that does not help, tell those who run it.")).to_be_visible()
        expect(choice).to_be_checked()
        page.wait_for_timeout(500 * seconds)
    database.start()
    site.up("/ready")
    page.get_by_role("button", name=re.compile("^Check")).click()
    page.wait_for_url(re.compile("/study/answers/"))
    assert [str(row[0]) for row in ask(site.database, "SELECT CAST(id AS text) FROM answers")] == [sent]
    faults.clear()


@pytest.mark.parametrize("seconds", AWAY)
def test_a_sitting_goes_on_meanwhile(
    seconds: int, visit: Visit, site: Hall, database: Server, faults: list[str]
) -> None:
    """Choices and changes of mind wait in the page and arrive when the database is back, each once, in their order."""
    page = signed_in(visit, "/exams/")
    begin(page)
    paper = Sat(page, site.database, read(site))
    keys(page, "1")
    all_arrived(page)
    database.kill()
    keys(page, "2")
    cell(page, 2).click()
    keys(page, "31")
    expect(page.get_by_text(NOT_SAVED)).to_be_visible()
    page.wait_for_timeout(1000 * seconds)
    assert waiting(page) >= 3
    database.start()
    all_arrived(page)
    assert paper.acts() == [(place, paper.option(place, digit)) for place, digit in ((1, 1), (1, 2), (2, 3), (2, 1))]
    page.reload()
    expect(page.locator("#question input:checked")).to_have_value(paper.option(2, 1))
    faults.clear()
