"""Progress: the forecast over time, what is mixed up, recall, minutes, retention, confidence, styles, exams."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from flask import Blueprint, render_template

from app import current
from app.db import database
from app.look.frame import horizon
from app.rooms import correcting, drilling, foretelling, papers, schedule, settling, standing
from app.store import answers, coaching, memories
from quizzes.evidence import history
from quizzes.evidence.calibration import calibration

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from quizzes.course.course import Model

room = Blueprint("progress", __name__, url_prefix="/progress")
WEEKS = 12


@room.get("/")
def index() -> ResponseReturnValue:
    """Everything known about this learner so far, words first, then the drawing."""
    settling.settle_over()
    correcting.follow()
    learner, told = current.learner(), foretelling.outcome()
    ahead, when = horizon()
    with database().reading() as db:
        minutes = answers.minutes_by_day(db, learner, current.today() - 7 * WEEKS)
        held, looks = memories.held(db, learner), standing.read_back(db)
        found = [(model, drilling.matrix(db, model)) for model in axes()]
        points, sat = foretelling.points(db), coaching.sat(db, learner, current.edition())
        sat_for = [one for one in coaching.recorded(db, learner) if one.edition == current.edition()]
        days = schedule.schedule(db)
    calibrated = calibration([(expected, float(right)) for expected, right in history.forecasts(looks)])
    return render_template(
        "progress/index.html",
        told=told,
        points=points,
        first=min([current.today(), *(then for then, some in minutes.items() if some)]),
        mocks=[(date.fromordinal(mock.day), mock.score) for mock in sat],
        results=[(date.fromordinal(one.day), one, foretelling.eve(points, one.day)) for one in sat_for],
        minutes=minutes,
        skills=standing.by_skills(held, ahead),
        chapters=standing.by_chapters(held, ahead),
        when=when,
        planned=standing.planned_done(days),
        ages=standing.named(history.retention_by_age(looks), {}),
        styles=standing.named(history.by_style(looks), papers.STYLES),
        sure=standing.named(history.by_confidence(looks), standing.CONFIDENCE),
        calibrated=calibrated,
        bins=[one and (one.forecast, one.right, one.count) for one in calibrated.bins] if calibrated else [],
        confusions=sorted((one for one in found if one[1].counts), key=lambda one: -sum(one[1].counts.values())),
        answered=sum(one.answers for one in held.values()),
        day=current.today(),
    )


def axes() -> list[Model]:
    """The axes that this edition is examined on, in the course's order."""
    return [model for model in current.course().models.values() if current.edition() in model.editions]
