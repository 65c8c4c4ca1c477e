"""Who asks, in which course, on which day: what nearly every page wants to know."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from flask import abort, current_app, g

from app import clock, identity
from app.db import database
from app.store import learners
from app.store.accounts import Role
from quizzes.practice.days import local_day

if TYPE_CHECKING:
    from app.library import Library
    from app.store.learners import Learner
    from quizzes.course.course import Course
    from quizzes.course.problems import Problem


def learner() -> Learner:
    """Who is signed in, or the one local learner of an installation without accounts; read once a request."""
    if "learner" not in g:
        who = identity.person()
        if who is None and identity.with_accounts():
            abort(401)
        g.learner = who.learner if who else local()
    found: Learner = g.learner
    return found


def local() -> Learner:
    """The one learner of a laptop."""
    with database().reading() as db:
        return learners.local(db)


def library() -> Library:
    """The course folder this process serves."""
    found: Library = current_app.extensions["library"]
    return found


def course() -> Course:
    """The course as it stands now, for learners of a class a moment ago: one value for the whole request."""
    if "course" not in g:
        g.course = library().course if identity.may(Role.INSTRUCTOR) else library().lately()
    found: Course = g.course
    return found


def problems() -> tuple[Problem, ...]:
    """All problems in the course's files, for authors; the course itself knows only what had to be left out."""
    if "problems" not in g:
        g.problems = library().problems
    found: tuple[Problem, ...] = g.problems
    return found


def today() -> int:
    """The learner's local day number; a day begins at 04:00."""
    return local_day(clock.now(), learner().zone)


def edition() -> str:
    """The edition to study: ITIL 4 (the course's first) until the learner has chosen."""
    chosen = learner().edition
    known = [one.id for one in course().editions]
    return chosen if chosen in known else known[0]


def counts(chapter: str) -> dict[str, int]:
    """How many live items of each kind a chapter holds for the edition in use."""
    found = Counter(
        item.kind
        for item in course().items.values()
        if item.chapter == chapter and item.status == "live" and edition() in item.editions
    )
    return dict(found)
