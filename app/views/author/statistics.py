"""Statistics for authors: which items need attention, one item in figures, coverage, first answers to take along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, abort, render_template, request, stream_with_context

from app import current
from app.db import database
from app.rooms import bank_statistics, first_rows
from quizzes.evidence import mocks, verdicts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask.typing import ResponseReturnValue

room = Blueprint("author_statistics", __name__, url_prefix="/author/statistics")
AT_ONCE = 40
LEVELS = {"some": verdicts.SOME, "more": verdicts.MORE, "many": verdicts.MANY, "enough": mocks.ENOUGH}


@room.get("/")
def index() -> ResponseReturnValue:
    """All items that were answered, those first that need attention; papers; what of the blueprint was answered."""
    chapter, kind = request.args.get("chapter", ""), request.args.get("kind", "")
    with database().reading() as db:
        bank = bank_statistics.bank(db, current.course())
        papers = bank_statistics.mocks(db, current.course())
    rows = bank.chosen(chapter, kind)
    pages = max(1, -(-len(rows) // AT_ONCE))
    page = min(pages, max(1, request.args.get("page", 1, type=int)))
    return render_template(
        "author/statistics/index.html",
        bank=bank,
        rows=rows[(page - 1) * AT_ONCE : page * AT_ONCE],
        found=len(rows),
        page=page,
        pages=pages,
        at_once=AT_ONCE,
        chapter=chapter,
        kind=kind,
        kinds=bank_statistics.KINDS,
        papers=papers,
        coverage=bank_statistics.coverage(bank),
        **LEVELS,
    )


@room.get("/<item>")
def show(item: str) -> ResponseReturnValue:
    """One item: what its figures say, who chose what, and the figures themselves."""
    course = current.course()
    found = course.find(item)
    with database().reading() as db:
        bank = bank_statistics.bank(db, course)
    rows = bank_statistics.of_item(bank, item) if found else ()
    if found is None or not rows:
        abort(404)
    return render_template("author/statistics/item.html", item=found, rows=rows, learners=bank.learners, **LEVELS)


@room.get("/answers.csv")
def answers() -> ResponseReturnValue:
    """First answers as a table, sent while it is read."""

    def lines() -> Iterator[bytes]:
        with database().reading() as db:
            yield from first_rows.as_csv(db, current.course(), called=first_rows.sign)

    sent = {"Content-Disposition": 'attachment; filename="first-answers.csv"'}
    return Response(stream_with_context(lines()), mimetype="text/csv", headers=sent)
