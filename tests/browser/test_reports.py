"""A report's journey in a real Chromium: from a study answer to the author's inbox and back; axe in every state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import FORM, axe, overflow

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Dialog, Page

    from tests.browser.conftest import Site

    Visit = Callable[..., Page]

pytestmark = pytest.mark.browser
INBOX = "/author/inbox/"
ORDER = "/orders/"
hard = pytest.mark.hard


def answered(page: Page, site: Site) -> str:
    """Answer an order, which is the same on any day, and stand on the page after it; the item's id."""
    course = site.app.extensions["library"].course
    item: str = next(one.id for one in course.items.values() if one.kind == "order" and one.status == "live")
    page.goto(site.url(f"{ORDER}{item}"))
    page.locator(f"{FORM} .button.go").click()
    expect(page.locator(".report")).to_be_visible()
    return item


def clean(page: Page, seen: list[str], name: str) -> None:
    """Look at a state as it stands."""
    assert axe(page) == [], name
    assert overflow(page) <= 0, name
    seen.append(name)


@pytest.mark.parametrize(
    ("width", "theme"),
    [(375, "dark"), *(pytest.param(*form, marks=hard) for form in ((1280, "light"), (1280, "dark"), (375, "light")))],
)
def test_a_report_goes_to_the_author_and_comes_back(
    visit: Visit, site: Site, width: int, theme: Literal["light", "dark"]
) -> None:
    """Folded, open, refused, sent, in the inbox, refused there, answered, as news, read, opened again."""
    page, seen = visit("/reports/", width=width, theme=theme), list[str]()
    for path in ("/reports/", INBOX, f"{INBOX}closed"):
        page.goto(site.url(path))
        clean(page, seen, f"{path} empty")
    item = answered(page, site)
    page.locator(".report summary").click()
    clean(page, seen, "the form under an answer")
    page.get_by_role("button", name="Send to the author").click()
    expect(page.get_by_text("2 things need another look.")).to_be_visible()
    clean(page, seen, "a report refused")
    page.get_by_label("It is unclear, or two answers fit").check()
    page.get_by_label("In your own words").fill("Line one.\n<b>Line two.</b>")
    page.get_by_role("button", name="Send to the author").click()
    expect(page.get_by_text("Thank you: it went to the author's inbox.")).to_be_attached()
    expect(page.get_by_text("it is with the author.")).to_be_in_viewport()
    clean(page, seen, "a report sent")
    answer_it(page, site, seen, item)
    page.goto(site.url("/"))
    page.get_by_role("link", name="Read it").click()
    expect(page.get_by_text("You are right.", exact=True)).to_be_visible()
    clean(page, seen, "an answer")
    page.goto(site.url(f"{INBOX}closed?q={item}"))
    clean(page, seen, "answered ones")
    page.get_by_role("button", name="Open it again").click()
    expect(page.get_by_text("your answer is kept as a draft")).to_be_visible()
    expect(page.get_by_label("Your answer to the reporter")).to_have_value("You are right.")
    assert len(seen) == 10


def answer_it(page: Page, site: Site, seen: list[str], item: str) -> None:
    """The author reads it, forgets what became of it, and answers."""
    page.goto(site.url(INBOX))
    expect(page.get_by_role("heading", name=item)).to_be_visible()
    expect(page.get_by_text("<b>Line two.</b>")).to_be_visible()
    page.get_by_text("What they saw").click()
    clean(page, seen, "the inbox")
    page.get_by_label("Your answer to the reporter").fill("You are right.")
    page.get_by_role("button", name="Answer and close").click()
    expect(page.get_by_text("Choose what became of it.")).to_be_visible()
    clean(page, seen, "an answer refused")
    page.get_by_label("Mended: the item was changed").check()
    page.get_by_role("button", name="Answer and close").click()
    expect(page.get_by_text("Nothing waits")).to_be_visible()


def test_by_keyboard_and_no_key_of_the_page_gets_in_between(visit: Visit, site: Site) -> None:
    """Enter unfolds it; letters and Enter on a choice do not undo the answer or go on; leaving asks first."""
    page = visit("/")
    answered(page, site)
    here = page.url
    page.locator(".report summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.get_by_label("The key or a mark is wrong")).to_be_checked()
    for key in "u?2":
        page.keyboard.press(key)
    expect(page.locator("#keys-help")).not_to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.type("Undo? 1, 2, 3.")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", stay)
    page.locator(".head .home, .head a").first.click()
    assert asked == ["What you wrote is not saved yet. Leave it?"]
    assert page.url == here
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Send to the author").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("it is with the author.")).to_be_visible()
    page.goto(site.url("/reports/"))
    expect(page.get_by_text("Undo? 1, 2, 3.")).to_be_visible()


def test_without_javascript(visit: Visit, site: Site) -> None:
    """A term is reported from the glossary, refused once, sent, and answered in the inbox."""
    page = visit("/terms/?q=warranty", script=False)
    page.get_by_role("link", name="Something wrong with").first.click()
    page.get_by_label("In your own words").fill("A letter is missing.")
    page.get_by_role("button", name="Send to the author").click()
    expect(page.get_by_text("Choose what it is about.")).to_be_visible()
    expect(page.get_by_label("In your own words")).to_have_value("A letter is missing.")
    page.get_by_label("A slip of the pen, or the layout").check()
    page.get_by_role("button", name="Send to the author").click()
    expect(page.get_by_text("Thank you: it went to the author's inbox.")).to_be_attached()
    page.goto(site.url(INBOX))
    page.get_by_label("Mended: the item was changed").check()
    page.get_by_label("Your answer to the reporter").fill("Found it.")
    page.get_by_role("button", name="Answer and close").click()
    page.goto(site.url("/reports/"))
    expect(page.get_by_text("Found it.")).to_be_visible()
