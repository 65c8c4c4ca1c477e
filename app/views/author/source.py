"""The Markdown source of one item, with the same checks and the same save as the form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, render_template, request, session

from app.rooms.author_bench import as_source, opened
from app.rooms.author_form import SourceForm
from app.rooms.author_impact import weighed
from app.rooms.author_preview import looks
from app.views.author.outcome import after_saving, sent_ruling
from quizzes.course.grammar.splicing import as_block

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from app.rooms.author_bench import Editing

room = Blueprint("author_source", __name__, url_prefix="/author/items")


@room.get("/<slug>/source")
def show(slug: str) -> ResponseReturnValue:
    """The item as it stands in its file."""
    found = opened(slug) or abort(404)
    return page(as_source(found, found.block))


@room.post("/<slug>/source")
def act(slug: str) -> ResponseReturnValue:
    """Check what was typed, or save it."""
    desk = sent(slug)
    if request.form.get("act") != "save":
        return page(weighed(desk, *sent_ruling()))
    return after_saving(desk, page, "author_source.show")


@room.post("/<slug>/source/preview")
def preview(slug: str) -> ResponseReturnValue:
    """The preview alone, for what is typed now."""
    desk = weighed(sent(slug))
    return render_template("author/_preview.html", desk=desk, looks=looks(desk.item))


def sent(slug: str) -> Editing:
    """The desk with the source that was typed, which must stay the item of this address."""
    found, form = opened(slug) or abort(404), SourceForm()
    item = found._replace(block=as_block(form.began.data or ""), etag=form.etag.data or "")
    return as_source(item, as_block(form.source.data or ""), note=form.note.data or "", touched=True)


def page(desk: Editing) -> str:
    """The source with what is on the desk."""
    return render_template("author/source.html", desk=desk, looks=looks(desk.item), saved=session.pop("saved", ""))
