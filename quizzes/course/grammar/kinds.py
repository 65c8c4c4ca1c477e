"""The bodies of the everyday kinds: card, question, scenario, order, term."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from quizzes.course.grammar import choices
from quizzes.course.grammar.lines import gather
from quizzes.course.grammar.marks import no_cues, place, read_cues
from quizzes.course.grammar.rows import BOX, HEADING, NUMBER, RowReader
from quizzes.course.items import Card, Order, Question, Scenario, Term
from quizzes.course.problems import clip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quizzes.course.grammar.lines import Line, Notes
    from quizzes.course.items import Cue, Grade, Place

SIDE = re.compile(r" {0,3}([QqAa]):[ \t]*(.*)", re.DOTALL)
SUBHEADING = re.compile(r" {0,3}###(?!#)(.*)", re.DOTALL)


class Parts(NamedTuple):
    """What a kind is built from: id, place, body and the fields that its attributes gave."""

    id: str
    chapter: str
    place: Place
    body: Sequence[Line]
    fields: dict[str, Any]
    notes: Notes

    def common(self, kind: str) -> dict[str, Any]:
        """The fields that all kinds share."""
        return {"id": self.id, "kind": kind, "chapter": self.chapter, "place": self.place, **self.fields}

    def missing(self, message: str, hint: str, line: int = 0) -> None:
        """Note a part that the item lacks, at its heading or another line."""
        self.notes.problem("C10", line or self.place.line, message, hint=hint)


def text_of(lines: Sequence[Line], notes: Notes) -> tuple[str, list[int]]:
    """A stretch of Markdown text as gathered; headings in it are problems."""
    for line in lines:
        if line.text.lstrip().startswith("#") and HEADING.match(line.text) and not line.code:
            message = f"a heading inside an item: {clip(line.text)!r}"
            notes.refuse("C11", [line], message, hint="items begin with ## kind id; use bold words instead")
    notes.take(lines)
    return gather(lines)


def plain_text(lines: Sequence[Line], notes: Notes) -> str:
    """As `text_of`, for text in which cue marks mean nothing."""
    text, numbers = text_of(lines, notes)
    no_cues(text, partial(place, text, numbers), notes)
    return text


def card(parts: Parts) -> Card | None:
    """A card: a line that starts Q: and one that starts A:, each with what follows it."""
    sides: dict[str, list[Line]] = {}
    current: list[Line] = []
    before: list[Line] = []
    for line in parts.body:
        found = SIDE.fullmatch(line.text) if not line.code else None
        if not found:
            (current if sides else before).append(line)
            continue
        side = found[1].upper()
        if side in sides or (side == "Q" and sides):
            hint = "one card asks one thing: write a second card"
            message = f"a second {side}: in one card" if side in sides else "Q: comes before A:"
            parts.notes.problem("C11", line.number, message, column=found.start(1) + 1, hint=hint)
        current = sides.setdefault(side, [])
        current.append(line._replace(text=found[2]))
    hint = "a card is a line Q: question and a line A: answer"
    parts.notes.refuse("C11", before, "text before Q:", hint=hint)
    for side, what in (("Q", "question"), ("A", "answer")):
        if not gather(sides.get(side, []))[0]:
            parts.missing(f"this card has no {what}", f"write it after {side}:")
    front, back = (plain_text(sides.get(side, []), parts.notes) for side in "QA")
    return Card(**parts.common("card"), text=front, answer=back)


def question(parts: Parts) -> Question:
    """A question: stem, options with reasons, and the callout [!why]."""
    start = first_row(parts.body, BOX)
    stem = plain_text(parts.body[:start], parts.notes)
    found = RowReader(BOX, parts.notes, ("why",), "option: - [ ] text").read(parts.body[start:])
    if not stem:
        parts.missing("this question asks nothing", "write the question above its options")
    if not found.rows:
        parts.missing("this question has no options", "write them as - [ ] wrong and - [x] right")
    quote = found.callouts.get("why", [])
    why = plain_text(quote, parts.notes).strip()
    if quote and not why:
        parts.missing("the explanation is empty", "write it after [!why], or delete the line", quote[0].number)
    for row in found.rows:
        plain_text(row.quote, parts.notes)
    options = choices.options(found.rows, parts.notes)
    return Question(**parts.common("question"), text=stem, options=options, why=why)


def first_row(body: Sequence[Line], start: re.Pattern[str]) -> int:
    """The index of the first line that is a row; the length if there is none."""
    for index, line in enumerate(body):
        if not line.code and start.fullmatch(line.text):
            return index
    return len(body)


def story(parts: Parts, body: Sequence[Line]) -> tuple[str, tuple[Cue, ...], dict[str, tuple[Grade, ...]]]:
    """The text, cues and axes of a scenario or frame."""
    groups = by_heading(body)
    text, numbers = text_of(groups[0][1], parts.notes)
    text, cues = read_cues(text, partial(place, text, numbers), parts.notes)
    if not text:
        parts.missing("there is no description", "write the story above the first ### axis")
    axes: dict[str, tuple[Grade, ...]] = {}
    for heading, lines in groups[1:]:
        read_axis(heading, lines, axes, parts.notes)
    if len(groups) == 1:
        parts.missing("no axis is keyed", "add ### and a model's id, then - [x] and the label's id")
    return text, cues, axes


def by_heading(body: Sequence[Line]) -> list[tuple[Line | None, list[Line]]]:
    """The body cut at level-3 headings; the first group has none."""
    groups: list[tuple[Line | None, list[Line]]] = [(None, [])]
    for line in body:
        if not line.code and SUBHEADING.fullmatch(line.text):
            groups.append((line, []))
        else:
            groups[-1][1].append(line)
    return groups


def heading_words(heading: Line | None) -> str:
    """The words of a level-3 heading."""
    found = SUBHEADING.fullmatch(heading.text) if heading else None
    return found[1].strip() if found else ""


def read_axis(heading: Line | None, lines: list[Line], axes: dict[str, tuple[Grade, ...]], notes: Notes) -> None:
    """Add one axis with its labels, or note why it cannot be."""
    axis, number = heading_words(heading), heading.number if heading else 0
    found = RowReader(BOX, notes, (), "label: - [x] label-id").read(lines)
    for row in found.rows:
        plain_text(row.quote, notes)
    keyed = choices.grades(found.rows, axis, notes)
    if not axis:
        hint = "write ### and a model's id, such as ### step"
        notes.problem("C45", number, "an axis without the id of a model", hint=hint)
        notes.refused.update(line.number for line in lines)
    elif axis in axes:
        notes.problem("C17", number, f"the axis {clip(axis)!r} is given twice", hint="put all labels under one heading")
        notes.refused.update(line.number for line in lines)
    else:
        axes[axis] = keyed
        if heading:
            notes.take([heading])
    if not keyed:
        notes.problem("L32", number, f"no label under {clip(axis)!r}", hint="write - [x] and the label's id")


def scenario(parts: Parts) -> Scenario:
    """A scenario: a description with cues, then its axes."""
    text, cues, axes = story(parts, parts.body)
    return Scenario(**parts.common("scenario"), text=text, cues=cues, axes=axes)


def order(parts: Parts) -> Order:
    """Things to put in order: a task, then numbered steps as they belong."""
    start = first_row(parts.body, NUMBER)
    text = plain_text(parts.body[:start], parts.notes)
    found = RowReader(NUMBER, parts.notes, (), "step: 1. text").read(parts.body[start:])
    if not text:
        parts.missing("there is no task", "say above the steps what is to be put in order")
    if not found.rows:
        parts.missing("there are no steps", "write them as 1. first, 2. second, in the right order")
    return Order(**parts.common("order"), text=text, options=choices.steps(found.rows, parts.notes))


def term(parts: Parts) -> Term:
    """A key term: its title (the words of its id, if none is written) and its definition."""
    text = plain_text(parts.body, parts.notes)
    if not text:
        parts.missing("this term has no definition", "write it below the attributes")
    words = parts.id.replace("-", " ")
    fields = {"title": words[:1].upper() + words[1:]} | parts.common("term")
    return Term(**fields, text=text)
