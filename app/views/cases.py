"""Cases: a running story, each event to be placed on the loop; the last step leads back to the first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from flask import Blueprint, abort, redirect, render_template, request, url_for

from app import clock, current
from app.db import database
from app.rooms import answering, asking, running
from app.rooms.feedback import feedback
from app.store import answers

if TYPE_CHECKING:
    from datetime import datetime

    from flask.typing import ResponseReturnValue

    from app.rooms.asking import Asked
    from quizzes.course.items import Case, Scenario

room = Blueprint("cases", __name__, url_prefix="/cases")


@room.get("/<slug>")
def show(slug: str) -> ResponseReturnValue:
    """How a case begins, and what was placed on this round."""
    case = case_or_404(slug)
    with database().reading() as db:
        run = running.run(db, case, since())
        said = {event.id: feedback(db, run.placed[event.id], event) for event in run.events if event.id in run.placed}
    return render_template(
        "cases/case.html", run=run, said=said, ring=current.course().models[running.LOOP], **round_sent()
    )


@room.get("/<slug>/start")
def start(slug: str) -> ResponseReturnValue:
    """Begin a round: the first event, from now."""
    with database().reading() as db:
        first = next(iter(running.run(db, case_or_404(slug), None).events), None) or abort(404)
    return redirect(url_for(".event", name=first.id, since=clock.now().isoformat()), 303)


@room.get("/events/<name>")
def event(name: str) -> ResponseReturnValue:
    """One event to place."""
    found = event_or_404(name)
    case_or_404(name.partition(".")[0])
    models = tuple(running.models_asked(current.course(), found, current.edition()))
    return page(asking.ask(found, current.learner().id, models))


@room.post("/answer")
def answer() -> ResponseReturnValue:
    """Keep where an event was placed, and show what it has to say."""
    asked, kept = answering.receive("drill")
    if kept is None:
        return page(asked), asked.status
    return redirect(url_for(".answered", answer_id=kept.id, **round_sent()), 303)


@room.get("/answers/<uuid:answer_id>")
def answered(answer_id: UUID) -> ResponseReturnValue:
    """What one placing has to say; safe to reload."""
    learner = current.learner()
    with database().reading() as db:
        kept = answers.find(db, learner, str(answer_id)) or abort(404)
        found = event_or_404(kept.item)
        run, last = running.round_of(db, found, since()) or abort(404), answers.last(db, learner)
        said = feedback(db, kept, found)
    return render_template(
        "cases/answered.html",
        run=run,
        event=found,
        number=run.events.index(found) + 1,
        feedback=said,
        ring=current.course().models[running.LOOP],
        undoable=last if last and last.id == kept.id else None,
        undo_id=str(uuid4()),
        **round_sent(),
    )


def since() -> datetime | None:
    """When this round began, as the address has it."""
    return answering.moment(request.args.get("since", ""))


def round_sent() -> dict[str, Any]:
    """What keeps a round together from page to page."""
    return {"since": request.args["since"]} if since() else {}


def case_or_404(slug: str) -> Case:
    """A live case."""
    found = running.case_of(current.course(), slug)
    return found if found and found.status == "live" else abort(404)


def event_or_404(name: str) -> Scenario:
    """An event of a case, retired or not."""
    return current.course().events.get(name) or abort(404)


def page(asked: Asked) -> str:
    """One event before it is placed, with the loop as it stands."""
    found = event_or_404(asked.item.id)
    with database().reading() as db:
        run, last = running.round_of(db, found, since()) or abort(404), answers.last(db, current.learner())
    ring = current.course().models[running.LOOP]
    return render_template(
        "cases/event.html",
        asked=asked,
        run=run,
        event=found,
        number=run.events.index(found) + 1,
        turn=run.turn(found, ring),
        ring=ring,
        scope=asking.scope(current.course(), found, asked.axes),
        undoable=last if last and last.id in {one.id for one in run.placed.values()} else None,
        undo_id=str(uuid4()),
        **round_sent(),
    )
