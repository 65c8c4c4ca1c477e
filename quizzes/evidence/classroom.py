"""What a class mixes up and what is hard for it: each learner's first answers kept short, and added up.

A learner's tally is a sign an item and a count a pair of labels, so a class of hundreds is a few thousand signs.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import groupby
from typing import TYPE_CHECKING, Any

from quizzes.course.items import Order, Question, Scenario
from quizzes.evidence.confusion import Matrix, pairs
from quizzes.evidence.statistics import wilson
from quizzes.evidence.verdicts import SOME

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from quizzes.course.course import Course, Model
    from quizzes.practice.marking import Part

NONE, WRONG, RIGHT, PART = "-012"
"""The sign of an item: not answered, no marks, all of them, some of them."""
FEWEST = 3
"""Learners that it takes to show anything of a class: of fewer it would point at one of them."""
ENOUGH = 0.25
"""The share of tries from which on a mix-up of a few learners is worth a lesson's time."""


@dataclass(frozen=True, slots=True)
class Places:
    """The items of a course that a key marks, chapter by chapter: where the sign of each stands in a tally.

    `meanings` by item; `spans` by chapter; `digest` changes whenever an item comes, goes or means something else.
    """

    items: tuple[str, ...]
    at: Mapping[str, int]
    meanings: Mapping[str, str]
    spans: Mapping[str, slice]
    digest: str


def places(course: Course) -> Places:
    """Where everything stands; cards are left out, as their learners mark them."""
    number = {chapter.id: place for place, chapter in enumerate(course.chapters)}
    every = (*course.items.values(), *course.events.values())
    marked = [one for one in every if isinstance(one, Question | Scenario | Order) and one.chapter in number]
    marked.sort(key=lambda one: (number[one.chapter], one.id))
    spans, start = {}, 0
    for chapter, group in groupby(marked, key=lambda one: one.chapter):
        long = len(list(group))
        spans[chapter] = slice(start, start + long)
        start += long
    written = "\n".join(f"{one.chapter} {one.id} {one.hashes.meaning}" for one in marked)
    return Places(
        items=tuple(one.id for one in marked),
        at={one.id: place for place, one in enumerate(marked)},
        meanings={one.id: one.hashes.meaning for one in marked},
        spans=spans,
        digest=sha256(written.encode()).hexdigest()[:16],
    )


@dataclass(slots=True)
class Tally:
    """One learner's first answers: `signs` in the order of the places, `mixed` by axis and (true, chosen)."""

    signs: list[str]
    mixed: dict[str, Counter[tuple[str, str]]] = field(default_factory=dict)

    @classmethod
    def empty(cls, where: Places) -> Tally:
        """Nothing answered yet."""
        return cls([NONE] * len(where.items))

    @property
    def answered(self) -> bool:
        """Whether there is anything in it."""
        return any(sign != NONE for sign in self.signs)

    def take(self, place: int, points: float, parts: Iterable[Part]) -> None:
        """Count an answer (points 0 to 1) where none was before; every later one of its item is passed over."""
        if self.signs[place] != NONE:
            return
        self.signs[place] = RIGHT if points >= 1 else PART if points > 0 else WRONG
        for part in parts:
            if part.axis:
                self.mixed.setdefault(part.axis, Counter()).update(pairs(part))

    def share(self, span: slice) -> tuple[int, int]:
        """How many of the answered items of a span were fully right."""
        signs = self.signs[span]
        return signs.count(RIGHT), len(signs) - signs.count(NONE)


def as_json(tally: Tally) -> dict[str, Any]:
    """A tally as plain JSON."""
    mixed = {axis: [[*pair, times] for pair, times in sorted(found.items())] for axis, found in tally.mixed.items()}
    return {"signs": "".join(tally.signs), "mixed": mixed}


def from_json(state: Mapping[str, Any]) -> Tally:
    """Back from it."""
    mixed = {
        axis: Counter({(true, chosen): times for true, chosen, times in found})
        for axis, found in state["mixed"].items()
    }
    return Tally(list(state["signs"]), mixed)


@dataclass(frozen=True, slots=True)
class Taken:
    """One label taken for another: by `who` of the `met` learners who were asked it, `times` of `of` first answers."""

    true: str
    chosen: str
    who: int
    met: int
    times: int
    of: int

    @property
    def enough(self) -> bool:
        """Whether it is more than chance may bring: several learners, and a fair share of the tries."""
        return self.who >= FEWEST and self.times >= ENOUGH * self.of


@dataclass(frozen=True, slots=True)
class Confused:
    """An axis over a class: the matrix of first answers, how many learners answered, and what was taken for what.

    `taken`: what most learners did comes first, of equals the larger share of tries.
    """

    matrix: Matrix
    learners: int
    taken: tuple[Taken, ...]


def confused(model: Model, tallies: Iterable[Tally]) -> Confused:
    """Add up what learners take for what on an axis; labels that the model no longer has are left out."""
    known = {label.id for label in model.labels}
    counts: Counter[tuple[str, str]] = Counter()
    who: Counter[tuple[str, str]] = Counter()
    met: Counter[str] = Counter()
    learners = 0
    for tally in tallies:
        own = {pair: times for pair, times in tally.mixed.get(model.id, {}).items() if known.issuperset(pair)}
        counts.update(own)
        who.update(own.keys())
        met.update({true for true, _ in own})
        learners += bool(own)
    matrix = Matrix(model.id, counts, {pair: float(times) for pair, times in counts.items()})
    found = [
        Taken(true, chosen, who[true, chosen], met[true], times, matrix.answers(true))
        for (true, chosen), times in counts.items()
        if true != chosen
    ]
    found.sort(key=lambda one: (-one.who, -one.times / one.of, one.true, one.chosen))
    return Confused(matrix, learners, tuple(found))


@dataclass(frozen=True, slots=True)
class Count:
    """How many of how many first answers were fully right; `name` is an item's id or a chapter's."""

    name: str
    right: int
    of: int

    @property
    def few(self) -> bool:
        """Whether there are too few to speak of a share."""
        return self.of < SOME

    @property
    def likely(self) -> tuple[float, float]:
        """The 95 % interval of the share, 0 to 1."""
        return wilson(self.right / self.of, self.of)


def counts(where: Places, tallies: Sequence[Tally]) -> list[Count]:
    """How the class did with every item that at least three learners have answered, in the order of the places."""
    columns = zip(*(tally.signs for tally in tallies), strict=True)
    rows = ((item, column.count(RIGHT), len(column) - column.count(NONE)) for item, column in _named(where, columns))
    return [Count(item, right, of) for item, right, of in rows if of >= FEWEST]


def _named(where: Places, columns: Iterable[tuple[str, ...]]) -> Iterable[tuple[str, tuple[str, ...]]]:
    return zip(where.items, columns, strict=False)  # no learner, no column


def hardest(found: Iterable[Count], most: int, among: Collection[str]) -> list[Count]:
    """Those that are surely hard first: by the upper end of what the share may be, so that a few answers say little."""
    missed = [one for one in found if one.right < one.of and one.name in among]
    return sorted(missed, key=lambda one: (one.likely[1], one.right / one.of, one.name))[:most]


def by_chapter(where: Places, tallies: Sequence[Tally]) -> list[Count]:
    """How the class did in every chapter of which something was answered, in course order."""
    rows = []
    for chapter, span in where.spans.items():
        shares = [tally.share(span) for tally in tallies]
        rows.append(Count(chapter, sum(right for right, _ in shares), sum(of for _, of in shares)))
    return [row for row in rows if row.of]


def weakest(where: Places, tally: Tally) -> Count | None:
    """The chapter in which a learner gets least right, of those with ten first answers or more."""
    rows = [row for row in by_chapter(where, [tally]) if not row.few]
    return min(rows, key=lambda row: row.right / row.of, default=None)
