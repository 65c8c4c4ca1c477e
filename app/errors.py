"""What a person sees when something goes wrong, registered once; views need no try and except. Programs get JSON."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from flask import Flask, current_app, g, render_template, request
from werkzeug.exceptions import HTTPException, InternalServerError

from app import metrics, problem_details
from app.db import DatabaseError, WriteError
from app.store import faults

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

NOT_NOW = (
    "The server cannot keep anything just now. Wait a moment and send it again; "
    "if that does not help, tell those who run it."
)
"""On a class server the log says what is wrong with the database: where it lies is nobody else's business."""
SECRET = {"password", "old", "code", "csrf_token"}
"""Fields that no page hands back."""
WORDS = {
    400: ("That could not be read", "Go back and try again; nothing was changed."),
    401: ("You are signed out", "Sign in again; nothing was changed."),
    403: ("This is not for your account", "An operator of this server can give you another role. Nothing was changed."),
    404: ("There is no page here", "The lesson may have moved: see the course map, or search the terms."),
    405: ("That is not how this page works", "Go back to Today and start from there; nothing was changed."),
    413: ("That was too much at once", "Nothing was changed. Send less, or split it."),
    421: (
        "This address is not served here",
        "Momentum answers only to names of this machine. Open it at http://127.0.0.1 with the port it printed.",
    ),
}


def add_to(app: Flask) -> None:
    """Give every kind of failure its page."""
    app.register_error_handler(HTTPException, refused)
    app.register_error_handler(WriteError, not_kept)
    app.register_error_handler(DatabaseError, not_kept)
    app.register_error_handler(Exception, broken)


def page(code: int, title: str, what_to_do: str) -> ResponseReturnValue:
    """One error page; it asks nothing of the database, which may be the thing that failed."""
    return render_template("error.html", code=code, title=title, what_to_do=what_to_do), code


def refused(error: HTTPException) -> ResponseReturnValue:
    """Not found, not allowed and their like."""
    if problem_details.wanted():
        return problem_details.refusal(error)
    code = error.code or 500
    title, what_to_do = WORDS.get(code, ("That did not work", error.description or "Go back and try again."))
    own = error.description if error.description != type(error).description else None
    return page(code, title, own or what_to_do)


def not_kept(error: Exception) -> ResponseReturnValue:
    """The database refused: say so at once, and hand back what was sent, so that it can be sent again as it was."""
    g.bare = True
    metrics.of_app().database_faults.inc()
    current_app.logger.error("not kept: %s", error)
    if problem_details.wanted():
        words = "The database cannot be used just now. Nothing was changed. Send the same again in a moment."
        return problem_details.told(503, words, headers={"Retry-After": "5"})
    sent = handed_back()
    title = "That was not kept" if sent else "That could not be shown just now"
    ours = current_app.config["MOMENTUM"].accounts and f"{error}" != faults.UNFIT
    said = NOT_NOW if ours else f"{error}"
    what_to_do = said if sent else said.replace("send it again", "try again")
    return render_template("error.html", code=503, title=title, what_to_do=what_to_do, again=True, sent=sent), 503


def handed_back() -> list[tuple[str, str]]:
    """What a form sent, to be sent again from a page; what is secret is typed again."""
    return [(name, value) for name, value in request.form.items(multi=True) if name not in SECRET]


def broken(error: Exception) -> ResponseReturnValue:
    """Our own fault: a number for the person, the traceback for the log."""
    g.bare = True
    number = secrets.token_hex(2).upper()
    current_app.logger.error("fault %s", number, exc_info=error, extra={"fault": number})
    words = f"Your answers up to now are safe. Number {number} helps us find it in the log."
    if problem_details.wanted():
        return problem_details.told(InternalServerError.code, f"Something on our side broke. {words}")
    return page(InternalServerError.code, "Something on our side broke", words)
