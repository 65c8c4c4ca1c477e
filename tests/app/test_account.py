"""You: settings are kept, faults are said at their field, data can be taken along or deleted."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
import time_machine

from app.store import learners

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

    from tests.app.college import College

GOOD = {"exam_date": "2026-12-11", "edition": "v5", "minutes": "30", "new_a_day": "8", "zone": "Asia/Tokyo",
        "theme": "dark", "buttons": "4", "shortcuts": "yes"}  # fmt: skip


@pytest.fixture(autouse=True)
def november() -> object:
    """All of it happens on 23 November 2026."""
    with time_machine.travel("2026-11-23T10:00:00Z", tick=True):
        yield


def test_settings_are_kept(client: FlaskClient) -> None:
    """What was saved stands in the form and in the head."""
    assert client.post("/account/", data=GOOD).status_code == 303
    page = client.get("/account/").text
    assert 'value="2026-12-11"' in page
    assert "Saved." in page
    assert "<strong>18 days</strong>" in page
    assert "Version 5" in page
    assert 'data-theme="dark"' in page


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("exam_date", "2026-11-31", "November has 30 days. Did you mean 30 November or 1 December?"),
        ("exam_date", "2026-11-22", "This day is past. Choose one from today on, or leave it empty."),
        ("exam_date", "soon", "Write the date as year-month-day, such as 2026-12-11, or as 11 December 2026."),
        ("exam_date", "11 Dezember 2026", "There is no month Dezember. Did you mean December?"),
        ("exam_date", "31 Nov", "November has 30 days. Did you mean 30 November or 1 December?"),
        ("exam_date", "22 November 2026", "This day is past."),
        ("exam_date", "20261311", "There is no month 13."),
        ("exam_date", "24 November 2028", "24 November 2028 is more than two years away, most likely a slip."),
        ("exam_date", "2062-12-11", "Mend the year, or leave this empty until the day is nearer."),
        ("exam_date", "2026-13-01", "There is no month 13."),
        ("exam_date", "9999-12-31", "The year 9999 is surely a slip."),
        ("edition", "itil3", "Choose an edition."),
        ("minutes", "4", "A whole number from 5 to 180."),
        ("minutes", "", "Say how many minutes, such as 25."),
        ("new_a_day", "-1", "A whole number from 0 to 60."),
        ("new_a_day", "", "Say how many, such as 10."),
        ("zone", "Europe/Berlln", "Did you mean Europe/Berlin?"),
    ],
)
def test_a_fault_is_said_at_its_field_and_nothing_is_lost(
    client: FlaskClient, field: str, value: str, words: str
) -> None:
    """The page comes back with the sentence and with everything that was typed."""
    page = client.post("/account/", data=GOOD | {field: value})
    assert page.status_code == 422
    assert words in page.text
    assert 'value="8"' in page.text or field == "new_a_day"
    assert f'value="{value}"' in page.text or field == "edition"
    assert "Version 5" not in client.get("/").text.split("<main")[0]


@pytest.mark.parametrize("typed", ["7.5", "1e3", "half", "999"])
@pytest.mark.parametrize(("field", "bounds"), [("minutes", "5 to 180"), ("new_a_day", "0 to 60")])
def test_what_is_no_number_is_told_in_one_sentence(client: FlaskClient, typed: str, field: str, bounds: str) -> None:
    """The same for a fraction as for too many; what was typed is still there to be mended."""
    page = client.post("/account/", data=GOOD | {field: typed}).text
    said = re.search(rf'id="{field}-error">.*?<span>(.*?)</span>', page, re.DOTALL)
    assert said
    assert said[1] == f"A whole number from {bounds}."
    assert re.search(rf'<input id="{field}"[^>]* value="{typed}"', page)


@pytest.mark.postgresql
def test_a_sign_that_the_database_cannot_keep_is_told(client: FlaskClient) -> None:
    """What was sent comes back with words, and is kept once the sign is out; also where it is only looked for."""
    refused = client.post("/account/", data=GOOD | {"name": "An\0na"})
    assert refused.status_code == 503
    assert "holds a sign that no keyboard makes (NUL)" in refused.text
    assert client.post("/account/", data=GOOD | {"name": "Anna"}).status_code == 303
    assert client.get("/author/inbox/closed?q=%00").status_code == 503


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        *((each, "2026-12-11") for each in ("11.12.2026", "11/12/2026", "11-12-2026", "2026/12/11", "20261211")),
        *((each, "2026-12-11") for each in ("11122026", " 11  December 2026 ", "11 Dec 2026", "11 DEC", "11 december")),
        *((each, "2026-12-11") for each in ("11. December 2026", "11th December", "11-Dec-2026", "December 11, 2026")),
        ("Dec 11", "2026-12-11"),
        ("23 November", "2026-11-23"),
        ("22 Nov", "2027-11-22"),
        ("29 February", "2028-02-29"),
        ("23 November 2028", "2028-11-23"),
        ("", ""),
    ],
)
def test_other_ways_to_write_a_date(client: FlaskClient, typed: str, day: str) -> None:
    """Day first, a month by its name, eight digits; without a year it is the next such day, today included."""
    assert client.post("/account/", data=GOOD | {"exam_date": typed}).status_code == 303
    assert re.search(rf'<input id="exam_date"[^>]* value="{day}"', client.get("/account/").text)


def test_a_date_that_was_far_off_before_may_stay(client: FlaskClient, app: Flask) -> None:
    """Other settings can be changed without touching it."""
    client.get("/")
    with app.extensions["database"].writing() as db:
        learners.change(db, learners.local(db), exam_date=date(2031, 5, 1))
    assert client.post("/account/", data=GOOD | {"exam_date": "2031-05-01"}).status_code == 303
    assert client.post("/account/", data=GOOD | {"exam_date": "2031-05-02"}).status_code == 422


def test_with_an_account_the_settings_are_the_same(college: College) -> None:
    """The same words for what cannot be taken, the same ways to write a day."""
    anna = college.person("Anna")
    refused = anna.send("/account/", **GOOD | {"exam_date": "11 Dec 2062", "minutes": "7.5", "edition": "itil4"})
    assert refused.status == 422
    assert "11 December 2062 is more than two years away" in refused.text
    assert refused.text.count("A whole number from 5 to 180.") == 2
    assert 'value="11 Dec 2062"' in refused.html
    assert "Saved." in anna.send("/account/", **GOOD | {"exam_date": "14 December", "edition": "itil4"}).text
    assert 'value="2026-12-14"' in anna.open("/account/").html


def test_the_edition_is_offered_once(client: FlaskClient) -> None:
    """ITIL 4 until chosen; the offer goes away with the choice."""
    assert "Which exam will you sit?" in client.get("/").text
    assert client.post("/account/edition", data={"edition": "v5"}).status_code == 303
    page = client.get("/").text
    assert "Which exam will you sit?" not in page
    assert "Version 5" in page


def test_the_theme_changes_from_any_page_and_comes_back_to_it(client: FlaskClient) -> None:
    """Light or dark stands in the foot; a crafted way back leads home."""
    sent = client.post("/account/theme", data={"theme": "dark", "back": "/terms/"})
    assert sent.headers["Location"] == "/terms/"
    for crafted in ("//evil.example", "https://evil.example", "/\\evil.example", ""):
        assert client.post("/account/theme", data={"theme": "dark", "back": crafted}).headers["Location"] == "/"


def test_the_browsers_zone_is_taken_once(client: FlaskClient) -> None:
    """A zone the learner chose is not overwritten by the next device."""
    client.post("/account/zone", data={"zone": "Nowhere/Land"})
    client.post("/account/zone", data={"zone": "Europe/Paris"})
    client.post("/account/zone", data={"zone": "Asia/Tokyo"})
    assert 'value="Europe/Paris"' in client.get("/account/").text


def test_everything_can_be_taken_along(client: FlaskClient) -> None:
    """A file with the settings and every answer."""
    sent = client.get("/account/export")
    assert sent.headers["Content-Disposition"] == 'attachment; filename="momentum-2026-11-23.json"'
    assert sent.get_json()["answers"] == []


def test_starting_over_asks_first(client: FlaskClient) -> None:
    """Nothing is deleted without the tick; settings stay."""
    client.post("/account/", data=GOOD)
    assert client.post("/account/start-over", data={}).status_code == 422
    assert "It cannot be undone" in client.get("/account/start-over").text
    assert client.post("/account/start-over", data={"sure": "yes"}).status_code == 303
    assert 'value="Asia/Tokyo"' in client.get("/account/").text
