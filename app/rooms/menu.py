"""What the drills room offers: drills by axis, pairs that get mixed up, and the other exercises."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app import current
from app.rooms import drilling, running, tracing
from app.store import memories, sketches, suspensions
from quizzes.course.items import Case, Order, Sketch

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from app.rooms.drilling import Offer
    from app.store.sketches import Draft
    from quizzes.course.course import Model
    from quizzes.course.items import Item
    from quizzes.evidence.confusion import Mixup

MOST = 3


@dataclass(frozen=True, slots=True)
class Exercise:
    """A running case, a list to order or a sketch: how many parts it has, and how many were met."""

    item: Item
    parts: int
    met: int


@dataclass(frozen=True, slots=True)
class Menu:
    """The drills room: offers of this edition and of the other one, the pairs most mixed up, and the other exercises.

    `four_steps` says how many stories can be read in four steps and how many were met.
    """

    own: tuple[Offer, ...]
    other: tuple[Offer, ...]
    mixed_up: tuple[tuple[Model, Mixup], ...]
    cases: tuple[Exercise, ...]
    orders: tuple[Exercise, ...]
    sketches: tuple[Exercise, ...]
    four_steps: tuple[int, int]

    @property
    def models(self) -> tuple[Model, ...]:
        """The axes that this edition drills alone."""
        return tuple(offer.choice.models[0] for offer in self.own if len(offer.choice.models) == 1)


def menu(db: Connection) -> Menu:
    """Everything the drills room shows."""
    course, edition, learner = current.course(), current.edition(), current.learner()
    seen, drawn = memories.seen(db, learner), sketches.of(db, learner)
    offers = drilling.offers(course, edition, seen)
    away = suspensions.suspended(db, learner)
    kept = [item for item in course.items.values() if item.id not in away]
    own = [item for item in kept if item.status == "live" and edition in item.editions]
    stories = [story for story in tracing.stories(course, edition) if story.id not in away]
    return Menu(
        own=tuple(offer for offer in offers if offer.here),
        other=tuple(offer for offer in offers if not offer.here),
        mixed_up=tuple(
            drilling.mixed_up(db, [model for model in course.models.values() if edition in model.editions])[:MOST]
        ),
        cases=tuple(
            Exercise(item, len(item.events), sum(f"{item.id}.{event.id}" in seen for event in item.events))
            for item in own
            if isinstance(item, Case) and running.LOOP in course.models
        ),
        orders=tuple(Exercise(item, 1, int(item.id in seen)) for item in own if isinstance(item, Order)),
        sketches=tuple(drawing(item, drawn.get(item.id)) for item in own if isinstance(item, Sketch)),
        four_steps=(len(stories), sum(story.id in seen for story in stories)),
    )


def drawing(sketch: Sketch, own: Draft | None) -> Exercise:
    """A sketch with how many of its lines are written; those no longer asked are not counted."""
    asked = len(sketch.model)
    return Exercise(sketch, asked, sum(map(bool, own.lines[:asked])) if own else 0)
