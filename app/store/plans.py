"""The plan of a day: what to do in which order, what is done, and what a wrong answer asks for again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import bindparam, delete, func, insert, select, update

from app.store.learners import hold
from app.store.ready import Ready
from app.store.tables import plans
from quizzes.practice.plan import Entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection, Select

    from app.store.learners import Learner
    from quizzes.practice.learning import Key


class PlanEntry(NamedTuple):
    """One entry of a day's plan; `answer` is the seq of what ticked it off, `again`: a wrong answer asked for it.

    `repeats`: a wrong answer to it is worth asking again today.
    """

    position: int
    key: Key
    item: str
    repeat: bool
    answer: int | None
    again: bool
    repeats: bool = True


_of_day = (plans.c.learner == bindparam("learner_id")) & (plans.c.day == bindparam("on"))
_open = _of_day & plans.c.answer.is_(None)
_end = select(func.coalesce(func.max(plans.c.position), -1) + 1).where(_of_day)
_p = plans.c
_columns = (_p.position, _p.kind, _p.key, _p.item, _p.repeat, _p.answer, _p.cause, _p.repeats)
_entries = Ready(select(*_columns).where(_of_day).order_by(_p.position))
_lowest = select(func.min(plans.c.position)).where(_open)
_open_ones = select(plans.c.kind, plans.c.key, plans.c.item, plans.c.cause).where(_open)
_drop_open = delete(plans).where(_open)
_last_place, _add = Ready(_end), Ready(insert(plans))
_move = update(plans).where(_open, plans.c.position == bindparam("place")).values(position=_end.scalar_subquery())
_first_of_key = _lowest.where(plans.c.kind == bindparam("of_kind"), plans.c.key == bindparam("of_key"))
_first_of_item = _first_of_key.where(plans.c.item == bindparam("of_item"))


def _tick(first: Select[int]) -> Ready:
    done = update(plans).where(_of_day, plans.c.position == first.scalar_subquery()).values(answer=bindparam("seq"))
    return Ready(done.returning(plans.c.kind, plans.c.key, plans.c.item, plans.c.cause, plans.c.repeats))


_tick_item, _tick_key = _tick(_first_of_item), _tick(_first_of_key)
_untick = update(plans).where(_of_day, plans.c.answer == bindparam("seq")).values(answer=None)
_forget_again = delete(plans).where(_of_day, plans.c.cause == bindparam("seq"))


def of_day(db: Connection, learner: Learner, day: int) -> tuple[PlanEntry, ...]:
    """All entries of a day by position, done and open; empty if no plan was made."""
    return tuple(
        PlanEntry(position, (kind, key), item, bool(repeat), answer, cause is not None, bool(repeats))
        for position, kind, key, item, repeat, answer, cause, repeats in _entries(
            db, {"learner_id": learner.id, "on": day}
        )
    )


def following(entries: Sequence[PlanEntry]) -> PlanEntry | None:
    """The first open entry of a day, which is what to do next."""
    return next((entry for entry in entries if entry.answer is None), None)


def keep(db: Connection, learner: Learner, day: int, entries: Iterable[Entry]) -> None:
    """Put these in place of the day's open entries, after the done ones; one that was asked for again stays so."""
    hold(db, learner.id)
    who = {"learner_id": learner.id, "on": day}
    causes = {tuple(row[:3]): row.cause for row in db.execute(_open_ones, who) if row.cause is not None}
    db.execute(_drop_open, who)
    ((start,),) = _last_place(db, who)
    for position, entry in enumerate(entries, start):
        _add(db, _row(learner, day, position, entry, causes.pop((*entry.key, entry.item), None)))


def skip(db: Connection, learner: Learner, day: int, position: int) -> None:
    """Move an open entry to the end; nothing happens if it is done or gone."""
    hold(db, learner.id)
    db.execute(_move, {"learner_id": learner.id, "on": day, "place": position})


def tick(db: Connection, learner: Learner, day: int, item: str, keys: Iterable[Key], seq: int, *, wrong: bool) -> None:
    """Tick off what an answer was for, wherever it was given: the open entry of its item, else one for each key.

    Only memories that heard it, `keys`, are ticked off. A wrong one comes again, once, where its entry says that this
    is worth the time; where another item was planned for that memory, it is the planned one.
    """
    who = {"learner_id": learner.id, "on": day, "seq": seq}
    heard = [{**who, "of_item": item, "of_kind": kind, "of_key": key} for kind, key in keys]
    ticked = next((found for each in heard if (found := list(_tick_item(db, each)))), [])
    for each in () if ticked else heard:
        ticked += _tick_key(db, {name: value for name, value in each.items() if name != "of_item"})
    for kind, key, planned, cause, repeats in ticked[:1]:
        if wrong and repeats and cause is None:
            ((end,),) = _last_place(db, who)
            _add(db, _row(learner, day, end, Entry((kind, key), planned, repeat=planned == item), seq))


def untick(db: Connection, learner: Learner, day: int, seq: int) -> None:
    """Undo what `tick` did for an answer."""
    who = {"learner_id": learner.id, "on": day, "seq": seq}
    db.execute(_forget_again, who)
    db.execute(_untick, who)


def _row(learner: Learner, day: int, position: int, entry: Entry, cause: int | None) -> dict[str, Any]:
    return {
        "learner": learner.id,
        "day": day,
        "position": position,
        "kind": entry.key[0],
        "key": entry.key[1],
        "item": entry.item,
        "repeat": entry.repeat,
        "answer": None,
        "cause": cause,
        "repeats": entry.again,
    }
