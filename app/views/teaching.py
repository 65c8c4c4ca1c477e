"""Teaching: an instructor's classes: making one, its code, its learners, what it mixes up, its settings."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request, url_for

from app import current, identity
from app.db import database
from app.rooms import class_map, doing, teaching
from app.rooms.assigning import editions, told
from app.rooms.teaching import ClassForm, InstructorForm, mine
from app.store import assignments, classes, rosters
from quizzes.evidence.classroom import by_chapter, weakest

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from app.store.classes import Classroom

room = Blueprint("teaching", __name__, url_prefix="/teaching")
UNREADABLE = 422
CONFLICT = 409
DAYS = 14


@room.get("/")
def index() -> ResponseReturnValue:
    """The list of one's classes stands with those one is in."""
    return redirect(url_for("classes.index"), 303)


@room.get("/new")
def new() -> ResponseReturnValue:
    """The form of a new class."""
    return render_template("teaching/new.html", form=ClassForm.of())


@room.post("/")
def make() -> ResponseReturnValue:
    """Make a class with a code; who makes it is its first instructor."""
    form = ClassForm.of(sent=True)
    if not form.validate():
        return render_template("teaching/new.html", form=form), UNREADABLE
    with database().writing() as db:
        number = classes.add(db, form.name.data, form.chosen(), identity.somebody().account.id)
    flash("The class is made. Give your learners its code or the link.")
    return redirect(url_for(".show", number=number), 303)


@room.get("/<int:number>/")
def show(number: int) -> ResponseReturnValue:
    """Its code, what it is asked to do, and its learners."""
    found = mine(number)
    with database().reading() as db:
        members = rosters.of_class(db, number)
        whom = [one.id for one in members]
        active, mocks = rosters.days_active(db, whom, current.today(), DAYS), rosters.mocks_of(db, whom)
        every = assignments.of_class(db, number)
        stand = doing.standings(db, every, members)
    where, tallies = class_map.tallied(whom)
    areas = {who: class_map.named([row])[0] for who, tally in tallies.items() if (row := weakest(where, tally))}
    return render_template(
        "teaching/show.html",
        **about(found),
        members=members,
        active=active,
        mocks=mocks,
        areas=areas,
        assigned=[(one, told(current.course(), one), list(stand[one.id].values())) for one in every],
        days=DAYS,
    )


def about(found: Classroom) -> dict[str, object]:
    """What every page of a class shows."""
    names = {one.id: one.title for one in current.course().editions}
    studied = " and ".join(names[one] for one in editions(found))
    return {"classroom": found, "link": teaching.link(found) if found.code else "", "studied": studied}


@room.get("/<int:number>/map")
def map_(number: int) -> ResponseReturnValue:
    """What the class mixes up, its hardest questions, and how it does in each chapter."""
    found = mine(number)
    with database().reading() as db:
        members = rosters.of_class(db, number)
    drawn = class_map.of_class(found, [one.id for one in members])
    return render_template("teaching/map.html", **about(found), map=drawn, members=len(members))


@room.get("/<int:number>/learners/<int:learner>")
def learner(number: int, learner: int) -> ResponseReturnValue:
    """What an instructor sees of one learner, and what can be done for them."""
    return learner_page(mine(number), learner)


def learner_page(found: Classroom, number: int, fault: str = "") -> str:
    """The page of one learner of a class."""
    who = teaching.learner_of(found, number)
    with database().reading() as db:
        every = assignments.of_class(db, found.id)
        stand = doing.standings(db, every, [who])
        active, mocks = rosters.days_active(db, [who.id], current.today(), DAYS), rosters.mocks_of(db, [who.id])
    where, tallies = class_map.tallied([who.id])
    return render_template(
        "teaching/learner.html",
        **about(found),
        who=who,
        fault=fault,
        active=active[who.id],
        days=DAYS,
        mocks=[(date.fromordinal(one.day), one) for one in reversed(mocks.get(who.id, []))],
        areas=class_map.named(by_chapter(where, [tallies[who.id]])),
        assigned=[(one, told(current.course(), one), stand[one.id][who.id]) for one in every],
    )


@room.post("/<int:number>/learners/<int:learner>/extra-time")
def extra_time(number: int, learner: int) -> ResponseReturnValue:
    """Grant extra time in exams, or take it back."""
    found = mine(number)
    who, extra = teaching.learner_of(found, learner), request.form.get("extra") == "yes"
    teaching.give_time(found, who, extra=extra)
    flash(f"{who.name} {'has' if extra else 'no longer has'} extra time in exams.")
    return redirect(url_for(".learner", number=number, learner=learner), 303)


@room.post("/<int:number>/learners/<int:learner>/remove")
def remove(number: int, learner: int) -> ResponseReturnValue:
    """Take a learner out of the class; the box must be ticked."""
    found = mine(number)
    if request.form.get("sure") != "yes":
        return learner_page(found, learner, "Tick the box to remove, or leave it."), UNREADABLE
    who = teaching.learner_of(found, learner)
    teaching.remove(found, who)
    flash(f"{who.name} is no longer in this class. What they learned stays theirs.")
    return redirect(url_for(".show", number=number), 303)


@room.get("/<int:number>/settings")
def settings(number: int) -> ResponseReturnValue:
    """Name and edition, the code, the instructors, putting away."""
    found = mine(number)
    return settings_page(found, ClassForm.of(found), InstructorForm(formdata=None))


def settings_page(found: Classroom, form: ClassForm, other: InstructorForm, fault: str = "") -> str:
    """The settings of a class with their forms."""
    with database().reading() as db:
        teachers = rosters.teachers_of(db, found.id)
    me = identity.somebody().account.id
    return render_template(
        "teaching/settings.html", **about(found), form=form, other=other, teachers=teachers, me=me, fault=fault
    )


@room.post("/<int:number>/settings")
def rename(number: int) -> ResponseReturnValue:
    """Another name, another edition."""
    found, form = mine(number), ClassForm.of(sent=True)
    if not form.validate():
        return settings_page(found, form, InstructorForm(formdata=None)), UNREADABLE
    teaching.change(found, "rename class", name=form.name.data, edition=form.chosen())
    return settled(found, "Saved.")


@room.post("/<int:number>/code")
def code(number: int) -> ResponseReturnValue:
    """A new code; the old one and its link open nothing any more."""
    found = mine(number)
    teaching.change(found, "new code", code=classes.new_code())
    return settled(found, "There is a new code. The old one no longer works.")


@room.post("/<int:number>/shut")
def shut(number: int) -> ResponseReturnValue:
    """Nobody may join any more."""
    found = mine(number)
    teaching.change(found, "no more joining", code=None)
    return settled(found, "Nobody can join any more. A new code opens the class again.")


@room.post("/<int:number>/put-away")
def put_away(number: int) -> ResponseReturnValue:
    """The class is over; nothing is deleted."""
    found = mine(number)
    teaching.put_away(found)
    return settled(found, "The class is put away. Its learners no longer see it.")


@room.post("/<int:number>/take-up")
def take_up(number: int) -> ResponseReturnValue:
    """Go on with a class that was put away."""
    found = mine(number)
    teaching.change(found, "take up again", closed_at=None)
    return settled(found, "The class is open again, as it was.")


@room.post("/<int:number>/instructors")
def let_teach(number: int) -> ResponseReturnValue:
    """Add an instructor by e-mail."""
    found, other = mine(number), InstructorForm()
    fault = "" if not other.validate() else teaching.let_teach(found, other.email.data)
    if other.errors or fault:
        other.email.errors = [*other.email.errors, *([fault] if fault else [])]
        return settings_page(found, ClassForm.of(found), other), UNREADABLE
    return settled(found, "They teach this class too now.")


@room.post("/<int:number>/stop-teaching")
def stop_teaching(number: int) -> ResponseReturnValue:
    """Leave a class to its other instructors."""
    found = mine(number)
    if fault := teaching.stop_teaching(found):
        return settings_page(found, ClassForm.of(found), InstructorForm(formdata=None), fault), CONFLICT
    flash(f"You no longer teach {found.name}.")
    return redirect(url_for("classes.index"), 303)


def settled(found: Classroom, words: str) -> ResponseReturnValue:
    """Say what was done, on the settings."""
    flash(words)
    return redirect(url_for(".settings", number=found.id), 303)
