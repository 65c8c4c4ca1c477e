"""You: exam date, edition, time and taste; what was kept can be taken along or deleted."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, abort, flash, g, redirect, render_template, request, url_for

from app import clock, current, identity
from app.db import database
from app.rooms import inviting, planning, tables
from app.rooms.account_form import AccountForm, EditionForm, StartOverForm
from app.rooms.sign_in_forms import PresentPasswordForm
from app.security import own_path
from app.store import learners, suspensions, transfer

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

room = Blueprint("account", __name__, url_prefix="/account")
PLANNED_BY = ("exam_date", "edition", "minutes", "new_a_day")
"""The settings that a day's plan is made by."""
UNREADABLE = 422
CONFLICT = 409


@room.get("/")
def index() -> ResponseReturnValue:
    """The settings as they are."""
    return page(AccountForm.of(current.learner(), current.course(), current.today()))


def page(form: AccountForm) -> str:
    """The settings, what was set aside, and what can be done with one's data."""
    items = current.course().items
    with database().reading() as db:
        away = suspensions.suspended(db, current.learner())
    return render_template(
        "account/index.html", form=form, away=[items[slug] for slug in sorted(away) if slug in items]
    )


@room.post("/")
def save() -> ResponseReturnValue:
    """Keep the settings, or show every fault at its field with what was typed."""
    form = AccountForm.of(current.learner(), current.course(), current.today())
    if not form.validate():
        return page(form), UNREADABLE
    before = current.learner()
    with database().writing() as db:
        g.learner = learners.change(db, before, **form.settings())
    again = any(getattr(before, name) != getattr(g.learner, name) for name in PLANNED_BY) and planning.replan()
    flash("Saved. What is open today was planned anew." if again else "Saved.")
    return redirect(url_for(".index"), 303)


@room.post("/edition")
def edition() -> ResponseReturnValue:
    """The choice offered on the first visit."""
    form = EditionForm.of(current.course())
    if form.validate():
        with database().writing() as db:
            learners.change(db, current.learner(), edition=form.edition.data)
    return redirect(url_for("today.index"), 303)


@room.post("/theme")
def theme() -> ResponseReturnValue:
    """Light or dark, from the foot of any page; You has "as my system" too."""
    wanted = request.form.get("theme")
    if wanted in {"light", "dark"}:
        with database().writing() as db:
            learners.change(db, current.learner(), theme=wanted)
    return redirect(own_path(request.form.get("back", "")) or url_for("today.index"), 303)


@room.post("/zone")
def zone() -> ResponseReturnValue:
    """The browser's time zone, taken once unless the learner chose one."""
    offered = request.form.get("zone", "")
    if not current.learner().zone_known and learners.is_zone(offered):
        with database().writing() as db:
            learners.change(db, current.learner(), zone=offered)
    return "", 204


@room.get("/export")
def export() -> ResponseReturnValue:
    """Everything kept about this learner, as a file."""
    text = json.dumps(everything(), indent=1, ensure_ascii=False, default=str)
    return file(text, "json", "application/json")


@room.get("/export.zip")
def export_tables() -> ResponseReturnValue:
    """The same as tables that a spreadsheet opens, a file for each kind of thing."""
    return file(tables.packed(everything()), "zip", "application/zip")


def everything() -> dict[str, Any]:
    """All that is kept about this learner, as plain JSON."""
    with database().reading() as db:
        return transfer.export_learner(db, current.learner())


def file(content: str | bytes, ending: str, kind: str) -> Response:
    """Something to take along, named by the day."""
    disposition = {"Content-Disposition": f'attachment; filename="momentum-{clock.now():%Y-%m-%d}.{ending}"'}
    return Response(content, mimetype=kind, headers=disposition)


@room.route("/delete", methods=["GET", "POST"])
def delete() -> ResponseReturnValue:
    """Delete the account and everything of it; the password shows that it is its owner who asks."""
    if not identity.with_accounts():
        abort(404)
    form, who = PresentPasswordForm(), identity.somebody()
    if request.method == "GET":
        return render_template("account/delete.html", form=form, fault="")
    if not form.validate():
        return render_template("account/delete.html", form=form, fault=""), form.status
    try:
        inviting.remove(who.learner, who.account)
    except inviting.RefusedError as error:
        return render_template("account/delete.html", form=form, fault=str(error)), CONFLICT
    identity.forget()
    flash("Your account is deleted, and everything in it.")
    return redirect(url_for("sign_in.index"), 303)


@room.route("/start-over", methods=["GET", "POST"])
def start_over() -> ResponseReturnValue:
    """Delete all answers after saying how many and asking once more."""
    form = StartOverForm()
    if request.method == "POST" and form.validate():
        with database().writing() as db:
            learners.start_over(db, current.learner())
        flash("Everything was deleted. Your settings are as they were.")
        return redirect(url_for("today.index"), 303)
    with database().reading() as db:
        answers = transfer.count(db, current.learner())
    code = UNREADABLE if form.errors else 200
    return render_template("account/start_over.html", form=form, answers=answers), code
