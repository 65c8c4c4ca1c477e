"""Study: one thing of today's plan after the other, what each answer has to say, and taking the last one back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_wtf import FlaskForm
from wtforms import IntegerField, StringField, validators

from app import clock, current
from app.db import database
from app.rooms import answering, asking, pacing, planning
from app.rooms.feedback import axes_answered, feedback, leech, section_for, skills_of
from app.rooms.onward import onward
from app.store import answers, plans, suspensions
from quizzes.course.items import Card
from quizzes.practice.learning import keys

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.typing import ResponseReturnValue

    from app.rooms.asking import Asked
    from app.store.plans import PlanEntry

room = Blueprint("study", __name__, url_prefix="/study")
LAST = 9999
"""The highest place in a day's plan that a form may name."""


class SkipForm(FlaskForm):  # type: ignore[misc] # the library has no types
    """Which entry of today's plan to leave for the end."""

    position = IntegerField(validators=[validators.InputRequired(), validators.NumberRange(0, LAST)])


class ItemForm(FlaskForm):  # type: ignore[misc] # the library has no types
    """One item of the course, to set aside or to take back in."""

    item = StringField(validators=[validators.InputRequired()])


@room.get("/")
def index() -> ResponseReturnValue:
    """The next thing of today's plan; what was done, when there is none."""
    entries = planning.of_today()
    asked = planning.asked_next(entries)
    if asked is None:
        return done(entries)
    return page(replace(asked, shown_at=request.args.get("since", asked.shown_at)), entries)


@room.post("/answer")
def answer() -> ResponseReturnValue:
    """Keep an answer and show what it has to say; a card goes on to the next thing at once."""
    asked, kept = answering.receive("study")
    if kept is None:
        return page(asked, planning.of_today()), asked.status
    if asked.back:
        return redirect(f"{asked.back}#check-{kept.item}", 303)
    if isinstance(asked.item, Card):
        return redirect(url_for(".index"), 303)
    return redirect(url_for(".answered", answer_id=kept.id), 303)


@room.get("/answers/<uuid:answer_id>")
def answered(answer_id: UUID) -> ResponseReturnValue:
    """What one answer has to say; safe to reload."""
    entries, course = planning.of_today(), current.course()
    with database().asking() as db:
        kept = answers.find(db, current.learner(), str(answer_id)) or abort(404)
        said = feedback(db, kept, course.find(kept.item) or abort(404))
        last = answers.last(db, current.learner())
    return render_template(
        "study/answered.html",
        feedback=said,
        strip=planning.strip(entries),
        number=planning.number(entries, kept.seq),
        repeat=planning.number(entries, kept.seq, again=True),
        undoable=last if last and last.id == kept.id and kept.where != "exam" else None,
        undo_id=str(uuid4()),
        trains=[course.skills[skill].title for skill in skills_of(said.item) if skill in course.skills],
        scope=asking.scope(course, said.item, tuple(model for model, _ in said.axes)),
    )


def page(asked: Asked, entries: Sequence[PlanEntry]) -> str:
    """One item before its answer, with where it stands in today's plan."""
    learner = current.learner()
    entry = plans.following(entries)
    with database().asking() as db:
        last = answers.last(db, learner)
        slipped = isinstance(asked.item, Card) and leech(db, keys(current.course(), asked.item))
        away = suspensions.suspended(db, learner)
        own = entry if entry and entry.item == asked.item.id and not asked.back else None
        why = pacing.why(db, own, planning.candidates(db, away)) if own else ""
    return render_template(
        "study/item.html",
        asked=asked,
        entry=own,
        strip=planning.strip(entries),
        number=planning.number(entries, None),
        repeat=planning.number(entries, None, again=True),
        undoable=last if last and last.where == "study" and last.day == current.today() else None,
        undo_id=str(uuid4()),
        revealed="reveal" in request.args or bool(asked.errors),
        leech=slipped,
        lesson=section_for(skills_of(asked.item)) if slipped else None,
        heading=asking.question(asked.axes),
        trains=asking.trains(current.course(), asked.item, asked.axes),
        scope=asking.scope(current.course(), asked.item, asked.axes),
        suspended=request.args.get("suspended") if request.args.get("suspended") in away else None,
        why=why,
    )


def done(entries: Sequence[PlanEntry]) -> str:
    """Nothing is open: what today was, and what tomorrow brings."""
    with database().reading() as db:
        last = answers.last(db, current.learner())
        away = suspensions.suspended(db, current.learner())
        spent, ways = answers.minutes_by_day(db, current.learner(), current.today()), onward(db)
    return render_template(
        "study/done.html",
        strip=planning.strip(entries),
        spent=max(1, round(spent[current.today()])) if spent else 0,
        onward=ways,
        tomorrow=planning.due_tomorrow(),
        undoable=last if last and last.where == "study" and last.day == current.today() else None,
        undo_id=str(uuid4()),
        suspended=request.args.get("suspended") if request.args.get("suspended") in away else None,
    )


@room.post("/undo")
def undo() -> ResponseReturnValue:
    """Take the newest answer back and ask it again."""
    taken, exercise = answering.take_back(), answering.exercise_sent()
    if exercise:
        return redirect(exercise, 303)
    if taken is not None and taken.where == "drill":
        axes = "+".join(axes_answered(taken) or ())
        return redirect(url_for("drills.show", axes=axes, again=taken.item), 303)
    back = answering.back_sent()
    return redirect(back or url_for(".index"), 303)


@room.post("/skip")
def skip() -> ResponseReturnValue:
    """Leave one thing for the end of today."""
    form = SkipForm()
    if not form.validate():
        abort(400)
    with database().writing() as db:
        plans.skip(db, current.learner(), current.today(), form.position.data)
    return redirect(url_for(".index"), 303)


@room.post("/suspend")
def suspend() -> ResponseReturnValue:
    """Show an item no more, until it is taken back in."""
    item = item_named()
    with database().writing() as db:
        suspensions.suspend(db, current.learner(), item, clock.now())
    return redirect(url_for(".index", suspended=item), 303)


@room.post("/resume")
def resume() -> ResponseReturnValue:
    """Take an item back in; it stands first in today's plan again."""
    planning.bring_back(item_named())
    flash("Taken back.")
    return redirect(url_for(".index"), 303)


class MoreForm(FlaskForm):  # type: ignore[misc] # the library has no types
    """How many things today had when more was asked for: pressed twice, it is given once."""

    planned = IntegerField(validators=[validators.Optional()])


@room.post("/more")
def more() -> ResponseReturnValue:
    """Another ten minutes for today."""
    added = planning.more(MoreForm().planned.data)
    if added is None:
        flash("The plan of today has changed since. Look at it again.")
    elif not added:
        flash("Nothing more can be planned for today. Read the next section, or drill.")
    elif added == 1:
        flash("One more thing is planned for today.")
    else:
        flash(f"{added} more things are planned for today.")
    return redirect(url_for(".index"), 303)


def item_named() -> str:
    """The item that a form names; 404 when the course has none of that id."""
    form = ItemForm()
    found = current.course().items.get(form.item.data) if form.validate() else None
    return found.id if found else abort(404)
