"""Today: how far it is, what is for today, and where to begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template

from app import current
from app.db import database
from app.rooms import planning
from app.rooms.account_form import EditionForm
from app.rooms.outlook import outlook
from app.rooms.reading import next_section
from app.store import answers, memories, readings

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

room = Blueprint("today", __name__)


@room.get("/")
def index() -> ResponseReturnValue:
    """The plan of the day, with one thing to press."""
    entries = planning.of_today()
    with database().reading() as db:
        learner = current.learner()
        held = memories.held(db, learner)
        minutes = answers.minutes_by_day(db, learner, current.today() - 400)
        read = readings.sections_read(db, learner)
    return render_template(
        "today/index.html",
        outlook=outlook(entries, held, minutes),
        next=next_section(current.course(), read, current.edition()),
        form=EditionForm.of(current.course()) if learner.edition is None else None,
    )
