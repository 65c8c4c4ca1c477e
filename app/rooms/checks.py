"""The self-checks inside a lesson: each is asked where it stands, or shown with its reasons once answered today."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app import current
from app.db import database
from app.rooms import asking
from app.rooms.feedback import feedback
from app.store import answers, memories

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from app.look.markdown import Block
    from app.rooms.asking import Asked
    from app.rooms.feedback import Feedback
    from quizzes.course.items import Item


@dataclass(frozen=True, slots=True)
class Check:
    """One self-check: still to be answered (`asked`), or answered (`feedback`)."""

    item: Item
    asked: Asked | None = None
    feedback: Feedback | None = None


def checks(blocks: Iterable[Block], back: str) -> dict[str, Check]:
    """The checks among a section's blocks by item id; `back` is the address of the section."""
    wanted = [block.value for block in blocks if block.kind in {"check", "drill"}]
    items = [current.course().items[slug] for slug in wanted if slug in current.course().items]
    with database().reading() as db:
        return {item.id: check(db, item, back) for item in items if current.edition() in item.editions}


def check(db: Connection, item: Item, back: str) -> Check:
    """One check as this learner meets it now."""
    learner = current.learner()
    given = [one for one in answers.of_day(db, learner, current.today()) if one.item == item.id and not one.undone]
    if given:
        return Check(item, feedback=feedback(db, given[-1], item))
    models = asking.models_asked(current.course(), item, current.edition())
    asked = asking.ask(item, learner.id, models, memories.seen_of(db, learner, item.id))
    return Check(item, asked=replace(asked, back=back))
