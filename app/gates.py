"""Who may enter which room. What is not named here is for those who are signed in: a new room is shut to strangers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Flask, abort, g, redirect, render_template, request, url_for
from flask_wtf.csrf import CSRFError

from app import identity, problem_details
from app.errors import handed_back, page
from app.store.accounts import Role

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

OPEN = {
    *("static", "sign_up", "operating", "api"),
    *("sign_in.index", "sign_in.enter", "sign_in.code"),
    *("password.forgotten", "password.send", "password.choose", "password.keep"),
}
"""Blueprints and endpoints that let everybody in. The API asks for a token of its own."""
ROLES = {
    "people": Role.OPERATOR,
    "teaching": Role.INSTRUCTOR,
    "assignments": Role.INSTRUCTOR,
    "about.problems": Role.INSTRUCTOR,
}
"""Blueprints and endpoints for some roles only; the blueprints of authors begin with `author_`."""
AGAIN = 401


def add_to(app: Flask) -> None:
    """Stand at the door of every request."""
    app.before_request(keep)
    app.register_error_handler(CSRFError, forged)


def needed(endpoint: str) -> Role | None:
    """The least role that may come in; None for everybody."""
    room = endpoint.partition(".")[0]
    if room in OPEN or endpoint in OPEN:
        return None
    return Role.INSTRUCTOR if room.startswith("author_") else ROLES.get(endpoint, ROLES.get(room, Role.LEARNER))


def keep() -> ResponseReturnValue | None:
    """Let in, send to the sign-in, or refuse. On a laptop everybody is the one learner, who may do all."""
    if not identity.with_accounts():
        return None
    if request.endpoint is None and problem_details.wanted():
        return None  # a program that asks for what is not there is told so in its own way
    role = needed(request.endpoint) if request.endpoint else Role.LEARNER
    if role is None or identity.may(role):
        return None
    if identity.person():
        abort(403)
    if request.method in {"GET", "HEAD"}:
        return redirect(url_for("sign_in.index", next=request.full_path.rstrip("?")), 303)
    return signed_out()


def forged(_error: CSRFError) -> ResponseReturnValue:
    """A form without its token: an old tab, whose words are handed back, or somebody else's page, whose are not.

    Browsers say which it is, and no page can make them say otherwise.
    """
    title = "This form is out of date"
    if request.headers.get("Sec-Fetch-Site") != "same-origin":
        return page(400, title, "Reload the page and send it again; nothing was changed.")
    if identity.with_accounts() and not identity.person():
        return signed_out()
    words = "Nothing was changed, and nothing of it is lost: send it again from here."
    return render_template("error.html", code=400, title=title, what_to_do=words, sent=handed_back()), 400


def signed_out() -> ResponseReturnValue:
    """Something was sent by somebody who is no longer signed in: it is handed back to be sent again."""
    g.bare = True
    words = "Sign in again in another tab, then send this again from here. Nothing of it is lost."
    return render_template(
        "error.html", code=AGAIN, title="You are signed out", what_to_do=words, sent=handed_back()
    ), AGAIN
