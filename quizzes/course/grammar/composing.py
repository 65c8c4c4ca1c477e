"""From the fields of a form to the item's text, in the usual layout, knowing which field each line came from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from quizzes.course.grammar.attributes import ALLOWED, PART, Attribute
from quizzes.course.grammar.fields import fields_of
from quizzes.course.grammar.layout import attribute_lines, quoted, reason, side
from quizzes.course.grammar.reading import read_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from quizzes.course.grammar.fields import Fields, Happening, Row

ATTRIBUTES = "attributes"


@dataclass(frozen=True, slots=True)
class Piece:
    """One line of an item, and the name of the field it came from."""

    text: str
    field: str


@dataclass(frozen=True, slots=True)
class Composed:
    """The lines of one item; fields are named as in the form: `text`, `skill`, `rows-0-reason`, `events-1-text`."""

    pieces: tuple[Piece, ...]

    @property
    def block(self) -> str:
        """The item's text without a line end."""
        return "\n".join(piece.text for piece in self.pieces)

    def field_at(self, line: int, column: int = 1) -> str:
        """The field that a place (1-based) came from, "id" for the heading and for places outside."""
        if not 0 < line <= len(self.pieces):
            return "id"
        piece = self.pieces[line - 1]
        return attribute_at(piece.text, column) if piece.field == ATTRIBUTES else piece.field


def attribute_at(text: str, column: int) -> str:
    """The key of the attribute that stands at a column of a line of attributes."""
    key, start = "id", 0
    for part in text.split("|"):
        if start >= column:
            break
        found = PART.fullmatch(part)
        key = found[1] if found else key
        start += len(part) + 1
    return key


def compose(fields: Fields) -> Composed:
    """The item of these fields; rows in which nothing is written are left out."""
    attributes = {key: Attribute(value, 0, 0) for key, value in fields.attributes.items() if value}
    pieces = [Piece(f"## {fields.kind} {fields.id}".rstrip(), "id")]
    pieces += [Piece(line, ATTRIBUTES) for line in attribute_lines(attributes, ALLOWED[fields.kind])]
    for paragraph in paragraphs(fields):
        pieces += [Piece("", paragraph[0].field), *paragraph]
    return Composed(tuple(pieces))


def paragraphs(fields: Fields) -> Iterator[list[Piece]]:
    """The parts of the body that have blank lines between them."""
    texts, numbered = fields.texts, list(enumerate(fields.rows))
    text = texts.get("text", "")
    if fields.kind == "card":
        yield [*cut(side("Q", text), "text"), *cut(side("A", texts.get("answer", "")), "answer")]
        return
    if slots := texts.get("slots", ""):
        yield [Piece(f"- {line.removeprefix('- ')}", "slots") for line in slots.split("\n")]
    yield cut(text, "text")
    if fields.kind in {"scenario", "frame"}:
        yield from axes(fields.rows, "rows")
    elif rows := [(place, row) for place, row in numbered if not row.blank]:
        yield [
            piece
            for number, (place, row) in enumerate(rows, start=1)
            for piece in option(row, f"rows-{place}", f"{number}." if fields.kind == "order" else "")
        ]
    if why := texts.get("why", ""):
        yield cut(quoted(why, "> [!why] ", "> "), "why")
    for place, event in enumerate(fields.events):
        if not event.blank:
            yield from happening(event, f"events-{place}")
    if model := texts.get("model", ""):
        yield [Piece(f"{number}. {line}", "model") for number, line in enumerate(model.split("\n"), start=1)]
    if points := texts.get("checklist", ""):
        yield [Piece(line, "checklist") for line in ("### checklist", *(f"- {each}" for each in points.split("\n")))]


def cut(text: str, field: str) -> list[Piece]:
    """The lines of one field."""
    return [Piece(line, field) for line in text.split("\n")]


def option(row: Row, name: str, number: str) -> list[Piece]:
    """An option with its box, or a step with its number, and the reason under it."""
    slug = f" {{#{row.slug}}}" if row.slug else ""
    start = number or f"- [{row.mark or ' '}]"
    return [Piece(f"{start} {row.text}{slug}", f"{name}-text"), *under(row.reason, name)]


def under(text: str, name: str) -> list[Piece]:
    """A reason under its row."""
    return cut(reason(text).removeprefix("\n"), f"{name}-reason") if text else []


def by_axis(rows: Sequence[Row], name: str) -> dict[str, list[tuple[str, Row]]]:
    """The rows of each axis in the order in which the axes come, with their names in the form."""
    found: dict[str, list[tuple[str, Row]]] = {}
    for place, row in enumerate(rows):
        if not row.blank:
            found.setdefault(row.axis, []).append((f"{name}-{place}", row))
    return found


def axes(rows: Sequence[Row], name: str) -> Iterator[list[Piece]]:
    """The axes of a scenario, each with its labels."""
    for axis, own in by_axis(rows, name).items():
        labels = [piece for place, row in own for piece in option(row, place, "")]
        yield [Piece(f"### {axis}".rstrip(), f"{own[0][0]}-text"), *labels]


def happening(event: Happening, name: str) -> Iterator[list[Piece]]:
    """An event of a case: what happens, then one line an axis."""
    yield [Piece(f"### event {event.id}".rstrip(), f"{name}-id"), *cut(event.text, f"{name}-text")]
    placed: list[Piece] = []
    for axis, own in by_axis(event.rows, f"{name}-rows").items():
        labels = [row.text if row.mark == "x" else f"{row.mark or '~ 0'} {row.text}" for _, row in own]
        told, at = next(((row.reason, place) for place, row in own if row.reason), ("", ""))
        placed += [Piece(f"- {axis}: {' '.join(labels)}", f"{own[0][0]}-text"), *under(told, at)]
    if placed:
        yield placed


def misread(fields: Fields, composed: Composed) -> list[str]:
    """The fields whose text, once written, would be read as something else: a second item, a row, an attribute."""
    entries = read_file(composed.block, "", "").entries
    if len(entries) != 1 and (fields.kind, fields.id):
        later = [composed.field_at(entry.chunk.heading.number) for entry in entries[1:]]
        return list(dict.fromkeys(later)) or ["id"]
    if entries[0].item is None:
        return []  # said by a problem of its own
    return different(fields, fields_of(entries[0].item, entries[0].attributes))


def different(one: Fields, other: Fields) -> list[str]:
    """The names of the fields in which two items differ, rows counted without the blank ones of the first."""
    found = [
        key for key in {**one.attributes, **other.attributes} if one.attributes.get(key) != other.attributes.get(key)
    ]
    found += [key for key in {**one.texts, **other.texts} if one.texts.get(key, "") != other.texts.get(key, "")]
    found += different_rows(one.rows, other.rows, "rows", by_axes=one.kind in {"scenario", "frame"})
    events = [(place, event) for place, event in enumerate(one.events) if not event.blank]
    for (place, event), again in zip(events, other.events, strict=False):
        if (event.id, event.text) != (again.id, again.text):
            found.append(f"events-{place}-text")
        found += different_rows(event.rows, again.rows, f"events-{place}-rows", by_axes=True)
    return [*found, *(["events-0-text"] if len(events) != len(other.events) else [])]


def different_rows(one: Sequence[Row], other: Sequence[Row], name: str, *, by_axes: bool) -> list[str]:
    """The names of rows that differ."""
    rows = [(f"{name}-{place}", row) for place, row in enumerate(one) if not row.blank]
    if by_axes:
        rows = [pair for own in by_axis(one, name).values() for pair in own]
    found = [
        f"{place}-{'reason' if replace(row, reason=again.reason) == again else 'text'}"
        for (place, row), again in zip(rows, other, strict=False)
        if row != again
    ]
    if found or len(rows) == len(other):
        return found
    return [f"{rows[-1][0] if rows else f'{name}-0'}-text"]
