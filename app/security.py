"""What keeps strangers and scripts out: host names, headers, forged forms, and ways that lead elsewhere."""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, g, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from flask_wtf.csrf import CSRFProtect
from itsdangerous import BadSignature
from werkzeug.middleware.proxy_fix import ProxyFix

if TYPE_CHECKING:
    from flask import Request
    from flask.typing import ResponseReturnValue

    from app.config import Config

LOOPBACK = {"127.0.0.1", "localhost", "[::1]"}
OPERATORS = {"operating.health", "operating.ready", "operating.figures"}
"""What a watchdog on this machine asks by whatever name the machine has for itself, signed in or not."""
FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Real-Ip")
YEAR = 365 * 24 * 60 * 60
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
STRICT = {"Strict-Transport-Security": f"max-age={YEAR}"}
MISDIRECTED = 421
LARGEST_FILE = 26 * 2**20


class Sessions(SecureCookieSessionInterface):
    """Cookies that are read whatever moment they were signed at.

    How long somebody stays signed in is the store's to say, and a clock that was put back must not sign everybody out.
    """

    def __init__(self, app: Flask) -> None:
        """Make the one signer, which every request needs."""
        self.signer = self.get_signing_serializer(app)

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """What this browser's cookie holds; nothing when it is not ours."""
        sent = request.cookies.get(self.get_cookie_name(app), "")
        try:
            return self.session_class(self.signer.loads(sent) if sent else None) if self.signer else None
        except BadSignature:
            return self.session_class()


def add_to(app: Flask) -> None:
    """Guard every request and every response of this app."""
    proxies = app.config["MOMENTUM"].proxies
    if proxies:
        # The name asked for is the proxy's to hand on as Host: a header that says so may come from anybody.
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=0)  # type: ignore[method-assign]
    app.before_request(allow_files)
    app.session_interface = Sessions(app)
    CSRFProtect(app)
    app.before_request(refuse_foreign_hosts)
    app.after_request(add_headers)


def cookies(config: Config) -> dict[str, Any]:
    """Settings of Flask and Flask-Login for their cookies: out of reach for scripts and for other sites' forms.

    With TLS they bear the prefix that browsers grant only to cookies of this very host. Lax for a class, since a link
    in a letter must find its reader signed in.
    """
    prefix = "__Host-" if config.secure else ""
    kinds = {"SESSION_COOKIE": "session", "REMEMBER_COOKIE": "remember"}
    same = {"SECURE": config.secure, "HTTPONLY": True, "SAMESITE": "Lax" if config.accounts else "Strict"}
    return {
        f"{kind}_{name}": value
        for kind, called in kinds.items()
        for name, value in {**same, "NAME": f"{prefix}{called}"}.items()
    }


def allow_files() -> None:
    """Where a file is brought, a request may be as large as one; before anything reads the form."""
    if request.endpoint == "author_exchange.upload":
        request.max_content_length = LARGEST_FILE


def refuse_foreign_hosts() -> ResponseReturnValue | None:
    """Only own names are answered: this machine's on a laptop, which stops DNS rebinding, else the public one."""
    config: Config = current_app.config["MOMENTUM"]
    name, public = without_port(request.host), without_port(urlsplit(config.url).netloc)
    if (config.accounts and name == public) or (
        name in LOOPBACK and (not config.accounts or request.endpoint in OPERATORS)
    ):
        return None
    g.bare = True
    abort(MISDIRECTED, f"People reach this server at {config.url}. Open it there." if config.accounts else None)


def without_port(host: str) -> str:
    """The name in a Host header, in lower case; proxies add a port or leave it away as they like."""
    return (host if host.endswith("]") else host.rsplit(":", 1)[0]).lower()


def from_this_machine() -> bool:
    """Whether a program on this machine asks, and no proxy does so for somebody else."""
    try:
        near = ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        return False
    return (
        near and without_port(request.host) in LOOPBACK and not any(header in request.headers for header in FORWARDED)
    )


def add_headers(response: Response) -> Response:
    """Strict headers on everything; pages are never cached, static files are for a day."""
    response.headers.update(HEADERS)
    if current_app.config["MOMENTUM"].secure:
        response.headers.update(STRICT)
    if request.endpoint != "static":
        response.headers["Cache-Control"] = "no-store"
    return response


def own_path(sent: str) -> str:
    """The address of a page of ours that a form wants to lead to; "" for one that would lead elsewhere."""
    # Browsers leave tabs and line ends out of an address and take \ for /, so what looks like ours need not be.
    ours = sent.startswith("/") and not sent.startswith("//") and "\\" not in sent and sent.isprintable()
    return sent if ours else ""
