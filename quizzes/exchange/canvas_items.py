"""What Canvas asks for each kind of item, with ids made from ours, and what it cannot carry of it."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from quizzes.course.items import Order, Question, Scenario
from quizzes.course.problems import clip
from quizzes.exchange.canvas_qti import Answer, Asked, Row
from quizzes.exchange.elements import html_of, plain_of
from quizzes.exchange.moodle_gaps import choices, title
from quizzes.exchange.parcel import Loss

if TYPE_CHECKING:
    from quizzes.course.course import Course
    from quizzes.course.items import Card, Grade, Item, Sketch


def asked(item: Item, kind: str, text: str, rows: tuple[Row, ...] = (), *, points: int = 1, said: str = "") -> Asked:
    """A question with our id; ids there begin with a letter."""
    return Asked(f"item-{item.id}", kind, clip(item.text, 80), text, rows, points, said)


def question(item: Question) -> Asked:
    """A choice of one, or of several; withdrawn options stay at home."""
    offered = [option for option in item.options if not option.void]
    answers = tuple(
        Answer(f"option-{one.id}", html_of(one.text), html_of(one.reason), right=one.credit == 1) for one in offered
    )
    kind = "multiple_answers" if item.answers > 1 else "multiple_choice"
    return asked(item, kind, html_of(item.text), rows=(Row("response1", "", answers),), said=html_of(item.why))


def scenario(course: Course, item: Scenario) -> Asked:
    """A list to choose from for each label that is to be found."""
    text, rows = [html_of(item.text)], []
    offered = choices(course, item)
    for axis, grades in item.axes.items():
        keys = item.full(axis)
        names = [axis.replace("-", "_") + (f"_{number}" if len(keys) > 1 else "") for number in range(1, len(keys) + 1)]
        reasons = {grade.label: grade for grade in grades}
        for name, key in zip(names, keys, strict=True):
            answers = tuple(
                Answer(f"{name}-{one.label}", one.words, reason(reasons.get(one.label)), one.label == key)
                for one in offered
                if one.axis == axis
            )
            rows.append(Row(f"response_{name}", name, answers))
        blanks = " ".join(f"[{name}]" for name in names)
        text.append(f"<p>{html.escape(title(course, axis))}: {blanks}</p>")
    return asked(item, "multiple_dropdowns", "\n".join(text), rows=tuple(rows), points=len(rows))


def reason(grade: Grade | None) -> str:
    """What is said to who chose a label."""
    return html_of(grade.reason) if grade else ""


def order(item: Order) -> Asked:
    """Places to match with things: the quizzes that read QTI 1.2 have no question of their own for an order."""
    rows = tuple(
        Row(
            f"response_place-{place}",
            f"{place}.",
            tuple(Answer(f"step-{one.id}", plain_of(one.text), right=one is step) for one in item.options),
        )
        for place, step in enumerate(item.options, start=1)
    )
    return asked(item, "matching", html_of(item.text), rows=rows)


def card(item: Card) -> Asked:
    """A field to think in, worth nothing, and the answer afterwards."""
    return asked(item, "essay", html_of(item.text), points=0, said=html_of(item.answer))


def sketch(item: Sketch) -> Asked:
    """A field to write in, worth nothing, and the model answer and the checklist afterwards."""
    lists = [("ol", item.model), ("ul", item.checklist)]
    told = [f"<{tag}>{''.join(f'<li>{html_of(one)}</li>' for one in lines)}</{tag}>" for tag, lines in lists if lines]
    return asked(item, "essay", html_of(item.text), points=0, said="".join(told))


def losses_of(item: Item) -> list[Loss]:
    """What Canvas has no place for."""
    found = ["skills, editions and all other attributes"]
    match item:
        case Question():
            if any(0 < option.credit < 1 for option in item.options):
                found.append("Canvas gives near misses nothing")
            if any(option.void for option in item.options):
                found.append("options that were withdrawn")
            if not item.shuffle:
                found.append("the fixed order of its options")
        case Scenario():
            graded = [grade for grades in item.axes.values() for grade in grades]
            if any(grade.credit > 0 and not grade.full for grade in graded):
                found.append("Canvas gives near misses nothing")
            if any(len(item.full(axis)) > 1 for axis in item.axes):
                found.append("Canvas wants several labels of an axis in the order of its lists")
            if item.cues:
                found.append("deciding words")
        case Order():
            found.append("Canvas asks for an order by matching places")
        case _:
            pass
    return [Loss(item.id, what) for what in found]
