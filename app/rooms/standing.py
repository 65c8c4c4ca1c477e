"""What Progress shows beside the forecast: recall by skill and chapter, minutes, retention, confidence, styles."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING

from app import current
from app.store import log
from quizzes.evidence import history
from quizzes.evidence.recall import by_skill

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection

    from app.rooms.schedule import Day
    from quizzes.evidence.history import Look, Share
    from quizzes.practice.learning import Held, Key

CONFIDENCE = {"sure": "Sure", "unsure": "Not quite", "guess": "Guess"}
WEEK = 7


@dataclass(frozen=True, slots=True)
class Recall:
    """How much of a skill or chapter is known tomorrow and would be on the day one looks ahead to, each 0 to 1.

    Not today: a minute after an answer everything is known, which says nothing.
    """

    title: str
    now: float
    share: float


def read_back(db: Connection) -> tuple[Look, ...]:
    """All answers read again, memory by memory: only from the first one on is it known what was met when."""
    return tuple(history.looks(current.course(), log.given(db, current.learner().id)))


def by_skills(held: Mapping[Key, Held], ahead: int) -> list[Recall]:
    """Every skill met so far, the one least known ahead first."""
    now, then = (by_skill(current.course(), held, current.today() + days) for days in (1, ahead))
    skills = current.course().skills
    rows = [Recall(skills[skill].title, now[skill], then[skill]) for skill in then]
    return sorted(rows, key=lambda row: row.share)


def by_chapters(held: Mapping[Key, Held], ahead: int) -> list[Recall]:
    """Every chapter of which something was met, in course order: the mean of its skills."""
    course = current.course()
    now, then = (by_skill(course, held, current.today() + days) for days in (1, ahead))
    found = []
    for chapter in course.chapters:
        own = [skill for skill in then if course.skills[skill].chapter == chapter.id]
        if own:
            means = (fmean(recall[skill] for skill in own) for recall in (now, then))
            found.append(Recall(f"{chapter.number}. {chapter.title}", *means))
    return found


def planned_done(days: Sequence[Day]) -> list[tuple[str, int, int]]:
    """The last seven days before today: name, minutes planned, minutes done."""
    past = [day for day in days if day.state != "ahead"][-WEEK:]
    return [(f"{day.on:%A}" if day.state == "past" else "Today", day.planned, day.done) for day in past]


def named(shares: Sequence[Share], names: Mapping[str, str]) -> list[dict[str, object]]:
    """Shares as rows of a chart, under the names that learners know."""
    return [{"name": names.get(one.name, one.name), "right": one.right, "of": one.of} for one in shares]
