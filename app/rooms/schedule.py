"""The days to the exam: what is planned on each, what was done, which are free."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from app import current
from app.store import answers, coaching

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection

WEEK = 7
WITHOUT_EXAM = 4 * WEEK - 1
BACK = 2 * WEEK
FARTHEST = 2 * 365
"""Days ahead that are shown and may be set free; an exam beyond is not planned day by day yet."""
State = Literal["past", "today", "ahead"]


@dataclass(frozen=True, slots=True)
class Day:
    """One day: minutes planned (0 on a day off and on exam day) and done, both whole."""

    on: date
    state: State
    planned: int
    done: int
    off: bool
    exam: bool

    @property
    def ordinal(self) -> int:
        """Its day number."""
        return self.on.toordinal()

    @property
    def words(self) -> str:
        """The day in words, for a screen reader and a tooltip."""
        name = f"{self.on:%A} {self.on.day} {self.on:%B}"
        if self.exam:
            return f"{name}: your exam"
        if self.off:
            return f"{name}: day off" + (f", {minutes(self.done)} done all the same" if self.done else "")
        if self.state == "past":
            return f"{name}: {minutes(self.done)} of {self.planned} planned"
        return f"{name}: {minutes(self.planned)} planned" + (f", {self.done} done" if self.done else "")


def minutes(count: int) -> str:
    """A number of minutes in words."""
    return f"{count} minute{'' if count == 1 else 's'}"


def schedule(db: Connection) -> tuple[Day, ...]:
    """The last two weeks since the first answer, today, and the days to the exam; without one the next four weeks."""
    learner, today = current.learner(), current.today()
    done = answers.minutes_by_day(db, learner, today - BACK)
    exam = learner.exam_date.toordinal() if learner.exam_date else None
    first = min([today, *(day for day, some in done.items() if some)])
    last = min(exam, today + FARTHEST) if exam is not None and exam >= today else today + WITHOUT_EXAM
    off = coaching.off(db, learner)
    return tuple(day_of(number, today, exam, done, off) for number in range(first, last + 1))


def day_of(number: int, today: int, exam: int | None, done: Mapping[int, float], off: frozenset[int]) -> Day:
    """One day of the schedule, by its day number."""
    state: State = "past" if number < today else "today" if number == today else "ahead"
    free = number in off
    planned = 0 if free or number == exam else current.learner().minutes
    some = done.get(number, 0.0)
    return Day(date.fromordinal(number), state, planned, max(1, round(some)) if some else 0, free, number == exam)


def study_days(first: int, last: int, off: Iterable[int]) -> int:
    """How many days of study there are from one day number up to before another, days off left out."""
    free = {day for day in off if first <= day < last}
    return max(0, last - first - len(free))
