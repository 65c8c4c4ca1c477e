"""Contrasts: two short stories side by side, told apart on one axis; both answers are kept together."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl
from uuid import UUID, uuid4

from flask import Blueprint, abort, redirect, render_template, request, url_for

from app import current
from app.db import database
from app.rooms import answering, asking, choice, drilling, pairing
from app.rooms.feedback import feedback
from app.store import answers, memories, suspensions

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from app.rooms.asking import Asked
    from quizzes.course.course import Model

room = Blueprint("contrasts", __name__, url_prefix="/contrasts")
SIDES = ("left", "right")


@room.get("/<axis>/<one>/<other>")
def show(axis: str, one: str, other: str) -> ResponseReturnValue:
    """Two stories that differ in what decides between these labels; the couple met least lately."""
    model = model_with(axis, one, other)
    one, other = sorted((one, other), key=model.number)
    with database().reading() as db:
        seen, away = memories.seen(db, current.learner()), suspensions.suspended(db, current.learner())
    couple = pairing.freshest(pairing.couples(current.course(), model, (one, other), away), seen)
    if couple is None:
        return render_template("contrasts/empty.html", model=model, labels=(one, other))
    learner = current.learner().id
    stories = list(couple.stories)
    asking.chance(learner, *(seen[story.id].times if story.id in seen else story.id for story in stories)).shuffle(
        stories
    )
    return page(model, (one, other), [asking.ask(story, learner, (model,)) for story in stories])


@room.post("/<axis>/<one>/<other>/answer")
def answer(axis: str, one: str, other: str) -> ResponseReturnValue:
    """Keep both answers, and show what they have to say."""
    model = model_with(axis, one, other)
    asked = [answering.hear_side(side, model) for side in SIDES]
    if any(each.errors for each in asked):
        return page(model, (one, other), asked), max(each.status for each in asked)
    kept = answering.keep_together(asked)
    if kept is None:
        again = [replace(each, answer_id=str(uuid4()), errors={"": answering.CHANGED}) for each in asked]
        return page(model, (one, other), again), 409
    left, right = kept
    went: dict[str, Any] = {"next": request.args["next"]} if request.args.get("next") else {}
    return redirect(url_for(".answered", axis=axis, one=one, other=other, left=left.id, right=right.id, **went), 303)


@room.get("/<axis>/<one>/<other>/answers/<uuid:left>/<uuid:right>")
def answered(axis: str, one: str, other: str, left: UUID, right: UUID) -> ResponseReturnValue:
    """What both answers have to say; safe to reload."""
    model, learner = model_with(axis, one, other), current.learner()
    with database().reading() as db:
        both = [answers.find(db, learner, str(each)) or abort(404) for each in (left, right)]
        items = [current.course().find(each.item) or abort(404) for each in both]
        said = [feedback(db, each, item) for each, item in zip(both, items, strict=True)]
        last = answers.last(db, learner)
    return render_template(
        "contrasts/answered.html",
        model=model,
        labels=(one, other),
        said=said,
        pair=model.pair(one, other),
        undoable=both[1] if last and last.id == both[1].id else None,
        undo_ids=[(both[1].id, str(uuid4())), (both[0].id, str(uuid4()))],
        drill=drill(),
    )


def model_with(axis: str, one: str, other: str) -> Model:
    """The axis of an address, if it has both labels; else 404."""
    model = current.course().models.get(axis)
    known = {label.id for label in model.labels} if model else set()
    return model if model and one != other and known.issuperset({one, other}) else abort(404)


def drill() -> tuple[str, bool] | None:
    """Where the learner came from: the drill that this pair interrupted, and whether it is over; None for no drill."""
    found = dict(parse_qsl(request.args.get("next", "")))
    chosen = choice.read(current.course(), found.get("axes", ""), found)
    if chosen is None:
        return None
    with database().reading() as db:
        over = chosen.over(len(drilling.given(db, chosen)))
    return url_for("drills.summary" if over else "drills.show", **chosen.args), over


def page(model: Model, labels: tuple[str, str], asked: list[Asked]) -> str:
    """Both stories before their answer."""
    chosen = [label for label in model.labels if label.id in labels]
    return render_template("contrasts/pair.html", model=model, labels=labels, offered=chosen, asked=asked, sides=SIDES)
