"""What a drill can be about, which scenario comes next in it, and how far it is."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from app import clock, current
from app.rooms.asking import chance
from app.rooms.choice import Choice
from app.store import answers, memories, suspensions
from quizzes.course.items import Scenario
from quizzes.evidence.confusion import confusion
from quizzes.evidence.leanings import LEAST, LONG_AGO, leanings, recent
from quizzes.practice.interleave import next_scenario
from quizzes.practice.rating import RIGHT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from sqlalchemy import Connection

    from app.store.answers import Answer
    from quizzes.course.course import Course, Model
    from quizzes.evidence.confusion import Matrix, Mixup
    from quizzes.practice.learning import Sighting

WEEK = 7


@dataclass(frozen=True, slots=True)
class Offer:
    """One drill: what it asks, how many scenarios it has and how many were met; `here`: it fits the edition in use."""

    choice: Choice
    scenarios: int
    met: int
    here: bool


def offers(course: Course, edition: str, seen: Mapping[str, Sighting]) -> tuple[Offer, ...]:
    """Every drill worth offering: steps in order together with what one edition alone counts, then each axis alone."""
    ordered = sorted(course.models.values(), key=lambda model: (not model.ordered, len(model.editions)))
    pairs = [(one, other) for one, other in combinations(ordered, 2) if one.ordered and len(other.editions) == 1]
    every = (Choice(asked) for asked in (*pairs, *((model,) for model in ordered)))
    return tuple(offer(course, choice, edition, seen) for choice in every if choice.keyed(course))


def offer(course: Course, choice: Choice, edition: str, seen: Mapping[str, Sighting]) -> Offer:
    """One drill with its counts."""
    stories = choice.keyed(course)
    met = sum(story.id in seen for story in stories)
    return Offer(choice, len(stories), met, all(edition in model.editions for model in choice.models))


def matrix(db: Connection, model: Model) -> Matrix:
    """What this learner takes for what on an axis, older answers counted less."""
    today = current.today()
    return recent(
        model, answers.parts_since(db, current.course(), current.learner(), model.id, today - LONG_AGO), today
    )


def mixed_up(db: Connection, models: Iterable[Model]) -> list[tuple[Model, Mixup]]:
    """The pairs that get mixed up on these axes, the weightiest first."""
    found = [(model, mixup) for model in models for mixup in matrix(db, model).mixups() if mixup.weight >= LEAST]
    return sorted(found, key=lambda pair: -pair[1].weight)


def next_one(db: Connection, choice: Choice, again: str) -> tuple[Scenario | None, Sighting | None]:
    """The next scenario of a drill, or the one asked for again, and how it was met; a reload gives the same."""
    learner, day = current.learner(), current.today()
    seen, away = memories.seen(db, learner), suspensions.suspended(db, learner)
    stories = [story for story in choice.keyed(current.course()) if story.id not in away]
    axes = [model.id for model in choice.models]
    rng = chance(learner.id, day, *axes, sum(sighting.times for sighting in seen.values()))
    wanted = next((story for story in stories if story.id == again), None)
    mixed = [leaning for model in choice.models for leaning in leanings(matrix(db, model))]
    turn = number(db, None) - 1
    found = wanted or next_scenario(stories, axes, seen, day, rng, leanings=mixed, turn=turn)
    return found, seen.get(found.id) if found else None


def number(db: Connection, answer: Answer | None) -> int:
    """The place of an answer among the drill answers of its day that count, from 1; of the next one for None."""
    day = answer.day if answer else current.today()
    done = [one for one in answers.of_day(db, current.learner(), day) if counts(one)]
    return 1 + sum(answer is None or one.seq < answer.seq for one in done)


def given(db: Connection, choice: Choice) -> list[Answer]:
    """The answers of a drill since it began, oldest first, that count; of one without a start none."""
    return [one for one in since(db, choice.began) if belongs(choice, one)] if choice.began else []


def since(db: Connection, began: datetime) -> list[Answer]:
    """The answers since a moment that were not taken back, oldest first; those of the last week at most."""
    learner, today = current.learner(), current.today()
    back = min((clock.now() - began).days + 1, WEEK)
    every = (one for day in range(today - back, today + 1) for one in answers.of_day(db, learner, day))
    return [one for one in every if one.answered_at >= began and not one.undone]


def belongs(choice: Choice, answer: Answer) -> bool:
    """Whether an answer counts and was given in a drill: to all its axes and no other, of a scenario it can ask.

    It was given since the drill began, or today in one without a start.
    """
    item = current.course().items.get(answer.item)
    if not counts(answer) or not isinstance(item, Scenario) or not choice.asks(item):
        return False
    mine = set(answer.response["labels"]) == {model.id for model in choice.models}
    return mine and (answer.answered_at >= choice.began if choice.began else answer.day == current.today())


def counts(answer: Answer) -> bool:
    """Whether an answer is a scenario of a drill that was not taken back."""
    return answer.where == "drill" and not answer.undone and "labels" in answer.response


@dataclass(frozen=True, slots=True)
class Tally:
    """How a drill went: answers, how many got all marks, marks of all axes and of how many, and what was mixed up."""

    answers: int
    right: int
    marks: float
    of: int
    mixups: tuple[tuple[Model, Mixup], ...]


def tally(choice: Choice, given: Iterable[Answer]) -> Tally:
    """Sum up the answers of a drill, as they were marked then."""
    done = list(given)
    parts = [part for one in done for part in one.parts]
    mixups = [
        (model, mixup)
        for model in choice.models
        for mixup in confusion(model, ((part, 1.0) for part in parts)).mixups()
    ]
    right = sum(one.points >= RIGHT for one in done)
    return Tally(len(done), right, sum(part.points for part in parts), len(parts), tuple(mixups))
