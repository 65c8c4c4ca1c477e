"""Calendar: the days to the exam with what is planned, days off, and a feed for other calendars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for

from app import clock, current
from app.db import database
from app.rooms import feed, planning, schedule
from app.store import coaching

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

room = Blueprint("calendar", __name__, url_prefix="/calendar")


@room.get("/")
def index() -> ResponseReturnValue:
    """The planned load to the exam."""
    with database().reading() as db:
        days = schedule.schedule(db)
    return render_template("calendar/index.html", days=days)


@room.post("/off")
def off() -> ResponseReturnValue:
    """Make a day a day off; on today what is still open of the plan is dropped."""
    day, minutes = day_sent(), current.learner().minutes
    with database().writing() as db:
        coaching.take_off(db, current.learner(), day)
    if day == current.today():
        planning.drop()
    flash(f"A day off. The other days keep their {minutes} minutes; what matters most still comes first.")
    return redirect(url_for(".index"), 303)


@room.post("/on")
def on() -> ResponseReturnValue:
    """Make a day off a day of study again; today gets a plan for the minutes that are left of it."""
    day, minutes = day_sent(), current.learner().minutes
    with database().writing() as db:
        coaching.take_on(db, current.learner(), day)
    if day == current.today():
        planning.take_up()
    flash(f"A day of study again, with {minutes} minutes.")
    return redirect(url_for(".index"), 303)


@room.get("/study.ics")
def study() -> ResponseReturnValue:
    """Days of study and the exam, for another calendar."""
    with database().reading() as db:
        days = schedule.schedule(db)
    return Response(feed.feed(days, clock.now(), url_for("today.index", _external=True)), mimetype="text/calendar")


def day_sent() -> int:
    """The day number a form sends, from today on; 400 for anything else."""
    sent = request.form.get("day", "")
    day = int(sent) if sent.isdecimal() and len(sent) < len("9999999") else 0
    return day if current.today() <= day <= current.today() + schedule.FARTHEST else abort(400)
