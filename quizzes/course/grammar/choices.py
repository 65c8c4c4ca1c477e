"""From rows to options, grades and steps: what boxes, credits and slugs mean."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from quizzes.course.grammar.marks import no_cues, split_slug
from quizzes.course.grammar.slugs import Taken
from quizzes.course.items import Grade, Option
from quizzes.course.problems import clip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quizzes.course.grammar.lines import Notes
    from quizzes.course.grammar.rows import Row

CREDIT = re.compile(r"~\s*+(\d{1,3}(?:\.\d{1,6})?|\.\d{1,6})")


class Worth(NamedTuple):
    """What a box says: its credit, whether it is full, whether it is withdrawn."""

    credit: float
    full: bool = False
    void: bool = False


def worth(row: Row, notes: Notes) -> Worth:
    """What the box of a row says; a box that is not understood is a problem and worth nothing."""
    mark = row.mark.lower()
    if mark in {"x", ""}:
        return Worth(float(mark == "x"), full=mark == "x")
    if mark == "void":
        return Worth(0.0, void=True)
    found = CREDIT.fullmatch(mark)
    if found and 0 < float(found[1]) <= 1:
        return Worth(float(found[1]))
    hint = "use [x] for right, [ ] for wrong, [~ 0.5] for part credit, [void] for withdrawn"
    if mark.startswith("~"):
        hint = "part credit is a number above 0 and up to 1, as in [~ 0.5]"
    notes.problem("C12", row.line, f"a box cannot hold {clip(row.mark)!r}", column=row.column, hint=hint)
    return Worth(0.0)


def options(rows: Sequence[Row], notes: Notes) -> tuple[Option, ...]:
    """The options of a question; slugs that are not written are derived from the first words."""
    texts = [split_slug(row.text, row.where, notes) for row in rows]
    taken = Taken(slug for _, slug in texts if slug)
    found: list[Option] = []
    for row, (text, slug) in zip(rows, texts, strict=True):
        value = worth(row, notes)
        if value.credit == 1 and not value.full:
            message = "an option of full credit is marked [x]"
            notes.problem("C12", row.line, message, column=row.column, hint="write [x], or a credit below 1")
        report_text(row, text, "an option", notes)
        own = name(row, text, slug, taken, notes)
        found.append(Option(own, text, value.credit, row.reason, value.void, bool(slug), row.line, row.end))
    return tuple(found)


def steps(rows: Sequence[Row], notes: Notes) -> tuple[Option, ...]:
    """The steps of an order item, in the right order; numbers must run 1, 2, 3."""
    no_quotes(rows, "a step", notes)
    texts = [split_slug(row.text, row.where, notes) for row in rows]
    taken = Taken(slug for _, slug in texts if slug)
    found: list[Option] = []
    for number, (row, (text, slug)) in enumerate(zip(rows, texts, strict=True), start=1):
        report_number(row, number, notes)
        report_text(row, text, "a step", notes)
        own = name(row, text, slug, taken, notes)
        found.append(Option(own, text, written=bool(slug), line=row.line, end_line=row.end))
    return tuple(found)


def no_quotes(rows: Sequence[Row], what: str, notes: Notes) -> None:
    """Note quotes under rows that have no reasons."""
    for row in rows:
        notes.refuse("C11", row.quote, f"a quote under {what}, which has no reason", hint="delete it")


def report_number(row: Row, number: int, notes: Notes) -> None:
    """Note a step or line whose number is not its place: perhaps another was lost or moved."""
    if int(row.mark) != number:
        message = f"number {int(row.mark)} stands in place {number}"
        hint = "number them 1, 2, 3 in their right order"
        notes.problem("C20", row.line, message, hint=hint, level="warning")


def report_text(row: Row, text: str, what: str, notes: Notes) -> None:
    """Note an option or step without words, or with cue marks in it."""
    if not text:
        hint = "write its words, or delete the line"
        notes.problem("C10", row.line, f"{what} without text", column=row.at, hint=hint)
    no_cues(text, row.where, notes)


def name(row: Row, text: str, slug: str, taken: Taken, notes: Notes) -> str:
    """The slug of a row: as written, else derived; never the same twice."""
    if slug and taken.give(slug):
        return slug
    derived = taken.derive(text)
    if slug:
        message = f"the slug {slug!r} is taken in this item"
        hint = f"give this one another, such as {{#{derived}}}"
        notes.problem("C14", row.line, message, column=row.at, hint=hint)
    elif "{#" not in row.text:  # else one is written, badly, and that has been said
        message = f"this row has no slug yet: {clip(text)!r}"
        hint = f"`momentum ids` writes it: {{#{derived}}}"
        notes.problem("C15", row.line, message, column=row.at, hint=hint, level="warning")
    return derived


def refuse_row(row: Row, notes: Notes) -> None:
    """A problem at this row speaks for all of its lines."""
    notes.refused.update(range(row.line, row.end + 1), (line.number for line in row.quote))


def grades(rows: Sequence[Row], axis: str, notes: Notes) -> tuple[Grade, ...]:
    """The labels keyed on one axis."""
    found: dict[str, Grade] = {}
    for row in rows:
        value = worth(row, notes)
        label = row.text
        if value.void:
            hint = "delete the line: labels that are not listed are wrong"
            notes.problem("C12", row.line, "a label cannot be withdrawn", column=row.column, hint=hint)
        if not label:
            hint = "write a label's id after the box, such as - [x] take-action"
            notes.problem("C45", row.line, "a box without a label", column=row.column, hint=hint)
            refuse_row(row, notes)
        elif label in found:
            message = f"{clip(label)!r} is listed twice on the axis {clip(axis)!r}"
            notes.problem("C17", row.line, message, column=row.at, hint="keep one of the two")
            refuse_row(row, notes)
        else:
            found[label] = Grade(label, value.credit, value.full, row.reason, row.line)
    return tuple(found.values())
