"""An item as the fields of a form: plain strings, as an author would type them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from quizzes.course.grammar.layout import box, marked, never_row, slot_row
from quizzes.course.grammar.lines import NEWLINE, Notes, gather, scan
from quizzes.course.grammar.slugs import Taken
from quizzes.course.items import Card, Case, Frame, Order, Question, Scenario, Sketch

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from quizzes.course.grammar.attributes import Attribute
    from quizzes.course.items import Event, Grade, Item, Option

TEXTS: Mapping[str, tuple[str, ...]] = {
    "card": ("text", "answer"),
    "question": ("text", "why"),
    "scenario": ("text",),
    "frame": ("slots", "text"),
    "order": ("text",),
    "term": ("text",),
    "case": ("text",),
    "sketch": ("text", "model", "checklist"),
}
"""The texts of each kind, in the order of the form. Slots, model lines and checklist have one entry a line."""
LISTS = {"slots", "model", "checklist"}
SLUGGED = {"question", "order"}
"""Kinds whose rows have slugs: options and steps; the rows of the others are labels."""


@dataclass(frozen=True, slots=True)
class Row:
    """An option, a step, or a label of an axis. `mark` is what stands in its box: x, ~ 0.5, void or nothing."""

    mark: str = ""
    text: str = ""
    axis: str = ""
    slug: str = ""
    reason: str = ""

    @property
    def blank(self) -> bool:
        """Whether nothing was written in it."""
        return not (self.text or self.reason or self.mark)


@dataclass(frozen=True, slots=True)
class Happening:
    """An event of a case."""

    id: str = ""
    text: str = ""
    rows: tuple[Row, ...] = ()

    @property
    def blank(self) -> bool:
        """Whether nothing was written in it."""
        return not (self.id or self.text) and all(row.blank for row in self.rows)


@dataclass(frozen=True, slots=True)
class Fields:
    """Everything that is written in one item. `attributes` as under its heading, `texts` by the names of TEXTS."""

    kind: str
    id: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    rows: tuple[Row, ...] = ()
    events: tuple[Happening, ...] = ()

    def changed(self, **attributes: str) -> Fields:
        """The same with some attributes changed; an empty one is not written."""
        return replace(
            self, attributes={key: value for key, value in {**self.attributes, **attributes}.items() if value}
        )


def fields_of(item: Item, attributes: Mapping[str, Attribute]) -> Fields:
    """The fields of an item that was read, with its attributes as written."""
    written = {key: attribute.value for key, attribute in attributes.items()}
    rows: tuple[Row, ...] = ()
    events: tuple[Happening, ...] = ()
    texts = {"text": item.text}
    match item:
        case Card():
            texts["answer"] = item.answer
        case Question():
            texts["why"] = item.why
            rows = tuple(map(option_row, item.options))
        case Order():
            rows = tuple(map(option_row, item.options))
        case Scenario():
            texts["text"] = marked(item.text, item.cues)
            rows = label_rows(item.axes)
        case Case():
            events = tuple(map(happening, item.events))
        case Sketch():
            texts |= {"model": "\n".join(item.model), "checklist": "\n".join(item.checklist)}
    if isinstance(item, Frame):
        lines = [*map(slot_row, item.slots), *map(never_row, item.never)]
        texts["slots"] = "\n".join(line.removeprefix("- ") for line in lines)
    return Fields(item.kind, item.id, written, texts, rows, events)


def option_row(option: Option) -> Row:
    """The row of an option or step; a slug that is not written stays unwritten."""
    mark = "void" if option.void else box(option.credit, full=option.credit == 1).strip()
    return Row(mark, option.text, slug=option.id if option.written else "", reason=option.reason)


def label_rows(axes: Mapping[str, Sequence[Grade]]) -> tuple[Row, ...]:
    """The labels of all axes."""
    return tuple(
        Row(box(grade.credit, full=grade.full).strip(), grade.label, axis, reason=grade.reason)
        for axis, grades in axes.items()
        for grade in grades
    )


def happening(event: Event) -> Happening:
    """The fields of an event; the reason of an axis stands at its first full label."""
    axes = {axis: tuple(one_reason(grades)) for axis, grades in event.axes.items()}
    return Happening(event.id, marked(event.text, event.cues), label_rows(axes))


def one_reason(grades: Sequence[Grade]) -> list[Grade]:
    """The labels with the reason at the first full one only."""
    first = next((grade for grade in grades if grade.full), None)
    return [grade if grade is first else replace(grade, reason="") for grade in grades]


def tidied(fields: Fields) -> Fields:
    """What was typed without the space that means nothing: around texts, at ends of lines, several blank lines."""
    texts = {name: listing(text) if name in LISTS else prose(text) for name, text in fields.texts.items()}
    attributes = {key: one_line(value) for key, value in fields.attributes.items() if value.strip()}
    events = tuple(replace(e, id=e.id.strip(), text=prose(e.text), rows=tidy_rows(e.rows)) for e in fields.events)
    return replace(
        fields, id=fields.id.strip(), attributes=attributes, texts=texts, rows=tidy_rows(fields.rows), events=events
    )


def tidy_rows(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows without space that means nothing."""
    return tuple(
        Row(one_line(row.mark), one_line(row.text), row.axis.strip(), row.slug.strip(), prose(row.reason).strip())
        for row in rows
    )


def prose(text: str) -> str:
    """A text as reading would gather it."""
    return gather(scan(text, Notes("")))[0]


def listing(text: str) -> str:
    """Entries, one a line."""
    return "\n".join(line.strip() for line in NEWLINE.split(text) if line.strip())


def one_line(text: str) -> str:
    """A text that is written in one line."""
    return " ".join(line.strip() for line in NEWLINE.split(text) if line.strip())


def with_slugs(fields: Fields) -> Fields:
    """The same with a slug for each option or step that has none; one that is there is never changed."""
    if fields.kind not in SLUGGED:
        return fields
    taken = Taken(row.slug for row in fields.rows if row.slug)
    rows = [row if row.slug or not row.text else replace(row, slug=taken.derive(row.text)) for row in fields.rows]
    return replace(fields, rows=tuple(rows))
