"""First answers as rows of a table for those who want to work out more: a learner is a number, never a name.

Where people have accounts, pages give a sign that leads to no account: an instructor must not find out whose it is.
"""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING, Any

from flask import current_app

from app import identity
from app.store import first_answers
from quizzes.exchange import spreadsheet

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from sqlalchemy import Connection

    from app.store.first_answers import Kept
    from quizzes.course.course import Course

HEAD = (
    *("learner", "item", "version", "present", "axis", "points", "chosen"),
    *("shown", "seed", "ms", "where", "answered_utc"),
)
"""`version` is the hash of the item's meaning, `present` whether it is that of today; a space parts several choices."""


def as_csv(
    db: Connection, course: Course, learners: Collection[int] | None = None, *, called: Callable[[int], object] = int
) -> Iterator[bytes]:
    """The first answer of each learner to each version of each item, one row an axis, line by line.

    `called`: what stands for a learner's number.
    """
    return spreadsheet.lines(HEAD, ((called(row[0]), *row[1:]) for row in rows(db, course, learners)))


def sign(learner: int) -> object:
    """What stands for a learner in what an author takes along: with accounts a sign made with this server's secret."""
    if not identity.with_accounts():
        return learner
    secret = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.digest(secret, f"first answers {learner}".encode(), "sha256").hex()[:12]


def rows(db: Connection, course: Course, learners: Collection[int] | None = None) -> Iterator[tuple[Any, ...]]:
    """The rows below HEAD, in the order the answers were given."""
    for kept in first_answers.every(db, learners):
        found = course.find(kept.item)
        present = "yes" if found and found.hashes.meaning == kept.version else "no"
        yield from _of(kept, present)


def _of(kept: Kept, present: str) -> Iterator[tuple[Any, ...]]:
    when = f"{kept.answered_at:%Y-%m-%d %H:%M:%S}"
    asked = (kept.learner, kept.item, kept.version, present)
    about = (" ".join(kept.shown), kept.seed, kept.ms, kept.where, when)
    for part in kept.parts:
        yield (*asked, part.axis, round(part.points, 6), " ".join(part.chosen), *about)
