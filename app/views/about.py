"""Pages about the program itself: health, problems in the course, how marks are given, the parts of its look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template

from app import __version__, current
from app.db import database
from app.store import transfer

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

room = Blueprint("about", __name__)


@room.get("/healthz")
def health() -> ResponseReturnValue:
    """Whether course and database answer, for whoever watches over the server."""
    with database().reading() as db:
        answers = transfer.count(db)
    course = current.course()
    errors = sum(problem.level == "error" for problem in course.problems)
    return {
        "status": "ok",
        "version": __version__,
        "items": len(course.items),
        "course_errors": errors,
        "answers": answers,
    }


@room.get("/problems")
def problems() -> ResponseReturnValue:
    """What is wrong in the course files, with places, for whoever writes them."""
    return render_template("about/problems.html", problems=current.problems(), folder=current.library().folder)


@room.get("/marks")
def marks() -> ResponseReturnValue:
    """How marks are given, one rule a kind."""
    return render_template("about/marks.html")


@room.get("/patterns")
def patterns() -> ResponseReturnValue:
    """Every part of the look in every state: the design's own test."""
    return render_template("patterns.html")
