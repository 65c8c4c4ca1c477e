"""The author's inbox: reports by item, each with the page as its reporter saw it; answering and opening again."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import request
from flask_wtf import FlaskForm
from wtforms import StringField, TextAreaField, validators

from app import clock, current
from app.db import database
from app.rooms.asking import GRADES
from app.rooms.feedback import Feedback, as_seen
from app.rooms.reporting import fits, tidy
from app.store import audit, reports
from quizzes.course.items import Scenario

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection

    from app.store.reports import Report
    from quizzes.course.items import Item

AT_ONCE = 25  # items on one page; the others move up as these are answered
OUTCOMES = {
    "mended": "Mended: the item was changed",
    "explained": "Explained: the item stands as it is, and this is why",
    "declined": "Left as it is: nothing will be done",
}


class CloseForm(FlaskForm):  # type: ignore[misc] # the library has no types
    """What became of some reports, and what their reporters read."""

    outcome = StringField(validators=[validators.AnyOf(OUTCOMES, message="Choose what became of it.")])
    reply = TextAreaField(
        filters=[tidy], validators=[validators.DataRequired("Write what the reporter will read."), fits]
    )

    @property
    def chosen(self) -> list[str]:
        """The ids of the reports to close."""
        return request.form.getlist("report")

    def faults(self) -> dict[str, str]:
        """What is wrong, by field; "report" when none is chosen."""
        found = {name: str(said[0]) for name, said in self.errors.items()}
        return found if self.chosen else {"report": "Choose at least one report to answer.", **found}


@dataclass(frozen=True, slots=True)
class Seen:
    """A report with the page its reporter saw (None when the item is gone) and what they chose there, in words.

    `changed` says what is not as it was then: "key", "meaning", "wording", or "" for nothing.
    """

    report: Report
    page: Feedback | None
    chose: tuple[str, ...] = ()
    changed: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """All that is reported of one item, oldest first; `item` is None when it has left the course."""

    slug: str
    item: Item | None
    seen: tuple[Seen, ...]

    @property
    def draft(self) -> str:
        """A reply that was written before, when one of these was opened again."""
        return next((one.report.reply for one in self.seen if one.report.reply), "")


def groups(found: Iterable[Report], first: str = "") -> tuple[list[Group], int]:
    """Reports by item, the one most reported first, then the one that waits longest; and how many items do not fit.

    An item can be named to stand before all others.
    """
    by_item = defaultdict(list)
    for report in found:
        by_item[report.item].append(report)
    many = sorted(by_item.items(), key=lambda pair: (pair[0] != first, -len(pair[1]), pair[1][0].at))
    shown = [Group(slug, current.course().find(slug), tuple(map(look, own))) for slug, own in many[:AT_ONCE]]
    return shown, len(many) - len(shown)


def look(report: Report) -> Seen:
    """One report with what its reporter saw."""
    item = current.course().find(report.item)
    if item is None:
        return Seen(report, None)
    page = as_seen(item, report)
    return Seen(report, page, tuple(chosen(page.item, report.response or {})), changed(report, item))


def changed(report: Report, item: Item) -> str:
    """What of an item is not as it was when it was reported."""
    then, now = report.hashes, item.hashes
    if then.key != now.key:
        return "key"
    if then.meaning != now.meaning:
        return "meaning"
    return "wording" if then.content != now.content else ""


def chosen(item: Item, response: dict[str, Any]) -> list[str]:
    """What a raw response says, in the words of the item as it is now."""
    texts = {option.id: option.text for option in getattr(item, "options", ())}
    if slugs := response.get("options") or response.get("order"):
        return [texts.get(slug, slug) for slug in slugs]
    if "grade" in response:
        return [GRADES[4].get(response["grade"], response["grade"])]
    models = current.course().models
    labels = response.get("labels", {}) if isinstance(item, Scenario) else {}
    titles = {axis: {label.id: label.title for label in models[axis].labels} for axis in labels if axis in models}
    return [titles.get(axis, {}).get(label, label) for axis, own in labels.items() for label in own]


def close(form: CloseForm) -> int:
    """Close the chosen reports with a word to their reporters, each with its row in the audit; how many were open."""
    with database().writing() as db:
        done = reports.close(db, form.chosen, form.outcome.data, form.reply.data, clock.now())
        for report in done:
            note(db, "report closed", report)
    return len(done)


def reopen(report_id: str) -> Report | None:
    """Take a closing back; None when the report is open already, or gone."""
    with database().writing() as db:
        report = reports.reopen(db, report_id)
        if report is not None:
            note(db, "report opened again", report)
    return report


def note(db: Connection, act: str, report: Report) -> None:
    """A row of the audit on the report's item; the reporter's words stay theirs and are not in it."""
    told = {"report": report.id, "outcome": report.outcome, "reply": report.reply}
    audit.note(db, current.learner(), act, report.item, told)


def known(db: Connection, ids: Sequence[str]) -> bool:
    """Whether there are reports of all these ids."""
    return all(reports.find(db, one) is not None for one in ids)
