"""What the buttons beside the rows of a form do: add one, take one out, move one up or down."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from quizzes.course.grammar.fields import Happening, Row

if TYPE_CHECKING:
    from quizzes.course.grammar.fields import Fields

ACT = re.compile(r"(rows|events|events-(\d{1,3})-rows):(add|remove|up|down)(?::(\d{1,3}))?")
Part = TypeVar("Part")


def rearranged(fields: Fields, act: str) -> tuple[Fields, str] | None:
    """The fields after an act such as `rows:up:2`, and the name of the field to go on with; None if it is no act.

    An act on a row that is not there changes nothing.
    """
    found = ACT.fullmatch(act)
    if not found:
        return None
    place, event, verb, number = found[1], found[2], found[3], int(found[4] or 0)
    if place == "events":
        events, at = moved(fields.events, verb, number, Happening(rows=(Row(mark="x"),)))
        return replace(fields, events=events), f"events-{at}-text" if events else "text"
    if event is None:
        rows, at = moved(fields.rows, verb, number, Row())
        return replace(fields, rows=rows), f"rows-{at}-text" if rows else "text"
    if int(event) >= len(fields.events):
        return fields, "text"
    own = fields.events[int(event)]
    rows, at = moved(own.rows, verb, number, Row())
    events = tuple(replace(own, rows=rows) if each is own else each for each in fields.events)
    return replace(fields, events=events), f"{place}-{at}-text" if rows else f"events-{event}-text"


def moved(parts: tuple[Part, ...], verb: str, number: int, fresh: Part) -> tuple[tuple[Part, ...], int]:
    """The rows after one act, and the place of the row it was about."""
    if verb == "add":
        return (*parts, fresh), len(parts)
    if number >= len(parts):
        return parts, max(0, len(parts) - 1)
    rest = [*parts[:number], *parts[number + 1 :]]
    if verb == "remove":
        return tuple(rest), min(number, max(0, len(rest) - 1))
    at = max(0, number - 1) if verb == "up" else min(len(rest), number + 1)
    rest.insert(at, parts[number])
    return tuple(rest), at
