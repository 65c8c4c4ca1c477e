"""Pages for operators, and the headers of a class server: what they tell, and to whom."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from flask import request

from tests.app.class_server import NAME, TOKEN, class_app
from tests.app.conftest import SMALL, Candidate, small_app

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask
    from flask.testing import FlaskClient


HERE = {"Host": "localhost"}


def test_health_asks_nobody(anna: Candidate) -> None:
    """Also with the database gone, the process is up."""
    anna.app.extensions["database"].close()
    assert anna.open("/health").html == "up\n"


@pytest.mark.sqlite
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
