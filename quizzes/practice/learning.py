"""What one answer changes: the one function behind live answering and replay alike, and the memories it speaks to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

from quizzes.course.items import Card, Frame, Order, Question, Scenario
from quizzes.practice.marking import Mark, mark
from quizzes.practice.memory import Memory, Rating, retrievability, review
from quizzes.practice.rating import WRONG, rate

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from quizzes.course.course import Course
    from quizzes.course.items import Item

Key: TypeAlias = tuple[Literal["card", "skill"], str]

REPEAT_DAYS = 7
REPEAT_SIBLINGS = 3
LEECH_LAPSES = 6
LEECH_AGAIN = 3


@dataclass(frozen=True, slots=True)
class Sighting:
    """How often an item was answered, on which day number last, and how many answers its primary memory had then."""

    times: int
    day: int
    at: int


@dataclass(frozen=True, slots=True)
class Held:
    """A memory and how many answers it has heard, rated or not."""

    memory: Memory
    answers: int


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as it was given: the raw response, the local day number, milliseconds taken if known.

    Of one that was kept: `key`, the hash of the item's key it was given under, and `mark`, what marking said then.
    """

    id: str
    item: str
    response: Mapping[str, object]
    confidence: str | None
    day: int
    where: str
    ms: int | None
    key: str = ""
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Learned:
    """What an answer changed: its mark, the ratings heard, and the new states of the memories it spoke to.

    A memory that heard no rating (a later answer of a day) is in `held`, with one answer more, and not in `ratings`.
    `repeat`: the item may be known by heart, so that a right answer counts less.
    """

    mark: Mark
    ratings: dict[Key, Rating]
    held: dict[Key, Held]
    sighting: Sighting
    repeat: bool


def keys(course: Course, item: Item, axes: Iterable[str] | None = None) -> tuple[Key, ...]:
    """The memories an item speaks to, the primary one first; of a scenario those of the asked axes (None: all)."""
    if isinstance(item, Card):
        return (("card", item.id),)
    if isinstance(item, Scenario):
        asked = item.axes if axes is None else set(axes) & item.axes.keys()
        return tuple(dict.fromkeys(key for axis in item.axes if axis in asked for key in _of_axis(course, item, axis)))
    if isinstance(item, Question | Order):
        return tuple(("skill", skill) for skill in item.skills[:1])
    return ()


def _of_axis(course: Course, item: Scenario, axis: str) -> tuple[Key, ...]:
    model = course.models.get(axis)
    full = item.full(axis)
    labels = model.labels if model else ()
    return tuple(("skill", label.skill) for label in labels if label.id in full and label.skill)


def asked(course: Course, item: Scenario, edition: str) -> tuple[str, ...]:
    """The axes of a scenario whose model belongs to an edition, in the item's order."""
    models = course.models
    return tuple(axis for axis in item.axes if axis in models and edition in models[axis].editions)


def is_repeat(sighting: Sighting | None, answers: int, day: int) -> bool:
    """Whether an item was seen so lately (7 days, 3 other answers to its primary memory) that it may be remembered."""
    if sighting is None:
        return False
    return day - sighting.day < REPEAT_DAYS or answers - sighting.at < REPEAT_SIBLINGS


def is_leech(held: Held) -> bool:
    """Whether a lapse just now is the sixth, or the third more since: time to learn this another way."""
    lapses = held.memory.lapses
    again = held.memory.rating == Rating.AGAIN
    return again and lapses >= LEECH_LAPSES and (lapses - LEECH_LAPSES) % LEECH_AGAIN == 0


def learn(
    course: Course,
    item: Item,
    given: Given,
    held: Mapping[Key, Held],
    sighting: Sighting | None,
    marked: Mark | None = None,
) -> Learned:
    """What an answer to `item` changes, given the states before it (`held` needs only the keys of the item).

    `marked` is what an old answer is worth (`ruling.judged`); one that is given now is marked here.
    The first answer of a day rates a memory; later ones are counted, and a wrong one rates Again once a day.

    Raises:
        ResponseError: the response does not fit the item.
    """
    marked = marked or mark(item, given.response, course.models)
    points = _points(course, item, marked)
    primary = next(iter(points), None)
    before = held[primary].answers if primary and primary in held else 0
    repeat = not _fresh(item, given, sighting) and is_repeat(sighting, before, given.day)
    ratings: dict[Key, Rating] = {}
    after: dict[Key, Held] = {}
    for key, got in points.items():
        rating = _rating(item, marked, got, given, held.get(key), repeat=repeat)
        after[key] = heard = _hear(held.get(key), rating, given.day, wrong=got < WRONG)
        if key not in held or heard.memory is not held[key].memory:
            ratings[key] = rating
    times, last = (sighting.times, sighting.day) if sighting else (0, given.day)
    then = Sighting(times + 1, max(last, given.day), before + bool(points))
    return Learned(marked, ratings, after, then, repeat)


def _fresh(item: Item, given: Given, sighting: Sighting | None) -> bool:
    """Whether an item seen before asks something new: a frame in other words, the next of a guided reading's axes."""
    next_axis = given.where == "reading" and sighting is not None and sighting.day == given.day
    return isinstance(item, Frame) or next_axis


def _points(course: Course, item: Item, marked: Mark) -> dict[Key, float]:
    """Points for each memory; a skill that two axes speak to hears the lower."""
    points: dict[Key, float] = {}
    for part in marked.parts:
        for key in keys(course, item, (part.axis,)):
            points[key] = min(points.get(key, 1.0), part.points)
    return points


def _rating(item: Item, marked: Mark, points: float, given: Given, before: Held | None, *, repeat: bool) -> Rating:
    if isinstance(item, Card):
        return Rating[marked.parts[0].chosen[0].upper()]
    recall = retrievability(before.memory, given.day) if before else None
    return rate(points, confidence=given.confidence, recall=recall, repeat=repeat)


def _hear(before: Held | None, rating: Rating, day: int, *, wrong: bool) -> Held:
    if before is None:
        return Held(review(None, rating, day), 1)
    lowers = wrong and before.memory.rating != Rating.AGAIN
    if day > before.memory.day or lowers:
        return Held(review(before.memory, rating, day), before.answers + 1)
    return replace(before, answers=before.answers + 1)
