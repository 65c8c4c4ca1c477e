"""A row of a table as an item: its kind, attributes, options and their credits, with what is wrong in which column."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from quizzes.course.grammar.attributes import ALLOWED, ANY, Attribute, values
from quizzes.course.grammar.slugs import SLUG, Taken
from quizzes.course.items import Card, Option, Order, Place, Question, Term
from quizzes.course.problems import clip, did_you_mean
from quizzes.exchange.naming import Names
from quizzes.exchange.tags import tagged
from quizzes.exchange.texts import flat

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quizzes.course.grammar.lines import Notes
    from quizzes.course.items import Item
    from quizzes.exchange.table.columns import Cells

KINDS = ("card", "question", "order", "term")
WORDS = {"": 0.0, "no": 0.0, "wrong": 0.0, "x": 1.0, "yes": 1.0, "right": 1.0}
NUMBER = re.compile(r"[01]?[.,]\d{1,6}|[01]")
LEAST = 2


def names_in(rows: Iterable[Cells], notes: Notes) -> Names:
    """The ids that stand in these rows."""
    return Names([cells.get("id") for cells in rows], notes)


def item_of(cells: Cells, names: Names, notes: Notes) -> Item | None:
    """The item of a row, None (and a problem) if its kind is not clear or a part is missing."""
    kind = kind_of(cells, notes)
    if not kind or not complete(cells, kind, notes):
        return None
    slug = names.give(cells.get("id"), cells.get("title") or cells.get("text"), cells.line)
    if slug is None:
        return None
    shared: dict[str, Any] = {"id": slug, "kind": kind, "chapter": "", "text": cells.get("text")}
    shared |= {"place": Place(notes.path, cells.line, cells.line), **attributes(cells, kind, notes)}
    item = built(cells, kind, shared, notes)
    tags = re.split(r"[\s,]+", cells.get("tags")) if cells.get("tags") else []
    if item and tags:
        item, _, problems = tagged(item, tags, notes.path, cells.line)
        notes.problems += problems
    return item


def kind_of(cells: Cells, notes: Notes) -> str:
    """The kind of a row as it says, else by the columns it fills; "" (and a problem) for another one."""
    kind = cells.get("kind").casefold()
    if kind in KINDS:
        return kind
    if kind:
        hint = did_you_mean(kind, KINDS)
        notes.problem("E43", cells.line, f"a row cannot be a {clip(kind)!r}", hint=hint)
        return ""
    if cells.get("title"):
        return "term"
    if cells.numbers():
        return "question"
    if cells.get("answer"):
        return "card"
    hint = "fill in kind, answer or options"
    notes.problem("E43", cells.line, "this row is no card, question, order or term", hint=hint)
    return ""


def complete(cells: Cells, kind: str, notes: Notes) -> bool:
    """Whether a row has all that its kind cannot do without; the first that is missing is told."""
    needed = {"card": ("text", "answer"), "term": ("text", "title")}.get(kind, ("text",))
    missing = next((name for name in needed if not cells.get(name)), "")
    if missing:
        message = f"this {kind} has nothing in the column {missing!r}"
        notes.problem("E44", cells.line, message, hint="fill it in, or delete the row")
        return False
    if kind in {"question", "order"} and len(cells.numbers()) < LEAST:
        message = f"this {kind} has fewer than two options"
        notes.problem("E44", cells.line, message, hint="write them under option 1, option 2 and so on")
        return False
    return True


def attributes(cells: Cells, kind: str, notes: Notes) -> dict[str, Any]:
    """The attributes of a row as fields; one that its kind does not have is told."""
    found = {key: cells.get(key) for key in sorted(ANY) if cells.get(key)}
    for key in found.keys() - ALLOWED[kind]:
        message = f"a {kind} has no {key!r}: {clip(found[key])!r}"
        notes.problem("E44", cells.line, message, hint="empty the cell", level="warning")
    return values({key: Attribute(found[key], cells.line, 1) for key in found.keys() & set(ALLOWED[kind])}, notes)


def built(cells: Cells, kind: str, shared: dict[str, Any], notes: Notes) -> Item | None:
    """The item of a row that is complete."""
    if kind == "card":
        return Card(**shared, answer=cells.get("answer"))
    if kind == "term":
        return Term(**shared)
    options = options_of(cells, kind, notes)
    if options is None:
        return None
    if kind == "order":
        return Order(**shared, options=options)
    if not any(option.credit == 1 for option in options):
        message = "no option is right"
        notes.problem("E44", cells.line, message, hint="write 1 into the credit of the right one, as under credit 2")
        return None
    if "[?]" in cells.get("text"):
        shared.setdefault("style", "missing-word")
    return Question(**shared, options=options, why=cells.get("why"))


def options_of(cells: Cells, kind: str, notes: Notes) -> tuple[Option, ...] | None:
    """The options of a row, None (and a problem) if a credit or an id is none."""
    numbers = cells.numbers()
    ids = {number: cells.get(f"id {number}") for number in numbers}
    taken = Taken(filter(None, ids.values()))
    found = []
    for number in numbers:
        text, slug = flat(cells.get(f"option {number}")), ids[number]
        if slug and (not SLUG.fullmatch(slug) or not taken.give(slug)):
            message = f"the id of option {number} is taken or no id: {clip(slug)!r}"
            notes.problem("E44", cells.line, message, hint="small letters and digits with hyphens, each once in a row")
            return None
        worth = credit_of(cells.get(f"credit {number}")) if kind == "question" else (0.0, False)
        if worth is None:
            message = f"credit {number} cannot be {clip(cells.get(f'credit {number}'))!r}"
            notes.problem("E44", cells.line, message, hint="write 1, 0, a number between them such as 0.5, or void")
            return None
        reason = cells.get(f"reason {number}") if kind == "question" else ""
        own = slug or taken.derive(text)
        found.append(Option(own, text, worth[0], reason, void=worth[1], line=cells.line, end_line=cells.line))
    return tuple(found)


def credit_of(cell: str) -> tuple[float, bool] | None:
    """The credit that a cell says, and whether the option is withdrawn; None if it says neither."""
    word = cell.casefold()
    if word == "void":
        return 0.0, True
    if word in WORDS:
        return WORDS[word], False
    if not NUMBER.fullmatch(word) or (number := float(word.replace(",", "."))) > 1:
        return None
    return number, False
