"""Diagnostic: up to 28 questions without feedback that find where to start, what they say, and a guide from them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from flask import Blueprint, abort, redirect, render_template, request, url_for

from app import current
from app.db import database
from app.rooms import answering, asking, diagnosing
from app.rooms.feedback import feedback
from app.store import answers, memories
from quizzes.exam import diagnostic

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from app.rooms.asking import Asked
    from app.rooms.diagnosing import Sitting

room = Blueprint("diagnostics", __name__, url_prefix="/diagnostics")
MOST_GAPS = 12


@room.get("/")
def index() -> ResponseReturnValue:
    """What a diagnostic is, one to go on with, and the guide from the last one and from later answers."""
    with database().reading() as db:
        name = diagnosing.latest(db)
        last = diagnosing.sitting(db, name) if name else None
        held = memories.held(db, current.learner())
        gaps = diagnosing.gaps(db, last.state if last else None, held) if last or held else ()
    return render_template(
        "diagnostics/index.html",
        last=last,
        bands=diagnostic.bands(last.state) if last else (),
        gaps=gaps[:MOST_GAPS],
        titles=diagnosing.area_titles(),
        budgets=(diagnostic.FULL, diagnostic.QUICK),
    )


@room.post("/start")
def start() -> ResponseReturnValue:
    """Begin one."""
    budget = diagnostic.QUICK if "quick" in request.form else diagnostic.FULL
    return redirect(url_for(".show", name=diagnosing.new_name(budget)), 303)


@room.get("/sitting")
def show() -> ResponseReturnValue:
    """The next question; after the last one, what they say."""
    found = sitting_sent()
    if found.question is None:
        return redirect(url_for(".result", name=found.name), 303)
    return page(found, asking.ask(found.question, current.learner().id))


@room.post("/answer")
def answer() -> ResponseReturnValue:
    """Keep an answer; no feedback before the end."""
    found = sitting_sent()
    asked, kept = answering.receive("diagnostic", sitting=found.name, edition=current.edition())
    if kept is None:
        return page(found, asked), asked.status
    return redirect(url_for(".show", name=found.name), 303)


@room.get("/result")
def result() -> ResponseReturnValue:
    """Bands, never verdicts, where to start, and every question with its reasons."""
    found = sitting_sent()
    course, learner = current.course(), current.learner()
    with database().reading() as db:
        held = memories.held(db, learner)
        said = [feedback(db, one, item) for one in found.given if (item := course.items.get(one.item))]
        last, gaps = answers.last(db, learner), diagnosing.gaps(db, found.state, held)
    return render_template(
        "diagnostics/result.html",
        sitting=found,
        bands=diagnostic.bands(found.state),
        titles=diagnosing.area_titles(),
        gaps=gaps[:MOST_GAPS],
        said=said,
        undoable=last if last and found.given and last.id == found.given[-1].id else None,
        undo_id=str(uuid4()),
    )


def sitting_sent() -> Sitting:
    """The diagnostic that a page's address names; 404 when it names none."""
    with database().reading() as db:
        return diagnosing.sitting(db, request.args.get("name", "")) or abort(404)


def page(found: Sitting, asked: Asked) -> str:
    """One question before its answer."""
    return render_template("diagnostics/question.html", sitting=found, asked=asked)
