"""A GIFT file of items; each block is read again before it leaves, so that the losses told are those there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzes.exchange.gift.forms import form_of
from quizzes.exchange.gift.items import read
from quizzes.exchange.parcel import Loss, Parcel
from quizzes.exchange.sameness import told

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quizzes.course.course import Course
    from quizzes.course.items import Item


def write(course: Course, items: Iterable[Item], _name: str) -> Parcel:
    """The questions, cards, orders and scenarios of one axis among these items, a category for each chapter."""
    titles = {chapter.id: chapter.title for chapter in course.chapters}
    rows: list[str] = []
    losses: list[Loss] = []
    chapter, count = "", 0
    for item in items:
        block, lost = checked(item, course)
        losses += lost
        if not block:
            continue
        if item.chapter != chapter:
            chapter = item.chapter
            title = titles.get(chapter, chapter).replace("/", "//")
            rows.append(f"$CATEGORY: $course$/top/{title}\n\n")
        rows.append(block + "\n\n")
        count += 1
    return Parcel("".join(rows).encode("utf-8", "replace"), count, tuple(losses))


def checked(item: Item, course: Course) -> tuple[str, list[Loss]]:
    """The block of an item ("" if GIFT cannot carry it) and what is lost, found out by reading it again.

    An item whose key would come back as another one is not written at all.
    """
    form = form_of(item, course)
    if not form.text:
        return "", [Loss(item.id, what, whole=True) for what in form.losses]
    whole, lost = told(form.item, read(form.text.encode("utf-8", "replace"), item.id))
    losses = [Loss(item.id, what, whole) for what in lost]
    return "" if whole else form.text, losses if whole else [*(Loss(item.id, what) for what in form.losses), *losses]
