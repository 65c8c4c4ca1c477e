"""The log read again, answer by answer: what each memory was expected to hold just before, and what came."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizzes.course.items import Question
from quizzes.evidence.traces import guessing
from quizzes.practice.beliefs import chance
from quizzes.practice.learning import Held, Key, Sighting, keys, learn
from quizzes.practice.memory import retrievability
from quizzes.practice.rating import WRONG
from quizzes.practice.ruling import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from quizzes.course.course import Course
    from quizzes.course.items import Item
    from quizzes.practice.learning import Given, Learned

AGES = ((1, "1 day"), (3, "2 to 3 days"), (7, "4 to 7 days"), (14, "8 to 14 days"), (30, "15 to 30 days"))
OLDER = "more than 30 days"


@dataclass(frozen=True, slots=True)
class Look:
    """One memory at one answer.

    `expected` is its retrievability just before (None: met for the first time), `gap` the days since it last heard
    anything, `right` whether the answer earned at least half of this memory's points, `style` a question's style
    ("" for other kinds), `repeat` whether the item may be known by heart, `guessing` the chance of a right guess,
    `where` it was asked.
    """

    key: Key
    day: int
    expected: float | None
    gap: int
    right: bool
    repeat: bool
    kind: str
    style: str
    confidence: str | None
    guessing: float = 0.0
    where: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many were right, under a name."""

    name: str
    right: int
    of: int


def looks(course: Course, given: Iterable[Given]) -> Iterator[Look]:
    """Every memory at every answer, in the order given; what no longer fits the course or is void is passed over."""
    held: dict[Key, Held] = {}
    seen: dict[str, Sighting] = {}
    for answer in given:
        found = counted(course, answer)
        if found is None:
            continue
        item, marked = found
        learned = learn(course, item, answer, held, seen.get(item.id), marked)
        style = item.style if isinstance(item, Question) else ""
        for key, (right, by_guess) in rights(course, learned, item).items():
            memory = held[key].memory if key in held else None
            expected = retrievability(memory, answer.day) if memory else None
            gap = answer.day - memory.day if memory else 0
            confidence, repeat = answer.confidence, learned.repeat
            yield Look(
                key, answer.day, expected, gap, right, repeat, item.kind, style, confidence, by_guess, answer.where
            )
        held.update(learned.held)
        seen[item.id] = learned.sighting


def rights(course: Course, learned: Learned, item: Item) -> dict[Key, tuple[bool, float]]:
    """Whether each memory that an answer spoke to was served rightly (half of its axis' points), and by what chance."""
    found: dict[Key, tuple[bool, float]] = {}
    for part in learned.mark.parts:
        for key in keys(course, item, (part.axis,)):
            right, by_guess = found.get(key, (True, 0.0))
            found[key] = right and part.points >= WRONG, max(by_guess, guessing(course, item, part.axis))
    return found


def retention_by_age(history: Sequence[Look]) -> tuple[Share, ...]:
    """How much was still known after so many days: second and later looks at least a day apart, no repeats of items."""
    names = [name for _, name in AGES] + [OLDER]
    rows: dict[str, list[bool]] = {name: [] for name in names}
    for look in history:
        if look.expected is not None and look.gap >= 1 and not look.repeat:
            rows[age(look.gap)].append(look.right)
    return shares(rows)


def age(gap: int) -> str:
    """The name of the row that a gap in days belongs to."""
    return next((name for most, name in AGES if gap <= most), OLDER)


def by_style(history: Sequence[Look]) -> tuple[Share, ...]:
    """How questions of each style went, repeats left out."""
    rows: dict[str, list[bool]] = {}
    for look in history:
        if look.style and not look.repeat:
            rows.setdefault(look.style, []).append(look.right)
    return shares(rows)


def by_confidence(history: Sequence[Look]) -> tuple[Share, ...]:
    """How often "sure", "unsure" and "guess" were right."""
    rows: dict[str, list[bool]] = {"sure": [], "unsure": [], "guess": []}
    for look in history:
        if look.confidence in rows:
            rows[look.confidence].append(look.right)
    return shares(rows)


def forecasts(history: Iterable[Look]) -> list[tuple[float, bool]]:
    """The chance foreseen of a right answer, and what came: no first looks, none of the same day, no repeats."""
    return [
        (chance(look.expected, look.guessing), look.right)
        for look in history
        if look.expected is not None and look.gap >= 1 and not look.repeat and look.kind != "card"
    ]


def shares(rows: dict[str, list[bool]]) -> tuple[Share, ...]:
    """Rows that have something in them, counted."""
    return tuple(Share(name, sum(found), len(found)) for name, found in rows.items() if found)
