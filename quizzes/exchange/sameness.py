"""Whether an item comes back as it went: what a file carries is found out by reading it again."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

from quizzes.course.items import Hashes, Order, Place, Question, Scenario

if TYPE_CHECKING:
    from collections.abc import Collection

    from quizzes.course.items import Item
    from quizzes.exchange.parcel import Arrival

WORDS = {"answer": "back", "axes": "labels", "cues": "deciding words", "why": "explanation", "waived": "waivers"}
"""What fields are called in a report, where their names do not say it."""
KEY = {"kind", "options", "labels", "back"}
"""Of these a file must carry all or leave the item out, lest another answer counts as right."""


def bare(item: Item) -> Item:
    """An item without what no file of another program says: places, chapter, hashes, whether slugs were written."""
    item = replace(item, place=Place("", 0, 0), chapter="", hashes=Hashes("", "", ""))
    if isinstance(item, Question | Order):
        options = tuple(replace(each, written=True, line=0, end_line=0) for each in item.options)
        return replace(item, options=options)
    if isinstance(item, Scenario):
        axes = {axis: tuple(replace(grade, line=0) for grade in grades) for axis, grades in item.axes.items()}
        return replace(item, axes=axes)
    return item


def changed(before: Item, after: Item) -> list[str]:
    """The fields in which two items differ, in words, apart from what `bare` leaves out."""
    one, other = bare(before), bare(after)
    if type(one) is not type(other):
        return ["kind"]
    names = [each.name for each in fields(one) if getattr(one, each.name) != getattr(other, each.name)]
    return [WORDS.get(name, name) for name in names]


def told(before: Item, arrival: Arrival, key: Collection[str] = KEY) -> tuple[bool, list[str]]:
    """Whether an item must be left out, going by what reading it again gave, and what is lost, in words."""
    if len(arrival.items) != 1:
        why = next((each.message for each in arrival.problems if each.level == "error"), "it is more than one")
        return True, [f"it could not be read again: {why}"]
    found = changed(before, arrival.items[0])
    return bool(set(key).intersection(found)), [f"it comes back with another {field}" for field in found]
