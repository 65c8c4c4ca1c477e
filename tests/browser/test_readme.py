"""The README: its picture is a page of this program, and its two commands are the ones the Makefile has."""

from __future__ import annotations

import os
import re
import struct
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from quizzes.course.items import Question
from tests.browser.conftest import FORM, ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from quizzes.course.course import Course

    Visit = Callable[..., Page]

README = (ROOT / "README.md").read_text()
PICTURE = ROOT / "docs/study.png"
TALLEST = 1100  # pixels


@pytest.mark.browser
def test_the_picture_is_the_study_page_after_a_wrong_answer(visit: Visit, course: Course) -> None:
    """Taken when it is missing or MOMENTUM_SCREENSHOT=1 asks for it; the README shows it at its full width."""
    page = visit("/study/")
    question = to_a_question(page, course)
    wrong = next(option for option in question.options if not option.credit)
    page.locator(f'{FORM} input[value="{wrong.id}"]').check()
    page.get_by_role("button", name=re.compile("^Check")).click()
    expect(page.get_by_text("Your answer: not this one")).to_be_visible()
    if not PICTURE.exists() or os.environ.get("MOMENTUM_SCREENSHOT") == "1":
        take(page)
    assert re.search(r"!\[[^\]]{20,}\]\(docs/study\.png\)", README), "the picture has a text in its place"
    kind, width, height = struct.unpack(">8s8xII", PICTURE.read_bytes()[:24])
    assert kind == b"\x89PNG\r\n\x1a\n"
    assert width == 1280
    assert height <= TALLEST


def to_a_question(page: Page, course: Course) -> Question:
    """Leave everything else for later; the first question of one right answer that is asked."""
    for _ in range(30):
        found = course.items[page.locator(FORM).get_attribute("data-item") or ""]
        if isinstance(found, Question) and found.answers == 1 and found.style == "standard":
            return found
        page.get_by_role("button", name=re.compile("Skip|Later")).first.click()
        expect(page.locator(f'{FORM}[data-item="{found.id}"]')).to_have_count(0)
    raise AssertionError("no question came")


def take(page: Page) -> None:
    """The page from its top to below its last button, or to above it where that would be too tall."""
    page.mouse.move(0, 0)
    page.set_viewport_size({"width": 1280, "height": 2 * TALLEST})
    page.evaluate("document.fonts.ready")
    buttons = page.locator(".actions").last.bounding_box()
    assert buttons
    below = buttons["y"] + buttons["height"] + 24
    height = round(below if below <= TALLEST else min(buttons["y"] - 8, TALLEST))
    PICTURE.parent.mkdir(exist_ok=True)
    page.screenshot(path=PICTURE, clip={"x": 0, "y": 0, "width": 1280, "height": height})


def test_its_two_commands_are_the_makefiles() -> None:
    """Who copies them from the README starts what is tested; each calls dev.py and nothing else."""
    shell = re.search(r"## Two commands\n\n```sh\n(.*?)```", README, re.DOTALL)
    assert shell
    named = re.findall(r"^make (\S+)", shell[1], re.MULTILINE)
    assert named == ["run", "test"]
    makefile = (ROOT / "Makefile").read_text()
    for target in named:
        assert re.search(rf"^{target}:.*\n\t@python3 dev\.py {target}$", makefile, re.MULTILINE)
        assert f"python3 dev.py {target}" in README
