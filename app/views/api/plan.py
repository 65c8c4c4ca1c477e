"""Today's plan, and the next thing of it as the page Study would ask it: never with its key."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

from app import current
from app.rooms import asking, planning
from app.views.api.door import query, room, spec
from app.views.api.shapes import Named, Shape, gives
from quizzes.course.items import Card, Question

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.rooms.asking import Asked
    from app.store.plans import PlanEntry
    from quizzes.course.course import Model


class Progress(Shape):
    """How far today is, in things and in minutes; what a wrong answer asked for again is counted apart."""

    done: int
    total: int
    minutes_done: int
    minutes: int
    repeats_done: int
    repeats: int


class Entry(Shape):
    """One thing of today's plan. `again`: a wrong answer asked for it; `repeat`: it may be remembered by its words."""

    item: str
    kind: str | None
    trains: str
    done: bool
    again: bool
    repeat: bool


class Plan(Shape):
    """The plan of the learner's day, which begins at 04:00 on their clock."""

    day: date
    progress: Progress
    entries: list[Entry]


class Offered(Shape):
    """An option, in its place as shown."""

    id: str
    text: str


class Axis(Shape):
    """One thing to classify by: choose `choose` of these labels."""

    id: str
    title: str
    choose: int
    labels: list[Named]


class Thing(Shape):
    """An item before its answer; texts are Markdown. Send `answer_id`, `seed` and `shown` back with the answer.

    `back` is a card's other side, there when it was asked for with `reveal=true`; `choose` is how many options to name.
    """

    answer_id: str
    item: str
    kind: Literal["card", "question", "scenario", "frame", "order", "event"]
    text: str
    trains: str
    scope: str
    choose: int | None
    options: list[Offered]
    axes: list[Axis]
    grades: list[str]
    back: str | None
    seed: int | None
    shown: list[str]
    shown_at: datetime


class Next(Shape):
    """What comes next; null when nothing is open today."""

    next: Thing | None
    progress: Progress


class Wish(Shape):
    """How to show it."""

    reveal: bool = False


@room.get("/plan")
@spec.validate(resp=gives(HTTP_200=Plan), operation_id="plan", tags=["Learners"])
def plan() -> Plan:
    """Today's plan in its order, done and open."""
    entries = planning.of_today()
    return Plan(
        day=date.fromordinal(current.today()), progress=progress(entries), entries=[entry_of(one) for one in entries]
    )


@room.get("/next")
@spec.validate(query=Wish, resp=gives(HTTP_200=Next), operation_id="next", tags=["Learners"])
def following() -> Next:
    """The next thing of today's plan, without its key."""
    entries = planning.of_today()
    asked = planning.asked_next(entries)
    return Next(next=thing(asked, reveal=query(Wish).reveal) if asked else None, progress=progress(entries))


def progress(entries: Sequence[PlanEntry]) -> Progress:
    """How far a plan is."""
    strip = planning.strip(entries)
    return Progress(
        done=strip.done,
        total=strip.total,
        minutes_done=strip.minutes_done,
        minutes=strip.minutes,
        repeats_done=strip.repeats_done,
        repeats=strip.repeats,
    )


def entry_of(one: PlanEntry) -> Entry:
    """One thing of the plan; its kind is null when it has left the course since."""
    course = current.course()
    item = course.items.get(one.item)
    models = asking.models_asked(course, item, current.edition()) if item else ()
    return Entry(
        item=one.item,
        kind=item.kind if item else None,
        trains=asking.trains(course, item, models) if item else "",
        done=one.answer is not None,
        again=one.again,
        repeat=one.repeat,
    )


def thing(asked: Asked, *, reveal: bool) -> Thing:
    """An item as it is asked."""
    item, course = asked.item, current.course()
    grades = asking.GRADES[current.learner().buttons] if isinstance(item, Card) else ()
    return Thing(
        answer_id=asked.answer_id,
        item=item.id,
        kind=item.kind,  # type: ignore[arg-type] # a plan holds nothing else
        text=item.text,
        trains=asking.trains(course, item, asked.axes),
        scope=asking.scope(course, item, asked.axes),
        choose=item.answers if isinstance(item, Question) else None,
        options=[Offered(id=option.id, text=option.text) for option in asked.options],
        axes=[axis_of(asked, model) for model in asked.axes],
        grades=list(grades),
        back=item.answer if reveal and isinstance(item, Card) else None,
        seed=asked.seed,
        shown=list(asked.shown),
        shown_at=datetime.fromisoformat(asked.shown_at),
    )


def axis_of(asked: Asked, model: Model) -> Axis:
    """One axis with its labels."""
    labels = [Named(id=label.id, title=label.title) for label in model.labels]
    return Axis(id=model.id, title=model.title, choose=asked.wanted(model.id), labels=labels)
