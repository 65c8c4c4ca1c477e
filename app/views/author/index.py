"""The author's first page: every chapter with what is in it, and what waits for somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, current_app, render_template

from app import current
from app.desk.files import closed
from app.rooms.author_list import overview, plural

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

room = Blueprint("author_index", __name__, url_prefix="/author")
OTHERS = {
    "author_inbox.index": "Reports from learners",
    "author_statistics.index": "Statistics of items",
    "author_exchange.index": "Import and export",
    "author_live.index": "What you save in an editor, live",
}
"""Pages of the desk that stand in rooms of their own; each is linked once it is there."""


@room.get("/")
def index() -> ResponseReturnValue:
    """Chapters by kind and status, and the ways on from here."""
    others = [(endpoint, words) for endpoint, words in OTHERS.items() if endpoint in current_app.view_functions]
    folder = current.library().folder
    return render_template(
        "author/index.html", overview=overview(), plural=plural, others=others, folder=folder, unwritable=closed(folder)
    )
