"""axe on every page and state, light and dark, wide and narrow; nothing scrolls sideways."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING, Literal

import pytest

from tests.app.school import enrol_in
from tests.browser.conftest import FORM, MORE, ROOT, Site, axe, go_on, overflow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    Visit = Callable[..., Page]
    Walk = Callable[[Page, Site], Iterator[str]]

pytestmark = pytest.mark.browser
LESSON = "/lessons/15-continual-improvement/"
STILL = [
    *("/", "/lessons/", LESSON, LESSON + "whole", "/drills/", "/progress/", "/terms/", "/terms/?q=warrenty"),
    *("/account/", "/account/start-over", "/marks", "/problems", "/patterns", "/nothing", "/study/answers/x"),
    "/author/statistics/",
]
SETTINGS = {"exam_date": "2026-11-31", "edition": "itil4", "minutes": "2", "new_a_day": "60", "zone": "UTC",
            "theme": "auto", "buttons": "2"}  # fmt: skip


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """The shipped course with the skills of the steps taught first, so that a day of study holds every kind."""
    course = shutil.copytree(ROOT / "content", tmp_path / "course")
    syllabus = course / "syllabus.toml"
    plan, *skills = re.split(r"(?m)^(?=\[\[skill\]\])", syllabus.read_text())
    skills.sort(key=lambda skill: 'id = "ci.step.' not in skill)
    syllabus.write_text(plan + "".join(skills))
    running = Site(tmp_path, course)
    yield running
    running.stop()


def pages(page: Page, site: Site) -> Iterator[str]:
    """What stands still, and settings with faults."""
    for path in STILL:
        page.goto(site.url(path))
        yield path
    page.goto(site.url("/account/"))
    for name in ("exam_date", "minutes"):
        page.fill(f"[name={name}]", SETTINGS[name])
    page.get_by_role("button", name="Save").click()
    page.wait_for_selector(".faulty")
    yield "/account/ with faults"


def sections(page: Page, site: Site) -> Iterator[str]:
    """All sections of the lesson."""
    home = page.request.get(site.url(LESSON)).text()
    for path in dict.fromkeys(re.findall(rf'href="({LESSON}[a-z0-9-]+)"', home)):
        page.goto(site.url(path))
        yield path


def statistics(page: Page, site: Site) -> Iterator[str]:
    """Statistics for authors with one learner, and with a class of fifteen; an item of each kind."""
    page.goto(site.url("/author/statistics/"))
    yield "statistics of one learner"
    taught = enrol_in(site.app, 15)
    page.goto(site.url("/author/statistics/"))
    yield "statistics of a class"
    for item in taught:
        page.goto(site.url(f"/author/statistics/{item}"))
        page.locator(".as-table summary").first.click()
        yield f"statistics of {item}"


LEAST = 6
"""Things to study at least."""


def study(page: Page, site: Site) -> Iterator[str]:
    """Each kind before and after an answer, one sent empty, the keys' help, the end of the day."""
    page.goto(site.url("/study/"))
    page.keyboard.press("?")
    yield "the help sheet"
    page.keyboard.press("Escape")
    known: set[str] = set()
    for count in range(60):
        if count >= LEAST and known >= {"card", "question", "scenario"}:
            break  # what a day asks first differs from day to day
        if not page.locator(FORM).count():
            yield "the end of the day"
            page.locator(MORE).click()
            page.locator(FORM).wait_for()
        kind = page.locator(FORM).get_attribute("data-kind") or ""
        for state in one_thing(page, kind):
            if kind not in known:
                yield state
        known.add(kind)
    assert known >= {"card", "question", "scenario"}
    for path in ("/", "/progress/", "/study/", LESSON):
        page.goto(site.url(path))
        yield f"{path} with answers"


def one_thing(page: Page, kind: str) -> Iterator[str]:
    """Answer what is shown, as a guess, and go on; yields its states."""
    yield f"{kind} before"
    if kind == "card":
        page.keyboard.press("Space")
        page.locator("button[name=grade]").first.wait_for()
        yield "card revealed"
        go_on(page, "1", to=f"{FORM}, {MORE}")
        return
    choose(page, "1")
    page.keyboard.press("g")
    go_on(page, "Enter", to=".after")
    yield f"{kind} after"
    go_on(page, "Enter", to=f"{FORM}, {MORE}")


def drill(page: Page, site: Site, axes: str = "step+activity") -> Iterator[str]:
    """Scenarios before and after, two each: with luck one right and one not."""
    page.goto(site.url(f"/drills/{axes}"))
    for key in "12":
        yield f"drill {axes}"
        choose(page, key)
        go_on(page, "Enter", to=".after")
        yield f"drill {axes} after {key}"
        go_on(page, "Enter", to=FORM)


def drills(page: Page, site: Site) -> Iterator[str]:
    """The other axes and pairs of axes."""
    for axes in ("step", "activity", "level", "principle", "step+lifecycle"):
        yield from drill(page, site, axes)


def exercises(page: Page, site: Site) -> Iterator[str]:
    """A chosen drill with its drawn models and its summary, pairs and four steps, then the others."""
    page.goto(site.url("/drills/"))
    page.locator(".choose summary").click()
    yield "choosing a drill"
    page.goto(site.url("/drills/start?axes=step%2Bactivity&length=10&mark=1"))
    page.locator("[data-boards] summary").click()
    page.locator(".word").first.click()
    yield "drawn models and marked words"
    choose(page, "1")
    go_on(page, "Enter", to=".after")
    yield "marked words after"
    page.get_by_role("link", name="Stop here").click()
    page.get_by_role("heading", name="How it went").wait_for()
    yield "a drill's summary"
    page.locator("[data-boards]").evaluate_all("all => sessionStorage.clear()")
    for path in ("/contrasts/step/how-do-we-get-there/take-action", "/four-steps/"):
        page.goto(site.url(path))
        yield path
        while page.locator(FORM).count():
            choose(page, "1")
            go_on(page, "Enter", to="main h1")
            yield f"{path} onward"
    for path in ("/contrasts/level/team/nothing", "/drills/"):
        page.goto(site.url(path))
        yield f"{path} with answers"


def others(page: Page, site: Site) -> Iterator[str]:
    """A case, an order, a sketch, each before and after."""
    course = site.app.extensions["library"].course
    for item in {
        item.kind: item for item in course.items.values() if item.kind in {"case", "order", "sketch"}
    }.values():
        path = f"/{item.kind}s/{item.id}".replace("sketchs", "sketches")
        page.goto(site.url(path))
        yield path
        page.locator("main").evaluate("main => main.dataset.former = 'yes'")
        page.locator(".button.go.big").click()
        page.locator("main:not([data-former]) h1").wait_for()
        yield f"{path} onward"
        if item.kind == "case":
            choose(page, "1")
            go_on(page, "Enter", to=".after")
            yield f"{path} placed"
            page.goto(site.url(path))
            yield f"{path} begun"


def choose(page: Page, key: str) -> None:
    """Choose in every group with a number key."""
    for group in page.locator(f"{FORM} [data-group]").all():
        for place in range(int(group.get_attribute("data-answers") or 1)):
            page.keyboard.press(str(int(key) + place))


def looked_at(visit: Visit, width: int, theme: Literal["light", "dark"], states: Walk, site: Site) -> list[str]:
    """What axe finds on the way of a walk, and where it can be scrolled sideways."""
    page = visit("/", width=width, theme=theme)
    found, seen = [], 0
    for state in states(page, site):
        seen += 1
        found += [f"{state}: {finding}" for finding in axe(page)]
        if (wide := overflow(page)) > 0:
            found.append(f"{state}: scrolls sideways by {wide} px")
    assert seen > 3
    return found


hard = pytest.mark.hard
WALKS: dict[str, Walk] = {
    walk.__name__: walk for walk in (pages, study, drill, exercises, others, statistics, sections, drills)
}
LONG = {"sections", "drills"}
"""More of a kind that a shorter walk has seen: only in the long form."""
FORMS = [(1280, "light"), (1280, "dark"), (375, "light")]


@pytest.mark.parametrize("walk", [pytest.param(walk, marks=[hard] if walk in LONG else []) for walk in WALKS])
@pytest.mark.parametrize(
    ("width", "theme"), [(375, "dark"), *(pytest.param(width, theme, marks=hard) for width, theme in FORMS)]
)
def test_axe_finds_nothing_anywhere(
    visit: Visit, site: Site, width: int, theme: Literal["light", "dark"], walk: str
) -> None:
    """WCAG 2.0 to 2.2, A and AA, and best practice, on every page and state; in one form always, in four if long."""
    assert looked_at(visit, width, theme, WALKS[walk], site) == []


@hard
@pytest.mark.parametrize("walk", WALKS)
def test_nothing_scrolls_sideways_at_320(visit: Visit, site: Site, walk: str) -> None:
    """A small telephone, or a large letter."""
    page = visit("/", width=320)
    wide = {state: overflow(page) for state in WALKS[walk](page, site)}
    assert {state: by for state, by in wide.items() if by > 0} == {}


def test_targets_are_large_enough_for_a_thumb(visit: Visit, site: Site) -> None:
    """Buttons, options and rows are at least 44 pixels high and wide."""
    page = visit("/study/", width=375)
    small = []
    for path in (
        "/study/",
        "/drills/step+activity",
        "/",
        "/account/",
        "/drills/",
        "/contrasts/step/take-action/did-we-get-there",
    ):
        page.goto(site.url(path))
        for part in page.locator("button:visible, .option:visible, .row:visible, .bar a:visible").all():
            box = part.bounding_box()
            if box and (box["height"] < 44 or box["width"] < 44) and not part.evaluate("e => !!e.closest('.foot')"):
                small.append((path, part.inner_text(), box))
    assert small == []
