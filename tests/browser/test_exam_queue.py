"""What a page holds back until the server has it: over a slow way, in long queues, through a server that is gone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.app.full_course import write
from tests.browser.hall import Hall, Paper, all_arrived, at, begin, keys, read, send

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Page, Route

    Visit = Callable[..., Page]

pytestmark = pytest.mark.browser


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Hall]:
    """A server process over a course that has enough questions for a full mock."""
    (tmp_path / "data").mkdir()
    running = Hall(tmp_path / "data", write(tmp_path / "course"))
    yield running
    running.stop()


def sit(page: Page, site: Hall) -> Paper:
    """Begin a mock and look at its key."""
    begin(page)
    return Paper(page, site.data, read(site))


def test_an_answer_pressed_and_left_at_once_is_not_lost(visit: Visit, site: Hall) -> None:
    """Handed in within the same second: the choice goes first, then the page turns."""
    page = visit("/exams/")
    paper = sit(page, site)
    keys(page, "2")
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_role("heading", name="Hand it in?")).to_be_visible()
    assert paper.standing() == {1: paper.option(1, 2)}
    page.get_by_role("link", name=re.compile("Back to question 2")).click()
    at(page, 2)


def test_a_change_of_mind_counts_though_the_first_choice_was_slow_to_arrive(visit: Visit, site: Hall) -> None:
    """The first request hangs in the network for a second; what was chosen meanwhile is still the later choice."""
    page = visit("/exams/")
    paper = sit(page, site)
    held: list[Route] = []
    page.route(re.compile("/acts$"), lambda route: route.continue_() if held else held.append(route))
    keys(page, "12")
    expect(page.locator("#question input:checked")).to_have_value(paper.option(1, 2))
    page.wait_for_timeout(1000)
    held[0].continue_()
    all_arrived(page)
    assert [option for _, option in paper.acts()] == [paper.option(1, 1), paper.option(1, 2)]
    page.reload()
    expect(page.locator("#question input:checked")).to_have_value(paper.option(1, 2))


def test_what_is_sent_again_with_something_newer_stays_older(visit: Visit, site: Hall) -> None:
    """A reply got lost on a slow way: the page sends that choice again, and one made soon after it."""
    page = visit("/exams/")
    paper = sit(page, site)
    first, second = (
        {"id": str(uuid4()), "place": 1, "name": "choose", "option": paper.option(1, digit)} for digit in (1, 2)
    )
    send(page, {**first, "ago": 0})
    send(page, {**first, "ago": 5}, {**second, "ago": 4})
    assert [option for _, option in paper.acts()] == [paper.option(1, 1), paper.option(1, 2)]


def test_a_browser_that_forgot_its_cookies_loses_no_answer(visit: Visit, site: Hall) -> None:
    """The token of the page counts no more: the page fetches another, and what was chosen arrives."""
    page = visit("/exams/")
    paper = sit(page, site)
    keys(page, "1")
    all_arrived(page)
    page.context.clear_cookies()
    keys(page, "3")
    all_arrived(page)
    assert paper.standing() == {1: paper.option(1, 3)}


def test_a_queue_of_many_hundred_acts_arrives(visit: Visit, site: Hall) -> None:
    """An hour without a network makes more than a browser sends from a page that may close; it goes in parts."""
    page = visit("/exams/")
    paper = sit(page, site)
    all_arrived(page)
    fill = """id => localStorage.setItem(`momentum-exam-${id}`, JSON.stringify([...Array(900).keys()].map(at => (
        {id: crypto.randomUUID(), place: at % 40 + 1, name: "see", option: "", at: Date.now() - 1000000 + at}))))"""
    page.evaluate(fill, paper.id)
    page.reload()
    keys(page, "2")
    all_arrived(page)
    assert len(paper.acts("see")) > 900
    assert paper.standing() == {1: paper.option(1, 2)}


def test_handing_in_to_a_server_that_is_gone_can_be_done_again(visit: Visit, site: Hall, faults: list[str]) -> None:
    """From the last look: the page stays and says so; when the server is back the same press hands in."""
    page = visit("/exams/")
    paper = sit(page, site)
    keys(page, [paper.digit(1, right=True)])
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_role("heading", name="Hand it in?")).to_be_visible()
    site.stop()
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_text("did not reach us")).to_be_visible()
    site.start()
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_role("heading", name="1 of 40.")).to_be_visible()
    faults.clear()


def test_a_paper_handed_in_from_one_tab_ends_in_the_other(visit: Visit, site: Hall) -> None:
    """The other tab shows the result when it is looked at, and what is pressed there before changes nothing."""
    first = visit("/exams/")
    paper = sit(first, site)
    keys(first, [paper.digit(1, right=True)])
    all_arrived(first)
    second = first.context.new_page()
    second.goto(first.url)
    all_arrived(second)
    first.get_by_role("button", name="Hand in").click()
    first.get_by_text("39 questions are blank: 2 to 40.").wait_for()
    first.get_by_role("button", name="Hand in").click()
    expect(first.get_by_role("heading", name="1 of 40.")).to_be_visible()
    keys(second, [paper.digit(1, right=False)])
    expect(second.get_by_role("heading", name="1 of 40.")).to_be_visible()
