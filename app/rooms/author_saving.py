"""From what was typed to the course folder: the reviewer's name, and what became of a save in words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app import clock, current
from app.desk.saving import save as save_edits
from app.desk.values import Conflict, Edit, Refused, Saved
from app.rooms import author_audit
from app.rooms.author_bench import author
from app.rooms.author_form import CHECKLIST
from quizzes.course.form_words import Told, in_form_words
from quizzes.course.grammar.composing import compose

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.desk.values import Placed
    from app.rooms.author_bench import Editing
    from quizzes.course.grammar.fields import Fields

UNKNOWN = "unknown"
"""Stands in for an etag that was not sent: it fits no item, so nothing is overwritten unseen."""
WAITING = {
    "draft": " It is a draft: learners meet it once its status is Live.",
    "review": " It is for review: learners meet it once its status is Live.",
}
MESSAGES = {True: "Edit {id}", False: "Add {id}"}


def reviewed(fields: Fields, ticked: Iterable[str]) -> Fields:
    """The fields with today's date and the author's name in `reviewed`, when the whole checklist is ticked."""
    if set(ticked) < CHECKLIST.keys():
        return fields
    name = author().name
    return fields.changed(reviewed=f"{clock.now():%Y-%m-%d}{f', {name}' if name else ''}".replace("|", " "))


def save(desk: Editing) -> Saved | Conflict | Refused:
    """Save what is on the desk over the text that its author began from, or as a new item."""
    etag = desk.opened.etag if desk.opened.id else ""
    edit = Edit(desk.slug, desk.opened.kind, desk.block, etag or UNKNOWN * bool(desk.opened.id), desk.opened.chapter)
    message = desk.note or MESSAGES[bool(desk.opened.id)].format(id=desk.slug)
    outcome = save_edits(current.library().folder, [edit], author(), message)
    if isinstance(outcome, Saved):
        author_audit.saved("edit" if desk.opened.id else "add", outcome, {desk.slug: desk.opened.block})
    return outcome


def refused(desk: Editing, answer: Refused) -> Editing:
    """The desk with what the saver found: problems that the desk did not know stand at their line's field."""
    known = {(each.code, each.message) for each in desk.trial.problems}
    fresh = [each for each in answer.problems if (each.problem.code, each.problem.message) not in known]
    return replace(
        desk, refused=answer.reason, told=(*desk.told, *(placed(desk, each) for each in fresh)), touched=True
    )


def placed(desk: Editing, found: Placed) -> Told:
    """A problem of the saver at the field it belongs to."""
    if desk.fields is None or not found.line:
        return Told("source" if found.line else "", found.problem)
    return in_form_words(compose(desk.fields), replace(found.problem, line=found.line), desk.fields.kind)


def told(saved: Saved, status: str) -> str:
    """What became of a save, in one sentence, and that an item which is not live is asked of nobody."""
    if saved.commit:
        name = author().name
        waiting = WAITING.get(status, "")
        return f"Saved, commit {saved.commit[:7]}{f' by {name}' if name else ''}.{waiting}"
    if not saved.paths:
        return "Saved. Nothing had changed."
    return saved.note or "Saved. The course is not in a Git work tree, so there is no commit."
