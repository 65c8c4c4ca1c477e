"""Two learner models written last, on which no constant of any policy was tuned; they are reported apart.

Both were calibrated to nothing: their constants are round numbers from the literature's ranges.
"""

from __future__ import annotations

from math import exp, log
from typing import TYPE_CHECKING, ClassVar

from tests.bench.learning.models import Model

if TYPE_CHECKING:
    from tests.bench.learning.people import Person


class Interference(Model):
    """Forgetting by what is learned in between: each new or renewed memory wears the others, time alone little."""

    name: ClassVar[str] = "interference"
    untouched: ClassVar[bool] = True
    FIRST, KNOWN, WEAR, REST = 1.1, 2.6, 0.0035, 0.02

    def __init__(self, person: Person) -> None:
        super().__init__(person)
        self.strength: dict[int, float] = {}
        self.heard: dict[int, int] = {}
        self.events = 0

    def recall(self, item: int, time: float) -> float:
        """A logistic of strength less what wore it."""
        wear = self.WEAR * (self.events - self.heard[item]) + self.REST * (time - self.last[item])
        return 1 / (1 + exp(-2.2 * (self.strength[item] - self.scale(item, 0.4) * wear - 0.4)))

    def taught(self, item: int, time: float, *, knew: bool) -> None:
        """A first strength, more for what was known."""
        self.strength[item] = self.KNOWN if knew else self.FIRST
        self._note(item, time)

    def answered(self, item: int, time: float, *, knew: bool) -> None:
        """Success adds the more the nearer it was to being lost; failure restores a part."""
        p = self.recall(item, time)
        grown = 0.15 + 1.1 * (1 - p)
        self.strength[item] += self.person.gift * (grown if knew else 0.25 * (1 - p))
        self._note(item, time)

    def _note(self, item: int, time: float) -> None:
        self.events += 1
        self.heard[item], self.last[item] = self.events, time


class Threshold(Model):
    """A trace lasts until a moment and is then gone: each success moves that moment, a log-normal draw blurs it."""

    name: ClassVar[str] = "lasting until"
    untouched: ClassVar[bool] = True
    FIRST, KNOWN, BLUR = 2.0, 9.0, 0.9

    def __init__(self, person: Person) -> None:
        super().__init__(person)
        self.until: dict[int, float] = {}

    def recall(self, item: int, time: float) -> float:
        """The chance that the moment has not come: log-logistic around it."""
        gap = max(time - self.last[item], 1e-6)
        return float(1 / (1 + (gap / self.until[item]) ** (1 / self.BLUR)))

    def taught(self, item: int, time: float, *, knew: bool) -> None:
        """Days until it is gone, on the item's clock."""
        self.until[item] = (self.KNOWN if knew else self.FIRST) / self.scale(item, 0.7)
        self.last[item] = time

    def answered(self, item: int, time: float, *, knew: bool) -> None:
        """Success: the gap endured and more; failure: half, but not under a first showing."""
        gap, until = time - self.last[item], self.until[item]
        first = self.FIRST / self.scale(item, 0.7)
        longer = until + self.person.gift * (0.1 * until + 1.6 * min(gap, until))
        self.until[item] = longer if knew else max(first, until / 2)
        self.last[item] = time


UNTOUCHED: tuple[type[Model], ...] = (Interference, Threshold)


def half_recall(model: type[Model], person: Person) -> float:
    """Days after a first showing until an item is known with one half: to see that a model is not beyond all sense."""
    mind = model(person)
    mind.taught(0, 0.0, knew=False)
    low, high = log(0.01), log(1000)
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if mind.recall(0, exp(middle)) > 1 / 2 else (low, middle)
    return exp(low)
