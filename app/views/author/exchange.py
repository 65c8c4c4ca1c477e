"""Exchange: banks go out with a list of what they lose; those of other programs come in after a look at them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for

from app import clock, current
from app.desk.importing import bring
from app.desk.values import Conflict, Refused
from app.rooms import arrivals, author_audit
from app.rooms.arrivals import Ask
from app.rooms.author_bench import author
from app.rooms.exchange_forms import InForm, OutForm
from quizzes.exchange.choosing import chosen, summed
from quizzes.exchange.formats import FORMATS

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from quizzes.course.items import Item

room = Blueprint("author_exchange", __name__, url_prefix="/author/exchange")
UNREADABLE, CONFLICT = 422, 409
UNKNOWN = "The ending of this file tells no format. Choose it from the list."


@room.get("/")
def index() -> ResponseReturnValue:
    """Both ways."""
    return page(InForm.of())


def page(form: InForm) -> str:
    """Both forms."""
    return render_template("author/exchange.html", out=OutForm.of(formdata=None), form=form)


@room.get("/out")
def out() -> ResponseReturnValue:
    """What an export would hold and lose, and the way to it."""
    form, items = wanted()
    parcel = FORMATS[form.form.data].write(current.course(), items, current.course().title, clock.now())
    return render_template(
        "author/export.html", form=form, parcel=parcel, items=items, losses=summed(parcel.losses),
        title=FORMATS[form.form.data].title, ask=request.args,
    )  # fmt: skip


@room.get("/download")
def download() -> ResponseReturnValue:
    """The file itself."""
    form, items = wanted()
    format_ = FORMATS[form.form.data]
    parcel = format_.write(current.course(), items, current.course().title, clock.now())
    name = f"momentum-{form.chapter.data or 'course'}{format_.ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(parcel.data, headers=headers, mimetype=format_.type)


def wanted() -> tuple[OutForm, list[Item]]:
    """The items asked for; 404 for what the course does not have."""
    form = OutForm.of(formdata=request.args)
    if not form.validate():
        abort(404)
    chapters, kinds = ([each.data] if each.data else [] for each in (form.chapter, form.kind))
    items = chosen(current.course(), chapters, kinds, form.edition.data or None, drafts=form.drafts.data)
    return form, items


@room.post("/")
def upload() -> ResponseReturnValue:
    """Keep a file and look at it."""
    form = InForm.of()
    if form.validate() and not form.format:
        form.form.errors = [UNKNOWN]
    if form.errors:
        return page(form), UNREADABLE
    ask = Ask(form.file.data.filename, form.format, form.chapter.data, form.skill.data)
    return redirect(url_for(".show", token=arrivals.keep(form.file.data.read(), ask)), 303)


@room.get("/<token>")
def show(token: str) -> ResponseReturnValue:
    """How far the look has come; then what would be written."""
    look = arrivals.look(token) or abort(404, "This file is not here any more. Bring it again.")
    return render_template("author/import.html", look=look, token=token, most=arrivals.SHOWN)


@room.post("/<token>/write")
def write(token: str) -> ResponseReturnValue:
    """Write what was shown."""
    look = arrivals.look(token) or abort(404, "This file was written or thrown away already.")
    if look.prepared is None or look.prepared.reason:
        return redirect(url_for(".show", token=token), 303)
    folder, ask = current.library().folder, look.ask
    outcome = bring(folder, look.prepared, ask.chapter, author(), f"{ask.name} into {ask.chapter}")
    if isinstance(outcome, Refused | Conflict):
        words = outcome.reason if isinstance(outcome, Refused) else "The course was changed meanwhile: look again."
        flash(f"Nothing was written. {words}", "fault")
        arrivals.again(token)
        return redirect(url_for(".show", token=token), 303)
    author_audit.saved("import", outcome, {})
    arrivals.drop(token)
    commit = f" Commit {outcome.commit}." if outcome.commit else f" {outcome.note}"
    writes = look.prepared.writes
    flash(f"{writes} {'item' if writes == 1 else 'items'} written.{commit}".strip())
    return redirect(url_for(".index"), 303)


@room.post("/<token>/drop")
def drop(token: str) -> ResponseReturnValue:
    """Throw the file away; nothing was written."""
    arrivals.drop(token)
    flash("Thrown away; nothing was written.")
    return redirect(url_for(".index"), 303)
