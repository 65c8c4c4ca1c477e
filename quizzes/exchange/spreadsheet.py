"""Rows as a CSV file that a spreadsheet opens: RFC 4180, UTF-8 with its mark, and nothing in it that could run."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

from quizzes.exchange.table.cells import harmless

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MARK = "\ufeff"  # without it Excel takes UTF-8 for something else


def lines(head: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    """The file line by line, the head first; None is an empty cell."""
    yield f"{MARK}{_line(head)}".encode()
    for row in rows:
        yield _line(row).encode("utf-8", "replace")


def _line(row: Sequence[object]) -> str:
    written = StringIO(newline="")
    csv.writer(written).writerow([harmless(cell) if isinstance(cell, str) else cell for cell in row])
    return written.getvalue()
