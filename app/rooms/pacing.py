"""The planner's view of this learner: where they stand on the way to the exam, and what is wanted in which order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date as date_type
from itertools import chain, islice
from statistics import fmean
from typing import TYPE_CHECKING

from app import current
from app.look.frame import days_left
from app.rooms import pools
from app.rooms.schedule import study_days
from app.store import coaching, memories, traces
from quizzes.evidence.traces import with_price
from quizzes.practice import pace_m
from quizzes.practice.memory import retrievability
from quizzes.practice.pace import Situation, line
from quizzes.practice.plan import Wanted, seconds

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sqlalchemy import Connection

    from app.store.plans import PlanEntry
    from quizzes.evidence.traces import Remembered
    from quizzes.practice.learning import Key
    from quizzes.practice.plan import Pool

SMALL = 0.05
SHOWN = 18.0
"""Seconds that one showing takes on average: the price of a second follows what is likely to be shown."""


def exam_ahead() -> bool:
    """Whether there is an exam date that has not passed."""
    date = current.learner().exam_date
    return date is not None and date.toordinal() >= current.today()


def wanted(
    db: Connection, pool: Pool, allowed: Collection[Key], minutes: int, *, spare: bool = False
) -> Iterator[Wanted]:
    """The memories of a pool, best first; what is remembered is kept on the way, with the price of a second moved.

    In `spare` time new ones may pass the pace line. They come as they are asked for: whether a repeat would pay is
    reckoned only for those that fit into the day.
    """
    course, learner = current.course(), current.learner()
    state = traces.remembered(db, course, learner)
    at = situation(db, state, minutes)
    at = replace(at, elapsed=at.span) if spare else at
    weights = pools.weights(pool)
    marks = {key: weights.get(key, 0.0) for key in pool}
    places = {key: place for place, key in enumerate(pool)}
    closed = pool.keys() - set(allowed)
    ranked, trust = pace_m.order(state.traces, marks, state.trust, at, places, closed), state.trust
    first = list(islice(ranked, int(minutes * 60 / SHOWN)))
    for one in first:
        trust = pace_m.paid(trust, one.index)
    traces.keep(db, learner, with_price(state, trust.price))
    return (Wanted(one.key, one.again) for one in chain(first, ranked))


def why(db: Connection, entry: PlanEntry, pool: Pool) -> str:
    """One sentence that says why this is asked now."""
    learner, today = current.learner(), current.today()
    held = memories.held_of(db, learner, entry.key)
    if entry.again:
        return "Once more today: a second look now is worth its time."
    marks = pools.weights(pool).get(entry.key, 0.0)
    if held is None:
        spread = f" New things are spread up to {spread_until(db)}, heaviest first." if exam_ahead() else ""
        return f"New: {hanging(marks)}.{spread}" if marks else f"New in the course.{spread}"
    now = per_cent(retrievability(held.memory, today))
    if not exam_ahead():
        if held.memory.day == today:
            return "You met it today; another look makes it last."
        return f"It comes back before it fades: you would know it today with {now}."
    then = per_cent(retrievability(held.memory, today + (days_left() or 0)))
    if held.memory.day == today:
        return f"You met it today; without another look {then} would be left on exam day, and {hanging(marks)}."
    fades = f"without a look {then} would be left on exam day" if then != now else f"{now} would be left on exam day"
    return f"You would know it today with {now}; {fades}, and {hanging(marks)}."


def hanging(marks: float) -> str:
    """How much of the exam hangs on a memory, in words."""
    if marks < SMALL:
        return "it is a small topic that rounds off the bigger ones"
    shown = f"{marks:.1f}".removesuffix(".0")
    if float(shown) < 1:
        return f"about {shown} of a mark in the exam hangs on it"
    return f"about {shown} {'mark' if shown == '1' else 'marks'} of the exam hang{'s' if shown == '1' else ''} on it"


def per_cent(share: float) -> str:
    """A share as it is said."""
    return f"{round(100 * share)} %"


def spread_until(db: Connection) -> str:
    """The day by which everything is met at the latest, as it is said."""
    day = met_by(db)
    return f"{day.day} {day:%B}" if day else "the exam"


def met_by(db: Connection) -> date_type | None:
    """The day by which everything is met at the latest; None without an exam ahead."""
    today, date = current.today(), current.learner().exam_date
    if date is None or not exam_ahead():
        return None
    began = min(memories.first_day(db, current.learner()) or today, today)
    return date_type.fromordinal(max(today, began + round(pace_m.LATEST * (date.toordinal() - began))))


def behind(db: Connection, pool: Pool) -> int | None:
    """How many memories fewer than the pace line wants have been met; 0 on the line, None without an exam ahead."""
    if not exam_ahead():
        return None
    learner = current.learner()
    at = situation(db, traces.remembered(db, current.course(), learner), learner.minutes)
    wanted_by_now = line(len(pool), at, pace_m.line_end(len(pool), at)) - line_a_day(len(pool), at)
    met = sum(key in pool for key in memories.held(db, learner))
    return max(0, int(wanted_by_now) - met)


def fits(db: Connection, pool: Pool) -> int | None:
    """About how many memories not met yet there is time to meet before the exam.

    None where there is time for all of them, and without an exam ahead.
    """
    learner, held = current.learner(), memories.held(db, current.learner())
    lacking = [seconds(items[0]) for key, items in pool.items() if key not in held]
    if not exam_ahead() or not lacking:
        return None
    at = situation(db, traces.remembered(db, current.course(), learner), learner.minutes)
    time = 60 * learner.minutes * max(1, at.span - at.elapsed + 1)
    many = int(time / fmean(lacking))
    return many if many < len(lacking) else None


def line_a_day(memories_: int, at: Situation) -> float:
    """What the line grows by in a day: today's share is still to be met."""
    return memories_ / (pace_m.line_end(memories_, at) * max(1, at.span))


def situation(db: Connection, state: Remembered, minutes: int) -> Situation:
    """Where this learner stands: days to the exam, and how far the days of study are gone."""
    today, date = current.today(), current.learner().exam_date
    exam = date.toordinal() if date else today
    off = coaching.off(db, current.learner())
    began = min(memories.first_day(db, current.learner()) or today, today)
    return Situation(
        day=today,
        days_left=max(1, exam - today),
        elapsed=max(1, study_days(began, today + 1, off)),
        span=max(1, study_days(began, exam, off)),
        minutes=max(1, minutes),
        tries=state.first_tries,
        knew=state.first_right,
    )
