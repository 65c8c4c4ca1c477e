"""The log of a class server: a line a request, and never a word that was sent."""

from __future__ import annotations

import io
import json
import logging
from typing import TYPE_CHECKING

import pytest
import structlog
from flask import request

from app import logs
from app.config import Config
from app.store.accounts import Role
from tests.app.class_server import NAME
from tests.app.college import SECRET
from tests.app.conftest import SMALL

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask import Flask
    from flask.testing import FlaskClient

    from tests.app.college import College


DOORS = ("/sign-in/", "/sign-up/", "/password/forgotten", "/password/choose/tok-5f2c9a77d1e0", "/nowhere")
SECRETS = (
    *("correct horse battery", "anna@example.org", "Anna Example", "my own words about the sofa", "tok-5f2c9a77d1e0"),
    *("s3cr3t-cookie", "Bearer-7f7f7f7f", "?!;-)%&/(=", "ünïcode-pässwörd"),
)


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """All that a class server logs, as a terminal would show it."""
    root, before = logging.getLogger(), (logging.getLogger().handlers[:], logging.getLogger().level)
    terminal = io.StringIO()
    monkeypatch.setattr("sys.stderr", terminal)
    logs.set_up(Config(SMALL, tmp_path, "", accounts=True))
    yield terminal
    root.handlers, root.level = before
    structlog.reset_defaults()


def break_down(app: Flask) -> None:
    """Addresses that fail in the ways that put values into messages."""

    def broken() -> str:
        values = [*request.values.values(), *request.cookies.values(), request.get_data(as_text=True)]
        try:
            return str(dict[str, str]()[values[0]])
        except KeyError:
            raise ValueError(f"first line {values[0]}\nsecond line: {values[-1]}") from None

    def refused() -> str:
        from sqlalchemy import text

        with app.extensions["database"].writing() as db:
            db.execute(text("INSERT INTO learners (name, edition) VALUES (:one, :two)"), dict(one=1, **request.form))
        return ""

    app.add_url_rule("/test/broken/<token>", "operating.broken", lambda token: broken(), methods=["GET", "POST"])  # noqa: ARG005
    app.add_url_rule("/test/refused", "operating.refused", refused, methods=["POST"])


def test_no_secret_is_in_the_log(stranger: FlaskClient, written: io.StringIO) -> None:
    """Passwords, tokens, letters and answers' texts are posted in every way; whatever happens, the log has none."""
    break_down(stranger.application)
    stranger.set_cookie("__Host-session", "s3cr3t-cookie", domain=NAME)
    headers = {"Authorization": "Bearer Bearer-7f7f7f7f", "Referer": f"https://{NAME}/x?token=tok-5f2c9a77d1e0"}
    for secret in SECRETS:
        form = {"password": secret, "email": secret, "text": secret, "two": secret, "options": secret}
        for path in ("/test/broken/tok-5f2c9a77d1e0", "/test/refused", "/study/answer", *DOORS):
            for more in ("", "?token=tok-5f2c9a77d1e0&name=Anna+Example"):
                stranger.post(path + more, data=form, headers=headers)
        stranger.post("/test/broken/x", json=form, headers=headers)
        stranger.get("/test/broken/tok-5f2c9a77d1e0", query_string=form)
    log = written.getvalue()
    lines = [json.loads(line) for line in log.splitlines()]
    assert len([line for line in lines if line["event"] == "request"]) == (2 * (3 + len(DOORS)) + 2) * len(SECRETS)
    for secret in SECRETS:
        plain = json.dumps(secret, ensure_ascii=True)[1:-1]
        assert secret not in log, secret
        assert plain not in log, secret
    assert not any(word in log for word in ("tok-5f", "Anna", "example.org", "203.0.113.9"))


def test_a_fault_is_found_by_its_numbers(stranger: FlaskClient, written: io.StringIO) -> None:
    """The page names the fault and the request; the log has both, with the traceback and what the message may say."""
    app = stranger.application
    app.add_url_rule("/test/zero", "operating.zero", lambda: str(1 // 0))
    page = stranger.get("/test/zero").text
    fault, line = (json.loads(line) for line in written.getvalue().splitlines())
    assert f"Number {fault['fault']} helps us find it in the log." in page
    assert f"Request {fault['request']}" in page
    assert fault["request"] == line["request"]
    assert "test_log.py" in fault["traceback"]
    assert fault["traceback"].endswith("ZeroDivisionError: integer division or modulo by zero\n")
    assert (line["endpoint"], line["status"], line["account"]) == ("operating.zero", 500, None)


def test_files_that_come_with_a_page_are_told_only_when_one_is_missing(
    stranger: FlaskClient, written: io.StringIO
) -> None:
    """Forty lines a page would hide the one that matters."""
    stranger.get("/static/css/base.css").close()
    stranger.get("/static/css/none.css")
    [line] = [json.loads(line) for line in written.getvalue().splitlines()]
    assert (line["endpoint"], line["status"]) == ("static", 404)


def test_causes_are_told_oldest_first() -> None:
    """As Python tells them; a message that repeats what was sent is left out, the rest stays."""
    try:
        try:
            assert dict[str, str]()["horse"]
        except KeyError as error:
            raise RuntimeError("the lookup failed\nDETAIL: horse") from error
    except RuntimeError as error:
        told = logs.told(error, frozenset({"horse"}))
    assert told.index("KeyError") < told.index("RuntimeError")
    assert "KeyError: (not told: it repeats what was sent)" in told
    assert told.endswith("RuntimeError: the lookup failed\n")
    assert "\nDETAIL" not in told


def test_an_account_is_a_number(college: College, written: io.StringIO) -> None:
    """Signing in, an answer, a changed name, a sketch, a report: the line tells whose number, and nobody's words."""
    ben = college.person("Ben", Role.LEARNER)
    ben.browser.answer("box-size", options="none")
    ben.send("/account/", name="Benjamin Secret", minutes=25)
    ben.send("/reports/new", item="box-size", words="my own words about the sofa")
    ben.send("/password/", old=SECRET, new="another orchid trellis")
    lines = [json.loads(line) for line in written.getvalue().splitlines()]
    assert [one["account"] for one in lines if one["endpoint"] == "study.answer"] == [ben.number]
    assert [one["account"] for one in lines if one["endpoint"] == "sign_in.enter"] == [ben.number]
    told = written.getvalue()
    assert not any(word in told for word in (SECRET, "another orchid", "my own words", "Benjamin", "@example.org"))


@pytest.mark.parametrize(
    ("given", "kept"), [("8f14e45f-ceea", True), ("short", False), ("x" * 65, False), ('a"b<c>d e f', False)]
)
def test_the_number_of_a_request(stranger: FlaskClient, given: str, *, kept: bool) -> None:
    """A proxy's number is taken if it is a plain one; it comes back in a header and on the error page."""
    reply = stranger.get("/nowhere", headers={"X-Request-Id": given})
    number = reply.headers["X-Request-Id"]
    assert (number == given) is kept
    assert stranger.get("/health").headers["X-Request-Id"] != number
