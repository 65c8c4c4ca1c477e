"""What saving would do to those who answered, and what the author rules about it when the key has changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app import current
from app.db import database
from app.rooms.author_bench import as_source, faithful, typed
from app.rooms.consequences import faults, foretold, written
from quizzes.course.grammar.composing import compose
from quizzes.course.grammar.fields import fields_of
from quizzes.course.grammar.reading import read_file
from quizzes.practice.ruling import reason as reason_of
from quizzes.practice.ruling import ruling as ruling_of

if TYPE_CHECKING:
    from app.rooms.author_bench import Editing

NO_FORM = "Write the line revision: under its heading, such as revision: regrade: the old key was wrong."


def weighed(desk: Editing, ruling: str = "", reason: str = "") -> Editing:
    """The desk with what saving it would do; a ruling that is written in the item already counts as chosen."""
    item = desk.item
    if item is None or desk.errors:
        return desk
    with database().reading() as db:
        impact = foretold(db, current.course(), item)
    former = current.course().items.get(item.id)
    if item.revision and item.revision != (former.revision if former else ""):
        ruling, reason = ruling or ruling_of(item) or "", reason or reason_of(item)
    return replace(desk, impact=impact, ruling=ruling, reason=reason)


def ruled(desk: Editing) -> Editing:
    """The desk with the ruling written into the item where one is needed; what is wrong with it stands in `amiss`."""
    if not desk.to_rule:
        return desk
    if amiss := faults(desk.ruling, desk.reason):
        return replace(desk, amiss=dict(amiss))
    return with_revision(desk, written(desk.ruling, desk.reason))


def with_revision(desk: Editing, revision: str) -> Editing:
    """The same item with another `revision`."""
    said = {"impact": desk.impact, "ruling": desk.ruling, "reason": desk.reason}
    more = said | {"note": desk.note, "ticked": desk.ticked, "touched": True}
    if desk.fields:
        return typed(desk.opened, desk.fields.changed(revision=revision), **more)
    entry = read_file(desk.block, "", "").entries[0]
    fields = fields_of(entry.item, entry.attributes) if entry.item else None
    if fields is None or not faithful(desk.block, fields):
        return replace(desk, amiss={"ruling": NO_FORM})
    return as_source(desk.opened, compose(fields.changed(revision=revision)).block, **more)
