"""Which labels get mixed up: true against chosen, counted from marked parts, older answers less."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from quizzes.practice.rating import RIGHT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from quizzes.course.course import Model
    from quizzes.practice.marking import Part

HALF_LIFE = 14
"""Days after which an answer counts half."""


@dataclass(frozen=True, slots=True)
class Mixup:
    """Two labels taken for one another `times` of `of` answers in which one was true; `weight`: times, faded."""

    labels: tuple[str, str]
    times: int
    of: int
    weight: float


@dataclass(frozen=True, slots=True)
class Matrix:
    """How often each label was chosen for each true one: `counts[true, chosen]`; only pairs that came up.

    `faded` is the same with every answer counted less the older it is.
    """

    axis: str
    counts: Mapping[tuple[str, str], int]
    faded: Mapping[tuple[str, str], float] = field(default_factory=dict)

    def answers(self, true: str) -> int:
        """How often this label was the true one."""
        return sum(times for (label, _), times in self.counts.items() if label == true)

    def mixups(self) -> tuple[Mixup, ...]:
        """All pairs that were mixed up, the weightiest first; of equals the one with fewer answers first."""
        pairs = {(min(pair), max(pair)) for pair in self.counts if pair[0] != pair[1]}
        found = (self._mixup(one, other) for one, other in sorted(pairs))
        return tuple(sorted(found, key=lambda mixup: (-mixup.weight, mixup.of)))

    def worst(self) -> Mixup | None:
        """The pair most mixed up, if any was."""
        return next(iter(self.mixups()), None)

    def worst_cell(self) -> tuple[str, str] | None:
        """The (true, chosen) of the worst pair that came up more often of its two."""
        worst = self.worst()
        if worst is None:
            return None
        one, other = worst.labels
        return max((one, other), (other, one), key=lambda cell: self.faded.get(cell, 0))

    def _mixup(self, one: str, other: str) -> Mixup:
        times = self.counts.get((one, other), 0) + self.counts.get((other, one), 0)
        weight = self.faded.get((one, other), 0) + self.faded.get((other, one), 0)
        return Mixup((one, other), times, self.answers(one) + self.answers(other), weight)


def confusion(model: Model, marks: Iterable[tuple[Part, float]]) -> Matrix:
    """Count the parts of a model's axis, each with its weight; labels that the model no longer has are left out."""
    known = {label.id for label in model.labels}
    counts: Counter[tuple[str, str]] = Counter()
    faded: dict[tuple[str, str], float] = {}
    for part, weight in marks:
        for pair in pairs(part) if part.axis == model.id else ():
            if known.issuperset(pair):
                counts[pair] += 1
                faded[pair] = faded.get(pair, 0.0) + weight
    return Matrix(model.id, counts, faded)


def fade(age: int) -> float:
    """What an answer counts when it is so many days old: all of it at first, half after 14 days, a quarter after 28."""
    return float(0.5 ** (max(age, 0) / HALF_LIFE))


def pairs(part: Part) -> Iterator[tuple[str, str]]:
    """Each true label with itself when found, else with each label chosen in its stead; full points are all found."""
    for true in part.right:
        if true in part.chosen or part.points >= RIGHT:
            yield true, true
        else:
            yield from ((true, chosen) for chosen in part.chosen if chosen not in part.right)
