"""Calendar: the days to the exam with what is planned, days off, and a feed for other calendars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for

from app import clock, current
from app.db import database
from app.rooms import feed, schedule
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
    """Make a day a day off."""
    day = day_sent()
    with database().writing() as db:
        coaching.take_off(db, current.learner(), day)
    flash("A day off. The other days take over what it would have done.")
    return redirect(url_for(".index"), 303)


@room.post("/on")
def on() -> ResponseReturnValue:
    """Make a day off a day of study again."""
    day = day_sent()
    with database().writing() as db:
        coaching.take_on(db, current.learner(), day)
    flash("A day of study again.")
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
