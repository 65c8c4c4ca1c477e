"""Rows of cells as RFC 4180 writes them; formulas made harmless; what Anki says at the top of a file."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, NamedTuple

from quizzes.exchange.decoding import MOST, too_many

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from quizzes.course.grammar.lines import Notes

NAMED = {"comma": ",", "semicolon": ";", "tab": "\t", "pipe": "|", "colon": ":", "space": " "}
SEPARATORS = ",;\t"
QUOTES = "\"'\r\n"
SETTING = re.compile(r"#([a-z][a-z ]*):(.*)")
EXCEL = re.compile(r"sep=(.)\s*", re.IGNORECASE)
FORMULA = re.compile(r"'*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")
WIDEST = 300
"""Cells of one row; a question has four for each option, and twenty more."""
LINE = 10_000
"""Characters of the first line by which the separator is guessed."""


class Row(NamedTuple):
    """The cells of a row and the line on which it begins."""

    line: int
    cells: list[str]


class Table(NamedTuple):
    """The rows that are not empty, and what lines with # say above them."""

    rows: list[Row]
    settings: Mapping[str, str]
    separator: str


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula; an apostrophe makes it words."""
    return f"'{cell}" if FORMULA.match(cell) else cell


def unharmed(cell: str) -> str:
    """The cell as it was before it was made harmless."""
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell


def written(rows: Iterable[Sequence[str]], separator: str = ",", end: str = "\r\n") -> str:
    """Rows as text."""
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator=end).writerows(rows)
    return out.getvalue()


def rows_of(text: str, notes: Notes) -> Table | None:
    """The rows of a text; None (and a problem) if there are too many, or quotes do not fit together."""
    lines = text.split("\n")
    settings, start = settings_of(lines)
    if start < len(lines) and (excel := EXCEL.fullmatch(lines[start])):
        separator, start = excel[1], start + 1
    else:
        named = settings.get("separator", "")
        separator = NAMED.get(named.lower(), named[:1]) or guessed(lines[start:])
    separator = "," if separator in QUOTES else separator
    rows: list[Row] = []
    try:
        for row in parsed(lines, start, separator):
            if too_many(len(row.cells), WIDEST, "cells in a row", row.line, notes):
                return None
            if any(cell.strip() for cell in row.cells):
                rows.append(row)
            if too_many(len(rows), MOST, "rows", row.line, notes):
                return None
    except csv.Error as error:
        line = rows[-1].line + 1 if rows else start + 1
        hint = "write a quote inside a cell twice, and close each cell that begins with a quote"
        notes.problem("E40", line, f"the cells from here on do not fit together: {error}", hint=hint)
        return None
    return Table(rows, settings, separator)


def parsed(lines: Sequence[str], start: int, separator: str) -> Iterator[Row]:
    """Rows from a line on, with the lines they begin on."""
    reader = csv.reader((f"{line}\n" for line in lines[start:]), delimiter=separator, strict=True)
    line = start + 1
    for cells in reader:
        yield Row(line, cells)
        line = start + reader.line_num + 1


def settings_of(lines: Sequence[str]) -> tuple[dict[str, str], int]:
    """What Anki's lines at the top say, and how many lines they are."""
    found: dict[str, str] = {}
    for number, line in enumerate(lines):
        if not line.startswith("#"):
            return found, number
        if setting := SETTING.fullmatch(line.rstrip("\n")):
            found[setting[1].strip()] = setting[2] if setting[1] == "columns" else setting[2].strip() or setting[2]
    return found, len(lines)


def guessed(lines: Sequence[str]) -> str:
    """The separator that stands most often in the first line outside quotes."""
    first = re.sub(r'"[^"]*"?', "", next((line for line in lines if line.strip()), "")[:LINE])
    return max(SEPARATORS, key=first.count)
