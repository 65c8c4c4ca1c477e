"""Which items go into an export, and its losses told so that a person can read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from quizzes.course.course import Course
    from quizzes.course.items import Item
    from quizzes.exchange.parcel import Loss


def chosen(
    course: Course,
    chapters: Collection[str] = (),
    kinds: Collection[str] = (),
    edition: str | None = None,
    *,
    drafts: bool,
) -> list[Item]:
    """The items of these chapters, kinds and edition in course order, all of them where nothing is said."""
    return [
        item
        for item in course.items.values()
        if (not chapters or item.chapter in chapters)
        and (not kinds or item.kind in kinds)
        and (edition is None or edition in item.editions)
        and (item.status == "live" or (drafts and item.status != "retired"))
    ]


def summed(losses: Iterable[Loss]) -> list[tuple[str, list[str]]]:
    """Each loss once with the items it befell; those that left out a whole item come first."""
    found: dict[tuple[bool, str], list[str]] = {}
    for loss in losses:
        found.setdefault((not loss.whole, loss.what), []).append(loss.item)
    return [(f"left out, {what}" if not kept else what, ids) for (kept, what), ids in sorted(found.items())]
