"""Anki packages: items as notes that keep their review history when they are brought again.

A note is known by a guid made from the item's id. Beside what is shown it carries the item's own text in its last
field, so that nothing is lost on the way back; `anki_reading` says what counts when a note was changed in Anki.
"""

from __future__ import annotations

import io
import itertools
import sqlite3
import zipfile
from contextlib import closing
from hashlib import blake2b
from html import escape
from typing import TYPE_CHECKING

import genanki

from quizzes.course.grammar.attributes import attributes_of
from quizzes.course.grammar.layout import item_block
from quizzes.course.items import Card, Order, Question, Scenario, Sketch, Term
from quizzes.exchange.anki_notes import carried
from quizzes.exchange.anki_reading import read
from quizzes.exchange.markup import to_html
from quizzes.exchange.parcel import Loss, Parcel
from quizzes.exchange.tags import tags_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from quizzes.course.course import Course
    from quizzes.course.items import Grade, Item

__all__ = ["read", "write"]

FIELDS = ("Front", "Back", "Momentum")
STYLE = """.card { font: 1.25rem/1.5 sans-serif; max-width: 38rem; margin: 0 auto; padding: 1rem; text-align: left; }
.why { opacity: .75; font-size: 1rem; }
li { margin: .3rem 0; }"""
MODEL = genanki.Model(
    1607392811,
    "Momentum",
    fields=[{"name": name} for name in FIELDS],
    templates=[{"name": "Card 1", "qfmt": "{{Front}}", "afmt": "{{FrontSide}}<hr id=answer>{{Back}}"}],
    css=STYLE,
)
UNCARRIED = {"frame": "frames: Anki has no slots that change", "case": "running cases: Anki asks one thing a note"}


def write(course: Course, items: Sequence[Item], name: str, now: datetime) -> Parcel:
    """The items as one deck called `name`, a deck inside it for each chapter.

    `now` is when the notes were changed last: Anki takes over what is newer than what it has.
    """
    losses, decks = [], dict[str, genanki.Deck]()
    titles = {chapter.id: f"{chapter.number:02} {chapter.title}" for chapter in course.chapters}
    for item in items:
        if item.kind in UNCARRIED:
            losses.append(Loss(item.id, UNCARRIED[item.kind], whole=True))
            continue
        title = f"{name}::{titles.get(item.chapter, item.chapter)}"
        deck = decks.setdefault(title, genanki.Deck(number(title), title))
        deck.add_note(note(course, item))
        losses += [Loss(item.id, "Anki does not mark: you say yourself how well you knew it")] * (item.kind != "card")
    return Parcel(
        packed(decks.values(), now.timestamp()), len(items) - sum(loss.whole for loss in losses), tuple(losses)
    )


def number(text: str) -> int:
    """A number that stays the same for a text: Anki knows decks by numbers."""
    return int.from_bytes(blake2b(text.encode(), digest_size=4).digest()) + 2**32


def guid(slug: str) -> str:
    """What Anki knows the note of an item by."""
    return f"momentum:{slug}"


def note(course: Course, item: Item) -> genanki.Note:
    """One item as a note."""
    block = item_block(item, attributes_of(item))
    front, back = sides(course, item)
    spaced = [tag for tag in tags_of(item) if " " not in tag]
    return genanki.Note(MODEL, [front, back, carried(front, back, block)], guid=guid(item.id), tags=spaced)


def sides(course: Course, item: Item) -> tuple[str, str]:
    """What is shown before and after, as HTML."""
    text, more = to_html(item.text), ""
    match item:
        case Card():
            back = to_html(item.answer)
        case Term():
            text, back = escape(item.title), text
        case Question():
            more = listed("ul", (to_html(option.text) for option in item.options))
            back = listed("ul", (told(option.text, option.reason, option.credit >= 1) for option in item.options))
            back += f'<div class="why">{to_html(item.why)}</div>' if item.why else ""
        case Order():
            mixed = sorted(item.options, key=lambda option: blake2b(option.id.encode()).digest())
            more = listed("ul", (to_html(option.text) for option in mixed))
            back = listed("ol", (to_html(option.text) for option in item.options))
        case Scenario():
            models = (course.models.get(axis) for axis in item.axes)
            more = listed("ul", (escape(model.title) for model in models if model))
            back = "".join(placed(course, axis, grades) for axis, grades in item.axes.items())
        case Sketch():
            back = listed("ol", map(to_html, item.model)) + listed("ul", map(to_html, item.checklist))
        case _:
            raise TypeError(item.kind)
    return text + more, back


def told(text: str, reason: str, right: bool) -> str:  # noqa: FBT001 what it says of one option
    """An option with its verdict and its reason."""
    why = f'<div class="why">{to_html(reason)}</div>' if reason else ""
    return f"{'✓' if right else '✗'} {to_html(text)}{why}"


def placed(course: Course, axis: str, grades: Iterable[Grade]) -> str:
    """The labels of an axis that are worth something or have a reason."""
    model = course.models.get(axis)
    names = {label.id: label.title for label in model.labels} if model else {}
    rows = (told(names.get(grade.label, grade.label), grade.reason, grade.full) for grade in grades)
    return f"<p>{escape(model.title if model else axis)}</p>{listed('ul', rows)}"


def listed(tag: str, rows: Iterable[str]) -> str:
    """Rows as a list; nothing where there are none."""
    inside = "".join(f"<li>{row}</li>" for row in rows)
    return f"<{tag}>{inside}</{tag}>" if inside else ""


def packed(decks: Iterable[genanki.Deck], moment: float) -> bytes:
    """The decks as a package of the layout that every Anki reads."""
    with closing(sqlite3.connect(":memory:")) as database:
        genanki.Package(list(decks)).write_to_db(database.cursor(), moment, itertools.count(int(moment * 1000)))
        database.commit()
        collection = database.serialize()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("collection.anki2", collection)
        package.writestr("media", "{}")
    return out.getvalue()
