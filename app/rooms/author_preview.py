"""An unsaved item as a learner would see it: before, after a right answer and after a wrong one. Nothing is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app import current
from app.rooms import asking, feedback
from quizzes.course.items import Card, Case, Frame, Item, Order, Question, Scenario
from quizzes.course.library import events_of
from quizzes.course.variants import showable, variant
from quizzes.practice.marking import Mark, ResponseError, mark
from quizzes.practice.rating import RIGHT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markupsafe import Markup

    from app.rooms.asking import Asked
    from app.rooms.feedback import Half
    from quizzes.course.course import Model, Pair
    from quizzes.course.items import Option
    from quizzes.practice.marking import Part

SEEDS = (1, 2, 3)
"""Of a frame, so many wordings are shown."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the page after an answer would show, by the names that the learner's templates use."""

    item: Item
    mark: Mark
    options: tuple[Option, ...]
    axes: tuple[tuple[Model, Part], ...]
    pairs: tuple[tuple[Model, Pair], ...]
    story: Markup | None
    halves: tuple[Half, ...]
    overlap: None = None

    @property
    def right(self) -> bool:
        """Whether it got all its points."""
        return self.mark.points >= RIGHT

    @property
    def halves_mixed_up(self) -> bool:
        """In a preview both twins are shown."""
        return True


@dataclass(frozen=True, slots=True)
class Look:
    """One thing as a learner meets it; of a case, one for each event. `others`: more wordings of a frame."""

    asked: Asked
    right: Said | None
    wrong: Said | None = None
    others: tuple[str, ...] = ()


def looks(item: Item | None) -> tuple[Look, ...]:
    """What a learner would see of an item; () where nothing is asked or it cannot be shown yet."""
    if isinstance(item, Case):
        return tuple(look(event) for event in events_of([item]).values() if event.axes)
    if isinstance(item, Frame) and not showable(item):
        return ()
    asks = isinstance(item, Card | Question | Order) or (isinstance(item, Scenario) and known(item))
    return (look(item),) if item and asks else ()


def known(item: Scenario) -> tuple[Model, ...]:
    """The models of a story's axes."""
    models = current.course().models
    return tuple(models[axis] for axis in item.axes if axis in models)


def look(item: Item) -> Look:
    """An item before and after."""
    seed = SEEDS[0] if isinstance(item, Frame) else None
    others = tuple(variant(item, seed).text for seed in SEEDS[1:]) if isinstance(item, Frame) else ()
    item = variant(item, seed)
    models = known(item) if isinstance(item, Scenario) else ()
    asked = asking.ask(item, current.learner().id, models)
    right, wrong = right_response(item), wrong_response(item)
    return Look(asked, said(item, right), said(item, wrong) if wrong != right else None, others)


def said(item: Item, response: Mapping[str, Any]) -> Said | None:
    """What would be said to an answer; None when it cannot be marked yet."""
    try:
        marked = mark(item, response)
    except ResponseError:
        return None
    models = known(item) if isinstance(item, Scenario) else ()
    points = {part.axis: part for part in marked.parts}
    return Said(
        item,
        marked,
        item.options if isinstance(item, Question) else (),
        tuple((model, points[model.id]) for model in models if model.id in points),
        feedback.pairs_mixed_up(item, marked),
        feedback.lit(item, [model.id for model in models]) if isinstance(item, Scenario) else None,
        feedback.halves(item, marked),
    )


def right_response(item: Item) -> dict[str, Any]:
    """An answer that earns everything."""
    match item:
        case Question():
            return {"options": [option.id for option in item.options if option.credit >= 1 and not option.void]}
        case Order():
            return {"order": [option.id for option in item.options]}
        case Scenario():
            return {"labels": {model.id: list(item.full(model.id)) for model in known(item)}}
        case _:
            return {"grade": "good"}


def wrong_response(item: Item) -> dict[str, Any]:
    """A mistake that somebody could make: a near miss where there is one."""
    right = right_response(item)
    match item:
        case Question():
            others = [option.id for option in item.options if option.credit < 1 and not option.void]
            return {"options": others[: item.answers]} if others else right
        case Order():
            first, *rest = right["order"] or [""]
            return {"order": [*rest[:1], first, *rest[1:]]}
        case Scenario():
            return {"labels": {model.id: [near_miss(item, model)] for model in known(item)}}
        case _:
            return right


def near_miss(item: Scenario, model: Model) -> str:
    """A label that is not right: one the author wrote of, else a neighbour that gets mixed up, else any."""
    full = item.full(model.id)
    written = [grade.label for grade in item.axes[model.id] if not grade.full]
    mixed_up = [label for pair in model.pairs if set(pair.labels) & set(full) for label in pair.labels]
    every = [*written, *mixed_up, *(label.id for label in model.labels)]
    return next((label for label in every if label not in full), every[0])
