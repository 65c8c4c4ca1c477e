"""What an answer is worth once the key of its item has changed: what the author ruled, and the mark that follows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from quizzes.course.items import Card
from quizzes.practice.marking import Mark, ResponseError, mark

if TYPE_CHECKING:
    from collections.abc import Mapping

    from quizzes.course.course import Course, Model
    from quizzes.course.items import Item
    from quizzes.practice.learning import Given

Ruling: TypeAlias = Literal["regrade", "accept-both", "keep", "void"]
RULINGS: tuple[Ruling, ...] = get_args(Ruling)


def ruling(item: Item) -> Ruling | None:
    """What the author ruled about answers given under another key; None where nothing was said."""
    said = item.revision.partition(":")[0].strip()
    return next((each for each in RULINGS if each == said), None)


def reason(item: Item) -> str:
    """Why it was ruled so, in the author's words."""
    return item.revision.partition(":")[2].strip()


def judged(item: Item, given: Given, models: Mapping[str, Model]) -> Mark | None:
    """The mark of an answer: by today's key, unless its own key was another one and the author ruled otherwise.

    None: it counts for nothing. Where nothing was ruled, today's key speaks.

    Raises:
        ResponseError: the response does not fit the item as it is now, and no mark of then stands in for it.
    """
    said = ruling(item)
    other_key = given.mark is not None and given.key != item.hashes.key
    if not other_key or said in {None, "regrade"} or isinstance(item, Card):
        return mark(item, given.response, models)
    if said == "void":
        return None
    if said == "keep":
        return given.mark
    return better(given, item, models)


def better(given: Given, item: Item, models: Mapping[str, Model]) -> Mark | None:
    """Each part of an answer by the key that is kinder to it: that of then or today's."""
    try:
        now = mark(item, given.response, models)
    except ResponseError:
        return given.mark
    then = {part.axis: part for part in given.mark.parts} if given.mark else {}
    parts = tuple(max(part, then.get(part.axis, part), key=lambda one: one.points) for part in now.parts)
    return Mark(sum(part.points for part in parts) / len(parts), parts)


def counted(course: Course, given: Given) -> tuple[Item, Mark] | None:
    """The item of an answer and its mark; None where it counts for nothing or no longer fits the course."""
    item = course.find(given.item)
    try:
        found = judged(item, given, course.models) if item else None
    except ResponseError:
        return None
    return (item, found) if item and found else None


def recalled(course: Course, given: Given) -> Mark | None:
    """The mark of a kept answer that counts, as it was given where its key is as it was; None for nothing."""
    item = course.find(given.item)
    if item is None or item.hashes.key == given.key:
        return given.mark
    found = counted(course, given)
    return found[1] if found else None
