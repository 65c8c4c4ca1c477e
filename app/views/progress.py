"""Progress: minutes a day, recall by skill, and what is confused with what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template

from app import current
from app.db import database
from app.look.frame import horizon
from app.rooms import drilling
from app.store import answers, memories
from quizzes.evidence.recall import by_skill

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from quizzes.course.course import Model
    from quizzes.practice.learning import Held, Key

room = Blueprint("progress", __name__, url_prefix="/progress")
WEEKS = 12


@room.get("/")
def index() -> ResponseReturnValue:
    """Everything known about this learner so far, words first, then the drawing."""
    learner = current.learner()
    ahead, when = horizon()
    with database().reading() as db:
        minutes = answers.minutes_by_day(db, learner, current.today() - 7 * WEEKS)
        held = memories.held(db, learner)
        found = [(model, drilling.matrix(db, model)) for model in axes()]
    return render_template(
        "progress/index.html",
        minutes=minutes,
        recall=recall(held, current.today() + ahead),
        when=when,
        confusions=sorted((one for one in found if one[1].counts), key=lambda one: -sum(one[1].counts.values())),
        answered=sum(one.answers for one in held.values()),
        day=current.today(),
    )


def axes() -> list[Model]:
    """The axes that this edition is examined on, in the course's order."""
    return [model for model in current.course().models.values() if current.edition() in model.editions]


def recall(held: dict[Key, Held], day: int) -> list[dict[str, object]]:
    """Rows of the recall chart: title and share (0 to 1) of every skill met so far on a day, the weakest first."""
    found = by_skill(current.course(), held, day)
    weakest = sorted(found, key=lambda skill: found[skill])
    return [{"title": current.course().skills[skill].title, "share": found[skill]} for skill in weakest]
