"""Orders: things to put in their order, outside the day's plan."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from flask import Blueprint, abort, redirect, render_template, url_for

from app import current
from app.db import database
from app.rooms import answering, asking
from app.rooms.feedback import feedback
from app.store import answers, memories, suspensions
from quizzes.course.items import Order

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from app.rooms.asking import Asked

room = Blueprint("orders", __name__, url_prefix="/orders")


@room.get("/<slug>")
def show(slug: str) -> ResponseReturnValue:
    """One list to put in order."""
    order = next((one for one in orders() if one.id == slug), None) or abort(404)
    with database().reading() as db:
        sighting = memories.seen_of(db, current.learner(), order.id)
    return page(asking.ask(order, current.learner().id, (), sighting))


@room.post("/answer")
def answer() -> ResponseReturnValue:
    """Keep an order, and show the right one."""
    asked, kept = answering.receive("drill")
    if kept is None:
        return page(asked), asked.status
    return redirect(url_for(".answered", answer_id=kept.id), 303)


@room.get("/answers/<uuid:answer_id>")
def answered(answer_id: UUID) -> ResponseReturnValue:
    """What one order has to say; safe to reload."""
    learner = current.learner()
    with database().reading() as db:
        kept = answers.find(db, learner, str(answer_id)) or abort(404)
        item = current.course().items.get(kept.item)
        said = feedback(db, kept, item) if isinstance(item, Order) else abort(404)
        last, seen = answers.last(db, learner), memories.seen(db, learner)
        passed = {kept.item, *suspensions.suspended(db, learner)}
    others = [one for one in orders() if one.id not in passed]
    following = min(others, key=lambda one: seen[one.id].day if one.id in seen else 0, default=None)
    return render_template(
        "orders/answered.html",
        feedback=said,
        following=following,
        undoable=last if last and last.id == kept.id else None,
        undo_id=str(uuid4()),
    )


def orders() -> list[Order]:
    """The live orders of this edition, in course order."""
    every = (item for item in current.course().items.values() if isinstance(item, Order))
    return [item for item in every if item.status == "live" and current.edition() in item.editions]


def page(asked: Asked) -> str:
    """One list before its answer."""
    return render_template("orders/order.html", asked=asked)
