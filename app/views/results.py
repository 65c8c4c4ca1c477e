"""Results: what the real exam brought, entered by the learner after the day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, flash, redirect, request, url_for

from app import clock, current
from app.db import database
from app.store import coaching

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

room = Blueprint("results", __name__, url_prefix="/results")


@room.post("/")
def record() -> ResponseReturnValue:
    """Keep the result of the exam whose date has come; a faulty form is told in words and changes nothing."""
    learner, course = current.learner(), current.course()
    exam = course.exams.get(current.edition())
    most = exam.questions if exam else 0
    day = learner.exam_date.toordinal() if learner.exam_date else None
    passed, score = request.form.get("passed", ""), request.form.get("score", "").strip()
    fault = wrong(day, passed, score, most)
    if fault or day is None:
        flash(fault, "fault")
        return redirect(url_for("today.index"), 303)
    result = coaching.Result(day, current.edition(), passed == "yes", int(score) if score else None, clock.now())
    with database().writing() as db:
        coaching.record(db, learner, result)
    flash("Kept. It stands beside the forecasts under Progress.")
    return redirect(url_for("today.index"), 303)


@room.post("/forget")
def forget() -> ResponseReturnValue:
    """Take the result of a day back."""
    sent = request.form.get("day", "")
    if not (sent.isdecimal() and len(sent) < len("9999999")):
        abort(400)
    with database().writing() as db:
        coaching.forget_result(db, current.learner(), int(sent))
    flash("Taken back.")
    return redirect(url_for("progress.index"), 303)


def wrong(day: int | None, passed: str, score: str, most: int) -> str:
    """What keeps a result from being kept, in words; "" for nothing."""
    if day is None or day > current.today():
        return "There is no exam behind you: its date stands under You."
    if passed not in {"yes", "no"}:
        return "Say whether you passed."
    if score and not (score.isdecimal() and len(score) <= len(str(most)) and int(score) <= most):
        return f"The score is a whole number from 0 to {most}, or leave it empty."
    return ""
