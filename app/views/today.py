"""Today: how far it is, what is for today, and where to begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, url_for

from app import current
from app.db import database
from app.rooms import drilling, foretelling, pacing, planning
from app.rooms.account_form import EditionForm
from app.rooms.outlook import outlook
from app.rooms.reading import next_section
from app.store import answers, coaching, memories, readings

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from quizzes.course.course import Model

room = Blueprint("today", __name__)


@room.get("/")
def index() -> ResponseReturnValue:
    """The plan of the day, with one thing to press."""
    entries, told = planning.of_today(), foretelling.outcome()
    with database().reading() as db:
        learner = current.learner()
        held = memories.held(db, learner)
        minutes = answers.minutes_by_day(db, learner, current.today() - 400)
        read = readings.sections_read(db, learner)
        free = current.today() in coaching.off(db, learner)
        sat = learner.exam_date and any(
            one.day == learner.exam_date.toordinal() for one in coaching.recorded(db, learner)
        )
        line = pacing.behind(db, planning.candidates(db)), pacing.met_by(db)
        mixed = drilling.mixed_up(db, [model for model in current.course().models.values() if here(model)])[:1]
    return render_template(
        "today/index.html",
        outlook=outlook(entries, held, minutes),
        next=next_section(current.course(), read, current.edition()),
        form=EditionForm.of(current.course()) if learner.edition is None else None,
        told=told,
        behind=line[0],
        met_by=line[1],
        off=free,
        result_known=bool(sat),
        mixed=mixed[0] if mixed else None,
    )


@room.post("/shorter")
def shorter() -> ResponseReturnValue:
    """Only ten minutes today: the best of the plan, the rest waits."""
    planning.shorten()
    return redirect(url_for("study.index"), 303)


def here(model: Model) -> bool:
    """Whether an axis belongs to the edition in use."""
    return current.edition() in model.editions
