"""Reports from the learner's side: the form under an item, what goes along from the answer, what became of each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from unicodedata import category
from uuid import UUID, uuid4

from flask import g, request
from flask_wtf import FlaskForm
from wtforms import Field, StringField, TextAreaField, ValidationError, validators

from app import clock, current
from app.db import database
from app.rooms.answering import CHANGED
from app.security import own_path
from app.store import answers, reports
from app.store.reports import MOST_OPEN, Report
from quizzes.course.variants import variant

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from app.store.answers import Answer
    from app.store.reports import Filed
    from quizzes.course.items import Item

LONGEST = 2000
ABOUT = {
    "wrong": "The key or a mark is wrong",
    "unclear": "It is unclear, or two answers fit",
    "typo": "A slip of the pen, or the layout",
    "other": "Something else",
}
OUTCOMES = {"mended": "Mended", "explained": "Explained", "declined": "Left as it is"}
FULL = f"{MOST_OPEN} of your reports wait for an answer, and more do not fit. Send this one when some are answered."


def tidy(text: str | None) -> str:
    """Text from a form: line ends as one character, no others of the kind that control a terminal, no blanks around."""
    lines = (text or "").replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in lines if sign in "\n\t" or category(sign) not in {"Cc", "Cs"}).strip()


def fits(_form: FlaskForm, field: Field) -> None:
    """Validator: no longer than a page of words."""
    if len(field.data) > LONGEST:
        raise ValidationError(f"{len(field.data):,} characters; {LONGEST:,} fit. What matters most?")


class ReportForm(FlaskForm):  # type: ignore[misc] # the library has no types
    """What a learner says of an item. The item itself, and what goes along with it, is looked up."""

    report_id = StringField(validators=[validators.UUID(CHANGED)])
    about = StringField(validators=[validators.AnyOf(ABOUT, message="Choose what it is about.")])
    words = TextAreaField(
        "In your own words",
        filters=[tidy],
        validators=[validators.DataRequired("Say what is wrong, in a word or two."), fits],
    )

    @property
    def back(self) -> str:
        """The page the form stood on; "" when none of ours was sent."""
        return own_path(request.values.get("back", ""))

    def faults(self) -> list[tuple[str, str]]:
        """Every fault as (field, sentence), for the summary on top."""
        return [(name or "", str(sentence)) for name, found in self.errors.items() for sentence in found]


@dataclass(frozen=True, slots=True)
class Subject:
    """What a report is on: an item as it was shown, and the answer given to it, if any."""

    item: Item
    answer: Answer | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """One of a learner's reports with its item; None when that has left the course."""

    report: Report
    item: Item | None


def subject(db: Connection) -> Subject | None:
    """What the form or the address speaks of: one of the learner's own answers, or an item that asks for none."""
    sent, answer = request.values.get("answer", ""), None
    if sent:
        answer = answers.find(db, current.learner(), _uuid(sent))
        if answer is None:
            return None
    item = current.course().find(answer.item if answer else request.values.get("item", ""))
    return Subject(variant(item, answer.seed if answer else None), answer) if item else None


def file(form: ReportForm, on: Subject) -> Filed:
    """Keep a report as sent.

    Raises:
        ConflictError: its id belongs to somebody else's.
    """
    report = Report(
        id=_uuid(form.report_id.data),
        learner=current.learner().id,
        item=on.item.id,
        hashes=on.item.hashes,
        about=form.about.data,
        words=form.words.data,
        at=clock.now(),
    )
    if given := on.answer:
        known: dict[str, Any] = {name: getattr(given, name) for name in ("hashes", "seed", "response", "shown")}
        report = replace(report, **known)
    with database().writing() as db:
        return reports.file(db, current.learner(), report)


def reported(item: str) -> Report | None:
    """The learner's report on an item that waits for an answer, the newest; read once a request."""
    if "reported" not in g:
        with database().asking() as db:
            g.reported = {one.item: one for one in reports.open_of(db, current.learner())}
    found: Report | None = g.reported.get(item)
    return found


def mine(db: Connection) -> list[Told]:
    """All reports of the learner, newest first, each with its item as it was shown."""
    course, found = current.course(), []
    for report in reports.of_learner(db, current.learner()):
        item = course.find(report.item)
        found.append(Told(report, variant(item, report.seed) if item else None))
    return found


def fresh_id() -> str:
    """An id for a form that makes sending it twice harmless."""
    return str(uuid4())


def _uuid(sent: str) -> str:
    """A uuid as ids are kept; "" for anything else."""
    try:
        return str(UUID(sent))
    except ValueError:
        return ""
