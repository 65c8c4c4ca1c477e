"""The end of a sitting: it is marked, its answers enter the log, a full mock moves the forecast; and marked anew."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from flask import current_app

from app import clock, current, metrics
from app.db import DatabaseError, database
from app.rooms.sitting_room import desk, seat
from app.store import answers, coaching, sittings
from app.store.answers import ConflictError, Submission
from app.store.learners import hold
from quizzes.exam import correction
from quizzes.exam import sitting as exam
from quizzes.exam.correction import Place
from quizzes.practice.days import local_day
from quizzes.practice.marking import ResponseError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from app.rooms.sitting_room import Desk
    from app.store.sittings import Sitting


def settle_over() -> str | None:
    """Mark every sitting of this learner that is over by now: no clock of ours needs to run for that.

    The id of the one that goes on, if any does. One that cannot be marked goes to the log and keeps nobody from a page.
    """
    with database().reading() as db:
        unsettled = {one: _is_over(db, one) for one in sittings.unsettled(db, current.learner())}
    for one in (one for one, over in unsettled.items() if over):
        try:
            metrics.kept(_settled_now(one))
        except DatabaseError:
            raise  # nothing at all can be kept just now, which has its own page
        except Exception:
            number = secrets.token_hex(2).upper()
            said = ("fault %s: a paper of learner %s could not be marked", number, current.learner().id)
            current_app.logger.exception(*said, extra={"fault": number})
    return next((one for one, over in unsettled.items() if not over), None)


def under_way(db: Connection) -> str | None:
    """The id of the sitting that goes on, None when all are over, marked or not."""
    return next((one for one in sittings.unsettled(db, current.learner()) if not _is_over(db, one)), None)


def _settled_now(sitting_id: str) -> int:
    with database().writing() as db:
        hold(db, current.learner().id)
        found = desk(db, sitting_id)
        return settle(db, found) if found and found.over else 0


def _is_over(db: Connection, sitting_id: str) -> bool:
    found = seat(db, sitting_id)
    return found is not None and found.over


def settle(db: Connection, found: Desk) -> int:
    """Mark it, keep its answers as given, and record a mock that was sat like the real one. Once.

    Returns how many answers were kept.
    """
    sitting, kept = found.sitting, 0
    if sitting.settled:
        return kept
    learner = current.learner()
    for sent in submissions(found):
        try:
            kept += answers.keep(db, current.course(), learner, sent, day_of(sitting)).fresh
        except (KeyError, ResponseError, ConflictError):
            continue  # its item has left the course or was changed, or its id is taken; the sitting's log has the act
    marks = marked(found)
    sittings.settle(db, learner, sitting, marks, keys(found))
    record(db, sitting, marks)
    return kept


def submissions(found: Desk) -> list[Submission]:
    """The answers of a sitting as the log keeps them, in the order of the paper; blanks are none."""
    sitting, taken = found.sitting, found.taken
    made = {act.place: act.made for act in exam.in_order(found.acts) if act.name == "choose"}
    return [
        Submission(
            id=answer_id(sitting, place),
            item=sitting.paper[place - 1].item,
            response={"options": [option], "sitting": sitting.id},
            shown=tuple(sitting.paper[place - 1].shown),
            seed=None,
            confidence=None,
            ms=round(1000 * taken.get(place, 0.0)),
            where="exam",
            shown_at=None,
            answered_at=made[place],
        )
        for place, option in sorted(found.standing.chosen.items())
    ]


def answer_id(sitting: Sitting, place: int) -> str:
    """The id under which the log keeps what was chosen at a place."""
    return str(uuid5(NAMESPACE_URL, f"{sitting.id}:{place}"))


def marked(found: Desk) -> list[int]:
    """The marks by today's keys; a question that has left the course is nobody's mistake and gets its mark."""
    marks = []
    for place in range(1, found.questions + 1):
        question = found.question(place)
        marks.append(int(question is None or exam.right(question, found.standing.chosen.get(place))))
    return marks


def keys(found: Desk) -> list[str]:
    """The hashes of today's keys; that of the paper for a question that has left the course."""
    papers = enumerate(found.sitting.paper, start=1)
    return [now.hashes.key if (now := found.question(place)) else asked.hashes[2] for place, asked in papers]


def record(db: Connection, sitting: Sitting, marks: list[int]) -> None:
    """Let a full mock speak to the forecast; practice and shorter papers are not like the real one."""
    if sitting.kind != "mock" or sitting.practice:
        return
    mock = coaching.Mock(
        sitting.id,
        sitting.edition,
        day_of(sitting),
        sum(marks),
        len(marks),
        sitting.handed_in or sitting.deadline,
        sitting.expected,
    )
    coaching.sit(db, current.learner(), mock)


def day_of(sitting: Sitting) -> int:
    """The learner's day on which it began."""
    return local_day(sitting.began, current.learner().zone)


def places(sitting: Sitting, chosen: Mapping[int, str]) -> list[Place]:
    """Each question of a settled paper: what was chosen, by which key it was marked, and its marks so far."""
    rows = enumerate(zip(sitting.paper, sitting.first, sitting.own, strict=True), start=1)
    return [Place(asked.item, asked.hashes[2], chosen.get(at), mark, own) for at, (asked, mark, own) in rows]


def changed(found: Desk) -> list[int] | None:
    """The marks if its learner lets today's keys count, where they differ from those that count; None: nowhere."""
    if not found.sitting.settled:
        return None
    own = enumerate(places(found.sitting, found.standing.chosen), start=1)
    marks = [correction.by_today(found.question(at), one) for at, one in own]
    return marks if marks != list(found.sitting.marks or ()) else None


def regrade(db: Connection, found: Desk) -> bool:
    """Let today's keys count; False when that changes nothing."""
    marks = changed(found)
    if marks is None:
        return False
    sittings.regrade(db, current.learner(), found.sitting, marks, clock.now())
    record(db, found.sitting, marks)
    return True


def correct(db: Connection, found: Desk) -> bool:
    """Let what authors have ruled about changed keys count; False when that changes nothing."""
    sitting, questions = found.sitting, {at: found.question(at) for at in range(1, found.questions + 1)}
    own = enumerate(places(sitting, found.standing.chosen), start=1)
    marks = [correction.counts(questions[at], one) for at, one in own]
    moved = [at for at, pair in enumerate(zip(sitting.marks or (), marks, strict=True), start=1) if pair[0] != pair[1]]
    if not moved:
        return False
    said = [(at, question.revision if (question := questions[at]) else "") for at in moved]
    sittings.regrade(db, current.learner(), sitting, marks, clock.now(), said)
    record(db, sitting, marks)
    return True
