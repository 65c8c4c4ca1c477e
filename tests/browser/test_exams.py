"""A mock exam in a real Chromium: by keys alone, through a killed server, a cut network, two tabs and a deadline."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.app.full_course import write
from tests.browser.hall import NOT_SAVED, ROOM, Hall, Paper, all_arrived, at, begin, cell, keys, read, waiting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    Visit = Callable[..., Page]

pytestmark = pytest.mark.browser
QUESTIONS = 40


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Hall]:
    """A server process over a course that has enough questions for a full mock."""
    (tmp_path / "data").mkdir()
    running = Hall(tmp_path / "data", write(tmp_path / "course"))
    yield running
    running.stop()


def sit(page: Page, site: Hall, kind: str = "mock") -> Paper:
    """Begin a paper and look at its key."""
    begin(page, kind)
    return Paper(page, site.data, read(site))


class Candidate:
    """Somebody at the keyboard, who remembers what they chose."""

    def __init__(self, page: Page, paper: Paper) -> None:
        self.page, self.paper = page, paper
        self.chosen: dict[int, str] = {}

    def answer(self, place: int) -> None:
        """Right but for every fourth; a second thought on every fifth, a flag on every tenth; the 30th stays blank."""
        at(self.page, place)
        if place % 10 == 0:
            self.page.keyboard.press("f")
        if place != 30:
            digit = self.paper.digit(place, right=place % 4 != 0)
            keys(self.page, [digit % 4 + 1, digit] if place % 5 == 0 else [digit])
            self.chosen[place] = self.paper.option(place, digit)
            expect(self.page.locator("#question input:checked")).to_have_value(self.chosen[place])

    @property
    def marks(self) -> int:
        """What they must get."""
        return sum(place % 4 != 0 for place in self.chosen)


def test_forty_questions_by_keys_through_a_reload_and_a_killed_server(
    visit: Visit, site: Hall, faults: list[str]
) -> None:
    """Reload at 17, `kill -9` at 23: everything stands, what waited arrives, and the marks are those of the choices."""
    page = visit("/exams/")
    paper = sit(page, site)
    sitter = Candidate(page, paper)
    for place in range(1, QUESTIONS + 1):
        sitter.answer(place)
        if place == 17:
            page.reload()
            at(page, 17)
            stands(page, sitter.chosen, {10})
        if place == 22:
            all_arrived(page)
            site.stop()
        if place == 23:
            expect(page.get_by_text(NOT_SAVED)).to_be_visible()
            expect(page.get_by_text("Your answers are kept on this machine")).to_be_visible()
        if place == 25:
            assert set(paper.standing()) == set(range(1, 23))
            assert waiting(page) >= 6
            site.start()
            all_arrived(page)
            assert paper.standing() == sitter.chosen
        if place < QUESTIONS:
            page.keyboard.press("n")
    faults[:] = [fault for fault in faults if "ERR_CONNECTION_REFUSED" not in fault]
    keys(page, "pp")
    at(page, 38)
    stands(page, sitter.chosen, {10, 20, 30, 40})
    hand_in_by_keys(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"{sitter.marks} of {QUESTIONS}.")
    assert paper.standing() == sitter.chosen


def stands(page: Page, chosen: dict[int, str], flagged: set[int]) -> None:
    """The grid tells what was chosen and flagged."""
    expect(page.locator(".exam-grid ol .cell.answered")).to_have_count(len(chosen))
    names = [one.get_attribute("aria-label") or "" for one in page.locator(".exam-grid ol .cell").all()]
    assert {place for place, name in enumerate(names, 1) if ", answered" in name} == set(chosen)
    assert {place for place, name in enumerate(names, 1) if ", flagged" in name} == flagged


def hand_in_by_keys(page: Page) -> None:
    """From the grid's last cell to the last look, and from there into the result."""
    page.keyboard.press("g")
    expect(page.locator(".exam-grid [aria-current]")).to_be_focused()
    keys(page, ["Tab"] * 2)
    expect(cell(page, QUESTIONS)).to_be_focused()
    page.keyboard.press("Enter")
    at(page, QUESTIONS)
    page.keyboard.press("n")
    expect(page.get_by_role("heading", name="Hand it in?")).to_be_visible()
    expect(page.get_by_text("1 question is blank: 30.")).to_be_visible()
    page.get_by_role("button", name="Hand in").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Changes of mind")).to_be_visible()


def test_answers_and_moves_go_on_without_a_network_and_arrive_with_it(
    visit: Visit, site: Hall, faults: list[str]
) -> None:
    """Offline one moves, chooses, clears and flags; the page says so; handing in waits; online again all arrives."""
    page = visit("/exams/")
    paper = sit(page, site)
    all_arrived(page)
    page.context.set_offline(True)
    keys(page, "1n2fn3n4ppp")
    at(page, 1)
    expect(page.get_by_text(NOT_SAVED)).to_be_visible()
    assert page.locator("[data-trouble] .icon").evaluate("icon => icon.getBBox().width") > 0
    keys(page, "nnn")
    page.get_by_role("button", name="Clear answer").click()
    keys(page, "n1")
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_text("It can be handed in when the connection is back.")).to_be_visible()
    keys(page, "2")
    wanted = {1: paper.option(1, 1), 2: paper.option(2, 2), 3: paper.option(3, 3), 5: paper.option(5, 2)}
    stands(page, wanted, {2})
    assert paper.standing() == {}
    page.context.set_offline(False)
    all_arrived(page)
    page.reload()
    stands(page, wanted, {2})
    assert [place for place, _ in paper.acts("clear")] == [4]
    faults.clear()


def test_handing_in_offline_with_nothing_waiting_does_not_lose_what_comes_after(
    visit: Visit, site: Hall, faults: list[str]
) -> None:
    """A press that cannot get through leaves the question as it was: the next choice is kept and arrives."""
    page = visit("/exams/")
    paper = sit(page, site)
    keys(page, "1")
    all_arrived(page)
    page.context.set_offline(True)
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_text("It can be handed in when the connection is back.")).to_be_visible()
    keys(page, "n3")
    at(page, 2)
    page.context.set_offline(False)
    all_arrived(page)
    assert paper.standing() == {1: paper.option(1, 1), 2: paper.option(2, 3)}
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_role("heading", name="Hand it in?")).to_be_visible()
    faults.clear()


def test_back_and_forward_of_the_browser_move_between_questions(visit: Visit, site: Hall, faults: list[str]) -> None:
    """Also without a network, and from the last look back to the question that led there."""
    page = visit("/exams/")
    sit(page, site)
    keys(page, "1n2n3")
    all_arrived(page)
    page.context.set_offline(True)
    for place in (2, 1):
        page.go_back()
        at(page, place)
        expect(page.locator("#question input:checked")).to_have_count(1)
    page.go_forward()
    at(page, 2)
    page.keyboard.press("4")
    page.context.set_offline(False)
    all_arrived(page)
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_role("heading", name="Hand it in?")).to_be_visible()
    page.go_back()
    at(page, 2)
    faults.clear()


def test_a_tab_closed_offline_and_opened_online_sends_what_it_held(visit: Visit, site: Hall, faults: list[str]) -> None:
    """The queue lives on this machine, not in the tab; the page that opens shows it before it has arrived."""
    page = visit("/exams/")
    paper = sit(page, site)
    all_arrived(page)
    context = page.context
    context.set_offline(True)
    keys(page, "1n2nf3n")
    expect(page.get_by_text(NOT_SAVED)).to_be_visible()
    page.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto(site.url("/exams/"))
    again.get_by_role("link", name="Go on").click()
    expect(again.locator(ROOM)).to_be_visible()
    wanted = {place: paper.option(place, place) for place in (1, 2, 3)}
    stands(again, wanted, {3})
    expect(cell(again, 4)).to_have_attribute("aria-label", "Question 4, seen, blank")
    all_arrived(again)
    assert paper.standing() == wanted
    faults.clear()


def test_two_tabs_show_each_others_choices_and_the_last_counts(visit: Visit, site: Hall) -> None:
    """One answers, the other shows it when it is looked at; changed there, the first shows that in its turn."""
    first = visit("/exams/")
    paper = sit(first, site)
    second = first.context.new_page()
    with second.expect_response(lambda response: response.url.endswith("/state")):
        second.goto(first.url)
    keys(first, "1f")
    all_arrived(first)
    expect(second.locator("#question input:checked")).to_have_count(0)
    look_at(second)
    expect(second.locator("#question input:checked")).to_have_value(paper.option(1, 1))
    stands(second, {1: ""}, {1})
    keys(second, "3")
    all_arrived(second)
    look_at(first)
    expect(first.locator("#question input:checked")).to_have_value(paper.option(1, 3))
    assert paper.standing() == {1: paper.option(1, 3)}


def look_at(page: Page) -> None:
    """A person comes to this tab. Playwright keeps every tab focused, so the browser would not say it by itself."""
    page.bring_to_front()
    page.evaluate("window.dispatchEvent(new Event('focus'))")


def test_enter_on_a_choice_does_not_hand_in(visit: Visit, site: Hall) -> None:
    """Who presses Enter after a choice, as everywhere else, goes on to the next question."""
    page = visit("/exams/")
    sit(page, site)
    keys(page, ["2", "Enter"])
    at(page, 2)
    keys(page, ["Enter"])
    at(page, 3)
