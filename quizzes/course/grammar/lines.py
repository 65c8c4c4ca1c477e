"""A text as numbered lines: line ends, code fences, and a running note of what has been understood.

Headings and fences are found as CommonMark defines them; a test holds this equal to markdown-it's tokens.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from quizzes.course.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from quizzes.course.problems import Level

NEWLINE = re.compile(r"\r\n|\r|\n")
FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})")
NOTES = {"README.MD", "REVIEW.MD"}
"""Files of a course that speak to people and hold no items."""
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029\ufffe\uffff]")


def is_note(name: str) -> bool:
    """Whether a file of this name speaks to people and holds no items, however it is written."""
    return name.upper() in NOTES


class Line(NamedTuple):
    """One line of a file, 1-based, without its end; `code`: it belongs to a code fence."""

    number: int
    text: str
    code: bool = False

    @property
    def blank(self) -> bool:
        """Nothing but space."""
        return not self.text or self.text.isspace()


class Notes:
    """What reading one file has found: problems, and which lines were understood or refused."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []
        self.understood: set[int] = set()
        self.refused: set[int] = set()

    def take(self, lines: Iterable[Line]) -> None:
        """These lines have gone into a value."""
        self.understood.update([line.number for line in lines])

    def problem(
        self, code: str, line: int, message: str, *, column: int = 1, hint: str = "", level: Level = "error"
    ) -> None:
        """Note a problem at a place of this file."""
        self.refused.add(line)
        self.problems.append(Problem(self.path, line, max(1, column), code, message, hint, level))

    def refuse(self, code: str, lines: Sequence[Line], message: str, *, hint: str = "") -> None:
        """Note one problem that speaks for several lines, at the first that is not blank."""
        filled = [line for line in lines if not line.blank]
        if filled:
            first = filled[0]
            column = len(first.text) - len(first.text.lstrip()) + 1
            self.problem(code, first.number, message, column=column, hint=hint)
            self.refused.update(line.number for line in filled)


def split_lines(text: str) -> list[str]:
    """The lines of a text without their ends (LF, CRLF or CR); a byte order mark is not part of the first."""
    text = text.removeprefix("\ufeff")
    return NEWLINE.split(text) if "\r" in text else text.split("\n")  # the pattern takes ten times as long


def scan(text: str, notes: Notes) -> list[Line]:
    """All lines, those inside closed code fences marked; an open fence is a problem and counts as text."""
    lines = [Line(number, row) for number, row in enumerate(split_lines(text), start=1)]
    if "```" in text or "~~~" in text:
        mark_fences(lines, notes)
    if CONTROL.search(text):
        report_controls(lines, notes)
    return lines


def mark_fences(lines: list[Line], notes: Notes) -> None:
    """Mark the lines of closed fences in place, and note each fence that is never closed."""
    index = 0
    open_ended: dict[str, int] = {}  # the shortest fence of each character known to find no end
    while index < len(lines):
        found = FENCE.match(lines[index].text)
        if not found:
            index += 1
            continue
        bar = found[1]
        end = closing(lines, index, bar) if len(bar) < open_ended.get(bar[0], len(bar) + 1) else None
        if end is None:
            open_ended[bar[0]] = min(len(bar), open_ended.get(bar[0], len(bar)))
            message = f"this code fence is never closed: {bar[:20]}"
            notes.problem("C18", lines[index].number, message, hint=f"end the code with a line {bar[:20]}")
            index += 1
            continue
        lines[index : end + 1] = [line._replace(code=True) for line in lines[index : end + 1]]
        index = end + 1


def closing(lines: list[Line], opened: int, bar: str) -> int | None:
    """The index of the line that closes the fence opened there, if any."""
    for index in range(opened + 1, len(lines)):
        text = lines[index].text
        if bar in text and (tail := text.strip(" \t")) and set(tail) == {bar[0]} and FENCE.match(text):
            return index
    return None


def report_controls(lines: list[Line], notes: Notes) -> None:
    """Note characters that no page can show, once a line."""
    for line in lines:
        if found := CONTROL.search(line.text):
            message = f"a character that cannot be shown: U+{ord(found[0]):04X}"
            hint = "delete it; it often comes from copying out of another program"
            notes.problem("C23", line.number, message, column=found.start() + 1, hint=hint)


def gather(lines: Sequence[Line]) -> tuple[str, list[int]]:
    """Lines as one Markdown text, and the number of the line each of its lines stands on.

    Blank lines around it go, several between paragraphs become one, space at line ends goes (not in code).
    """
    rows: list[str] = []
    numbers: list[int] = []
    for line in lines:
        if line.blank and not line.code:
            if rows and rows[-1]:
                rows.append("")
                numbers.append(line.number)
        else:
            rows.append(line.text if line.code else line.text.rstrip())
            numbers.append(line.number)
    while rows and not rows[-1]:
        rows.pop()
        numbers.pop()
    return "\n".join(rows), numbers
