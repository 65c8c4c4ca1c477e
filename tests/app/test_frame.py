"""What every page has: its guard, its headers, its errors in words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

LESSON = "/lessons/15-continual-improvement/"
PAGES = [
    *("/", "/lessons/", LESSON, f"{LESSON}whole", f"{LESSON}definition", "/study/", "/drills/", "/drills/step"),
    *("/progress/", "/terms/", "/account/", "/account/start-over", "/marks", "/problems", "/patterns"),
]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_answers_with_strict_headers(client: FlaskClient, path: str) -> None:
    """No inline script or style, no frame, no third party; never cached."""
    page = client.get(path)
    assert page.status_code == 200
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert page.headers["Cache-Control"] == "no-store"
    assert " style=" not in page.text
    assert "<style" not in page.text
    assert page.text.count("<h1") == 1


def test_no_page_asks_anything_of_a_third_party(client: FlaskClient) -> None:
    """Every address in a page is one of ours."""
    for path in PAGES:
        assert 'src="http' not in client.get(path).text
        assert '"//' not in client.get(path).text


def test_a_foreign_host_is_refused(client: FlaskClient) -> None:
    """A page elsewhere whose name points to this machine gets nothing (DNS rebinding)."""
    for host in ("evil.example", "evil.example:8000", "127.0.0.1.evil.example", "[::2]:80"):
        page = client.get("/", headers={"Host": host})
        assert page.status_code == 421
        assert "This address is not served here" in page.text
    for host in ("localhost:8000", "127.0.0.1:81", "[::1]:8000", "[::1]"):
        assert client.get("/", headers={"Host": host}).status_code == 200


def test_a_form_without_its_token_changes_nothing(app: Flask, client: FlaskClient) -> None:
    """Forged or from an old tab: said, and nothing done."""
    app.config["WTF_CSRF_ENABLED"] = True
    page = client.post("/account/edition", data={"edition": "v5"})
    assert page.status_code == 400
    assert "This form is out of date" in page.text


def test_what_an_old_tab_sends_is_handed_back(app: Flask, client: FlaskClient) -> None:
    """Only where the browser says that it was a page of ours; what comes back goes through with one press."""
    app.config["WTF_CSRF_ENABLED"] = True
    sent = {"words": "a long and careful text", "csrf_token": "of last week", "password": "orchid"}
    for site in ("cross-site", "same-site", "none", ""):
        page = client.post("/reports/", data=sent, headers={"Sec-Fetch-Site": site})
        assert page.status_code == 400
        assert "careful text" not in page.text
    page = client.post("/reports/", data=sent, headers={"Sec-Fetch-Site": "same-origin"})
    assert page.status_code == 400
    assert 'name="words" value="a long and careful text"' in page.text
    assert "orchid" not in page.text
    assert "of last week" not in page.text
    token = re.search(r'name="csrf_token" value="([^"]+)"', page.text.partition('name="words"')[2])
    assert token
    again = client.post("/account/edition", data={"edition": "v5", "csrf_token": token[1]})
    assert again.status_code == 303


def test_a_page_that_is_not_there_says_where_to_look(client: FlaskClient) -> None:
    """Course map and terms are offered."""
    for path in ("/nothing", "/lessons/99-nothing/", "/lessons/15-continual-improvement/nothing", "/study/answers/x"):
        page = client.get(path)
        assert page.status_code == 404
        assert "There is no page here" in page.text


def test_our_own_fault_has_a_number_and_no_traceback(app: Flask, client: FlaskClient) -> None:
    """The number stands in the page and in the log."""
    app.view_functions["about.marks"] = lambda: str(1 // 0)
    page = client.get("/marks")
    assert page.status_code == 500
    assert "Something on our side broke" in page.text
    assert "Traceback" not in page.text
    assert "ZeroDivisionError" not in page.text


def test_health_is_json(client: FlaskClient) -> None:
    """A watchdog learns that course and database answer."""
    health = client.get("/healthz").get_json()
    assert health["status"] == "ok"
    assert health["items"] > 100
    assert health["answers"] == 0
