"""Where one is signed in: every browser, and a way to end each from here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, flash, redirect, render_template, url_for

from app import identity
from app.db import database
from app.store import sign_ins

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

room = Blueprint("sign_ins", __name__, url_prefix="/sign-ins")


@room.get("/")
def index() -> ResponseReturnValue:
    """All of them, the present one first."""
    with database().reading() as db:
        found = sign_ins.of(db, identity.somebody())
    return render_template("sign_ins/index.html", found=found)


@room.post("/<beginning>/end")
def end(beginning: str) -> ResponseReturnValue:
    """End one."""
    with database().writing() as db:
        ended = sign_ins.end(db, identity.somebody().account.id, beginning)
    if not ended:
        abort(404)
    flash("That browser is signed out.")
    return redirect(url_for(".index"), 303)


@room.post("/end-others")
def end_others() -> ResponseReturnValue:
    """End all but the present one."""
    who = identity.somebody()
    with database().writing() as db:
        count = sign_ins.end_all(db, who.account.id, but=who.digest)
    flash(f"{count} other {'browser is' if count == 1 else 'browsers are'} signed out.")
    return redirect(url_for(".index"), 303)
