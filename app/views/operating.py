"""Pages for whoever operates the server: is it up, can it serve, and how much. None needs a session or a learner."""

from __future__ import annotations

from hmac import compare_digest
from typing import TYPE_CHECKING

from flask import Blueprint, Response, abort, current_app, request

from app import current, metrics, migrations
from app.db import DatabaseError, database
from app.library import servable
from app.security import from_this_machine

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

room = Blueprint("operating", __name__)
NOT_READY = 503
PLAIN = {"Content-Type": "text/plain; charset=utf-8"}


@room.get("/health")
def health() -> ResponseReturnValue:
    """The process is up; nothing else is asked."""
    return "up\n", PLAIN


@room.get("/ready")
def ready() -> ResponseReturnValue:
    """Whether learners can be served, or the reason why not."""
    reason = database_fault() or course_fault()
    return (f"{reason}\n", NOT_READY, PLAIN) if reason else ("ready\n", PLAIN)


def database_fault() -> str:
    """Why the database cannot be used; names no file and no server, as anybody may ask."""
    try:
        with database().reading() as db:
            found = migrations.revision(db, "")
    except DatabaseError as error:
        metrics.of_app().database_faults.inc()
        current_app.logger.error("not ready: %s", error)  # noqa: TRY400 the words say it all
        return "The database does not answer."
    if found != migrations.HEAD:
        return f"The database is at version {found or 'none'}, this program needs {migrations.HEAD}."
    return ""


def course_fault() -> str:
    """Why the course cannot be served."""
    return "" if servable(current.library().course) else "There is no chapter of the course that can be served."


@room.get("/metrics")
def figures() -> ResponseReturnValue:
    """The figures for Prometheus: to this machine, or to whoever has the token."""
    token = current_app.config["MOMENTUM"].metrics
    word, _, given = request.headers.get("Authorization", "").partition(" ")
    allowed = token and word.lower() == "bearer" and compare_digest(given.strip().encode(), token.encode())
    if not allowed and not from_this_machine():
        abort(403, "Figures are told to this machine only, or with the token that MOMENTUM_METRICS holds.")
    return Response(metrics.text(), content_type=metrics.TYPE)
