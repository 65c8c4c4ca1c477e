"""Journeys of a candidate in a real Chromium: keyboard only, without JavaScript, through reloads and restarts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import FORM, MORE, go_on

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.browser.conftest import Site

    Visit = Callable[..., Page]

pytestmark = pytest.mark.browser
LESSON = "/lessons/15-continual-improvement/"


def count(page: Page, site: Site) -> int:
    """How many answers the server has kept, from its health page."""
    number: int = page.request.get(site.url("/healthz")).json()["answers"]
    return number


def answer_by_keyboard(page: Page) -> None:
    """Answer what is shown and go on, with keys alone."""
    kind = page.locator(FORM).get_attribute("data-kind")
    if kind == "card":
        page.keyboard.press("Space")
        expect(page.locator("button[name=grade]").first).to_be_visible()
        go_on(page, "2", to=f"{FORM}, {MORE}")
        return
    if kind != "order":
        for group in page.locator(f"{FORM} [data-group]").all():
            for number in range(int(group.get_attribute("data-answers") or 1)):
                page.keyboard.press(str(number + 1))
        expect(page.locator(f"{FORM} [data-group] input:checked").first).to_be_attached()
    go_on(page, "Enter", to=".after")
    go_on(page, "Enter", to=f"{FORM}, {MORE}")


def test_twenty_things_by_keyboard_only(visit: Visit, site: Site) -> None:
    """Cards, questions and scenarios are answered without touching the mouse; each is kept once."""
    page = visit("/study/")
    for number in range(20):
        if not page.locator(FORM).count():
            page.locator(MORE).click()
        expect(page.locator(FORM)).to_be_visible()
        answer_by_keyboard(page)
        assert count(page, site) == number + 1


def test_undo_reload_and_restart_keep_the_place(visit: Visit, site: Site) -> None:
    """Take back, reload in the middle, stop and start the server: the same thing is asked, in the same order."""
    page = visit("/study/")
    first = page.locator(FORM).get_attribute("data-item")
    answer_by_keyboard(page)
    go_on(page, "u", to=FORM)
    expect(page.locator(f'{FORM}[data-item="{first}"]')).to_be_visible()
    assert count(page, site) == 0
    answer_by_keyboard(page)
    second, words = page.locator(FORM).get_attribute("data-item"), page.locator(FORM).inner_text()
    page.reload()
    assert page.locator(FORM).inner_text() == words
    site.restart(page)
    page.goto(site.url("/study/"))
    assert page.locator(FORM).get_attribute("data-item") == second
    assert page.locator(FORM).inner_text() == words
    assert count(page, site) == 1


def test_ten_scenarios_are_classified(visit: Visit, site: Site) -> None:
    """Step and activity by number keys, ten times; the feedback lights the deciding words."""
    page = visit("/drills/step+activity")
    for number in range(10):
        for group in page.locator(f"{FORM} [data-group]").all():
            for place in range(int(group.get_attribute("data-answers") or 1)):
                page.keyboard.press(str(place + 2))
        go_on(page, "Enter", to=".after")
        expect(page.locator("mark.cue").first).to_be_visible()
        assert count(page, site) == number + 1
        go_on(page, "Enter", to=FORM)


def test_a_lesson_is_read_to_its_end(visit: Visit) -> None:
    """Section after section with one button; at the end the chapter says that all is read."""
    page = visit(LESSON)
    page.get_by_role("link", name=re.compile("^Begin")).click()
    page.wait_for_url(re.compile("[a-z]$"))
    for _ in range(30):
        if page.url.endswith(LESSON):
            break
        title = page.locator("h1").inner_text()
        page.locator("form.onward button[type=submit]").click()
        expect(page.locator("h1")).not_to_have_text(title)
    expect(page.get_by_text("You have read all of it.")).to_be_visible()


def test_a_check_in_a_lesson_is_answered_where_it_stands(visit: Visit, site: Site) -> None:
    """The self-check gives its reasons in the lesson and counts like any other answer."""
    page = visit(LESSON + "whole")
    page.goto(first_section_with_a_check(page, site))
    form = page.locator(FORM).first
    form.locator("input[type=radio]").first.check()
    form.get_by_role("button", name=re.compile("Check")).click()
    expect(page.locator(".verdict, .row-word").first).to_be_visible()
    assert LESSON in page.url
    assert count(page, site) == 1


def first_section_with_a_check(page: Page, site: Site) -> str:
    """The address of the first section that holds a form to answer."""
    home = page.request.get(site.url(LESSON)).text()
    for path in dict.fromkeys(re.findall(rf'href="({LESSON}[a-z0-9-]+)"', home)):
        if "data-item=" in page.request.get(site.url(path)).text():
            return site.url(path)
    raise AssertionError("no section has a check")


def test_the_same_journey_without_javascript(visit: Visit, site: Site) -> None:
    """Forms and links do it all: reveal, choose, check, next, undo."""
    page = visit("/study/", script=False)
    for number in range(12):
        if not page.locator(FORM).count():
            page.locator(MORE).click()
        kind = page.locator(FORM).get_attribute("data-kind")
        if kind == "card":
            page.get_by_role("link", name=re.compile("[Ss]how")).click()
            page.locator("button[name=grade]").last.click()
        else:
            for group in page.locator(f"{FORM} [data-group]").all():
                for place in range(int(group.get_attribute("data-answers") or 1)):
                    group.locator("input").nth(place).check()
            page.get_by_role("button", name=re.compile("^Check")).click()
            page.get_by_role("link", name=re.compile("^Next")).click()
        assert count(page, site) == number + 1
    page.get_by_role("button", name=re.compile("Undo")).first.click()
    assert count(page, site) == 11


def test_pressing_twice_counts_once(visit: Visit, site: Site) -> None:
    """An impatient double press, and the same form sent again later: one answer."""
    page = visit("/drills/step")
    page.locator(f"{FORM} input[type=radio]").first.check()
    sent = page.locator(FORM).evaluate("form => Object.fromEntries(new FormData(form))")
    page.get_by_role("button", name=re.compile("^Check")).dblclick()
    page.wait_for_url(re.compile("/drills/answers/"))
    again = page.request.post(site.url("/drills/answer"), form=sent)
    assert "Already counted. Nothing was changed." in again.text()
    assert count(page, site) == 1


def test_an_answer_that_did_not_arrive_is_kept_and_sent_again(visit: Visit, site: Site, faults: list[str]) -> None:
    """The network fails: the page says so and keeps the choice; the next press sends the same answer."""
    page = visit("/drills/step")
    page.locator(f"{FORM} input[type=radio]").first.check()
    page.route(re.compile("/drills/answer"), lambda route: route.abort())
    page.get_by_role("button", name=re.compile("^Check")).click()
    expect(page.get_by_text("That answer did not reach us.")).to_be_visible()
    expect(page.locator(f"{FORM} input[type=radio]").first).to_be_checked()
    page.unroute(re.compile("/drills/answer"))
    faults.clear()
    page.get_by_role("button", name=re.compile("^Check")).click()
    page.wait_for_url(re.compile("/drills/answers/"))
    assert count(page, site) == 1


def test_keys_keep_out_of_the_way(visit: Visit, site: Site) -> None:
    """Typing in a field types; with shortcuts off a digit chooses nothing."""
    page = visit("/terms/")
    page.get_by_role("searchbox").fill("")
    page.get_by_role("searchbox").type("u1 baseline?")
    expect(page.get_by_role("searchbox")).to_have_value("u1 baseline?")
    page.goto(site.url("/account/"))
    page.get_by_label("Single-key shortcuts").uncheck()
    page.get_by_role("button", name="Save").click()
    page.goto(site.url("/drills/step"))
    page.keyboard.press("1")
    expect(page.locator(f"{FORM} input:checked")).to_have_count(0)


def test_the_help_sheet_opens_with_a_question_mark(visit: Visit) -> None:
    """Keys are listed for whoever wants them; Escape closes the list."""
    page = visit("/study/")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
