"""What every page's frame shows: the learner, the days left, the edition, and problems in the course."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import g, request

from app import current, identity
from app.store.accounts import Role

if TYPE_CHECKING:
    from flask import Flask

    from quizzes.course.course import Edition


WEEK = 7
STANDS_IN = dict.fromkeys(("contrasts", "four_steps", "cases", "orders", "sketches"), "drills")
STANDS_IN |= dict.fromkeys(("calendar", "diagnostics", "results"), "today")
STANDS_IN |= dict.fromkeys(("teaching", "assignments"), "classes")
STANDS_IN |= dict.fromkeys(("reports", "password", "sign_ins", "second_step", "tokens", "api"), "account")
"""Nouns with addresses of their own, and the room in which each stands."""


def add_to(app: Flask) -> None:
    """Give the values of the frame to every template."""
    app.context_processor(values)


def values() -> dict[str, Any]:
    """Names that `base.html` uses; empty where the database may be the thing that failed."""
    room = (request.blueprint or "") if request else ""
    room = "author" if room.startswith("author_") else STANDS_IN.get(room, room)
    if not request or "bare" in g or not identity.may(Role.LEARNER):
        return {
            "room": room,
            "authoring": False,
            "operating": False,
            "signed_in": False,
            "learner": None,
            "course": None,
            "days_left": None,
            "edition_title": "",
            "faults": 0,
        }
    course = current.course()
    return {
        "room": room,
        "authoring": identity.may(Role.INSTRUCTOR),
        "operating": identity.with_accounts() and identity.may(Role.OPERATOR),
        "signed_in": identity.with_accounts(),
        "editions": {edition.id: short(edition) for edition in course.editions},
        "learner": current.learner(),
        "course": course,
        "days_left": days_left(),
        "edition_title": edition_title(),
        "faults": sum(problem.level == "error" for problem in course.problems),
    }


def days_left() -> int | None:
    """Days from today to the exam; none without a date or once it has passed."""
    date = current.learner().exam_date
    if date is None:
        return None
    left = date.toordinal() - current.today()
    return left if left >= 0 else None


def horizon() -> tuple[int, str]:
    """How many days ahead recall is told for, and in words: the exam if it is ahead, else a week."""
    left = days_left()
    return (WEEK, "in a week") if left is None else (left, "on exam day")


def edition_title() -> str:
    """The short name of the edition in use, as tags and the head show it."""
    return next(short(edition) for edition in current.course().editions if edition.id == current.edition())


def short(edition: Edition) -> str:
    """What stands in brackets of an edition's title, or the title without "Foundation": "Version 5", "ITIL 4"."""
    _, bracket, inside = edition.title.partition("(")
    return inside.rstrip(")") if bracket else edition.title.removesuffix(" Foundation")
