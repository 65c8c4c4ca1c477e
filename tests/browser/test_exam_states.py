"""Every state of the exam with axe, light and dark, wide, narrow and zoomed; the grid and the clock by their names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

import pytest
from playwright.sync_api import expect

from tests.app.full_course import write
from tests.browser.conftest import ROOT, SIZES, Site, axe, overflow
from tests.browser.hall import NOT_SAVED, Paper, all_arrived, answer, at, begin, cell, keys

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    Visit = Callable[..., Page]
    Walk = Callable[[Page, Site], Iterator[str]]

pytestmark = pytest.mark.browser
hard = pytest.mark.hard
FORMS = [
    pytest.param(1280, "light"),
    pytest.param(375, "dark", marks=hard),
    pytest.param(1280, "dark", marks=hard),
    pytest.param(375, "light", marks=hard),
]
NARROW = (375, 640)
"""A telephone, and 1280 pixels at 200 %."""
RESULT = re.compile(r"^\d+ of \d+\.")


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A site over a course that has enough questions for a full mock."""
    (tmp_path / "data").mkdir()
    running = Site(tmp_path / "data", write(tmp_path / "course"))
    yield running
    running.stop()


@pytest.fixture
def thin(tmp_path: Path) -> Iterator[Site]:
    """A site over the shipped course, whose bank is too thin for a mock."""
    (tmp_path / "thin").mkdir()
    running = Site(tmp_path / "thin", ROOT / "content")
    yield running
    running.stop()


def sit(page: Page, site: Site, kind: str = "mock", *, practice: bool = False) -> Paper:
    """Begin a paper and look at its key."""
    begin(page, kind, practice=practice)
    return Paper(page, site.data, site.app.extensions["library"].course)


def extra(page: Page, site: Site) -> Iterator[str]:
    """More time for whoever needs it."""
    page.goto(site.url("/account/"))
    page.get_by_label("Extra time in exams").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").filter(has_text=re.compile("aved|ept"))).to_have_count(1)
    yield "You with extra time"
    page.goto(site.url("/exams/new?kind=mock"))
    expect(page.get_by_text("40 questions, 75 minutes.")).to_be_visible()
    yield "a mock with extra time"


def starts(page: Page, site: Site) -> Iterator[str]:
    """The start pages, and a test of one's own that was asked for wrongly."""
    page.goto(site.url("/exams/"))
    yield "index"
    for kind in ("mock", "half", "chapter&chapter=01-all", "custom"):
        page.goto(site.url(f"/exams/new?kind={kind}"))
        yield f"start of {kind}"
    page.get_by_label("Questions", exact=True).fill("99")
    page.get_by_role("button", name="Start the clock").click()
    expect(page.get_by_text("A whole number from 1 to 40.").first).to_be_visible()
    yield "a custom test with a fault"
    page.get_by_label("Questions", exact=True).fill("9")
    page.get_by_label("Negative").check()
    page.get_by_role("button", name="Start the clock").click()
    expect(page.get_by_text("No question fits these areas and styles.")).to_be_visible()
    yield "a custom test that nothing fits"


def questions(page: Page, site: Site) -> Iterator[str]:
    """A question fresh, answered, flagged, without a network, near the end; under way; the last look; handed in."""
    paper = sit(page, site)
    yield "a fresh question"
    keys(page, "2")
    yield "an answered question"
    keys(page, "f")
    yield "a flagged question"
    all_arrived(page)
    page.context.set_offline(True)
    keys(page, "n1")
    expect(page.get_by_text(NOT_SAVED)).to_be_visible()
    yield "a question without a network"
    page.context.set_offline(False)
    all_arrived(page)
    paper.end_in(200)
    page.reload()
    expect(page.locator(".exam-time.near")).to_be_visible()
    yield "a question near the end"
    page.goto(site.url("/exams/"))
    yield "index under way"
    page.goto(f"{paper.base}/last-look")
    yield "last look with blanks"
    page.goto(f"{paper.base}/40")
    answer(page, paper, right=range(1, 31), wrong=range(31, 41), flag=[7])
    yield "the last question"
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_text("All 40 are answered.")).to_be_visible()
    yield "last look without blanks"
    page.get_by_role("button", name="Hand in").click()
    yield from passed(page, site)


def passed(page: Page, site: Site) -> Iterator[str]:
    """A result and its review."""
    expect(page.get_by_role("heading", name="30 of 40. A pass")).to_be_visible()
    page.get_by_text("The same as a table").click()
    yield "a pass"
    base = page.url.removesuffix("/result")
    for which in ("all", "wrong", "flagged", "blank"):
        page.goto(f"{base}/review?which={which}")
        yield f"review of {which}"
    page.goto(site.url("/exams/"))
    yield "index with history"


def time_up(page: Page, site: Site) -> Iterator[str]:
    """A paper that ran out of time: the waiting page, and no pass."""
    paper = sit(page, site)
    answer(page, paper, right=range(1, 21), wrong=range(21, 36))
    all_arrived(page)
    paper.end_in(-1)
    page.goto(f"{paper.base}/result")
    expect(page.get_by_role("heading", name="Time is up")).to_be_visible()
    yield "waiting"
    paper.asleep(20)
    # It comes by itself; a page asked for at that very moment would not come.
    result = page.get_by_role("heading", name="20 of 40. Not a pass yet, 6 marks short.")
    expect(result).to_be_visible(timeout=40_000)
    yield "not a pass"


def shorter(page: Page, site: Site) -> Iterator[str]:
    """Practice, paused and handed in; a test of one's own."""
    sit(page, site, "half", practice=True)
    yield "a question of a practice paper"
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("heading", name="Paused")).to_be_visible()
    yield "paused"
    page.goto(site.url("/exams/"))
    yield "index with a pause"
    page.get_by_role("link", name="Go on").click()
    page.get_by_role("button", name="Go on").click()
    hand_in(page)
    yield "result of practice, all blank"
    paper = sit(page, site, "custom&number=3")
    answer(page, paper, right=[1, 2, 3])
    hand_in(page)
    yield "result of a custom test, all right"


def hand_in(page: Page) -> None:
    """Into the last look and out of it."""
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_role("heading", name="Hand it in?")).to_be_visible()
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_role("heading", name=RESULT)).to_be_visible()


def sideways(page: Page, width: int) -> Iterator[str]:
    """Where a page scrolls sideways: at its own width, and a wide one at the narrow ones; then it has its own again."""
    for narrow in (*NARROW, width) if width not in NARROW else (width,):
        page.set_viewport_size({"width": narrow, "height": SIZES[width]})
        if (wide := overflow(page)) > 0:
            yield f"scrolls sideways by {wide} px at {narrow}"


@pytest.mark.parametrize("states", [starts, questions, time_up, shorter, extra])
@pytest.mark.parametrize(("width", "theme"), FORMS)
def test_axe_finds_nothing_in_any_state(
    visit: Visit, site: Site, width: int, theme: Literal["light", "dark"], states: Walk, faults: list[str]
) -> None:
    """WCAG 2.0 to 2.2, A and AA, and best practice; nothing scrolls sideways, not at 200 % either."""
    page = visit("/exams/", width=width, theme=theme)
    found, seen = [], 0
    for state in states(page, site):
        seen += 1
        found += [f"{state}: {finding}" for finding in [*axe(page), *sideways(page, width)]]
    assert found == []
    assert seen > 1
    faults[:] = [fault for fault in faults if "ERR_INTERNET_DISCONNECTED" not in fault]


@pytest.mark.parametrize(("width", "theme"), FORMS)
def test_axe_finds_nothing_where_a_bank_is_thin(
    visit: Visit, thin: Site, width: int, theme: Literal["light", "dark"]
) -> None:
    """The shipped course with what it has."""
    page = visit("/exams/", width=width, theme=theme)
    for path in ("/exams/", "/exams/new?kind=mock", "/exams/new?kind=half"):
        page.goto(thin.url(path))
        assert [*axe(page), *sideways(page, width)] == [], path


@pytest.mark.parametrize("width", [1280, 375])
def test_the_grid_and_the_clock_tell_a_screen_reader_what_they_are(visit: Visit, site: Site, width: int) -> None:
    """A quiet timer by role; cells with whole names that follow what is done; the open one is the current step."""
    page = visit("/exams/", width=width)
    sit(page, site)
    timer = page.get_by_role("timer")
    expect(timer).to_have_attribute("aria-live", "off")
    expect(timer).to_have_text(re.compile(r"^Time left \d+:\d\d$"))
    expect(page.get_by_role("heading", name="0 answered, 40 open")).to_be_visible()
    keys(page, "1fn")
    at(page, 2)
    expect(page.locator("#question h1")).to_be_focused()
    keys(page, "n2")
    for place, words in {1: "answered, flagged", 2: "seen, blank", 3: "answered", 4: "not seen"}.items():
        expect(page.get_by_role("button", name=f"Question {place}, {words}", exact=True)).to_be_visible()
    expect(page.get_by_role("heading", name="2 answered, 38 open")).to_be_visible()
    expect(page.locator(".exam-grid [aria-current]")).to_have_count(1)
    keys(page, "g")
    expect(cell(page, 3)).to_be_focused()
    page.keyboard.press("Tab")
    expect(cell(page, 4)).to_be_focused()
    page.keyboard.press("Enter")
    at(page, 4)
    keys(page, "pp")
    at(page, 2)


@pytest.mark.parametrize("width", [1280, 375])
def test_the_bar_under_the_clock_is_time_and_nothing_else(visit: Visit, site: Site, width: int) -> None:
    """Without script too: at question 24 with half the time left it is half full, thin, and as wide as the clock."""
    page = visit("/exams/", width=width, script=False)
    paper = sit(page, site)
    paper.end_in(1800)
    page.goto(site.url(f"/exams/{paper.id}/24"))
    clock, all_, left = (
        page.locator(f".exam-time {part}").evaluate("part => part.getBoundingClientRect().toJSON()")
        for part in ("[data-clock]", ".all", ".left")
    )
    assert 0.49 < left["width"] / all_["width"] <= 0.5
    assert all_["height"] <= 4
    assert clock["bottom"] <= all_["top"] < clock["bottom"] + 8
    assert all_["width"] < 1.2 * clock["width"]


def test_five_minutes_are_said_once(visit: Visit, site: Site) -> None:
    """In the status line, when they begin; not again with the next answer, nor after a reload."""
    page = visit("/exams/")
    paper = sit(page, site)
    all_arrived(page)
    page.evaluate(
        """() => {
            window.said = [];
            const status = document.querySelector("#say[role=status]");
            new MutationObserver(() => window.said.push(status.textContent)).observe(status, {childList: true});
        }"""
    )
    paper.end_in(302.5)
    keys(page, "1")
    expect(page.locator(".exam-time.near")).to_have_count(0)
    expect(page.locator(".exam-time.near")).to_be_visible()
    keys(page, "n2")
    all_arrived(page)
    page.wait_for_timeout(600)
    assert page.evaluate("window.said") == ["5 minutes left."]
    page.reload()
    expect(page.locator(".exam-time.near")).to_be_visible()
    expect(page.locator("#say")).to_have_text("")


def test_targets_are_large_enough_for_a_thumb(visit: Visit, site: Site) -> None:
    """Cells, options and buttons of a question are at least 44 pixels high and wide, and none hides another."""
    page = visit("/exams/", width=375)
    sit(page, site)
    small = []
    for part in page.locator("button:visible, .option:visible, .bar a:visible").all():
        box = part.bounding_box()
        if box and (box["height"] < 44 or box["width"] < 44):
            small.append((part.inner_text(), box))
    assert small == []
