"""Who is signed in. Flask-Login keeps the cookie and the request's person; this is the one file that knows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import flask_login
from flask import Flask, abort, current_app, g, request, session

from app import clock
from app.db import database
from app.store import sign_ins
from app.store.sign_ins import FRESH

if TYPE_CHECKING:
    from app.store.accounts import Role
    from app.store.sign_ins import Person


class Visitor(flask_login.UserMixin):  # type: ignore[misc] # the library has no types
    """A signed-in person as Flask-Login wants one; its id is the key of the sign-in, not the number of the account."""

    def __init__(self, key: str, person: Person) -> None:
        self.id = key
        self.person = person


def add_to(app: Flask) -> None:
    """Read the person of every request from the key in its cookie."""
    # Templates need no `current_user`; with it, the page that says the database is away would ask the database.
    manager = flask_login.LoginManager(app, add_context_processor=False)
    manager.session_protection = None  # it binds to address and browser, which change on the way; the key is enough
    manager.user_loader(visitor)


def visitor(key: str) -> Visitor | None:
    """Who holds the key of a cookie; now and then it is written down that they were here."""
    with database().asking() as db:
        person = sign_ins.person(db, key)
    if person is None:
        return None
    if clock.now() - person.seen_at > FRESH:
        with database().writing() as db:
            sign_ins.see(db, person)
    return Visitor(key, person)


def with_accounts() -> bool:
    """Whether people sign in here, or one learner has this machine to themselves."""
    found: bool = current_app.config["MOMENTUM"].accounts
    return found


def speak_for(who: Person) -> None:
    """Let this request of a program speak for the holder of its token; a cookie it may carry counts no more."""
    g.spoken_for = who


def person() -> Person | None:
    """Who is signed in, or whom a program speaks for; nobody without accounts."""
    if not with_accounts():
        return None
    if "spoken_for" in g:
        who: Person = g.spoken_for
        return who
    found: Person | None = getattr(flask_login.current_user, "person", None)  # somebody unknown has none
    return found


def somebody() -> Person:
    """Who is signed in, in a room where the gate lets nobody else in."""
    found = person()
    if found is None:
        abort(401)
    return found


def may(role: Role) -> bool:
    """Whether who asks may do what this role may; the one learner of a laptop may do all that is there."""
    who = person()
    return who.account.role.covers(role) if who else not with_accounts()


def sign_in(account: int) -> None:
    """Begin a sign-in for this browser; the one before ends, and whatever the cookie held is left behind.

    Only a form's token stays for whoever was here before, so that a page left open can still be sent.
    """
    before = person()
    with database().writing() as db:
        if before:
            sign_ins.end(db, before.account.id, before.digest)
        key = sign_ins.begin(db, account, request.user_agent.string)
        found = sign_ins.person(db, key)
    again = str(session.get("_user_id", "")).partition(".")[0] == str(account)
    token = session.get("csrf_token") if again else None
    session.clear()
    session.permanent = True
    if token:
        session["csrf_token"] = token
    if found:
        flask_login.login_user(Visitor(key, found))


def sign_out() -> None:
    """End this browser's sign-in, here and in the database."""
    who = person()
    if who:
        with database().writing() as db:
            sign_ins.end(db, who.account.id, who.digest)
    forget()


def forget() -> None:
    """Leave nothing of anybody in this browser's cookie."""
    flask_login.logout_user()
    session.clear()
