"""Sittings: a paper as it was drawn, what was done to its questions, and when it ended."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, fields
from datetime import timedelta
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import uuid4

from sqlalchemy import Text, bindparam, func, insert, select, type_coerce, update

from app.store.learners import hold
from app.store.tables import acts, sittings
from app.store.upserts import here, once
from quizzes.exam.sitting import GRACE, Act, closing

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from app.store.learners import Learner

INSTANT = timedelta(microseconds=1)
OWN_PAPERS, ALL_PAPERS = 12, 200
"""How many papers back a question counts as met: one's own, and those of everybody."""


class Asked(NamedTuple):
    """One question of a paper: its item, the cell it stands for, option slugs as shown, and the item's hashes then."""

    item: str
    cell: str
    shown: Sequence[str]
    hashes: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """One sitting. `kind`: mock, half, chapter or custom; `about`: title, pass mark and what was left out, as JSON.

    `marks` are 1 or 0 a question once it is settled; `seconds` the time allowed, pauses not counted.
    """

    id: str
    kind: str
    practice: bool
    edition: str
    about: dict[str, Any]
    paper: tuple[Asked, ...]
    seed: int
    seconds: int
    expected: float | None
    began: datetime
    deadline: datetime
    paused: datetime | None = None
    handed_in: datetime | None = None
    marks: tuple[int, ...] | None = None
    regrades: tuple[dict[str, Any], ...] = ()

    @property
    def settled(self) -> bool:
        """Whether it is over and marked."""
        return self.marks is not None

    @property
    def score(self) -> int:
        """The marks together, 0 until they are known."""
        return sum(self.marks or ())

    @property
    def first(self) -> tuple[int, ...]:
        """The marks it got when it was handed in."""
        return tuple(self.regrades[0]["before"]) if self.regrades else self.marks or ()

    @property
    def own(self) -> tuple[int, ...]:
        """The same with those in their place that its learner let count instead."""
        marks = list(self.first)
        for note in self.regrades:
            for place, (before, after) in enumerate(zip(note["before"], note["after"], strict=True)):
                if before != after and "rulings" not in note:
                    marks[place] = after
        return tuple(marks)


class Marked(NamedTuple):
    """What a marked paper says of its questions: whose it was, the items in order, 1 or 0 each."""

    learner: int
    edition: str
    items: tuple[str, ...]
    marks: tuple[int, ...]


class Sent(NamedTuple):
    """An act as it arrives: `id` a uuid made where it was done."""

    id: str
    act: Act


_s, _a = sittings.c, acts.c
_columns = [_s[field.name] for field in fields(Sitting)]
_act_once = once(acts)
_one = select(*_columns).where(_s.learner == bindparam("learner"), _s.id == bindparam("sitting"))


def begin(db: Connection, learner: Learner, sitting: Sitting) -> None:
    """Keep a new sitting."""
    row = {field.name: getattr(sitting, field.name) for field in fields(Sitting)}
    db.execute(insert(sittings), {**row, "learner": learner.id})


def find(db: Connection, learner: Learner, sitting: str) -> Sitting | None:
    """A learner's sitting by its id; None if there is none or it is another learner's."""
    row = db.execute(_one, {"learner": learner.id, "sitting": sitting}).mappings().one_or_none()
    return _read(dict(row)) if row else None


def of_learner(db: Connection, learner: Learner) -> tuple[Sitting, ...]:
    """All sittings of a learner, oldest first."""
    mine = select(*_columns).where(_s.learner == learner.id).order_by(_s.began)
    return tuple(_read(dict(row)) for row in db.execute(mine).mappings())


def regraded(db: Connection, learner: Learner) -> tuple[Sitting, ...]:
    """Those of a learner whose marks were changed since they were handed in, oldest first."""
    mine = select(*_columns).where(_s.learner == learner.id, type_coerce(_s.regrades, Text) != "[]").order_by(_s.began)
    return tuple(_read(dict(row)) for row in db.execute(mine).mappings())


def unsettled(db: Connection, learner: Learner) -> tuple[str, ...]:
    """The ids of the sittings that go on, or have ended and are not marked yet, newest first."""
    mine = select(_s.id).where(_s.learner == learner.id, _s.marks.is_(None)).order_by(_s.began.desc())
    return tuple(db.scalars(mine))


def keep(db: Connection, learner: Learner, sitting: str, sent: Sequence[Sent]) -> None:
    """Keep acts as they came; one that was kept before is not kept again.

    What came together is in the order it was done: how long a request took must not turn that round. What was on its
    way while the sitting was handed in or marked is heard after that, whatever its clock said.
    """
    hold(db, learner.id)
    who = {"learner": learner.id, "sitting": sitting}
    known = select(_a.id, _a.made).where(
        _a.learner == learner.id, _a.sitting == sitting, _a.id.in_([one.id for one in sent])
    )
    kept: dict[str, datetime] = {row.id: row.made for row in db.execute(known)}
    ended, back = _ended(db, learner, sitting), _put_back(db, learner, sitting, sent)
    moments = accumulate((kept.get(one.id, min(one.act.made, one.act.heard) + back) for one in sent), max)
    for one, made in zip(sent, moments, strict=True):
        heard = max(one.act.heard + back, ended + INSTANT) if ended else one.act.heard + back
        act = one.act._replace(made=made, heard=heard)
        db.execute(here(_act_once, db), {**who, "id": one.id, **act._asdict()})


def _put_back(db: Connection, learner: Learner, sitting: str, sent: Sequence[Sent]) -> timedelta:
    """By how much this machine's clock was put back since a timely act was heard; nothing as a rule.

    A sitting's own time never runs backwards, so that what was done last still counts as the last. A few seconds are
    no jump: requests pass each other where many wait to write.
    """
    timely = select(func.max(_a.heard)).join_from(acts, sittings, (_a.learner == _s.learner) & (_a.sitting == _s.id))
    timely = timely.where(_a.learner == learner.id, _a.sitting == sitting, _a.heard <= _s.deadline)
    last: datetime | None = db.execute(timely).scalar_one()
    back = last - sent[0].act.heard if last and sent else timedelta()
    return back if back > GRACE else timedelta()


def _ended(db: Connection, learner: Learner, sitting: str) -> datetime | None:
    """The last moment that counts of a sitting that has ended; None while it goes on."""
    mine = select(_s.handed_in, _s.deadline, _s.marks.is_not(None).label("marked"))
    row = db.execute(mine.where(_s.learner == learner.id, _s.id == sitting)).one()
    return closing(row.deadline, row.handed_in) if row.handed_in or row.marked else None


def acts_of(db: Connection, learner: Learner, sitting: str) -> tuple[Act, ...]:
    """All acts of a sitting in the order they were heard."""
    mine = select(_a.place, _a.name, _a.option, _a.made, _a.heard)
    mine = mine.where(_a.learner == learner.id, _a.sitting == sitting).order_by(_a.seq)
    return tuple(Act(*row) for row in db.execute(mine))


def pause(db: Connection, learner: Learner, sitting: Sitting, now: datetime, place: int) -> None:
    """Stop the clock at a question; nothing happens where it stands already."""
    if sitting.paused is None:
        keep(db, learner, sitting.id, [Sent(str(uuid4()), Act(place, "pause", "", now, now))])
        _change(db, learner, sitting, paused=now)


def resume(db: Connection, learner: Learner, sitting: Sitting, now: datetime, place: int) -> None:
    """Let the clock run on: the deadline moves by the pause."""
    if sitting.paused is not None:
        _change(db, learner, sitting, paused=None, deadline=sitting.deadline + (now - sitting.paused))
        keep(db, learner, sitting.id, [Sent(str(uuid4()), Act(place, "resume", "", now, now))])


def hand_in(db: Connection, learner: Learner, sitting: Sitting, now: datetime) -> None:
    """Note that it was handed in; the first time counts."""
    if sitting.handed_in is None:
        _change(db, learner, sitting, handed_in=now)


def settle(db: Connection, learner: Learner, sitting: Sitting, marks: Sequence[int], keys: Sequence[str]) -> None:
    """Keep its marks, and the hashes of the keys they were given by; the first time counts."""
    hold(db, learner.id)
    if sitting.settled:
        return
    drawn = zip(sitting.paper, keys, strict=True)
    paper = [asked._replace(hashes=(*asked.hashes[:2], key)) for asked, key in drawn]
    _change(db, learner, sitting, marks=list(marks), paper=paper)


def regrade(
    db: Connection,
    learner: Learner,
    sitting: Sitting,
    marks: Sequence[int],
    now: datetime,
    rulings: Sequence[tuple[int, str]] | None = None,
) -> None:
    """Put other marks in place of those that counted, and note what they were.

    `rulings`: the author's words by place, counted from 1, where it was not its learner who let them count.
    """
    note: dict[str, Any] = {"at": now.isoformat(), "before": sitting.marks, "after": list(marks)}
    note |= {} if rulings is None else {"rulings": [list(one) for one in rulings]}
    _change(db, learner, sitting, marks=list(marks), regrades=[*sitting.regrades, note])


def met(db: Connection, learner: Learner, edition: str) -> tuple[Counter[str], Counter[str]]:
    """How often each item stood in this learner's last papers, and in everybody's last papers of an edition."""
    newest = select(_s.paper).where(_s.edition == edition).order_by(_s.began.desc())
    mine = db.scalars(newest.where(_s.learner == learner.id).limit(OWN_PAPERS))
    every = db.scalars(newest.limit(ALL_PAPERS))
    own, all_ = (Counter(row[0] for paper in papers for row in paper) for papers in (mine, every))
    return own, all_


def count(db: Connection, learner: Learner, kind: str, edition: str) -> int:
    """How many sittings of a kind there were."""
    mine = select(func.count()).where(_s.learner == learner.id, _s.kind == kind, _s.edition == edition)
    return int(db.execute(mine).scalar_one())


def marked(db: Connection, kind: str, learners: Collection[int] | None = None) -> Iterator[Marked]:
    """The marked sittings of a kind that were sat without a pause, oldest first; `learners`: only theirs."""
    sat = select(_s.learner, _s.edition, _s.paper, _s.marks).where(_s.kind == kind, _s.marks.is_not(None))
    sat = sat.where(~_s.practice) if learners is None else sat.where(~_s.practice, _s.learner.in_(learners))
    for learner, edition, paper, marks in db.execute(sat.order_by(_s.began, _s.id)):
        yield Marked(learner, edition, tuple(item for item, *_ in paper), tuple(marks))


def _change(db: Connection, learner: Learner, sitting: Sitting, **values: object) -> None:
    db.execute(update(sittings).where(_s.learner == learner.id, _s.id == sitting.id).values(values))


def _read(row: dict[str, Any]) -> Sitting:
    paper = (Asked(item, cell, tuple(shown), tuple(hashes)) for item, cell, shown, hashes in row["paper"])
    marks = row["marks"]
    rest = {"paper": tuple(paper), "marks": None if marks is None else tuple(marks), "regrades": tuple(row["regrades"])}
    return Sitting(**{**row, **rest})
