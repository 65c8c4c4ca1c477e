"""When keys have changed: memories and marks of the learner who asks follow them, and what that did is told quietly."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from flask import current_app

from app import current
from app.db import database
from app.rooms import settling
from app.rooms.sitting_room import desk
from app.store import corrections, sittings
from quizzes.practice.days import local_day

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from app.store.sittings import Sitting


@dataclass(frozen=True, slots=True)
class Correction:
    """One time that marks were changed by authors: at which questions, why (a sentence each), and both scores.

    `back`: keys that had been changed are as they were, so that the marks are too.
    """

    sitting: Sitting
    day: int
    places: tuple[int, ...]
    reasons: tuple[str, ...]
    before: int
    after: int

    @property
    def back(self) -> bool:
        """Whether it only took former corrections back."""
        return not self.reasons


def follow() -> None:
    """Bring this learner's memories and marks to the keys of the course as it is now; cheap when nothing changed.

    A process asks once for each state of the course, and reads the log again only when an answered item got another
    key or ruling: so it does not matter who changed the files, when, or whether anybody was serving them then.
    """
    course, learner = current.course(), current.learner().id
    items, known = current_app.extensions.get("followed", (None, set()))
    if items is not course.items:
        known = set()
        current_app.extensions["followed"] = course.items, known
    if learner in known:
        return
    with database().reading() as db:
        stands = corrections.stale(db, course, learner) == corrections.followed(db, learner)
    if not stands:
        with database().writing() as db:
            corrections.follow(db, course, learner)
            correct(db)
    known.add(learner)


def correct(db: Connection) -> None:
    """Mark this learner's settled papers as authors have ruled."""
    for one in sittings.of_learner(db, current.learner()):
        if one.settled and (found := desk(db, one.id)):
            settling.correct(db, found)


def of_sitting(sitting: Sitting) -> tuple[Correction, ...]:
    """The times that authors changed the marks of a sitting, oldest first."""
    return tuple(corrected(sitting, note) for note in sitting.regrades if "rulings" in note)


def corrected(sitting: Sitting, note: dict[str, Any]) -> Correction:
    """One such time, as it was noted."""
    day = local_day(datetime.fromisoformat(note["at"]), current.learner().zone)
    said = dict.fromkeys(words.partition(":")[2].strip() for _, words in note["rulings"])
    places = tuple(place for place, _ in note["rulings"])
    return Correction(sitting, day, places, tuple(filter(None, said)), sum(note["before"]), sum(note["after"]))


def of_today(db: Connection) -> tuple[Correction, ...]:
    """What was corrected on the learner's day, for that day's page: told there once, and always with the result."""
    every = (last for one in sittings.regraded(db, current.learner()) for last in of_sitting(one)[-1:])
    return tuple(one for one in every if one.day == current.today())
