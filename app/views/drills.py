"""Drill: one scenario after the other on the axes one chooses, and what each answer has to say."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from flask import Blueprint, abort, redirect, render_template, request, url_for

from app import current
from app.db import database
from app.rooms import answering, asking, drilling
from app.rooms.feedback import axes_answered, feedback
from app.store import answers, memories

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from app.rooms.asking import Asked

room = Blueprint("drills", __name__, url_prefix="/drills")


@room.get("/")
def index() -> ResponseReturnValue:
    """What can be drilled: the axes of this edition, and those of the other one, named."""
    with database().reading() as db:
        seen = memories.seen(db, current.learner())
    offers = drilling.offers(current.course(), current.edition(), seen)
    return render_template("drills/index.html", offers=offers)


@room.get("/<axes>")
def show(axes: str) -> ResponseReturnValue:
    """The next scenario keyed on these axes; `again` names one to show once more."""
    models = drilling.models(current.course(), axes) or abort(404)
    with database().reading() as db:
        scenario, sighting = drilling.next_one(db, models, request.args.get("again", ""))
    if scenario is None:
        return render_template("drills/empty.html", heading=asking.question(models))
    return page(asking.ask(scenario, current.learner().id, models, sighting))


@room.post("/answer")
def answer() -> ResponseReturnValue:
    """Keep an answer and show what it has to say."""
    asked, kept = answering.receive("drill")
    if kept is None:
        return page(asked), asked.status
    return redirect(url_for(".answered", answer_id=kept.id), 303)


@room.get("/answers/<uuid:answer_id>")
def answered(answer_id: UUID) -> ResponseReturnValue:
    """What one answer has to say; safe to reload."""
    course, learner = current.course(), current.learner()
    with database().reading() as db:
        kept = answers.find(db, learner, str(answer_id)) or abort(404)
        said = feedback(db, kept, course.items.get(kept.item) or abort(404))
        last, number = answers.last(db, learner), drilling.number(db, kept)
    models = drilling.models(course, "+".join(axes_answered(kept) or ())) or abort(404)
    return render_template(
        "drills/answered.html",
        feedback=said,
        number=number,
        heading=asking.question(models),
        scope=asking.scope(course, said.item, models),
        axes="+".join(model.id for model in models),
        undoable=last if last and last.id == kept.id else None,
        undo_id=str(uuid4()),
    )


def page(asked: Asked) -> str:
    """One scenario before its answer."""
    with database().reading() as db:
        last, number = answers.last(db, current.learner()), drilling.number(db, None)
    return render_template(
        "drills/scenario.html",
        asked=asked,
        number=number,
        heading=asking.question(asked.axes),
        scope=asking.scope(current.course(), asked.item, asked.axes),
        undoable=last if last and last.where == "drill" and last.day == current.today() else None,
        undo_id=str(uuid4()),
    )
