"""Today: how far it is, what is for today, and where to begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, url_for

from app import current, identity
from app.db import database
from app.rooms import correcting, doing, foretelling, pacing, planning, settling
from app.rooms.account_form import EditionForm
from app.rooms.onward import onward
from app.rooms.outlook import outlook
from app.store import answers, coaching, memories, reports

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

room = Blueprint("today", __name__)


@room.get("/")
def index() -> ResponseReturnValue:
    """The plan of the day, with one thing to press."""
    under_way = settling.settle_over()
    entries, told = planning.of_today(), foretelling.outcome()
    with database().reading() as db:
        learner = current.learner()
        held = memories.held(db, learner)
        minutes = answers.minutes_by_day(db, learner, current.today() - 400)
        free = current.today() in coaching.off(db, learner)
        sat = learner.exam_date and any(
            one.day == learner.exam_date.toordinal() for one in coaching.recorded(db, learner)
        )
        ways, met_by = onward(db), pacing.met_by(db)
        corrected = correcting.of_today(db)
        replies = reports.unread(db, learner)
        dues = doing.of_learner(db) if identity.with_accounts() else []
    return render_template(
        "today/index.html",
        outlook=outlook(entries, held, minutes),
        onward=ways,
        form=EditionForm.of(current.course()) if learner.edition is None else None,
        told=told,
        under_way=under_way,
        corrected=corrected,
        replies=replies,
        dues=[one for one in dues if one.today],
        met_by=met_by,
        off=free,
        result_known=bool(sat),
    )


@room.post("/shorter")
def shorter() -> ResponseReturnValue:
    """Only ten minutes today: the best of the plan, the rest waits."""
    planning.shorten()
    return redirect(url_for("study.index"), 303)
