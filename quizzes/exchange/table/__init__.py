"""Tables: items as rows of a CSV file that a spreadsheet opens, and cards as the text files that Anki imports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzes.course.grammar.lines import Notes
from quizzes.exchange.decoding import text_of
from quizzes.exchange.parcel import Arrival
from quizzes.exchange.table import deck, wide
from quizzes.exchange.table.cells import rows_of

if TYPE_CHECKING:
    from quizzes.course.items import Item


def read(data: bytes, name: str) -> Arrival:
    """The items of a table, and a problem for each row that is none."""
    notes = Notes(name)
    text = text_of(data, notes)
    found: list[Item] = []
    if text and (table := rows_of(text, notes)):
        found = deck.items_of(table, notes) if table.settings else wide.items_of(table, notes)
        if not found and not notes.problems:
            notes.problem("E05", 1, "there is no row in this file", hint="write one item in each row under the header")
    return Arrival(tuple(found), tuple(sorted(notes.problems)))
