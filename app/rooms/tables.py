"""All that is kept about a learner as tables: a CSV file for each kind of thing, packed into one file."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from quizzes.exchange import spreadsheet


def packed(everything: dict[str, Any]) -> bytes:
    """A zip file of what `export_learner` gives: lists become tables, what is nested stays JSON in its cell."""
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as out:
        for name, rows in everything.items():
            out.writestr(f"{name}.csv", b"".join(table([rows] if isinstance(rows, dict) else rows)))
    return target.getvalue()


def table(rows: list[dict[str, Any]]) -> list[bytes]:
    """Lines of one table; an empty one has only its mark."""
    head = list(rows[0]) if rows else []
    return list(spreadsheet.lines(head, ([cell(row[name]) for name in head] for row in rows)))


def cell(value: object) -> object:
    """Lists and dicts as JSON text, all else as it is."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value
