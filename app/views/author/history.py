"""What became of one item over time, from Git, and the way back to a former text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, render_template
from flask_wtf import FlaskForm
from wtforms import StringField

from app import current
from app.desk.history import versions
from app.rooms.author_bench import as_source, opened
from app.rooms.author_diff import against
from app.views.author.outcome import after_saving

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from app.rooms.author_bench import Editing

room = Blueprint("author_history", __name__, url_prefix="/author/items")


class BackForm(FlaskForm):  # type: ignore[misc] # the library has no types
    """The commit whose text is wanted back, and the text it is to replace."""

    commit, etag = StringField(), StringField()


@room.get("/<slug>/history")
def show(slug: str) -> ResponseReturnValue:
    """Every version with what it changed, the newest first."""
    found = opened(slug) or abort(404)
    former = versions(current.library().folder, found)
    return render_template("author/history.html", desk=as_source(found, found.block), versions=against(found, former))


@room.post("/<slug>/history")
def back(slug: str) -> ResponseReturnValue:
    """Give the item the text of a former version again; the one in between stays in the history."""
    found, form = opened(slug) or abort(404), BackForm()
    former = versions(current.library().folder, found)
    wanted = next((each for each in former if each.commit == form.commit.data), None) or abort(404)
    note = f"Bring {slug} back to {wanted.commit[:7]}"
    now = found._replace(etag=form.etag.data or "")
    desk = as_source(now, wanted.block, note=note, touched=True)
    return after_saving(desk, refused, "author_history.show")


def refused(desk: Editing) -> str:
    """The former text as source, where it cannot be brought back as it is."""
    return render_template("author/source.html", desk=desk, looks=(), saved="")
