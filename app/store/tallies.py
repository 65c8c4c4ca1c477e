"""Tallies of learners, brought up to date from the log: only what was answered since is read.

Where the course means something else, or an answer that was counted has been taken back, a learner is read anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from app.store.first_answers import counting, meaning, parts_of, text
from app.store.tables import answers, learners, tallies, undos
from app.store.upserts import here, upsert
from quizzes.evidence.classroom import Tally, as_json, from_json

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sqlalchemy import Connection

    from quizzes.evidence.classroom import Places

_c = answers.c
_save = upsert(tallies)
_newest = select(func.max(_c.seq)).where(_c.learner == learners.c.id).correlate(learners).scalar_subquery()
_undone = (
    select(func.count())
    .where(undos.c.learner == learners.c.id, undos.c.answer <= tallies.c.upto)
    .correlate(learners, tallies)
    .scalar_subquery()
)
_kept = select(
    *(learners.c.id, _newest.label("newest"), _undone.label("undone_now")),
    *(tallies.c.course, tallies.c.upto, tallies.c.undone, tallies.c.state),
).join(tallies, tallies.c.learner == learners.c.id, isouter=True)


@dataclass(frozen=True, slots=True)
class Read:
    """The tallies by learner, and the rows that are to be kept because they have changed."""

    tallies: Mapping[int, Tally]
    changed: tuple[dict[str, Any], ...]


def read(db: Connection, where: Places, whom: Collection[int]) -> Read:
    """The tallies of these learners as they stand now; nothing is written."""
    found, changed = {}, []
    for row in db.execute(_kept.where(learners.c.id.in_(whom))).all():
        sound = row.course == where.digest and row.undone == row.undone_now
        upto, newest = row.upto if sound else 0, row.newest or 0
        tally = found[row.id] = from_json(row.state) if sound else Tally.empty(where)
        if upto == newest and sound:
            continue
        advance(db, where, row.id, tally, upto)
        undone = _count_undone(db, row.id, newest)
        changed.append(
            {"learner": row.id, "course": where.digest, "upto": newest, "undone": undone, "state": as_json(tally)}
        )
    return Read(found, tuple(changed))


def keep(db: Connection, rows: Collection[dict[str, Any]]) -> None:
    """Keep what `read` has changed; who keeps an older one costs the next reader some time and nothing else."""
    if rows:
        db.execute(here(_save, db), list(rows))


def advance(db: Connection, where: Places, learner: int, tally: Tally, upto: int) -> None:
    """Take the answers after a place in the log into a tally: first ones to items as they are now."""
    columns = (_c.item, text(_c.hashes), _c.points, text(_c.parts))
    new = counting(columns, [learner]).where(_c.seq > upto)
    if not upto:  # the whole log of a learner: let the database find the first ones
        firsts = counting((func.min(_c.seq),), [learner]).group_by(_c.item, _c.hashes).order_by(None)
        new = select(*columns).where(_c.seq.in_(firsts)).order_by(_c.seq)
    for item, hashes, points, parts in db.execute(new):
        place = where.at.get(item)
        if place is not None and meaning(hashes) == where.meanings[item]:
            tally.take(place, points, parts_of(parts))


def _count_undone(db: Connection, learner: int, upto: int) -> int:
    mine = select(func.count()).where(undos.c.learner == learner, undos.c.answer <= upto)
    return int(db.execute(mine).scalar_one())
