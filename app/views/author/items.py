"""The editor of one item: what is typed is checked, shown, rearranged, and saved into its file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask import Blueprint, abort, flash, redirect, render_template, request, session, url_for

from app.rooms import author_saving as saving
from app.rooms.author_bench import as_form, fresh, opened, typed
from app.rooms.author_form import form_of
from app.rooms.author_impact import weighed
from app.rooms.author_list import NAMES, Wanted, found
from app.rooms.author_preview import looks
from app.views.author.outcome import UNREADABLE, after_saving, sent_ruling
from quizzes.course.grammar.fields import with_slugs
from quizzes.course.grammar.rearranging import rearranged
from quizzes.course.grammar.splicing import as_block

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from app.desk.values import Opened
    from app.rooms.author_bench import Editing
    from app.rooms.author_form import ItemForm

room = Blueprint("author_items", __name__, url_prefix="/author/items")


@room.get("/")
def index() -> ResponseReturnValue:
    """The items that are looked for."""
    wanted = Wanted.of(request.args)
    return render_template("author/list.html", wanted=wanted, found=found(wanted), kinds=NAMES)


@room.get("/<slug>")
def show(slug: str) -> ResponseReturnValue:
    """The form of an item; its source where it does not read well enough for a form."""
    desk = as_form(opened(slug) or abort(404))
    if desk.fields is None:
        flash("This item does not read well enough for a form yet, so here is its source.", "fault")
        return redirect(url_for("author_source.show", slug=slug), 303)
    return page(desk)


@room.get("/new/<kind>")
def new(kind: str) -> ResponseReturnValue:
    """The form of an item that is not written yet."""
    return page(as_form(fresh(kind, request.args.get("chapter", "")) or abort(404)))


@room.post("/<slug>")
def act(slug: str) -> ResponseReturnValue:
    """One button of the editor: check, move a row, or save."""
    return acted(opened(slug) or abort(404))


@room.post("/new/<kind>")
def new_act(kind: str) -> ResponseReturnValue:
    """One button of the editor of a new item."""
    return acted(fresh(kind, request.args.get("chapter", "")) or abort(404))


@room.post("/<slug>/preview")
def preview(slug: str) -> ResponseReturnValue:
    """The preview alone, for what is typed now."""
    return previewed(opened(slug) or abort(404))


@room.post("/new/<kind>/preview")
def new_preview(kind: str) -> ResponseReturnValue:
    """The preview of a new item."""
    return previewed(fresh(kind, request.args.get("chapter", "")) or abort(404))


@room.post("/<slug>/retire")
def retire(slug: str) -> ResponseReturnValue:
    """Ask an item no more; it stays in its file, and its id stays taken."""
    item = opened(slug) or abort(404)
    desk = as_form(item._replace(etag=form_of(item.kind)().etag.data or ""))
    if desk.fields is None:
        abort(UNREADABLE, "Its source does not read well enough to be changed by a button. Mend it first.")
    return saved(typed(desk.opened, desk.fields.changed(status="retired"), note=f"Retire {slug}"))


def page(desk: Editing) -> str:
    """The editor with what is on the desk."""
    return render_template("author/edit.html", desk=desk, looks=looks(desk.item), saved=session.pop("saved", ""))


def acted(item: Opened) -> ResponseReturnValue:
    """What a button of the form asks for."""
    form, wanted = form_of(item.kind)(), request.form.get("act", "check")
    if moved := rearranged(form.fields, wanted):
        fields, focus = moved
        return page(replace(sent(item, form), fields=fields, told=(), focus=focus))
    desk = sent(item, form)
    return saved(desk) if wanted == "save" else page(weighed(desk, *sent_ruling()))


def previewed(item: Opened) -> str:
    """The preview of what was sent."""
    desk = weighed(sent(item, form_of(item.kind)()))
    return render_template("author/_preview.html", desk=desk, looks=looks(desk.item))


def sent(item: Opened, form: ItemForm) -> Editing:
    """The desk with what was typed; of an item that has an id, the id is never taken from the form."""
    fields = with_slugs(form.fields)
    fields = replace(fields, id=item.id or fields.id)
    item = item._replace(block=as_block(form.began.data or ""), etag=form.etag.data or "")
    return typed(item, fields, note=form.note.data or "", ticked=tuple(form.ticked.data or ()), touched=True)


def saved(desk: Editing) -> ResponseReturnValue:
    """Save what was typed, with the reviewer's name in it when all is ticked."""
    if desk.fields and desk.ticked:
        fields = saving.reviewed(desk.fields, desk.ticked)
        desk = typed(desk.opened, fields, note=desk.note, ticked=desk.ticked, touched=True)
    return after_saving(desk, page, "author_items.show")
