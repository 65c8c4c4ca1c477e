"""The coach in a real Chromium: every state with axe, the diagnostic by keys, the calendar without JavaScript."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal
from uuid import UUID

import pytest
from playwright.sync_api import expect

from app import clock
from app.store import answers, coaching, learners
from app.store.log import Submission
from quizzes.practice.days import local_day
from tests.app.full_course import write
from tests.browser.conftest import FORM, Site, axe, go_on, overflow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Page
    from sqlalchemy import Connection

    from app.store.learners import Learner

    Visit = Callable[..., Page]

pytestmark = pytest.mark.browser
hard = pytest.mark.hard
FORMS = [
    pytest.param(1280, "light"),
    pytest.param(375, "dark", marks=hard),
    pytest.param(1280, "dark", marks=hard),
    pytest.param(375, "light", marks=hard),
]
PAGES = ("/", "/progress/", "/calendar/", "/diagnostics/", "/study/")


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A fresh site over a course that serves every cell of both exams."""
    (tmp_path / "data").mkdir()
    running = Site(tmp_path / "data", write(tmp_path / "course"))
    yield running
    running.stop()


def today() -> int:
    """Today's day number in UTC."""
    return local_day(clock.now(), "UTC")


def live(site: Site) -> None:
    """Six days of study: a card and a question of every skill of ITIL 4, twice, mostly right."""
    course = site.app.extensions["library"].course
    own = [
        item for item in course.items.values() if "itil4" in item.editions and item.id.endswith(("card0", "q0", "q1"))
    ]
    with site.app.extensions["database"].writing() as db:
        me = learners.local(db)
        number = 0
        for days in (6, 2):
            for item in own:
                number += 1
                right = number % 5 != 0
                chosen = next((one.id for one in getattr(item, "options", ()) if (one.credit == 1) is right), "")
                response = {"options": [chosen]} if chosen else {"grade": "good" if right else "again"}
                then = clock.now() - timedelta(days=days)
                said = ("sure", "unsure", "guess")[number % 3]
                sent = Submission(str(UUID(int=number)), item.id, response, (), None, said, 9000, "study", then, then)
                answers.keep(db, course, me, sent, today() - days)


def change(site: Site, **settings: object) -> None:
    """Change the learner's settings."""
    with site.app.extensions["database"].writing() as db:
        learners.change(db, learners.local(db), **settings)


def sit(db: Connection, me: Learner, score: int) -> None:
    """A mock of today."""
    coaching.sit(db, me, coaching.Mock(str(UUID(int=7)), "itil4", today(), score, 40, clock.now()))


def states(page: Page, site: Site) -> Iterator[str]:
    """No date and refused; a forecast; ready; a day off; the exam passed, and its result."""
    change(site, edition="itil4", zone="UTC")
    yield from every(page, site, "nothing yet")
    live(site)
    day = date.fromordinal(today())
    change(site, exam_date=day + timedelta(days=12))
    yield from every(page, site, "forecast")
    with site.app.extensions["database"].writing() as db:
        sit(db, learners.local(db), 38)
        coaching.take_off(db, learners.local(db), today() + 3)
    yield from every(page, site, "with a mock")
    change(site, exam_date=day - timedelta(days=1))
    yield from every(page, site, "exam passed")
    page.goto(site.url("/"))
    page.get_by_label("Yes").check()
    page.get_by_label("Score, if you know it").fill("31")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("Kept. It stands beside the forecasts")).to_be_visible()
    yield from every(page, site, "result known")


def every(page: Page, site: Site, state: str) -> Iterator[str]:
    """All pages of the coach in one state."""
    for path in PAGES:
        page.goto(site.url(path))
        for fold in page.locator("main details:not([data-boards])").all():
            fold.evaluate("one => { one.open = true }")
        yield f"{path} {state}"


@pytest.mark.parametrize(("width", "theme"), FORMS)
def test_axe_finds_nothing_in_any_state(visit: Visit, site: Site, width: int, theme: Literal["light", "dark"]) -> None:
    """WCAG 2.0 to 2.2, A and AA, and best practice; nothing scrolls sideways; words say the state."""
    page = visit("/", width=width, theme=theme)
    found, words = [], {}
    for state in states(page, site):
        words[state] = page.locator("main").inner_text()
        found += [f"{state}: {finding}" for finding in axe(page)]
        if (wide := overflow(page)) > 0:
            found.append(f"{state}: scrolls sideways by {wide} px")
    assert found == []
    assert "No forecast yet" in words["/ nothing yet"]
    assert "A pass in" in words["/ forecast"]
    assert "a mock exam of the last two weeks" in words["/ forecast"]
    assert "a mock exam of the last two weeks" not in words["/ with a mock"]
    assert "How did it go?" in words["/ exam passed"]
    assert "the exam: passed" in words["/progress/ result known"]
    assert "31 of 40" in words["/progress/ result known"].replace("\n", " ")


def test_a_diagnostic_by_keyboard_only(visit: Visit, site: Site) -> None:
    """Digits choose, Enter goes on; no reasons on the way; closed and opened again it goes on; bands at the end."""
    page = visit("/diagnostics/")
    page.get_by_role("button", name="Quick: 21 at most").focus()
    page.keyboard.press("Enter")
    expect(page.locator(FORM)).to_be_visible()
    for number in range(3):
        page.keyboard.press(str(number + 1))
        go_on(page, "Enter", to=FORM)
    item = page.locator(FORM).get_attribute("data-item")
    site.restart(page)
    page.goto(site.url("/diagnostics/"))
    page.get_by_role("link", name="Go on").click()
    expect(page.locator(f'{FORM}[data-item="{item}"]')).to_be_visible()
    while page.locator(FORM).count():
        page.keyboard.press("1")
        go_on(page, "Enter", to=f"{FORM}, .bands")
    expect(page.locator(".bands li")).to_have_count(7)
    assert axe(page) == []


def test_the_coach_without_javascript(visit: Visit, site: Site) -> None:
    """A diagnostic is begun, a day is taken off and back, ten minutes are chosen: forms and pages alone."""
    live(site)
    change(site, edition="itil4", zone="UTC", exam_date=date.fromordinal(today()) + timedelta(days=9))
    page = visit("/", script=False)
    page.get_by_role("button", name="Only 10 minutes today").click()
    expect(page.locator(FORM)).to_be_visible()
    page.goto(site.url("/calendar/"))
    page.locator("button.load-day").nth(2).click()
    expect(page.get_by_text("A day off. The other days keep their")).to_be_visible()
    expect(page.get_by_text("day off", exact=False).first).to_be_attached()
    page.locator("button.load-day").nth(2).click()
    expect(page.get_by_text("A day of study again")).to_be_visible()
    page.goto(site.url("/diagnostics/"))
    page.get_by_role("button", name="Begin").click()
    page.locator(f"{FORM} label.option").first.click()
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_text("Question 2 of 28 at most")).to_be_visible()
