"""Cards as the text file that Anki imports: lines with # say what is in it, guid is our id, tags hold attributes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, unquote

from quizzes.course.grammar.attributes import ALLOWED
from quizzes.course.grammar.lines import Notes
from quizzes.course.grammar.slugs import SLUG
from quizzes.course.items import Card, Place
from quizzes.exchange.markup import to_html
from quizzes.exchange.naming import Names
from quizzes.exchange.parcel import Arrival, Loss, Parcel
from quizzes.exchange.sameness import told
from quizzes.exchange.table.cells import Table, rows_of, written
from quizzes.exchange.tags import TAG, tagged, tags_of
from quizzes.exchange.texts import like, of_html, of_plain, report_lost

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from quizzes.course.course import Course
    from quizzes.course.items import Item
    from quizzes.exchange.table.cells import Row

HEADER = (
    "#separator:tab\n#html:true\n#notetype:Basic\n#guid column:1\n#tags column:4\n#columns:guid\tFront\tBack\ttags\n"
)
"""Columns named as the fields of Anki's note type Basic, and so put into them without being asked."""
SPECIAL = ("guid", "tags", "deck", "notetype")
SIDES = 2


class Layout(NamedTuple):
    """The column (from 0) of guid and tags, those of no use, whether texts are HTML, and tags that all rows have."""

    guid: int | None
    tags: int | None
    others: frozenset[int]
    html: bool
    shared: tuple[str, ...]


def write(_course: Course, items: Iterable[Item], _name: str = "") -> Parcel:
    """The cards among these items."""
    rows: list[str] = []
    losses: list[Loss] = []
    for item in items:
        if not isinstance(item, Card):
            losses.append(Loss(item.id, like("a file of cards for Anki", item.kind), whole=True))
            continue
        row = row_of(item)
        whole, lost = told(item, read_again(row), key=())
        losses += [Loss(item.id, what, whole) for what in lost]
        rows += [] if whole else [row]
    return Parcel((HEADER + "".join(rows)).encode("utf-8", "replace"), len(rows), tuple(losses))


def row_of(item: Card) -> str:
    """A card as a row; space in a tag, which Anki takes for its end, is written as %20."""
    tags = " ".join(re.sub(r"[\s%]", lambda found: quote(found[0]), tag) for tag in tags_of(item))
    return written([[item.id, to_html(item.text), to_html(item.answer), tags]], "\t", "\n")


def read_again(row: str) -> Arrival:
    """What a row is read as."""
    notes = Notes("")
    table = rows_of(HEADER + row, notes)
    return Arrival(tuple(items_of(table, notes)) if table else (), tuple(notes.problems))


def items_of(table: Table, notes: Notes) -> list[Item]:
    """The cards of a file that says at its top what is in it."""
    layout = layout_of(table.settings)
    guids = [cell(row, layout.guid) for row in table.rows]
    names = Names([guid for guid in guids if SLUG.fullmatch(guid)], notes)
    return [card for row in table.rows if (card := card_of(row, layout, names, notes))]


def layout_of(settings: Mapping[str, str]) -> Layout:
    """What the lines with # say."""
    at = {name: number_of(settings.get(f"{name} column", "")) for name in SPECIAL}
    others = frozenset(column for column in at.values() if column is not None)
    html = settings.get("html", "true").strip().lower() != "false"
    return Layout(at["guid"], at["tags"], others, html, tuple(settings.get("tags", "").split()))


def number_of(text: str) -> int | None:
    """A column as a number from 0, None if none is named."""
    return int(text) - 1 if re.fullmatch(r"[1-9]\d{0,2}", text.strip()) else None


def cell(row: Row, column: int | None) -> str:
    """What stands in a column of a row, "" if there is none."""
    return row.cells[column].strip() if column is not None and column < len(row.cells) else ""


def card_of(row: Row, layout: Layout, names: Names, notes: Notes) -> Card | None:
    """The card of a row: its first two columns of words are front and back."""
    sides = [each.strip() for number, each in enumerate(row.cells) if number not in layout.others]
    if len(sides) < SIDES or not all(sides[:SIDES]):
        hint = "a note needs a front and a back"
        notes.problem("E44", row.line, "this row has not two sides with words", hint=hint)
        return None
    report_more(row, sides, notes)
    report_lost(" ".join(sides) if layout.html else "", row.line, notes)
    front, back = ((of_html if layout.html else of_plain)(side) for side in sides[:SIDES])
    if not front or not back:
        notes.problem("E44", row.line, "this row has not two sides with words", hint="write in words what is shown")
        return None
    guid = cell(row, layout.guid)
    slug = names.give(guid if SLUG.fullmatch(guid) else "", front, row.line)
    if slug is None:
        return None
    place = Place(notes.path, row.line, row.line)
    card = Card(id=slug, kind="card", chapter="", place=place, text=front, answer=back)
    tags = [ours(tag) for tag in (*cell(row, layout.tags).split(), *layout.shared)]
    card, _, problems = tagged(card, tags, notes.path, row.line)
    notes.problems += problems
    return card


def report_more(row: Row, sides: Sequence[str], notes: Notes) -> None:
    """Note columns of words beyond front and back, once a row."""
    if any(sides[SIDES:]):
        message = f"this row has {len(sides)} sides; a card has two, the others were left out"
        notes.problem("E45", row.line, message, hint="put what matters into the back", level="warning")


def ours(tag: str) -> str:
    """A tag with its space back, if it is one of our attributes."""
    found = TAG.fullmatch(tag)
    return unquote(tag) if found and found[1] in ALLOWED["card"] else tag
