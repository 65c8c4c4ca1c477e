"""From a GIFT file to items: its blocks as plain questions, and these as what they are here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from quizzes.course.grammar.lines import Notes
from quizzes.course.items import Place
from quizzes.course.problems import clip
from quizzes.exchange.decoding import MOST_ANSWERS, text_of, too_many
from quizzes.exchange.gift.blocks import blocks
from quizzes.exchange.gift.escapes import GAP
from quizzes.exchange.gift.marked import marks_of
from quizzes.exchange.gift.questions import question_of
from quizzes.exchange.gift.shapes import SHAPES, report_html
from quizzes.exchange.naming import Names
from quizzes.exchange.parcel import Arrival
from quizzes.exchange.tags import tagged

if TYPE_CHECKING:
    from quizzes.course.items import Item
    from quizzes.exchange.gift.values import Gift


def read(data: bytes, name: str) -> Arrival:
    """The items of a GIFT file, and a problem for all that cannot become one."""
    notes = Notes(name)
    found = questions(data, notes)
    names = Names([gift.id for gift in found], notes)
    items = [item for gift in found if (item := item_of(gift, names, notes))]
    if not items and not notes.problems:
        notes.problem("E05", 1, "there is no question in this file", hint="GIFT writes answers between { and }")
    return Arrival(tuple(items), tuple(sorted(notes.problems)))


def questions(data: bytes, notes: Notes) -> list[Gift]:
    """The questions of a file as plain values."""
    text = text_of(data, notes)
    found: list[Gift] = []
    answers = 0
    for block in blocks(text, notes) if text else ():
        gift = question_of(block, notes)
        if gift is not None:
            answers += len(gift.choices) + len(gift.pairs) + len(gift.numbers)
            if too_many(answers, MOST_ANSWERS, "answers", gift.line, notes):
                return []
            found.append(gift)
    return found


def item_of(gift: Gift, names: Names, notes: Notes) -> Item | None:
    """The item of a question with the id, attributes and places that it names."""
    slug = names.give(gift.id, gift.title or gift.text.text.replace(GAP, " "), gift.line)
    if slug is None:
        return None
    marks = marks_of(gift, notes)
    shared: dict[str, Any] = {"id": slug, "chapter": "", "place": Place(notes.path, gift.line, gift.end_line)}
    item = SHAPES[gift.kind](gift, shared, marks, notes)
    if item is None:
        return None
    report_html(gift, notes)
    item, others, problems = tagged(item, marks.tags, notes.path, gift.line)
    notes.problems += problems
    if others:
        message = f"tags that say nothing here: {clip(', '.join(others))}"
        notes.problem("E22", gift.line, message, hint="write what they mean as attributes", level="info")
    return item
