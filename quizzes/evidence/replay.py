"""Replay: every state rebuilt from the answers alone, so that answers stay the one truth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizzes.practice.learning import Held, Key, Sighting, learn
from quizzes.practice.marking import ResponseError
from quizzes.practice.ruling import judged

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quizzes.course.course import Course
    from quizzes.practice.learning import Given


@dataclass(frozen=True, slots=True)
class Projection:
    """All memories and sightings of one learner; `unknown` counts answers that could not be used."""

    held: dict[Key, Held]
    seen: dict[str, Sighting]
    unknown: int


def replay(course: Course, given: Iterable[Given], start: Projection | None = None) -> Projection:
    """The states after the answers of one learner, in the order given, undone ones left out by the caller.

    Answers to items that are gone, or whose response no longer fits the item, are counted as unknown and skipped;
    those that the author declared void are as if they had never been given. `start`: the states before them.
    """
    held, seen = (dict(start.held), dict(start.seen)) if start else ({}, {})
    unknown = start.unknown if start else 0
    for answer in given:
        item = course.find(answer.item)
        try:
            marked = judged(item, answer, course.models) if item else None
        except ResponseError:
            item = None
        if item is None:
            unknown += 1
        elif marked:
            learned = learn(course, item, answer, held, seen.get(answer.item), marked)
            held.update(learned.held)
            seen[answer.item] = learned.sighting
    return Projection(held, seen, unknown)
