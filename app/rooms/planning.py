"""Today's plan: made on the first visit of a day and kept; tidied when course, edition or learner changed since."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app import current
from app.db import database
from app.rooms import correcting, pacing, pools
from app.rooms.asking import ask, chance, models_asked
from app.store import answers, coaching, memories, plans, readings, suspensions
from app.store.learners import hold
from quizzes.course.items import Scenario
from quizzes.practice.memory import due, retrievability
from quizzes.practice.opening import opened
from quizzes.practice.plan import Budget, Entry, fill_day, plan_day, seconds, without

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from sqlalchemy import Connection

    from app.rooms.asking import Asked
    from app.store.plans import PlanEntry
    from quizzes.course.items import Item
    from quizzes.practice.learning import Key

MORE_MINUTES = 10


@dataclass(frozen=True, slots=True)
class Strip:
    """How far today's plan is: things done of all, and the same in boxes of one minute each.

    What a wrong answer asks for once more is counted apart, in `repeats`, so that the goal stands still.
    """

    done: int
    total: int
    minutes_done: int
    minutes: int
    repeats_done: int = 0
    repeats: int = 0

    @property
    def minutes_left(self) -> int:
        """Whole minutes still to go, counted up, so that the last thing never takes no time; repeats left out."""
        return self.minutes - self.minutes_done

    @property
    def planned(self) -> int:
        """All things of the day, repeats among them."""
        return self.total + self.repeats

    @property
    def open(self) -> int:
        """Things still to do, repeats among them."""
        return self.total - self.done + self.repeats - self.repeats_done

    @property
    def answered(self) -> int:
        """Things done, repeats among them."""
        return self.done + self.repeats_done


def of_today() -> tuple[PlanEntry, ...]:
    """The plan of the learner's day, done and open entries in their order; made now if it is the first visit."""
    correcting.follow()
    day = current.today()
    with database().asking() as db:
        entries = plans.of_day(db, current.learner(), day)
        away = suspensions.suspended(db, current.learner())
        made = entries or day in coaching.off(db, current.learner())
    if made and len(sound(entries, away)) == len(entries):
        return entries
    with database().writing() as db:
        return mend(db, day)


def asked_next(entries: Sequence[PlanEntry]) -> Asked | None:
    """The next thing of a plan as it is put before the learner; None when nothing is open."""
    entry = plans.following(entries)
    if entry is None:
        return None
    item = current.course().items[entry.item]
    with database().asking() as db:
        sighting = memories.seen_of(db, current.learner(), item.id)
    return ask(item, current.learner().id, models_asked(current.course(), item, current.edition()), sighting)


def sound(entries: Sequence[PlanEntry], away: set[str]) -> list[PlanEntry]:
    """Those that have been answered, or can still be asked."""
    course, edition = current.course(), current.edition()

    def askable(item: Item | None) -> bool:
        if item is None or item.status != "live" or item.id in away:
            return False
        asked = not isinstance(item, Scenario) or models_asked(course, item, edition)
        return bool(asked) and (not item.editions or edition in item.editions)

    return [one for one in entries if one.answer is not None or askable(course.items.get(one.item))]


def mend(db: Connection, day: int) -> tuple[PlanEntry, ...]:
    """Drop what can no longer be asked; plan anew where nothing is left of it."""
    hold(db, current.learner().id)
    entries, away = plans.of_day(db, current.learner(), day), suspensions.suspended(db, current.learner())
    still = [entry for entry in sound(entries, away) if entry.answer is None]
    if still:
        plans.keep(db, current.learner(), day, [as_entry(entry) for entry in still])
    else:
        minutes = 0 if day in coaching.off(db, current.learner()) else left(entries)
        plans.keep(db, current.learner(), day, batch(db, day, entries, minutes))
    return plans.of_day(db, current.learner(), day)


def left(entries: Sequence[PlanEntry]) -> int:
    """How many of the day's minutes no answer of its plan has taken, each by what such a thing usually takes."""
    items = current.course().items
    done = sum(seconds(items[entry.item]) for entry in entries if entry.answer is not None and entry.item in items)
    return max(0, current.learner().minutes - done // 60)


def more(planned: int | None = None) -> int | None:
    """Add another batch to today's plan; how many things that is, 0 when there is nothing left to add.

    `planned`: how many things the page knew of; None comes back where there are others now, as after a second press.
    """
    day = current.today()
    with database().writing() as db:
        hold(db, current.learner().id)
        entries = plans.of_day(db, current.learner(), day)
        if planned is not None and planned != strip(entries).planned:
            return None
        added = batch(db, day, entries, MORE_MINUTES, spare=True)
        still = [as_entry(entry) for entry in entries if entry.answer is None]
        plans.keep(db, current.learner(), day, [*still, *added])
    return len(added)


def drop() -> None:
    """Drop what is still open today."""
    with database().writing() as db:
        plans.keep(db, current.learner(), current.today(), [])


def take_up() -> None:
    """Plan what is left of today's minutes by the clock, where nothing is open."""
    day = current.today()
    with database().writing() as db:
        hold(db, current.learner().id)
        entries = plans.of_day(db, current.learner(), day)
        spent = answers.minutes_by_day(db, current.learner(), day).get(day, 0.0)
        minutes = max(left(entries), current.learner().minutes - round(spent))
        if plans.following(entries) is None:
            plans.keep(db, current.learner(), day, batch(db, day, entries, minutes))


def replan() -> bool:
    """Plan what is open today anew, since settings it was made by have changed; whether anything was open."""
    day = current.today()
    with database().writing() as db:
        hold(db, current.learner().id)
        entries = plans.of_day(db, current.learner(), day)
        if plans.following(entries) is None:
            return False
        done = [entry for entry in entries if entry.answer is not None]
        plans.keep(db, current.learner(), day, batch(db, day, done, left(done)))
    return True


def shorten(minutes: int = MORE_MINUTES) -> None:
    """Keep only so many minutes of what is open today, the first of the plan."""
    day, items = current.today(), current.course().items
    with database().writing() as db:
        hold(db, current.learner().id)
        still = [entry for entry in plans.of_day(db, current.learner(), day) if entry.answer is None]
        time, kept = minutes * 60, []
        for entry in still:
            if time <= 0:
                break
            kept.append(as_entry(entry))
            time -= seconds(items[entry.item]) if entry.item in items else 0
        plans.keep(db, current.learner(), day, kept)


def take_in(read: Mapping[str, AbstractSet[str]]) -> None:
    """Let what was opened by reading since join today's plan, as far as the day's minutes go.

    `read`: the sections by chapter that were read before.
    """
    day, learner = current.today(), current.learner()
    with database().writing() as db:
        hold(db, learner.id)
        entries, every, met = plans.of_day(db, learner, day), candidates(db), memories.held(db, learner)
        room = learner.minutes - strip(entries).minutes
        if room > 0 and entries and day not in coaching.off(db, learner):
            course, edition = current.course(), current.edition()
            now, then = (
                opened(course, edition, every, one, met) for one in (readings.sections_read(db, learner), read)
            )
            added = batch(db, day, entries, room, only=now - then)
            still = [as_entry(entry) for entry in entries if entry.answer is None]
            plans.keep(db, learner, day, [*still, *added])


def bring_back(item: str) -> None:
    """Put an item that was suspended today back in front of the plan, for the memory it speaks to."""
    day = current.today()
    with database().writing() as db:
        hold(db, current.learner().id)
        suspensions.resume(db, current.learner(), item)
        entries = plans.of_day(db, current.learner(), day)
        key = next((key for key, items in candidates(db).items() if any(one.id == item for one in items)), None)
        if key and all(entry.key != key for entry in entries):
            still = [as_entry(entry) for entry in entries if entry.answer is None]
            plans.keep(db, current.learner(), day, [Entry(key, item, repeat=False), *still])


def batch(
    db: Connection,
    day: int,
    entries: Sequence[PlanEntry],
    minutes: int,
    *,
    spare: bool = False,
    only: Collection[Key] | None = None,
) -> tuple[Entry, ...]:
    """Entries for memories that are not in today's plan yet: towards the exam while it is ahead, else what is due.

    `only` these, where some are named.
    """
    learner, planned = current.learner(), {entry.key for entry in entries}
    every = candidates(db)
    others = {key: items for key, items in every.items() if key not in planned}
    held, seen = memories.held(db, learner), memories.seen(db, learner)
    rng = chance(learner.id, day, len(entries))
    # With too little time to meet everything nobody reads it all first either: every chapter is open.
    short, read = pacing.fits(db, every) is not None, readings.sections_read(db, learner)
    allowed = frozenset(every) if short else opened(current.course(), current.edition(), every, read, held)
    allowed = allowed if only is None else allowed.intersection(only)
    open_ones = {key: items for key, items in others.items() if key in allowed}
    if not pacing.exam_ahead():
        met = sum(entry.answer is not None and entry.key in held and held[entry.key].answers == 1 for entry in entries)
        new = learner.new_a_day if spare else max(0, learner.new_a_day - met)
        return plan_day(open_ones, held, seen, day, new=new, minutes=minutes, rng=rng)
    wanted = pacing.wanted(db, every, allowed, minutes, spare=spare)
    return fill_day(open_ones, (one for one in wanted if one.key in open_ones), held, seen, day, Budget(minutes), rng)


def candidates(db: Connection, away: Collection[str] | None = None) -> dict[Key, tuple[Item, ...]]:
    """What can be asked of this learner in this edition, without what is suspended: `away`, where it is known."""
    every = pools.known().pool
    away = suspensions.suspended(db, current.learner()) if away is None else away
    return without(every, away) if away else every


def as_entry(entry: PlanEntry) -> Entry:
    """A kept entry as the planner writes it."""
    return Entry(entry.key, entry.item, entry.repeat, entry.repeats)


def strip(entries: Sequence[PlanEntry]) -> Strip:
    """Count a plan in things and in boxes of a minute."""
    items = current.course().items
    first = [entry for entry in entries if entry.item in items and not entry.again]
    again = [entry for entry in entries if entry.item in items and entry.again]
    known = [(entry.answer is not None, seconds(items[entry.item])) for entry in first]
    minutes = math.ceil(sum(time for _, time in known) / 60)
    done = sum(time for answered, time in known if answered)
    whole = math.ceil(done / 60) if done and len(known) == sum(answered for answered, _ in known) else done // 60
    repeated = sum(entry.answer is not None for entry in again)
    return Strip(sum(answered for answered, _ in known), len(known), whole, minutes, repeated, len(again))


def due_tomorrow() -> tuple[int, tuple[str, ...]]:
    """How many memories come back tomorrow, and the titles of the skills that were held least, two at most."""
    with database().reading() as db:
        held = memories.held(db, current.learner())
    day = current.today() + 1
    back = sorted((retrievability(one.memory, day), key) for key, one in held.items() if due(one.memory) <= day)
    course_skills = current.course().skills
    skills = (course_skills[name].title for _, (kind, name) in back if kind == "skill" and name in course_skills)
    return len(back), tuple(skills)[:2]


def number(entries: Sequence[PlanEntry], answer: int | None, *, again: bool = False) -> int | None:
    """The place of an answer in today's plan, counted from 1, or with `again` among the repeats; None if not in it.

    For None as the answer the place of the entry that comes next.
    """
    found = plans.following(entries) if answer is None else next((one for one in entries if one.answer == answer), None)
    alike = [entry for entry in entries if entry.again is again]
    return alike.index(found) + 1 if found in alike else None
