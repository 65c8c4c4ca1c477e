"""The inbox: what learners report, answered with a word they will read; and what was answered before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for

from app.db import database
from app.rooms import inbox
from app.rooms.inbox import CloseForm
from app.rooms.reporting import ABOUT
from app.rooms.reporting import OUTCOMES as TOLD
from app.store import reports

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

room = Blueprint("author_inbox", __name__, url_prefix="/author/inbox")


@room.get("/")
def index() -> ResponseReturnValue:
    """The reports that wait, by item, the most reported first."""
    return page(CloseForm(formdata=None))


@room.post("/close")
def close() -> ResponseReturnValue:
    """Answer reports on one item; one closed before keeps the answer it has."""
    form = CloseForm()
    with database().reading() as db:
        if not inbox.known(db, form.chosen):
            abort(404)
    if not (form.validate() and form.chosen):
        return page(form, request.form.get("item", "")), 422
    done = inbox.close(form)
    if done > 1:
        flash(f"{done} reports are closed. Each reporter sees your answer.")
    else:
        flash("Closed. The reporter sees your answer." if done else "Closed before. Nothing was changed.")
    return redirect(url_for(".index"), 303)


@room.get("/closed")
def closed() -> ResponseReturnValue:
    """What was answered, newest first; with `q`, on items whose id holds it."""
    wanted = request.args.get("q", "").strip()
    with database().reading() as db:
        found = [inbox.look(report) for report in reports.closed_ones(db, wanted)]
    return render_template("author/inbox/closed.html", found=found, wanted=wanted, about=ABOUT, outcomes=TOLD)


@room.post("/reopen")
def reopen() -> ResponseReturnValue:
    """Take a closing back: the report waits again, with the answer as a draft."""
    report_id = request.form.get("report", "")
    with database().reading() as db:
        if not inbox.known(db, [report_id]):
            abort(404)
    report = inbox.reopen(report_id)
    flash("Open again; your answer is kept as a draft." if report else "It is open already.")
    return redirect(url_for(".index"), 303)


def page(form: CloseForm, at: str = "") -> str:
    """The inbox; `at` is the item whose form was sent and came back with what is wrong in it: it stands first."""
    with database().reading() as db:
        found = reports.open_ones(db)
    groups, more = inbox.groups(found, at)
    return render_template(
        "author/inbox/index.html",
        groups=groups,
        more=more,
        waiting=len(found),
        form=form,
        at=at,
        amiss=form.faults() if at else {},
        about=ABOUT,
        outcomes=inbox.OUTCOMES,
    )
