"""What can be asked of everybody, and what it is worth: reckoned once for each state of the course and edition."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from flask import current_app

from app import current
from quizzes.practice.plan import pool
from quizzes.practice.weights import memory_weights

if TYPE_CHECKING:
    from quizzes.course.items import Item
    from quizzes.practice.learning import Key
    from quizzes.practice.plan import Pool


class Known(NamedTuple):
    """The items for each memory of an edition, and the marks that hang on it. Both are shared: read them only."""

    pool: dict[Key, tuple[Item, ...]]
    weights: dict[Key, float]


def known() -> Known:
    """Those of the edition in use; reckoning them takes longer than all else on a page."""
    course, edition = current.course(), current.edition()
    of, found = current_app.extensions.get("pools", (None, {}))
    if of is not course.items:
        of, found = current_app.extensions["pools"] = course.items, {}
    if edition not in found:
        every = pool(course, edition)
        found[edition] = Known(every, memory_weights(course, edition, every))
    mine: Known = found[edition]
    return mine


def weights(items: Pool) -> dict[Key, float]:
    """The marks that hang on each memory of a pool of the edition in use, which may lack some of its items."""
    mine = known()
    return mine.weights if items is mine.pool else memory_weights(current.course(), current.edition(), items)
