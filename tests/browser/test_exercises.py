"""The exercises of the drills room in a real Chromium: by keys, by clicks, on a telephone, without JavaScript."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import FORM, go_on

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Dialog, Locator, Page

    from tests.browser.conftest import Site

    Visit = Callable[..., Page]

pytestmark = pytest.mark.browser
PAIR = "/contrasts/step/how-do-we-get-there/take-action"
GO = ".button.go.big"
FORMS = [
    pytest.param({"width": 1280}, id="wide"),
    pytest.param({"width": 375}, id="narrow", marks=pytest.mark.hard),
    pytest.param({"width": 1280, "script": False}, id="no-script"),
]


def count(page: Page, site: Site) -> int:
    """How many answers the server has kept."""
    number: int = page.request.get(site.url("/healthz")).json()["answers"]
    return number


@pytest.fixture
def case(site: Site) -> str:
    """The start of the first running case of the shipped course."""
    cases = (item.id for item in site.app.extensions["library"].course.items.values() if item.kind == "case")
    return f"/cases/{next(cases)}/start"


def click_all(page: Page) -> None:
    """Choose the first label of every group with the pointer, and send."""
    for group in page.locator(f"{FORM} [data-group]").all():
        group.locator("label").first.click()
    page.locator(f"{FORM} {GO}").click()


def keys_all(page: Page, to: str = ".after") -> None:
    """Choose the first label of every group with keys, and send."""
    for group in page.locator(f"{FORM} [data-group]").all():
        for number in range(int(group.get_attribute("data-answers") or 1)):
            page.keyboard.press(str(number + 1))
    go_on(page, "Enter", to=to)


@pytest.mark.parametrize("form", FORMS)
def test_every_exercise_by_clicks(visit: Visit, site: Site, case: str, form: dict[str, int]) -> None:
    """A drill of ten with words marked, a pair, a reading in four steps, a case, an order, a sketch."""
    page = visit("/drills/start?axes=step%2Bactivity&length=10&mark=1", **form)
    page.locator(".word").nth(2).click()
    click_all(page)
    expect(page.locator(".after").first).to_be_visible()
    expect(page.get_by_text("Wavy:")).to_be_visible()
    assert count(page, site) == 1

    page.goto(site.url(PAIR))
    click_all(page)
    expect(page.locator(".after")).to_have_count(2)
    assert count(page, site) == 3

    page.goto(site.url("/four-steps/"))
    page.locator(".word").first.click()
    page.locator(f"{FORM} {GO}").click()
    for told in range(3):
        expect(page.locator(".after")).to_have_count(told)
        expect(page.locator("[data-group]")).to_be_visible()
        click_all(page)
    expect(page.get_by_text("All four told")).to_be_visible()
    assert count(page, site) == 6

    page.goto(site.url(case))
    click_all(page)
    expect(page.get_by_role("heading", name="The loop so far")).to_be_visible()
    page.locator(GO).click()
    expect(page.get_by_text("Event 2 of")).to_be_visible()

    page.goto(site.url("/orders/ci-order-seven-steps"))
    page.locator(f"{FORM} {GO}").click()
    expect(page.locator(".order-after")).to_be_visible()
    assert count(page, site) == 8

    page.goto(site.url("/sketches/own-case"))
    page.locator("textarea").first.fill("Mornings without a quarrel.")
    page.locator(GO).click()
    expect(page.get_by_text("Mornings without a quarrel.")).to_be_visible()


def test_every_exercise_by_keyboard_only(visit: Visit, site: Site, case: str) -> None:
    """Digits choose, Enter checks and goes on; words are reached by Tab and arrows and marked with Space."""
    page = visit("/drills/start?axes=step&length=10&mark=1")
    page.locator(".word input").first.focus()
    for key in ("ArrowRight", "ArrowRight", "Space", "End", "Space", "Home"):
        page.keyboard.press(key)
    assert page.locator(".word input:checked").count() == 2
    assert page.locator('.word input[tabindex="0"]').count() == 1, "one stop for Tab"
    keys_all(page)
    go_on(page, "Enter", to=FORM)
    page.goto(site.url(PAIR))
    keys_all(page)
    page.goto(site.url("/four-steps/"))
    go_on(page, "Enter", to="[data-group]")
    for _ in range(3):
        keys_all(page, to=".after")
    expect(page.get_by_text("All four told")).to_be_visible()
    page.goto(site.url(case))
    keys_all(page)
    go_on(page, "Enter", to=FORM)
    page.goto(site.url("/orders/ci-order-seven-steps"))
    first = page.locator("[data-order] > li").first.get_attribute("data-slug")
    page.locator('[data-order] > li [data-move="1"]').first.focus()
    page.keyboard.press("ArrowDown")
    assert page.locator("[data-order] > li").nth(1).get_attribute("data-slug") == first
    page.locator(f"{FORM} {GO}").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".order-after")).to_be_visible()
    assert count(page, site) == 8


def drag(page: Page, start: Locator, end: Locator) -> None:
    """Drag with the pointer from the middle of one thing to the middle of another."""
    start.scroll_into_view_if_needed()
    one, other = start.bounding_box(), end.bounding_box()
    assert one
    assert other
    page.mouse.move(one["x"] + one["width"] / 2, one["y"] + one["height"] / 2)
    page.mouse.down()
    page.mouse.move(other["x"] + other["width"] / 2, other["y"] + other["height"] / 2, steps=6)
    page.mouse.up()


@pytest.mark.parametrize("width", [1280, 375])
def test_the_drawn_model_takes_clicks_and_drops(visit: Visit, site: Site, width: int) -> None:
    """Dropping the pen on a part chooses its label in the list; so does a click; the fold stays open for the next."""
    page = visit("/drills/step+activity", width=width)
    page.locator("[data-boards] summary").click()
    step, activity = page.locator('[data-board="step"]'), page.locator('[data-board="activity"]')
    drag(page, step.locator("[data-grip]"), step.locator('[data-label="take-action"] .part-number'))
    expect(page.locator('[name="axis-step"][value="take-action"]')).to_be_checked()
    expect(step.locator('[data-label="take-action"]')).to_have_class("part chosen")
    activity.locator('[data-label="engage"] .part-number').click()
    expect(page.locator('[name="axis-activity"][value="engage"]')).to_be_checked()
    page.locator('[name="axis-activity"][value="plan"]').check(force=True)
    expect(activity.locator('[data-label="plan"]')).to_have_class("part chosen")
    page.locator(f"{FORM} {GO}").click()
    page.locator(".after").first.wait_for()
    page.locator(GO).click()
    expect(page.locator('[data-board="step"]')).to_be_visible()
    assert count(page, site) == 1


def test_a_row_is_dragged_to_its_place(visit: Visit, site: Site) -> None:
    """By its number, with mouse or finger; the hidden fields follow."""
    page = visit("/orders/ci-order-seven-steps", width=375)
    rows = page.locator("[data-order] > li")
    last = rows.nth(6).get_attribute("data-slug")
    drag(page, rows.nth(6).locator(".cap"), rows.nth(3).locator(".row-title"))
    slugs = [row.get_attribute("data-slug") for row in rows.all()]
    assert slugs.index(last) in {3, 4}
    assert page.locator('[name="order"]').evaluate_all("all => all.map(one => one.value)") == slugs
    assert site.url("")


def test_what_is_drawn_is_told_to_a_screen_reader(visit: Visit, case: str) -> None:
    """The drawn loop is an image with its labels in words; matrices are tables with headings."""
    page = visit(case)
    words = page.locator(".board svg").first.get_attribute("aria-label") or ""
    assert words.startswith("Step of the continual improvement model, drawn as a loop")
    assert "5 Take action" in words


def test_unsaved_lines_are_not_lost_by_a_press(visit: Visit) -> None:
    """Leaving a sketch with unsaved lines asks first; staying keeps them."""
    page = visit("/sketches/own-case")
    page.locator("textarea").first.fill("Half a thought")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", stay)
    page.get_by_role("link", name="Other drills").click()
    assert asked == ["What you wrote is not saved yet. Leave it?"]
    assert page.locator("textarea").first.input_value() == "Half a thought"
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved.")).to_be_visible()
