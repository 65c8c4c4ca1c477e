"""Which learners answered what under another key than today's, and whether their states already follow that."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

from sqlalchemy import Text, or_, select, type_coerce, update

from app.store import memories, traces
from app.store.log import given
from app.store.tables import answers, learners, sittings
from quizzes.practice.ruling import ruling

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection

    from quizzes.course.course import Course
    from quizzes.practice.learning import Given

_a, _s = answers.c, sittings.c


def stale(db: Connection, course: Course, learner: int) -> str:
    """A digest of all that a learner answered or sat under other keys, with today's key and ruling; "" for nothing."""
    found = set()
    for name, key in under(db, learner):
        item = course.find(name)
        if item and item.hashes.key != key:
            found.add((name, key, item.hashes.key, ruling(item) or ""))
    return blake2b(repr(sorted(found)).encode(), digest_size=16).hexdigest() if found else ""


def under(db: Connection, learner: int) -> Iterator[tuple[str, str]]:
    """Each item a learner answered or was asked in a paper that is marked, with the hash of its key then."""
    for item, hashes in db.execute(select(_a.item, _a.hashes).where(_a.learner == learner).distinct()):
        yield item, hashes[2]
    for paper in db.scalars(select(_s.paper).where(_s.learner == learner, _s.marks.is_not(None))):
        yield from ((asked[0], asked[3][2]) for asked in paper)


def followed(db: Connection, learner: int) -> str:
    """The digest that this learner's memories and marks follow."""
    return str(db.execute(select(learners.c.corrected).where(learners.c.id == learner)).scalar_one())


def follow(db: Connection, course: Course, learner: int) -> None:
    """Rebuild a learner's memories by today's keys and rulings, and note that they follow them."""
    memories.rebuild(db, course, learner)
    traces.forget(db, learner)
    db.execute(update(learners).where(learners.c.id == learner).values(corrected=stale(db, course, learner)))


def who(db: Connection, items: Sequence[str]) -> tuple[int, ...]:
    """The ids of the learners who answered one of these items, or had it in a paper that is marked."""
    answered = select(_a.learner).where(_a.item.in_(items))
    paper = type_coerce(_s.paper, Text)
    named = or_(*(paper.contains(f'["{item}",', autoescape=True) for item in items))
    asked = select(_s.learner).where(_s.marks.is_not(None), named)
    return tuple(sorted(db.scalars(answered.union(asked))))


def log_of(db: Connection, learner: int, items: Sequence[str]) -> tuple[Given, ...]:
    """The answers of a learner to these items that count, oldest first."""
    return tuple(given(db, learner, 0, _a.item.in_(items)))
