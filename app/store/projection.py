"""Rows of memories and sightings: what follows from the log, as values and back; `learner` is an id."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias, cast

from sqlalchemy import and_, bindparam, delete, select

from app.store.ready import Ready
from app.store.tables import learners, memories, sightings
from app.store.upserts import upsert
from quizzes.practice.learning import Held, Key, Sighting
from quizzes.practice.memory import Memory

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection

State: TypeAlias = tuple[dict[Key, Held], Sighting | None]
"""What an answer to one item can move: the memories of its keys that exist, and the item's sighting."""

_m, _s = memories.c, sightings.c
_memory = (_m.stability, _m.difficulty, _m.day, _m.rating, _m.reps, _m.lapses, _m.answers)
_sighting = (_s.times, _s.day, _s.at)
_this_memory = and_(
    _m.learner == bindparam("learner_id"), _m.kind == bindparam("of_kind"), _m.key == bindparam("of_key")
)
_one = Ready(select(*_memory).where(_this_memory))
_this_sighting = and_(_s.learner == bindparam("learner_id"), _s.item == bindparam("of_item"))
# Most items speak to one memory: one statement reads all that an answer to them moves.
_item_and_first = Ready(
    select(*_sighting, *_memory)
    .select_from(learners)
    .join(sightings, _this_sighting, isouter=True)
    .join(memories, _this_memory, isouter=True)
    .where(learners.c.id == bindparam("learner_id"))
)
_held_by = Ready(select(_m.kind, _m.key, *_memory).where(_m.learner == bindparam("learner_id")))
_seen_by = Ready(select(_s.item, *_sighting).where(_s.learner == bindparam("learner_id")))
_put_memory, _put_sighting = Ready(upsert(memories)), Ready(upsert(sightings))
_one_sighting = Ready(select(*_sighting).where(_this_sighting))
_drop_memory = delete(memories).where(_this_memory)
_drop_sighting = delete(sightings).where(_this_sighting)


def held(db: Connection, learner: int) -> dict[Key, Held]:
    """All memories of a learner."""
    return {cast("Key", tuple(row[:2])): _held(row[2:]) for row in _held_by(db, {"learner_id": learner})}


def seen(db: Connection, learner: int) -> dict[str, Sighting]:
    """All items a learner has answered."""
    return {row[0]: Sighting(*row[1:]) for row in _seen_by(db, {"learner_id": learner})}


def held_of(db: Connection, learner: int, key: Key) -> Held | None:
    """One memory of a learner."""
    found = _one(db, {"learner_id": learner, "of_kind": key[0], "of_key": key[1]})
    return _held(found[0]) if found else None


def seen_of(db: Connection, learner: int, item: str) -> Sighting | None:
    """How often a learner has answered one item."""
    found = _one_sighting(db, {"learner_id": learner, "of_item": item})
    return Sighting(*found[0]) if found else None


def state(db: Connection, learner: int, item: str, keys: Sequence[Key]) -> State:
    """What an answer to this item can move."""
    (kind, name), *others = keys or [("skill", "")]
    who = {"learner_id": learner}
    row = _item_and_first(db, {**who, "of_item": item, "of_kind": kind, "of_key": name})[0]
    found = {keys[0]: _held(row[3:])} if row[3] is not None else {}
    for key in others:
        for more in _one(db, {**who, "of_kind": key[0], "of_key": key[1]}):
            found[key] = _held(more)
    return found, Sighting(*row[:3]) if row[0] is not None else None


def put(db: Connection, learner: int, moved: Mapping[Key, Held], items: Mapping[str, Sighting]) -> None:
    """Store these memories and sightings in place of what is there."""
    for key, one in moved.items():
        _put_memory(db, _memory_row(learner, key, one))
    for item, sighting in items.items():
        _put_sighting(db, _sighting_row(learner, item, sighting))


def drop(db: Connection, learner: int, keys: Sequence[Key], items: Sequence[str]) -> None:
    """Forget these memories and sightings."""
    who = {"learner_id": learner}
    if keys:
        db.execute(_drop_memory, [{**who, "of_kind": kind, "of_key": key} for kind, key in keys])
    if items:
        db.execute(_drop_sighting, [{**who, "of_item": item} for item in items])


def written(before: State, keys: Sequence[Key]) -> dict[str, Any]:
    """The state before an answer as plain JSON, for its row in the log; `keys` are those the answer moved."""
    memories_before, sighting = before
    return {
        "held": [[*key, _numbers(memories_before[key]) if key in memories_before else None] for key in keys],
        "seen": [sighting.times, sighting.day, sighting.at] if sighting else None,
    }


def put_back(db: Connection, learner: int, item: str, before: Mapping[str, Any]) -> None:
    """Store the state before an answer, as `written` has it."""
    states = {cast("Key", (kind, key)): numbers for kind, key, numbers in before["held"]}
    sighting = before["seen"]
    drop(db, learner, [key for key, numbers in states.items() if numbers is None], [] if sighting else [item])
    put(
        db,
        learner,
        {key: _held(numbers) for key, numbers in states.items() if numbers is not None},
        {item: Sighting(*sighting)} if sighting else {},
    )


def _held(numbers: Sequence[Any]) -> Held:
    return Held(Memory(*numbers[:6]), numbers[6])


def _numbers(one: Held) -> list[float]:
    memory = one.memory
    return [*_of_memory(memory).values(), one.answers]


def _of_memory(memory: Memory) -> dict[str, float]:
    return {
        "stability": memory.stability,
        "difficulty": memory.difficulty,
        "day": memory.day,
        "rating": int(memory.rating),
        "reps": memory.reps,
        "lapses": memory.lapses,
    }


def _memory_row(learner: int, key: Key, one: Held) -> dict[str, Any]:
    return {"learner": learner, "kind": key[0], "key": key[1], **_of_memory(one.memory), "answers": one.answers}


def _sighting_row(learner: int, item: str, one: Sighting) -> dict[str, Any]:
    return {"learner": learner, "item": item, "times": one.times, "day": one.day, "at": one.at}
