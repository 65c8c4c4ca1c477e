"""What keeps strangers and scripts out: host names, headers, forged forms, and ways that lead elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Flask, Response, abort, request
from flask_wtf.csrf import CSRFProtect

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

LOOPBACK = {"127.0.0.1", "localhost", "[::1]"}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; manifest-src 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
MISDIRECTED = 421
LARGEST_FILE = 26 * 2**20


def add_to(app: Flask) -> None:
    """Guard every request and every response of this app."""
    app.before_request(allow_files)
    CSRFProtect(app)
    app.before_request(refuse_foreign_hosts)
    app.after_request(add_headers)


def allow_files() -> None:
    """Where a file is brought, a request may be as large as one; before anything reads the form."""
    if request.endpoint == "author_exchange.upload":
        request.max_content_length = LARGEST_FILE


def refuse_foreign_hosts() -> ResponseReturnValue | None:
    """Without accounts, only this machine's own names are answered: it stops DNS rebinding."""
    name = request.host.rsplit(":", 1)[0] if not request.host.endswith("]") else request.host
    if name not in LOOPBACK:
        abort(MISDIRECTED)
    return None


def add_headers(response: Response) -> Response:
    """Strict headers on everything; pages are never cached, static files are for a day."""
    response.headers.update(HEADERS)
    if request.endpoint != "static":
        response.headers["Cache-Control"] = "no-store"
    return response


def own_path(sent: str) -> str:
    """The address of a page of ours that a form wants to lead to; "" for one that would lead elsewhere."""
    return sent if sent.startswith("/") and not sent.startswith(("//", "/\\")) else ""
