"""Reports: say what is wrong with an item, and read what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, flash, redirect, render_template, url_for

from app import clock, current
from app.db import database
from app.rooms import reporting
from app.rooms.answering import CHANGED
from app.rooms.reporting import ReportForm, Subject
from app.store import reports
from app.store.faults import ConflictError

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

room = Blueprint("reports", __name__, url_prefix="/reports")
room.add_app_template_global(reporting.reported)
room.add_app_template_global(reporting.fresh_id)
THANKS = {
    "filed": "Thank you: it went to the author's inbox.",
    "known": "Thank you: it is in the author's inbox already.",
}


@room.get("/")
def index() -> ResponseReturnValue:
    """One's own reports and what became of them; what is shown now counts as read."""
    with database().reading() as db:
        found = reporting.mine(db)
    if any(told.report.unread for told in found):
        with database().writing() as db:
            reports.read(db, current.learner(), clock.now())
    return render_template("reports/index.html", found=found, about=reporting.ABOUT, outcomes=reporting.OUTCOMES)


@room.get("/new")
def new() -> ResponseReturnValue:
    """The form on a page of its own, for an item that stands among many."""
    with database().reading() as db:
        on = reporting.subject(db) or abort(404)
    return page(ReportForm(formdata=None), on)


@room.post("/")
def file() -> ResponseReturnValue:
    """Keep a report and go back to where it was written."""
    form = ReportForm()
    with database().reading() as db:
        on = reporting.subject(db) or abort(404)
    if not form.validate():
        return page(form, on), 422
    try:
        filed = reporting.file(form, on)
    except ConflictError:
        form.report_id.errors = [CHANGED]
        return page(form, on), 409
    if filed == "full":
        form.form_errors.append(reporting.FULL)
        return page(form, on), 422
    flash(THANKS[filed])
    return redirect(form.back or url_for(".index"), 303)


def page(form: ReportForm, on: Subject) -> str:
    """The form on a page of its own with what was typed and what is wrong about it."""
    return render_template("reports/new.html", form=form, on=on)
