"""A GIFT file cut at its blank lines; every character of a block keeps its place in the file."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from quizzes.exchange.decoding import MOST, too_many
from quizzes.exchange.gift.escapes import Remarks, hide, remarks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from quizzes.course.grammar.lines import Notes

CATEGORY = "$CATEGORY:"
LONGEST = 100_000
"""Characters of one question; more were not meant as one."""


class Block(NamedTuple):
    """Lines without a blank one between them: where they begin, their text (escapes hidden), what comments say.

    `indents` are how many characters of space were taken away before each line.
    """

    line: int
    text: str
    indents: tuple[int, ...]
    remarks: Remarks
    category: str

    @property
    def end_line(self) -> int:
        """The last line."""
        return self.line + len(self.indents) - 1

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column in the file of an offset in the text."""
        row = self.text.count("\n", 0, offset)
        column = offset - self.text.rfind("\n", 0, offset)
        return self.line + row, column + self.indents[row]


def blocks(text: str, notes: Notes) -> Iterator[Block]:
    """The blocks that hold a question, each with the category it belongs to; none of a file that holds too many."""
    category = ""
    found = list(islice(stretches(text), MOST + 1))
    if too_many(len(found), MOST, "questions", found[-1][0] if found else 1, notes):
        return
    for line, rows in found:
        if too_long(line, rows, notes):
            continue
        first = next((index for index, row in enumerate(rows) if not is_comment(row)), len(rows))
        if first < len(rows) and (words := rows[first].strip()).startswith(CATEGORY):
            category = words.removeprefix(CATEGORY).strip()
            rows[first] = "//"
            if all(map(is_comment, rows)):
                continue
            message = "there is no blank line under $CATEGORY: Moodle would take what follows for its name"
            notes.problem("E20", line + first + 1, message, hint="leave a blank line between them", level="warning")
        if all(map(is_comment, rows)):
            continue
        yield block(line, rows, category)


def stretches(text: str) -> Iterator[tuple[int, list[str]]]:
    """Lines between blank ones, with the number of the first."""
    rows: list[str] = []
    number = 0
    for number, row in enumerate(text.split("\n"), start=1):
        if row and not row.isspace():
            rows.append(row)
        elif rows:
            yield number - len(rows), rows
            rows = []
    if rows:
        yield number + 1 - len(rows), rows


def too_long(line: int, rows: Sequence[str], notes: Notes) -> bool:
    """Whether lines without a blank one between them are more than one question can be."""
    letters = sum(map(len, rows))
    if letters <= LONGEST:
        return False
    message = f"{letters:,} characters without a blank line between them cannot be one question"
    notes.problem("E04", line, message, hint="separate questions by blank lines")
    return True


def is_comment(row: str) -> bool:
    """Whether a line speaks to people (and, in brackets, to programs)."""
    return row.lstrip().startswith("//")


def block(line: int, rows: Sequence[str], category: str) -> Block:
    """A block; a comment is one space in its text, and so nothing before the question."""
    comments = "\n".join(row.strip() for row in rows if is_comment(row))
    bare = [" " if is_comment(row) else row.strip() for row in rows]
    indents = tuple(len(row) - len(row.lstrip()) for row in rows)
    return Block(line, hide("\n".join(bare)), indents, remarks(comments), category)
