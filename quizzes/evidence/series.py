"""The figures of every task from first answers; a new meaning of an item begins a new series.

Learners answer different items, so a learner's strength is the mean of the points on the *other* items answered (the
rest score). Where everybody has answered everything, that gives the classical corrected item-rest correlation.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from quizzes.evidence.statistics import TINY, correlation, ends, product, third, upper_lower, wilson

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from quizzes.evidence.tasks import Of, Task
    from quizzes.practice.marking import Part

USED = 0.05
"""A distractor chosen by a smaller share is not in use (Haladyna and Downing, Educ. Psych. Meas. 1993)."""
Shot: TypeAlias = "tuple[Part, float | None]"
"""One learner's try at a task, and that learner's rest score; None where no other item was answered."""
DIGITS = 12  # equal rest scores must be equal floats, or ties would not be ties


class First(NamedTuple):
    """A learner's first answer to an item as it is now: points 0 to 1 as marked, a part an axis asked."""

    learner: int
    item: str
    points: float
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Pick:
    """One choice of a task: how many chose it, r with the rest score, its share in the strong and the weak third."""

    count: int
    r: float | None
    strong: float | None
    weak: float | None


@dataclass(frozen=True, slots=True)
class Figures:
    """A series: n learners, `full` of them with full marks, `points` together, facility 0 to 1 with its 95 % interval.

    `compared` learners have a rest score; r (item-rest), d (upper-lower), and the mean points of the strong and the
    weak third come from them. `efficiency`: the share of distractors in use.
    """

    n: int
    full: int
    points: float
    low: float
    high: float
    compared: int
    r: float | None
    d: float | None
    strong: float | None
    weak: float | None
    picks: Mapping[str, Pick]
    unused: tuple[str, ...]
    efficiency: float | None

    @property
    def facility(self) -> float:
        """The mean points, 0 to 1."""
        return self.points / self.n


def series(tasks: Mapping[Of, Task], firsts: Iterable[First]) -> dict[Of, Figures]:
    """The figures of all tasks that were answered, in the order of `tasks`.

    Give each learner's first answer to each item once. What learners judge themselves does not enter rest scores.
    """
    kept = list(firsts)
    judged = {task.item.id for task in tasks.values() if task.judged}
    totals = rest_totals(first for first in kept if first.item not in judged)
    shots: dict[Of, list[Shot]] = {}
    for first in kept:
        rest = rest_score(totals.get(first.learner), None if first.item in judged else first.points)
        for part in first.parts:
            shots.setdefault((first.item, part.axis), []).append((part, rest))
    return {of: figures(task, shots[of]) for of, task in tasks.items() if of in shots}


def rest_totals(firsts: Iterable[First]) -> dict[int, tuple[float, int]]:
    """By learner: points together, and of how many items."""
    totals: dict[int, tuple[float, int]] = {}
    for first in firsts:
        points, items = totals.get(first.learner, (0.0, 0))
        totals[first.learner] = points + first.points, items + 1
    return totals


def rest_score(total: tuple[float, int] | None, own: float | None) -> float | None:
    """The mean points on all other items, 0 to 1; `own` is None for what is in no total."""
    points, items = total or (0.0, 0)
    if own is not None:
        points, items = points - own, items - 1
    return round(points / items, DIGITS) if items else None


class Thirds:
    """Learners by their rest scores: who stands in the strong third and who in the weak one."""

    def __init__(self, rests: Sequence[float]) -> None:
        """Sort them."""
        self.n, self.places = len(rests), third(len(rests))
        self.strong, self.weak = ends(rests, self.places)
        mean = sum(rests) / max(1, self.n)
        self.off = [rest - mean for rest in rests]
        self.spread = product(self.off, self.off) / max(1, self.n)

    def share(self, third_of: Sequence[float], places: Iterable[int]) -> float | None:
        """The share of a third, 0 to 1, that these learners are; None where nobody is in it."""
        return sum([third_of[place] for place in places]) / self.places if self.places else None

    def mean(self, third_of: Sequence[float], points: Sequence[float]) -> float | None:
        """The mean points of a third."""
        return product(third_of, points) / self.places if self.places else None

    def r(self, places: Sequence[int]) -> float | None:
        """The point-biserial r, -1 to 1, of being among these: (M1 - M) / s sqrt(p / (1 - p)), of rest scores.

        None where all are among them or nobody, or where the rest scores do not vary.
        """
        chose = len(places)
        if not 0 < chose < self.n or self.spread < TINY:
            return None
        off = sum([self.off[place] for place in places])
        return max(-1.0, min(1.0, off / sqrt(self.spread * chose * (self.n - chose))))


def figures(task: Task, shots: Sequence[Shot]) -> Figures:
    """All figures of one task; at least one shot."""
    n, points = len(shots), sum([part.points for part, _ in shots])
    compared = [(part, rest) for part, rest in shots if rest is not None]
    own, rests = [part.points for part, _ in compared], [rest for _, rest in compared]
    thirds = Thirds(rests)
    picks = _picks(task, shots, compared, thirds)
    written = task.wrong if task.written else ()
    unused = tuple(choice.id for choice in written if picks[choice.id].count < USED * n)
    low, high = wilson(points / n, n)
    return Figures(
        n=n, full=sum(part.points >= 1 for part, _ in shots), points=points, low=low, high=high,
        compared=len(compared), r=correlation(own, rests), d=upper_lower(own, rests),
        strong=thirds.mean(thirds.strong, own), weak=thirds.mean(thirds.weak, own), picks=picks, unused=unused,
        efficiency=1 - len(unused) / len(written) if written else None,
    )  # fmt: skip


def _picks(task: Task, shots: Sequence[Shot], compared: Sequence[Shot], thirds: Thirds) -> dict[str, Pick]:
    """Each choice: its count over all, the rest over those who have a rest score."""
    counts = Counter([slug for part, _ in shots for slug in part.chosen])
    who: dict[str, list[int]] = {choice.id: [] for choice in task.choices}
    for place, (part, _) in enumerate(compared):
        for slug in part.chosen:
            if slug in who:
                who[slug].append(place)
    return {
        slug: Pick(counts[slug], thirds.r(own), thirds.share(thirds.strong, own), thirds.share(thirds.weak, own))
        for slug, own in who.items()
    }
