"""The header of a table: which cell says what, under our names or those that others use."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from quizzes.course.grammar.attributes import ANY
from quizzes.course.problems import clip, did_you_mean
from quizzes.exchange.table.cells import unharmed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from quizzes.course.grammar.lines import Notes
    from quizzes.exchange.table.cells import Row

FRONTS = dict.fromkeys(("front", "question", "stem", "definition"), "text")
OTHERS = {**FRONTS, "back": "answer", "term": "title", "explanation": "why", "guid": "id"}
"""What others call our columns."""
FIXED = {"kind", "id", "text", "answer", "why", "tags", *ANY}
NUMBERED = re.compile(r"(option|credit|reason|id) ?(\d{1,2})")
EXAMPLE = "name the columns: kind, id, text, answer, option 1, credit 1, reason 1, why"


class Cells(NamedTuple):
    """A row by the names of its columns, and its line."""

    line: int
    named: Mapping[str, str]

    def get(self, name: str) -> str:
        """What stands in a column, "" if it is empty or not there."""
        return self.named.get(name, "")

    def numbers(self) -> list[int]:
        """The numbers of the options that have a text."""
        found = (NUMBERED.fullmatch(name) for name, cell in self.named.items() if cell)
        return sorted({int(each[2]) for each in found if each and each[1] == "option"})


def named(cell: str) -> str:
    """The name of a column as we call it, "" if it is none of ours."""
    name = " ".join(cell.casefold().split())
    name = OTHERS.get(name, name)
    if found := NUMBERED.fullmatch(name):
        return f"{found[1]} {int(found[2])}"
    return name if name in FIXED else ""


def header(row: Row, notes: Notes) -> list[str] | None:
    """The columns by our names, None if the first row names no text; others are told and left out."""
    names = [named(cell) for cell in row.cells]
    if "text" not in names:
        return None
    for number, (cell, name) in enumerate(zip(row.cells, names, strict=True)):
        if name and name in names[:number]:
            message = f"the column {name!r} stands there twice; the first one counts"
            notes.problem("E42", row.line, message, hint="delete one of the two", level="warning")
            names[number] = ""
        elif not name and cell.strip():
            hint = did_you_mean(" ".join(cell.casefold().split()), FIXED)
            message = f"the column {clip(cell.strip())!r} is not known and was left out"
            notes.problem("E42", row.line, message, hint=hint, level="warning")
    return names


def cells_of(row: Row, names: list[str], notes: Notes) -> Cells:
    """The cells of a row by their columns; more of them than columns are told."""
    if any(cell.strip() for cell in row.cells[len(names) :]):
        message = f"this row has {len(row.cells)} cells under {len(names)} columns"
        notes.problem("E45", row.line, message, hint="put cells with a separator in them into quotes", level="warning")
    pairs = zip(names, row.cells, strict=False)
    return Cells(row.line, {name: unharmed(cell.strip()) for name, cell in pairs if name})
