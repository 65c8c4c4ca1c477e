"""Pages for operators, the log and the headers of a class server: what they tell, and what they never do."""

from __future__ import annotations

import io
import json
import logging
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
import structlog
from argon2 import profiles
from flask import request
from flask.testing import FlaskClient

from app import create_app, logs
from app.config import Config
from app.passwords import Passwords
from app.store.accounts import Role
from tests.app.college import SECRET
from tests.app.conftest import SMALL, Candidate, small_app

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask import Flask
    from werkzeug.test import TestResponse

    from tests.app.college import College

NAME = "momentum.example.org"
TOKEN = "0123456789abcdef" * 2
HERE = {"Host": "localhost"}
DOORS = ("/sign-in/", "/sign-up/", "/password/forgotten", "/password/choose/tok-5f2c9a77d1e0", "/nowhere")
SECRETS = (
    *("correct horse battery", "anna@example.org", "Anna Example", "my own words about the sofa", "tok-5f2c9a77d1e0"),
    *("s3cr3t-cookie", "Bearer-7f7f7f7f", "?!;-)%&/(=", "ünïcode-pässwörd"),
)


def class_app(data: Path, **more: Any) -> Flask:
    """The application of a class server over the small course."""
    config = Config(SMALL, data, f"sqlite:///{data / 'momentum.db'}", accounts=True, url=f"https://{NAME}")
    made = create_app(replace(config, **more))
    made.config.update(PROPAGATE_EXCEPTIONS=False, WTF_CSRF_ENABLED=False)
    made.extensions["passwords"] = Passwords(profiles.CHEAPEST)
    return made


class Stranger(FlaskClient):
    """A browser behind the proxy."""

    def open(self, *path: Any, **more: Any) -> TestResponse:
        """One request to the public name."""
        headers = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https", **more.pop("headers", {})}
        return super().open(*path, base_url=f"https://{NAME}", headers=headers, **more)


@pytest.fixture
def classroom(tmp_path: Path) -> Iterator[Flask]:
    """A class server behind one proxy."""
    app = class_app(tmp_path, proxies=1, metrics=TOKEN)
    yield app
    app.extensions["database"].close()


@pytest.fixture
def stranger(classroom: Flask) -> FlaskClient:
    """Somebody without a session who comes through the proxy."""
    classroom.test_client_class = Stranger
    return classroom.test_client()


@pytest.fixture
def written(tmp_path: Path) -> Iterator[io.StringIO]:
    """All that a class server logs, as a terminal would show it."""
    root, before = logging.getLogger(), (logging.getLogger().handlers[:], logging.getLogger().level)
    logs.set_up(Config(SMALL, tmp_path, "", accounts=True))
    (handler,) = root.handlers
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(io.StringIO())
    yield handler.stream
    root.handlers, root.level = before
    structlog.reset_defaults()


def test_health_asks_nobody(anna: Candidate) -> None:
    """Also with the database gone, the process is up."""
    anna.app.extensions["database"].close()
    assert anna.open("/health").html == "up\n"


def test_ready_or_the_reason(anna: Candidate, tmp_path: Path) -> None:
    """An older database, one that does not answer: 503 and a sentence that names no file."""
    assert anna.open("/ready").html == "ready\n"
    with closing(sqlite3.connect(tmp_path / "momentum.db", isolation_level=None)) as db:
        db.execute("UPDATE alembic_version SET version_num = '0001'")
    sheet = anna.open("/ready")
    assert (sheet.status, sheet.html.startswith("The database is at version 0001, this program needs")) == (503, True)
    anna.app.extensions["database"].close()
    (tmp_path / "momentum.db").write_bytes(b"no database at all, but long enough to be looked at" * 100)
    sheet = anna.open("/ready")
    assert (sheet.status, sheet.html) == (503, "The database does not answer.\n")
    assert "momentum_database_faults_total 1.0" in anna.open("/metrics").html


def test_a_course_that_has_gone_stays_in_service(tmp_path: Path) -> None:
    """The last good version is served, so the server is ready."""
    app = small_app(tmp_path / "data", shutil.copytree(SMALL, tmp_path / "course"))
    shutil.rmtree(tmp_path / "course")
    assert Candidate(app).open("/ready").html == "ready\n"
    app.extensions["database"].close()


def test_answers_kept_are_counted_once(anna: Candidate) -> None:
    """What was sent twice is one answer; requests stand by endpoint, method and status; no learner's word is there."""
    name = "5e2b3f36-6c1f-4a57-9a3e-2f6c1d0f7a11"
    for _ in range(2):
        anna.answer("box-size", options="none", answer_id=name)
    anna.open("/nowhere?q=anna")
    anna.client.open("/nowhere", method="BREW")
    told = anna.open("/metrics").html
    assert "momentum_answers_kept_total 1.0" in told
    assert 'momentum_requests_total{endpoint="study.answer",method="POST",status="303"} 2.0' in told
    assert 'momentum_requests_total{endpoint="none",method="GET",status="404"} 1.0' in told
    assert 'momentum_requests_total{endpoint="none",method="other",status="404"} 1.0' in told
    assert 'momentum_request_seconds_count{endpoint="study.answer",method="POST"} 2.0' in told
    assert not any(word in told for word in ("anna", "box-size", name, "BREW"))


@pytest.mark.parametrize(
    ("sent", "address", "status"),
    [
        (HERE, "127.0.0.1", 200),
        ({"Host": "[::1]:8000"}, "::1", 200),
        (HERE, "10.0.0.7", 403),
        ({"Host": NAME}, "127.0.0.1", 403),
        (HERE | {"X-Forwarded-For": "127.0.0.1"}, "127.0.0.1", 403),
        (HERE | {"X-Real-Ip": "203.0.113.9"}, "127.0.0.1", 403),
        ({"Host": NAME, "Authorization": f"Bearer {TOKEN}", "X-Forwarded-For": "203.0.113.9"}, "127.0.0.1", 200),
        ({"Host": NAME, "Authorization": f"Bearer {TOKEN}x"}, "127.0.0.1", 403),
        ({"Host": NAME, "Authorization": f"Basic {TOKEN}"}, "127.0.0.1", 403),
        ({"Host": NAME, "Authorization": "Bearer ünïcode"}, "127.0.0.1", 403),
        (HERE, "", 403),
    ],
)
def test_figures_are_for_operators(classroom: Flask, sent: dict[str, str], address: str, status: int) -> None:
    """This machine itself, or the token; a proxy on this machine is somebody else."""
    reply = classroom.test_client().get("/metrics", headers=sent, environ_base={"REMOTE_ADDR": address})
    assert reply.status_code == status


def test_without_a_token_nobody_far_away_gets_figures(tmp_path: Path) -> None:
    """An empty token is none."""
    app = class_app(tmp_path)
    far: dict[str, Any] = {"environ_base": {"REMOTE_ADDR": "10.0.0.7"}}
    for given in ("Bearer ", "Bearer", ""):
        assert app.test_client().get("/metrics", headers=HERE | {"Authorization": given}, **far).status_code == 403
    app.extensions["database"].close()


@pytest.mark.parametrize(
    ("host", "path", "status"),
    [
        (NAME, "/static/css/base.css", 200),
        (f"{NAME.upper()}:443", "/static/css/base.css", 200),
        ("localhost", "/static/css/base.css", 421),
        ("127.0.0.1:8000", "/", 421),
        ("evil.example", "/", 421),
        (f"{NAME}.evil.example", "/health", 421),
        ("evil.example", "/metrics", 421),
        ("localhost:8000", "/health", 200),
        ("[::1]:8000", "/ready", 200),
    ],
)
def test_a_class_server_answers_to_its_name(classroom: Flask, host: str, path: str, status: int) -> None:
    """The public name, with any port; names of this machine for its operator only."""
    reply = classroom.test_client().get(path, headers={"Host": host}, buffered=True)
    assert reply.status_code == status
    assert status == 200 or f"People reach this server at https://{NAME}. Open it there." in reply.text


def test_cookies_and_headers_with_tls(stranger: FlaskClient) -> None:
    """Cookies for this host alone, never in the clear, and browsers that remember to use TLS."""
    reply = stranger.get("/nowhere")
    assert reply.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert "frame-ancestors 'none'" in reply.headers["Content-Security-Policy"]
    for cookie in reply.headers.getlist("Set-Cookie"):
        assert cookie.startswith("__Host-")
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
        assert "Domain=" not in cookie
    config = stranger.application.config
    assert config["REMEMBER_COOKIE_NAME"] == "__Host-remember"
    assert (config["REMEMBER_COOKIE_SECURE"], config["REMEMBER_COOKIE_HTTPONLY"]) == (True, True)


def test_cookies_and_headers_on_a_laptop(anna: Candidate) -> None:
    """No TLS there, and no link from outside that should find a session."""
    anna.app.config["WTF_CSRF_ENABLED"] = True
    reply = anna.client.get("/account/")
    assert "Strict-Transport-Security" not in reply.headers
    (cookie,) = reply.headers.getlist("Set-Cookie")
    assert cookie.startswith("session=")
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= set(cookie.split("; "))


def test_the_proxy_is_believed_as_far_as_told(tmp_path: Path) -> None:
    """One proxy: the last address it wrote and its scheme; none: nothing that anybody may have made up."""
    for proxies, seen in ((1, ("203.0.113.9", "https")), (0, ("127.0.0.1", "http"))):
        app, found = class_app(tmp_path, proxies=proxies), []
        with app.test_client() as client:
            sent = {"Host": NAME, "X-Forwarded-For": "6.6.6.6, 203.0.113.9", "X-Forwarded-Proto": "https"}
            client.get("/health", headers=sent | {"X-Forwarded-Host": "evil.example"})
            found.append((request.remote_addr, request.scheme, request.host))
        assert found == [(*seen, NAME)]
        app.extensions["database"].close()


@pytest.mark.parametrize(
    ("given", "kept"), [("8f14e45f-ceea", True), ("short", False), ("x" * 65, False), ('a"b<c>d e f', False)]
)
def test_the_number_of_a_request(stranger: FlaskClient, given: str, *, kept: bool) -> None:
    """A proxy's number is taken if it is a plain one; it comes back in a header and on the error page."""
    reply = stranger.get("/nowhere", headers={"X-Request-Id": given})
    number = reply.headers["X-Request-Id"]
    assert (number == given) is kept
    assert stranger.get("/health").headers["X-Request-Id"] != number


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
    assert "test_operating.py" in fault["traceback"]
    assert fault["traceback"].endswith("ZeroDivisionError: integer division or modulo by zero\n")
    assert (line["endpoint"], line["status"], line["account"]) == ("operating.zero", 500, None)


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
