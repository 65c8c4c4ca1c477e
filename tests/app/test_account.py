"""You: settings are kept, faults are said at their field, data can be taken along or deleted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
import time_machine

if TYPE_CHECKING:
    from flask.testing import FlaskClient

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
        ("exam_date", "soon", "Write the date as year-month-day, such as 2026-12-11."),
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


def test_other_ways_to_write_a_date(client: FlaskClient) -> None:
    """Day first, with dots or slashes, is understood."""
    client.post("/account/", data=GOOD | {"exam_date": "11.12.2026"})
    assert 'value="2026-12-11"' in client.get("/account/").text


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
