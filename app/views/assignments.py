"""Assignments of a class, for its instructors: setting one, who has done what, changing it, taking it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for

from app import current
from app.db import database
from app.rooms import assigning, doing, teaching
from app.rooms.assigning import KINDS, AssignmentForm
from app.store import assignments, rosters

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from app.store.assignments import Assignment
    from app.store.classes import Classroom

room = Blueprint("assignments", __name__, url_prefix="/assignments")
UNREADABLE = 422


@room.get("/<int:number>/")
def index(number: int) -> ResponseReturnValue:
    """Who has done what, learner by assignment."""
    found = teaching.mine(number)
    with database().reading() as db:
        members, every = rosters.of_class(db, number), assignments.of_class(db, number)
        stand = doing.standings(db, every, members)
    return render_template(
        "assignments/index.html",
        classroom=found,
        members=members,
        assigned=[(one, assigning.told(current.course(), one), stand[one.id]) for one in every],
        kinds=KINDS,
    )


@room.get("/<int:number>/new/<kind>")
def new(number: int, kind: str) -> ResponseReturnValue:
    """The form of one kind; a drill's choices may come with the address."""
    found = teaching.mine(number)
    told = {name: request.args[name] for name in ("axes", "only", "chapter") if name in request.args}
    return page(found, form_of(found, kind, number=assigning.USUAL.get(kind), **told))


@room.post("/<int:number>/new/<kind>")
def set_(number: int, kind: str) -> ResponseReturnValue:
    """Set it; learners see it on their next page."""
    found = teaching.mine(number)
    form = form_of(found, kind)
    if not form.validate():
        return page(found, form), UNREADABLE
    with database().writing() as db:
        assignments.add(db, number, kind, form.target(), words=form.words.data, due=form.until())
    flash("It is set. Your learners see it on Today.")
    return redirect(url_for(".index", number=number), 303)


def form_of(found: Classroom, kind: str, **told: Any) -> AssignmentForm:  # noqa: ANN401 values of its fields
    """The form of a kind, or 404 for one that there is not."""
    if kind not in KINDS:
        abort(404)
    return AssignmentForm.of(found, kind, **told)


def page(found: Classroom, form: AssignmentForm) -> str:
    """The form of a new assignment."""
    return render_template(
        "assignments/new.html",
        classroom=found,
        form=form,
        kinds=KINDS,
        models=assigning.axes(found),
        most=assigning.MOST,
    )


@room.get("/<int:number>/<int:assignment>")
def show(number: int, assignment: int) -> ResponseReturnValue:
    """Its day and words, to be changed, and the way to take it back."""
    found, one = one_of(number, assignment)
    due = one.due.isoformat() if one.due else ""
    return edit_page(found, one, AssignmentForm.of(found, "", due=due, words=one.words))


def edit_page(found: Classroom, one: Assignment, form: AssignmentForm) -> str:
    """One assignment with its form."""
    told = assigning.told(current.course(), one)
    return render_template("assignments/show.html", classroom=found, one=one, told=told, form=form)


@room.post("/<int:number>/<int:assignment>")
def change(number: int, assignment: int) -> ResponseReturnValue:
    """Another day, other words."""
    found, one = one_of(number, assignment)
    form = AssignmentForm.of(found, "", former=one.due)
    if not form.validate():
        return edit_page(found, one, form), UNREADABLE
    with database().writing() as db:
        assignments.change(db, one.id, form.words.data, form.until())
    flash("Saved.")
    return redirect(url_for(".index", number=number), 303)


@room.post("/<int:number>/<int:assignment>/take-back")
def take_back(number: int, assignment: int) -> ResponseReturnValue:
    """Take it back; what learners did for it stays theirs."""
    _, one = one_of(number, assignment)
    with database().writing() as db:
        assignments.remove(db, one.id)
    flash("It is taken back. What your learners did for it stays theirs.")
    return redirect(url_for(".index", number=number), 303)


def one_of(number: int, assignment: int) -> tuple[Classroom, Assignment]:
    """An assignment of a class one teaches, or 404."""
    found = teaching.mine(number)
    with database().reading() as db:
        one = next((one for one in assignments.of_class(db, found.id) if one.id == assignment), None)
    return found, one or abort(404)
