"""Answers: one is sent under a uuid of its own, counts once however often it is sent, and is told what it earned."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Literal
from uuid import UUID

from pydantic import AwareDatetime, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from app import current
from app.db import database
from app.rooms import telling
from app.rooms.asking import SEEDS
from app.rooms.sent_answers import Sent, keep
from app.views.api.door import body, room, spec
from app.views.api.faults import MOMENT
from app.views.api.shapes import Shape, Slug, takes

if TYPE_CHECKING:
    from app.rooms.telling import Told
    from quizzes.practice.marking import Part

Slugs = Annotated[list[Slug], Field(max_length=50)]
Whole = Annotated[int, Field(strict=True, ge=0)]
MOST_WORDS = 10_000
WRITTEN = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}.*", re.ASCII | re.IGNORECASE)


def written(value: object) -> object:
    """A moment as text with day and time; numbers, which pydantic would take for seconds, are none."""
    if isinstance(value, str) and WRITTEN.fullmatch(value):
        return value
    raise PydanticCustomError("datetime_written", MOMENT)


Moment = Annotated[AwareDatetime, BeforeValidator(written)]


class Response(Shape):
    """What was chosen; which field depends on the kind of the item: grade, options, labels (and words), or order."""

    grade: Literal["again", "hard", "good", "easy"] | None = None
    options: Slugs | None = None
    labels: Annotated[dict[Slug, Slugs], Field(max_length=20)] | None = None
    order: Slugs | None = None
    words: Annotated[list[Annotated[Whole, Field(lt=MOST_WORDS)]], Field(max_length=MOST_WORDS)] | None = None


class NewAnswer(Shape):
    """An answer to one item; `shown`, `seed` and `shown_at` as they came with it."""

    answer_id: UUID
    item: Slug
    response: Response
    shown: Slugs | None = None
    seed: Annotated[Whole, Field(lt=SEEDS)] | None = None
    shown_at: Moment | None = None
    confidence: Literal["sure", "unsure", "guess"] | None = None


class Choice(Shape):
    """An option with what it is worth (1, 0, or between) and why."""

    id: str
    text: str
    chosen: bool
    credit: float
    reason: str


class AxisMark(Shape):
    """The mark of one axis ("" where an item has none): points 0 to 1, what was right, and what there is to say."""

    axis: str
    points: float
    right: list[str]
    chosen: list[str]
    reason: str


class Section(Shape):
    """Where to read about it."""

    chapter: str
    section: str
    title: str


class Marked(Shape):
    """What an answer earned: points 0 to 1, and the mean of its axes. Texts are Markdown.

    `undone`: it was taken back and does not count. `comes_again` is the day on which this is asked again.
    """

    answer_id: str
    item: str
    points: float
    undone: bool
    axes: list[AxisMark]
    options: list[Choice]
    explanation: str
    notices: list[str]
    lesson: Section | None
    comes_again: date | None


@room.post("/answers")
@spec.validate(
    json=NewAnswer, resp=takes(HTTP_200=Marked, HTTP_201=Marked), operation_id="add_answer", tags=["Learners"]
)
def add_answer() -> tuple[Marked, int]:
    """Keep an answer: 201 the first time, 200 with the same reply when it is sent again, 409 when it is another."""
    kept = keep(sent(body(NewAnswer)))
    with database().reading() as db:
        told = telling.told(db, kept.answer, current.course().find(kept.answer.item))
    return marked(told), 201 if kept.fresh else 200


def sent(answer: NewAnswer) -> Sent:
    """An answer as the room hears it."""
    response: dict[str, Any] = answer.response.model_dump(exclude_none=True)
    return Sent(
        str(answer.answer_id),
        answer.item,
        response,
        answer.shown,
        answer.seed,
        answer.shown_at.isoformat() if answer.shown_at else "",
        answer.confidence or "",
    )


def marked(told: Told) -> Marked:
    """What there is to say, as JSON."""
    answer, chosen = told.answer, {slug for part in told.parts for slug in part.chosen}
    lesson = told.lesson
    return Marked(
        answer_id=answer.id,
        item=answer.item,
        points=told.points,
        undone=answer.undone,
        axes=[axis_mark(part, reason) for part, reason in zip(told.parts, told.reasons, strict=True)],
        options=[
            Choice(id=one.id, text=one.text, chosen=one.id in chosen, credit=one.credit, reason=one.reason)
            for one in told.options
        ],
        explanation=told.explanation,
        notices=list(told.notices),
        lesson=Section(chapter=lesson[0], section=lesson[1].id, title=lesson[1].title) if lesson else None,
        comes_again=date.fromordinal(told.comes_again) if told.comes_again else None,
    )


def axis_mark(part: Part, reason: str) -> AxisMark:
    """One axis."""
    return AxisMark(axis=part.axis, points=part.points, right=list(part.right), chosen=list(part.chosen), reason=reason)
