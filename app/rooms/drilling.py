"""What a drill can be about, which scenario comes next in it, and how many were done today."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from app import current
from app.rooms.asking import chance
from app.store import answers, memories, suspensions
from quizzes.course.items import Scenario
from quizzes.practice.interleave import next_scenario

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from app.store.answers import Answer
    from quizzes.course.course import Course, Model
    from quizzes.practice.learning import Sighting


@dataclass(frozen=True, slots=True)
class Offer:
    """One drill: its axes, how many scenarios it has and how many were met; `here`: it fits the edition in use."""

    models: tuple[Model, ...]
    scenarios: int
    met: int
    here: bool

    @property
    def axes(self) -> str:
        """The axes as the address has them."""
        return "+".join(model.id for model in self.models)


def models(course: Course, axes: str) -> tuple[Model, ...]:
    """The models that an address like "step+activity" names; () when one is unknown or named twice."""
    named = axes.split("+")
    known = all(axis in course.models for axis in named) and len(set(named)) == len(named)
    return tuple(course.models[axis] for axis in named) if known else ()


def keyed(course: Course, asked: tuple[Model, ...]) -> tuple[Scenario, ...]:
    """The live scenarios that have a key on all of these axes; frames, which render others, are none of them."""
    return tuple(
        item
        for item in course.items.values()
        if isinstance(item, Scenario)
        and item.kind == "scenario"
        and item.status == "live"
        and all(model.id in item.axes for model in asked)
    )


def offers(course: Course, edition: str, seen: Mapping[str, Sighting]) -> tuple[Offer, ...]:
    """Every drill worth offering: steps in order together with what one edition alone counts, then each axis alone."""
    ordered = sorted(course.models.values(), key=lambda model: (not model.ordered, len(model.editions)))
    pairs = [(one, other) for one, other in combinations(ordered, 2) if one.ordered and len(other.editions) == 1]
    every = (*pairs, *((model,) for model in ordered))
    return tuple(offer(course, asked, edition, seen) for asked in every if keyed(course, asked))


def offer(course: Course, asked: tuple[Model, ...], edition: str, seen: Mapping[str, Sighting]) -> Offer:
    """One drill with its counts."""
    stories = keyed(course, asked)
    met = sum(story.id in seen for story in stories)
    return Offer(asked, len(stories), met, all(edition in model.editions for model in asked))


def next_one(db: Connection, asked: tuple[Model, ...], again: str) -> tuple[Scenario | None, Sighting | None]:
    """The next scenario on these axes, or the one asked for again, and how it was met; a reload gives the same."""
    learner, day = current.learner(), current.today()
    seen, away = memories.seen(db, learner), suspensions.suspended(db, learner)
    stories = [story for story in keyed(current.course(), asked) if story.id not in away]
    axes = [model.id for model in asked]
    rng = chance(learner.id, day, *axes, sum(sighting.times for sighting in seen.values()))
    wanted = next((story for story in stories if story.id == again), None)
    found = wanted or next_scenario(stories, axes, seen, day, rng)
    return found, seen.get(found.id) if found else None


def number(db: Connection, answer: Answer | None) -> int:
    """The place of an answer among the drill answers of its day that count, from 1; of the next one for None."""
    day = answer.day if answer else current.today()
    done = [one for one in answers.of_day(db, current.learner(), day) if one.where == "drill" and not one.undone]
    return 1 + sum(answer is None or one.seq < answer.seq for one in done)
