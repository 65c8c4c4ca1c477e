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
    from app.rooms.running import Run
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
    case = case_or_404(slug)
    first = f"{case.id}.{case.events[0].id}"
    return redirect(url_for(".event", name=first, since=clock.now().isoformat()), 303)


@room.get("/events/<name>")
def event(name: str) -> ResponseReturnValue:
    """One event to place."""
    found = event_or_404(name)
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
        run, last = running.run(db, case_or_404(found.id.partition(".")[0]), since()), answers.last(db, learner)
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
    return running.case_of(current.course(), slug) or abort(404)


def event_or_404(name: str) -> Scenario:
    """An event of a live case."""
    found = current.course().events.get(name)
    return found if found and running.case_of(current.course(), name.partition(".")[0]) else abort(404)


def run_of(found: Scenario) -> Run:
    """The round that an event belongs to."""
    with database().reading() as db:
        return running.run(db, case_or_404(found.id.partition(".")[0]), since())


def page(asked: Asked) -> str:
    """One event before it is placed, with the loop as it stands."""
    found = event_or_404(asked.item.id)
    run, ring = run_of(found), current.course().models[running.LOOP]
    with database().reading() as db:
        last = answers.last(db, current.learner())
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
