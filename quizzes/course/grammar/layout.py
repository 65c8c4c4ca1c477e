"""Items as text, in the layout that `momentum fmt` gives them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzes.course.grammar.attributes import ALLOWED
from quizzes.course.items import Card, Case, Frame, Order, Question, Scenario, Sketch

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from quizzes.course.grammar.attributes import Attribute
    from quizzes.course.items import Cue, Event, Grade, Item, Option, Slot

OWN_LINE = ("sources", "ok", "revision")


def item_block(item: Item, attributes: Mapping[str, Attribute]) -> str:
    """One item in its usual layout."""
    heading = [f"## {item.kind} {item.id}", *attribute_lines(attributes, ALLOWED[item.kind])]
    return "\n".join([*heading, "", body_of(item)])


def attribute_lines(attributes: Mapping[str, Attribute], allowed: Sequence[str]) -> list[str]:
    """Attributes in the order of their list: short ones on one line, then those of many words."""
    written = {key: f"{key}: {attributes[key].value}" for key in allowed if key in attributes}
    short = " | ".join(row for key, row in written.items() if key not in OWN_LINE)
    return [row for row in (short, *(written[key] for key in OWN_LINE if key in written)) if row]


def body_of(item: Item) -> str:
    """The body of any item, without a line end."""
    match item:
        case Card():
            blocks = [f"{side('Q', item.text)}\n{side('A', item.answer)}"]
        case Question():
            why = [quoted(item.why, "> [!why] ", "> ")] if item.why else []
            blocks = [item.text, rows(option_row(option) for option in item.options), *why]
        case Frame():
            blocks = [rows([*map(slot_row, item.slots), *map(never_row, item.never)]), *story(item)]
        case Scenario():
            blocks = story(item)
        case Order():
            blocks = [item.text, rows(step_row(*each) for each in enumerate(item.options, start=1))]
        case Case():
            blocks = [item.text, *map(event_block, item.events)]
        case Sketch():
            blocks = [item.text, rows(f"{number}. {line}" for number, line in enumerate(item.model, start=1))]
            points = rows(f"- {point}" for point in item.checklist)
            blocks += [f"### checklist\n{points}"] if points else []
        case _:
            blocks = [item.text]
    return "\n\n".join(blocks)


def rows(lines: Iterable[str]) -> str:
    """Rows below each other."""
    return "\n".join(lines)


def side(letter: str, text: str) -> str:
    """One side of a card; code begins on a line of its own."""
    return f"{letter}:\n{text}" if text.startswith(("```", "~~~")) else f"{letter}: {text}"


def quoted(text: str, first: str, other: str) -> str:
    """A quote; `first` and `other` are what its lines begin with."""
    starts = [first] + [other] * text.count("\n")
    return "\n".join((start + line).rstrip() for start, line in zip(starts, text.split("\n"), strict=True))


def reason(text: str) -> str:
    """A reason under its row."""
    return "\n" + quoted(text, "  > ", "  > ") if text else ""


def option_row(option: Option) -> str:
    """One option with its slug, if that is written, and its reason."""
    mark = "void" if option.void else box(option.credit, full=option.credit == 1)
    return f"- [{mark}] {slugged(option)}{reason(option.reason)}"


def step_row(number: int, option: Option) -> str:
    """One step of an order item."""
    return f"{number}. {slugged(option)}"


def slugged(option: Option) -> str:
    """An option's text with its slug, if that is written."""
    return f"{option.text} {{#{option.id}}}" if option.written else option.text


def box(credit: float, *, full: bool) -> str:
    """What stands in the box of an option or label."""
    if full:
        return "x"
    return f"~ {credit:g}" if credit else " "


def story(item: Scenario) -> list[str]:
    """A description with its cue marks, and the axes."""
    axes = [f"### {axis}\n{rows(grade_row(grade) for grade in grades)}" for axis, grades in item.axes.items()]
    return [marked(item.text, item.cues), *axes]


def marked(text: str, cues: Iterable[Cue]) -> str:
    """A text with its cues marked again."""
    for cue in sorted(cues, key=lambda cue: cue.start, reverse=True):
        text = f"{text[: cue.start]}=={cue.text}=={{{cue.axis}}}{text[cue.end :]}"
    return text


def grade_row(grade: Grade) -> str:
    """One label with its reason."""
    return f"- [{box(grade.credit, full=grade.full)}] {grade.label}{reason(grade.reason)}"


def slot_row(slot: Slot) -> str:
    """One slot of a frame with its values."""
    name = f"{slot.name} ~ {slot.follows}" if slot.follows else slot.name
    return f"- {{{name}}}: {' / '.join(slot.values)}"


def never_row(never: Sequence[tuple[str, str]]) -> str:
    """Values of a frame that are never rendered together."""
    return f"- never: {' & '.join(f'{{{name}}} = {value}' for name, value in never)}"


def event_block(event: Event) -> str:
    """One event of a case with its axes."""
    return f"### event {event.id}\n{marked(event.text, event.cues)}\n\n{placings(event.axes)}"


def placings(axes: Mapping[str, tuple[Grade, ...]]) -> str:
    """The axes of an event, one a line: full labels, then those that earn a part."""
    found: list[str] = []
    for axis, grades in axes.items():
        labels = [grade.label if grade.full else f"~ {grade.credit:g} {grade.label}" for grade in grades]
        told = next((grade.reason for grade in grades if grade.full), "")
        found.append(f"- {axis}: {' '.join(labels)}{reason(told)}")
    return "\n".join(found)
