"""Contrast pairs: two short stories side by side that differ in what decides between two labels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app import current
from app.store import memories, suspensions
from quizzes.course.items import Frame, Scenario
from quizzes.practice.interleave import shows

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

    from sqlalchemy import Connection

    from quizzes.course.course import Course, Model, Pair
    from quizzes.practice.learning import Sighting


@dataclass(frozen=True, slots=True)
class Couple:
    """Two stories to tell apart on one axis; `labels` in the order of the model."""

    model: Model
    labels: tuple[str, str]
    stories: tuple[Scenario, Scenario]


def couples(course: Course, model: Model, labels: Iterable[str], away: Container[str]) -> tuple[Couple, ...]:
    """All twins of which one shows the one label and the other the other, in course order; none with one set `away`."""
    one, other = sorted(labels, key=model.number)
    every = (item for item in course.items.values() if isinstance(item, Scenario) and not isinstance(item, Frame))
    told = {item.id: item for item in every if item.status == "live" and item.id not in away}
    return tuple(
        Couple(model, (one, other), (item, told[item.twin]))
        for item in told.values()
        if item.twin in told and shows(item, model.id, [one]) and shows(told[item.twin], model.id, [other])
    )


def freshest(found: Iterable[Couple], seen: Mapping[str, Sighting], but: str = "") -> Couple | None:
    """The couple met least lately, one without the story `but` before all others; None when there are none."""

    def staleness(couple: Couple) -> tuple[bool, int]:
        days = [seen[story.id].day if story.id in seen else 0 for story in couple.stories]
        return but in {story.id for story in couple.stories}, max(days)

    return min(found, key=staleness, default=None)


def couple_for(db: Connection, pairs: Iterable[tuple[Model, Pair]], but: str) -> Couple | None:
    """What to ask side by side after a confusion: twins for the first pair that has some besides this very story."""
    learner = current.learner()
    seen, away = memories.seen(db, learner), suspensions.suspended(db, learner)
    for model, pair in pairs:
        found = freshest(couples(current.course(), model, pair.labels, away), seen, but)
        if found and but not in {story.id for story in found.stories}:
            return found
    return None
