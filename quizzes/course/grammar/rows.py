"""Rows of a list as written: options, labels, steps, each with the quote under it; not yet what they mean."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from quizzes.course.grammar.lines import gather
from quizzes.course.problems import clip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quizzes.course.grammar.lines import Line, Notes

BOX = re.compile(r"\s*[-*+][ \t]*\[((?:[xX ]?|void|~[^\[\]]*)(?=\])|[^\[\]]*(?=\](?!\()))\][ \t]*(.*)", re.DOTALL)
"""A row with a box; a link such as [words](address) is none."""
NUMBER = re.compile(r"\s*(\d{1,9})[.)](?:[ \t]+(.*)|$)", re.DOTALL)
BULLET = re.compile(r"\s*()[-*+](?:[ \t]+(.*)|$)", re.DOTALL)
ANY_LIST = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$|\[)")
QUOTE = re.compile(r"\s*> ?(.*)", re.DOTALL)
CALLOUT = re.compile(r"[ \t]*\[!([\w-]*)\][ \t]*(.*)", re.DOTALL)
HEADING = re.compile(r" {0,3}#{1,6}(?:\s|$)")


@dataclass(slots=True)
class Row:
    """One entry: its mark (what stands in a box, or a number) and its text, their columns, and its quote.

    `more` are further lines that its text went on in: offset in the text, line, column.
    """

    mark: str
    text: str
    line: int
    column: int
    at: int
    quote: list[Line] = field(default_factory=list)
    more: list[tuple[int, int, int]] = field(default_factory=list)

    @property
    def end(self) -> int:
        """The last line of its text."""
        return self.more[-1][1] if self.more else self.line

    def where(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset in its text."""
        for start, line, column in reversed(self.more):
            if offset >= start:
                return line, column + offset - start
        return self.line, self.at + offset

    def go_on(self, line: Line) -> None:
        """Add a further line of its text."""
        text = line.text.strip()
        start = len(self.text) + 1 if self.text else 0
        self.more.append((start, line.number, line.text.find(text) + 1))
        self.text = f"{self.text} {text}".strip()

    @property
    def reason(self) -> str:
        """The quote under the row as Markdown."""
        return gather(self.quote)[0].strip()


@dataclass(slots=True)
class Rows:
    """The rows of a list and the callouts after or between them, by name."""

    rows: list[Row] = field(default_factory=list)
    callouts: dict[str, list[Line]] = field(default_factory=dict)


class RowReader:
    """Reads lines one by one into rows; what fits nowhere is noted as a problem."""

    def __init__(self, start: re.Pattern[str], notes: Notes, names: Sequence[str], what: str) -> None:
        self.start, self.notes, self.names = start, notes, names
        self.what, _, self.form = what.partition(": ")
        self.found = Rows()
        self.quote: list[Line] | None = None
        self.after_blank = True
        self.stray: list[Line] = []

    def read(self, lines: Sequence[Line]) -> Rows:
        """The rows of these lines."""
        for line in lines:
            if line.blank and not line.code:
                self.after_blank, self.quote = True, None
                continue
            if not self.place(line):
                self.stray.append(line)
            else:
                self.end_stray()
                self.notes.take([line])
            self.after_blank = False
        self.end_stray()
        for name, quote in self.found.callouts.items():
            if name not in self.names:
                self.notes.refused.update(line.number for line in quote)
        return self.found

    def place(self, line: Line) -> bool:
        """Put a line where it belongs; False if it belongs nowhere."""
        if line.code:
            return False
        if found := self.start.fullmatch(line.text):
            text, number = found[2] or "", line.number
            row = Row(found[1].strip(), text.strip(), number, found.start(1) + 1, found.start(2) + 1)
            self.found.rows.append(row)
            self.quote = None
            return True
        if quote := QUOTE.fullmatch(line.text):
            return self.place_quote(line, quote[1])
        if ANY_LIST.match(line.text) or HEADING.match(line.text) or self.after_blank or self.stray:
            return False
        return self.continue_row(line)

    def place_quote(self, line: Line, text: str) -> bool:
        """A quote: a callout by its name, else the reason of the row above."""
        if callout := CALLOUT.fullmatch(text):
            name = callout[1].lower()
            if name not in self.names or name in self.found.callouts:
                self.refuse_callout(line, name)
            self.quote = self.found.callouts.setdefault(name, [])
            self.quote.append(line._replace(text=callout[2]))
            return True
        if self.quote is None:
            if not self.found.rows and not self.found.callouts:
                return False
            self.quote = self.last_quote()
            self.quote.append(line._replace(text=""))
        self.quote.append(line._replace(text=text))
        return True

    def last_quote(self) -> list[Line]:
        """The quote that a further one goes on: the callout written last, else that of the last row."""
        rows = self.found.rows
        for lines in self.found.callouts.values():
            if lines and (not rows or lines[-1].number > rows[-1].line):
                return lines
        return rows[-1].quote

    def refuse_callout(self, line: Line, name: str) -> None:
        """Note a callout that is unknown here or given twice."""
        again = name in self.found.callouts and name in self.names
        message = f"a second [!{name}]" if again else f"there is no callout [!{clip(name)}] here"
        hint = "keep one of the two" if again else "use " + " or ".join(f"> [!{known}]" for known in self.names)
        if not self.names:
            hint = "write a plain quote under the row it explains"
        column = line.text.find("[!") + 1
        self.notes.problem("C19", line.number, message, column=column, hint=hint)

    def continue_row(self, line: Line) -> bool:
        """A line without a mark goes on with what stands right above it."""
        if self.quote is not None:
            self.quote.append(line._replace(text=line.text.strip()))
            return True
        if not self.found.rows:
            return False
        self.found.rows[-1].go_on(line)
        return True

    def end_stray(self) -> None:
        """Note the lines gathered so far that belong nowhere."""
        if self.stray:
            first = self.stray[0].text
            hint = "indent it under its row, or move it"
            if BULLET.match(first) or NUMBER.match(first) or BOX.match(first):
                hint = f"write it as {self.form}"
            elif "why" in self.names:
                hint = "put what explains the answer into a quote that starts > [!why]"
            self.notes.refuse("C11", self.stray, f"this belongs to no {self.what}: {clip(first)!r}", hint=hint)
            self.stray = []
