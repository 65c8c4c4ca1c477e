"""Live: what was saved in an editor a second ago, as learners see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request

from app import current
from app.look import markdown
from app.rooms.author_live import newest
from app.rooms.author_preview import looks

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

room = Blueprint("author_live", __name__, url_prefix="/author/live")
NOTHING_NEW = 204


@room.get("/")
def index() -> ResponseReturnValue:
    """The newest change; asked again with the number of the one that is shown, nothing while there is no newer one."""
    change = newest()
    if request.args.get("seen") == f"{change.number}":
        return "", NOTHING_NEW
    course = current.course()
    return render_template(
        "author/live.html",
        change=change,
        items=[(item, looks(item)) for item in change.items],
        sections=[(chapter, each, markdown.sections(each.text, course)) for chapter, each in change.sections],
        folder=current.library().folder,
    )
