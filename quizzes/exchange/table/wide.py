"""One item a row under a header of our own names; what a spreadsheet saves is read again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzes.course.grammar.attributes import ALLOWED, attributes_of
from quizzes.course.grammar.lines import Notes
from quizzes.course.items import Card, Order, Question, Term
from quizzes.exchange.parcel import Arrival, Loss, Parcel
from quizzes.exchange.sameness import told
from quizzes.exchange.table.cells import Row, harmless, written
from quizzes.exchange.table.columns import EXAMPLE, cells_of, header
from quizzes.exchange.table.rows import item_of, names_in
from quizzes.exchange.texts import like

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from quizzes.course.course import Course
    from quizzes.course.items import Item, Option
    from quizzes.exchange.table.cells import Table

ATTRIBUTES = tuple(dict.fromkeys(key for kind in ("term", "question", "card") for key in ALLOWED[kind]))
PARTS = ("option", "credit", "reason", "id")
PAIR = 2


def write(_course: Course, items: Iterable[Item], _name: str = "") -> Parcel:
    """A CSV file of cards, questions, orders and terms, with a mark by which Excel knows UTF-8."""
    rows: list[dict[str, str]] = []
    losses: list[Loss] = []
    for item in items:
        if not isinstance(item, Card | Question | Order | Term):
            losses.append(Loss(item.id, like("a table", item.kind), whole=True))
            continue
        row = {name: harmless(cell) for name, cell in row_of(item).items() if cell}
        whole, lost = told(item, read_again(row))
        losses += [Loss(item.id, what, whole) for what in lost]
        rows += [] if whole else [row]
    names = columns(rows)
    text = written([names, *([row.get(name, "") for name in names] for row in rows)])
    return Parcel(text.encode("utf-8-sig", "replace"), len(rows), tuple(losses))


def row_of(item: Card | Question | Order | Term) -> dict[str, str]:
    """An item by the names of the columns."""
    row = {"kind": item.kind, "id": item.id, "text": item.text}
    row |= {key: attribute.value for key, attribute in attributes_of(item).items()}
    match item:
        case Card():
            row["answer"] = item.answer
        case Question():
            row["why"] = item.why
            for number, option in enumerate(item.options, start=1):
                cells = (option.text, credit(option), option.reason, option.id)
                row |= {f"{part} {number}": cell for part, cell in zip(PARTS, cells, strict=True)}
        case Order():
            for number, option in enumerate(item.options, start=1):
                row |= {f"option {number}": option.text, f"id {number}": option.id}
        case _:
            pass
    return row


def credit(option: Option) -> str:
    """What an option is worth as a cell."""
    return "void" if option.void else f"{option.credit:.6f}".rstrip("0").rstrip(".")


def columns(rows: Iterable[dict[str, str]]) -> list[str]:
    """The columns that some row needs, in the order in which an author reads them."""
    used = {name for row in rows for name in row}
    most = max((int(name.split()[1]) for name in used if name.startswith("option ")), default=0)
    numbered = [f"{part} {number}" for number in range(1, most + 1) for part in PARTS]
    every = ("kind", "id", *ATTRIBUTES, "text", "answer", *numbered, "why")
    return [name for name in every if name in used or name in {"kind", "id", "text"}]


def read_again(row: dict[str, str]) -> Arrival:
    """What a row is read as."""
    notes = Notes("")
    cells = cells_of(Row(1, list(row.values())), list(row), notes)
    item = item_of(cells, names_in([cells], notes), notes)
    return Arrival((item,) if item else (), tuple(notes.problems))


def items_of(table: Table, notes: Notes) -> list[Item]:
    """The items of the rows under a header, or of two columns without one."""
    names = header(table.rows[0], notes) if table.rows else None
    rows = table.rows[1:]
    if names is None:
        if not pairs(table.rows):
            notes.problem("E41", 1, "the first row does not name the columns", hint=EXAMPLE)
            return []
        message = "there is no header: the first column was taken for fronts of cards, the second for their backs"
        notes.problem("E46", 1, message, hint=EXAMPLE, level="warning")
        names, rows = ["text", "answer"], table.rows
    found = [cells_of(row, names, notes) for row in rows]
    given = names_in(found, notes)
    return [item for cells in found if (item := item_of(cells, given, notes))]


def pairs(rows: Sequence[Row]) -> bool:
    """Whether every row has two cells, both with words."""
    return bool(rows) and all(len(row.cells) == PAIR and all(cell.strip() for cell in row.cells) for row in rows)
