"""The course's items for those who write it: lists, and one item with its key, place, hashes and figures."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from flask import abort
from pydantic import Field

from app import current
from app.db import database
from app.rooms.author_list import MOST
from app.rooms.bank_statistics import bank, of_item
from app.views.api.door import query, room, spec
from app.views.api.item_shapes import Figures, Item
from app.views.api.shapes import Shape, Slug, gives
from quizzes.course.export import item_as_json

Kind = Literal["", "card", "question", "scenario", "order", "frame", "case", "term", "sketch"]


class Wanted(Shape):
    """What is looked for ("" for all), and which page of it."""

    kind: Kind = ""
    chapter: Slug = ""
    skill: Slug = ""
    page: Annotated[int, Field(ge=1, le=10_000)] = 1


class Listed(Shape):
    """An item of a list."""

    id: str
    kind: str
    chapter: str
    status: str
    skills: list[str]
    editions: list[str]
    text: str


class Items(Shape):
    """One page of the items that were looked for, in course order."""

    items: list[Listed]
    page: int
    pages: int
    total: int


class OneItem(Shape):
    """An item as its author wrote it; `statistics` a row for each axis, null unless asked for."""

    item: Item
    statistics: list[Figures] | None


class Extent(Shape):
    """How much of an item: `statistics` reads all first answers again when there are new ones."""

    statistics: bool = False


@room.get("/items")
@spec.validate(query=Wanted, resp=gives(HTTP_200=Items), operation_id="list_items", tags=["Authors"])
def every_item() -> Items:
    """Items of the course as it is served, all statuses, sixty a page."""
    wanted = query(Wanted)
    found = [
        item
        for item in current.course().items.values()
        if wanted.kind in {"", item.kind}
        and wanted.chapter in {"", item.chapter}
        and wanted.skill in {"", *item.skills}
    ]
    start = (wanted.page - 1) * MOST
    rows = [
        Listed(
            id=item.id,
            kind=item.kind,
            chapter=item.chapter,
            status=item.status,
            skills=list(item.skills),
            editions=list(item.editions),
            text=item.text,
        )
        for item in found[start : start + MOST]
    ]
    return Items(items=rows, page=wanted.page, pages=max(1, -(-len(found) // MOST)), total=len(found))


@room.get("/items/<slug>")
@spec.validate(
    query=Extent,
    resp=gives(HTTP_200=OneItem, missing=True),
    operation_id="read_item",
    tags=["Authors"],
    path_parameter_descriptions={"slug": "An item's id, or case.event"},
)
def one_item(slug: str) -> OneItem:
    """One item with its key, reasons, place and hashes."""
    item = current.course().find(slug) or abort(404)
    figures: list[Figures] | None = None
    if query(Extent).statistics:
        with database().reading() as db:
            figures = [Figures.of(row) for row in of_item(bank(db, current.course()), slug)]
    content: Any = item_as_json(item)
    return OneItem.model_validate({"item": content, "statistics": figures})
