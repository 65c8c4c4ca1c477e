"""Classes: those one is in with what is to be done there, those one teaches, joining by a code, leaving."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for

from app import identity
from app.db import database
from app.rooms import doing, guarding, teaching
from app.store import class_results, classes, rosters
from app.store.accounts import Role

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

room = Blueprint("classes", __name__, url_prefix="/classes")
UNREADABLE = 422
TOO_MANY = 429
LONGEST_CODE = 40
NO_CLASS = "No class has this code now. Ask your instructor; letters and digits, capitals do not matter."


@room.get("/")
def index() -> ResponseReturnValue:
    """Every class one has to do with, and the assignments of those one is in."""
    me = identity.somebody().account
    with database().reading() as db:
        joined = classes.joined_by(db, me.id)
        return render_template(
            "classes/index.html",
            joined=joined,
            instructors={one.id: rosters.teachers_of(db, one.id) for one in joined},
            dues=doing.of_learner(db),
            taught=class_results.taught(db, me.id) if me.role.covers(Role.INSTRUCTOR) else None,
        )


@room.get("/join")
def join() -> ResponseReturnValue:
    """The form; a link with a code fills it in."""
    return page(request.args.get("code", "")[:LONGEST_CODE])


@room.post("/join")
def enter() -> ResponseReturnValue:
    """Join the class of a code."""
    code = request.form.get("code", "").strip()[:LONGEST_CODE]
    if not code:
        return page(code, "Say the code your instructor gave you."), UNREADABLE
    me = identity.somebody().account
    if said := guarding.wait("class code", me.email):  # a class behind one router must not wait for one who mistypes
        return page(code, said), TOO_MANY
    with database().writing() as db:
        found = classes.by_code(db, code)
        if found:
            teaching.join(db, found, me.id)
    if found is None:
        return page(code, NO_CLASS), UNREADABLE
    guarding.worked("class code", me.email)
    flash(f"You are in {found.name}.")
    return redirect(url_for(".index"), 303)


def page(code: str, fault: str = "") -> str:
    """The form that joins."""
    return render_template("classes/join.html", code=code, fault=fault)


@room.post("/<int:number>/leave")
def leave(number: int) -> ResponseReturnValue:
    """Leave a class; 404 for one that one is not in."""
    me = identity.somebody().account.id
    with database().writing() as db:
        found = next((one for one in classes.joined_by(db, me) if one.id == number), None) or abort(404)
        rosters.leave(db, number, me)
    flash(f"You have left {found.name}. What you learned stays yours.")
    return redirect(url_for(".index"), 303)
