"""Drill: one scenario after the other on the axes one chooses, what each answer has to say, and how it went."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from flask import Blueprint, abort, redirect, render_template, request, url_for

from app import current
from app.db import database
from app.rooms import answering, asking, choice, drilling, menu, pairing
from app.rooms.feedback import axes_answered, feedback
from app.store import answers

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from app.rooms.asking import Asked
    from app.rooms.choice import Choice

room = Blueprint("drills", __name__, url_prefix="/drills")


@room.get("/")
def index() -> ResponseReturnValue:
    """What can be drilled: the axes of this edition, those of the other one, named, and the other exercises."""
    with database().reading() as db:
        return render_template("drills/index.html", menu=menu.menu(db), lengths=choice.LENGTHS)


@room.get("/start")
def start() -> ResponseReturnValue:
    """Begin a drill as chosen, from now."""
    chosen = choice.read(current.course(), request.args.get("axes", ""), request.args) or abort(404)
    return redirect(url_for(".show", **choice.started(chosen).args), 303)


@room.get("/<axes>")
def show(axes: str) -> ResponseReturnValue:
    """The next scenario of a drill, or how it went once it is over; `again` names one to show once more."""
    chosen = choice.read(current.course(), axes, request.args) or abort(404)
    again = request.args.get("again", "")
    with database().reading() as db:
        if not again and chosen.over(len(drilling.given(db, chosen))):
            return redirect(url_for(".summary", **chosen.args), 303)
        scenario, sighting = drilling.next_one(db, chosen, again)
    if scenario is None:
        return render_template("drills/empty.html", heading=asking.question(chosen.models))
    asked = asking.ask(scenario, current.learner().id, chosen.models, sighting)
    return page(replace(asked, marking=chosen.marking), chosen)


@room.post("/answer")
def answer() -> ResponseReturnValue:
    """Keep an answer and show what it has to say."""
    asked, kept = answering.receive("drill")
    chosen = choice_sent("+".join(model.id for model in asked.axes)) or abort(404)
    if kept is None:
        return page(asked, chosen), asked.status
    return redirect(url_for(".answered", answer_id=kept.id, **extra(chosen)), 303)


@room.get("/answers/<uuid:answer_id>")
def answered(answer_id: UUID) -> ResponseReturnValue:
    """What one answer has to say; safe to reload."""
    course, learner = current.course(), current.learner()
    with database().reading() as db:
        kept = answers.find(db, learner, str(answer_id)) or abort(404)
        chosen = choice_sent("+".join(axes_answered(kept) or ())) or abort(404)
        said = feedback(db, kept, course.find(kept.item) or abort(404))
        last, done = answers.last(db, learner), len(drilling.given(db, chosen))
        return render_template(
            "drills/answered.html",
            feedback=said,
            number=drilling.number(db, kept),
            done=done,
            choice=chosen,
            over=chosen.over(done),
            heading=asking.question(chosen.models),
            scope=asking.scope(course, said.item, chosen.models),
            couple=pairing.couple_for(db, said.pairs, said.item.id),
            undoable=last if last and last.id == kept.id else None,
            undo_id=str(uuid4()),
        )


@room.get("/summary")
def summary() -> ResponseReturnValue:
    """How a drill went, what was mixed up in it, and where to go on."""
    chosen = choice_sent(request.args.get("axes", "")) or abort(404)
    with database().reading() as db:
        given = drilling.given(db, chosen)
    heading = asking.question(chosen.models)
    return render_template("drills/summary.html", choice=chosen, tally=drilling.tally(chosen, given), heading=heading)


def choice_sent(axes: str) -> Choice | None:
    """The drill that a page's address tells of, with these axes."""
    return choice.read(current.course(), axes, request.args)


def extra(chosen: Choice) -> dict[str, Any]:
    """What a drill's address holds beside its axes."""
    return {name: value for name, value in chosen.args.items() if name != "axes"}


def page(asked: Asked, chosen: Choice) -> str:
    """One scenario before its answer."""
    with database().reading() as db:
        last, number = answers.last(db, current.learner()), drilling.number(db, None)
        done = len(drilling.given(db, chosen))
    return render_template(
        "drills/scenario.html",
        asked=asked,
        choice=chosen,
        number=number,
        done=done,
        heading=asking.question(asked.axes),
        scope=asking.scope(current.course(), asked.item, asked.axes),
        undoable=last if last and drilling.belongs(chosen, last) else None,
        undo_id=str(uuid4()),
    )
