"""What an edit would do before it is saved: the pasts of all whom it meets, read and replayed; nothing is changed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from app.rooms.settling import places
from app.store import corrections, learners, sittings
from quizzes.evidence.impact import Paper, Past, impact, names, related
from quizzes.exam.sitting import closing, standing
from quizzes.practice.ruling import RULINGS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from app.store.learners import Learner
    from app.store.sittings import Sitting
    from quizzes.course.course import Course
    from quizzes.course.items import Item
    from quizzes.evidence.impact import Impact

PASSED = {"mock", "half"}
LONGEST_REASON = 200


def foretold(db: Connection, course: Course, edited: Item) -> Impact:
    """What it would mean to save `edited` in place of the item of its id; every learner of the database counts."""
    met, items = corrections.who(db, sorted(names(edited))), sorted(related(course, edited))
    return impact(course, edited, [past(db, learners.find(db, one), items) for one in met])


def past(db: Connection, learner: Learner, items: Sequence[str]) -> Past:
    """What a learner answered of these items, and all that they sat."""
    mine = (one for one in sittings.of_learner(db, learner) if one.settled)
    return Past(corrections.log_of(db, learner.id, items), tuple(paper(db, learner, one) for one in mine))


def paper(db: Connection, learner: Learner, sitting: Sitting) -> Paper:
    """A settled sitting as its marks are reckoned."""
    acts = sittings.acts_of(db, learner, sitting.id)
    chosen = standing(acts, closing(sitting.deadline, sitting.handed_in)).chosen
    return Paper(tuple(places(sitting, chosen)), sitting.about["pass"] if sitting.kind in PASSED else None)


def written(said: str, why: str) -> str:
    """The attribute `revision` for a ruling and its reason, on one line."""
    return f"{said}: {' '.join(why.split())}"


def faults(said: str, why: str) -> list[tuple[str, str]]:
    """What is wrong with a ruling and its reason, as (field, sentence)."""
    found = []
    if said not in RULINGS:
        found.append(("ruling", "The key has changed: choose what happens to the answers given so far."))
    if not why.strip():
        found.append(("reason", "Say why in a few words; learners whose result changes will read them."))
    elif len(why) > LONGEST_REASON or re.search(r"[|\x00-\x08]", why):
        found.append(("reason", f"At most {LONGEST_REASON} characters, and no upright bar."))
    return found
