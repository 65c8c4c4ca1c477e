"""How simulated learners truly remember: six memory models, of which the planner uses (nearly) two.

Times are days as floats; the exam is at the number of days. `taught` is the first showing, `answered` any later one;
both leave the learner corrected. The constants named in `FITTED` come from `calibrate`: histories made by FSRS-6 with
its default parameters, which were fitted to real reviews, so that an average learner forgets about as fast under every
model, by different laws. Learners and items then differ.
"""

from __future__ import annotations

from math import exp, log
from typing import TYPE_CHECKING, ClassVar

from quizzes.practice.lookahead import stabilities
from quizzes.practice.memory import Rating, forgetting_curve, initial_stability, same_day_stability

if TYPE_CHECKING:
    from tests.bench.learning.people import Person

SAME_DAY = 0.5


class Model:
    """What all models share: who remembers, and the last time each item was shown."""

    name: ClassVar[str]
    untouched: ClassVar[bool] = False
    FITTED: ClassVar[tuple[str, ...]] = ()

    def __init__(self, person: Person) -> None:
        self.person = person
        self.last: dict[int, float] = {}

    def scale(self, item: int, spread: float = 0.9) -> float:
        """How fast the clock runs for an item."""
        return self.person.speed * exp(spread * self.person.ease[item])

    def recall(self, item: int, time: float) -> float:
        """The chance to know an item that was taught."""
        raise NotImplementedError

    def taught(self, item: int, time: float, *, knew: bool) -> None:
        """The first showing."""
        raise NotImplementedError

    def answered(self, item: int, time: float, *, knew: bool) -> None:
        """A later showing."""
        raise NotImplementedError


class Fsrs(Model):
    """FSRS-6 with a clock, growth and difficulty that differ by learner and item: what the planner believes most."""

    name = "FSRS-like"

    def __init__(self, person: Person) -> None:
        super().__init__(person)
        self.s: dict[int, float] = {}
        self.d: dict[int, float] = {}

    def recall(self, item: int, time: float) -> float:
        """R(t, S) on the item's clock."""
        return forgetting_curve((time - self.last[item]) * self.scale(item), self.s[item])

    def taught(self, item: int, time: float, *, knew: bool) -> None:
        """S0 of Good or Again; difficulty from the item."""
        self.s[item] = initial_stability(Rating.GOOD if knew else Rating.AGAIN)
        self.d[item] = min(max(5.5 + 1.5 * self.person.ease[item] - knew, 1.0), 10.0)
        self.last[item] = time

    def answered(self, item: int, time: float, *, knew: bool) -> None:
        """Growth scaled by the learner's gift; a same-day answer next to nothing."""
        s, d = self.s[item], self.d[item]
        if time - self.last[item] < SAME_DAY:
            self.s[item] = same_day_stability(s, Rating.GOOD if knew else Rating.AGAIN)
        else:
            good, again = stabilities(s, d, self.recall(item, time))
            self.s[item] = s + (good - s) * self.person.gift if knew else again
            self.d[item] = d if knew else d + 0.4 * (10 - d)
        self.last[item] = time


class Power(Model):
    """A power law with ease (after W. Wickelgren 1974): strength grows with the gap relative to itself."""

    name = "power law with ease"
    FITTED = ("FIRST", "KNOWN", "DECAY", "EASE", "LAPSE")
    FIRST, KNOWN, DECAY, EASE, LAPSE = 0.8, 5.8, 0.25, 2.7, 0.2

    def __init__(self, person: Person) -> None:
        super().__init__(person)
        self.s: dict[int, float] = {}
        self.decay = self.DECAY * person.speed**0.4

    def recall(self, item: int, time: float) -> float:
        """(1 + t/s)^-d."""
        return float((1 + (time - self.last[item]) / self.s[item]) ** -self.decay)

    def taught(self, item: int, time: float, *, knew: bool) -> None:
        """Longer for what was known."""
        self.s[item] = (self.KNOWN if knew else self.FIRST) / exp(0.8 * self.person.ease[item])
        self.last[item] = time

    def answered(self, item: int, time: float, *, knew: bool) -> None:
        """S grows by up to 1 + ease where t >= s; a lapse cuts it, but not under a first showing."""
        s, gap = self.s[item], time - self.last[item]
        ease = self.EASE * self.person.gift * exp(-0.25 * self.person.ease[item])
        self.s[item] = s * (1 + ease * min(1.0, gap / s) ** 0.5) if knew else max(self.FIRST, self.LAPSE * s)
        self.last[item] = time


class TwoComponent(Model):
    """A fast trace that fades in days, a slow one that grows only when the fast one has faded."""

    name = "two-component"
    FITTED = ("FAST", "SLOW", "FIRST", "KNOWN", "SLOWER")
    FAST, SLOW, FIRST, KNOWN, SLOWER = 1.6, 35.0, 0.68, 0.96, 5.0
    RIGHT, WRONG = 0.5, 0.25

    def __init__(self, person: Person) -> None:
        super().__init__(person)
        self.fast: dict[int, float] = {}
        self.slow: dict[int, float] = {}
        self.tau: dict[int, float] = {}

    def _parts(self, item: int, time: float) -> tuple[float, float]:
        gap = time - self.last[item]
        return self.fast[item] * exp(-gap * self.scale(item) / self.FAST), self.slow[item] * exp(-gap / self.tau[item])

    def recall(self, item: int, time: float) -> float:
        """1 - (1 - fast) (1 - slow)."""
        fast, slow = self._parts(item, time)
        return 1 - (1 - fast) * (1 - slow)

    def taught(self, item: int, time: float, *, knew: bool) -> None:
        """The fast trace full; the slow one small, or more for what was known."""
        self.fast[item], self.slow[item] = 0.95, self.KNOWN if knew else self.FIRST
        self.tau[item] = self.SLOW / self.scale(item)
        self.last[item] = time

    def answered(self, item: int, time: float, *, knew: bool) -> None:
        """The slow trace takes its part of what is missing, the more the fast one has faded."""
        fast, slow = self._parts(item, time)
        rate = min(0.9, (self.RIGHT if knew else self.WRONG) * self.person.gift)
        self.slow[item] = slow + rate * (1 - slow) * (1 - fast)
        self.fast[item] = 0.95
        self.tau[item] *= 1 + self.SLOWER * knew * (1 - fast)
        self.last[item] = time


class ActR(Model):
    """ACT-R's base level with decay that depends on activation (P. Pavlik, J. Anderson, Cognitive Science 2005)."""

    name = "ACT-R"
    FITTED = ("INTERCEPT", "SLOPE", "BETWEEN", "THRESHOLD", "NOISE", "BEFORE")
    INTERCEPT, SLOPE, BETWEEN, THRESHOLD, NOISE, BEFORE = 0.065, 0.285, 0.018, -0.67, 0.226, 150.0

    def __init__(self, person: Person) -> None:
        super().__init__(person)
        self.shown: dict[int, list[tuple[float, float]]] = {}
        self.threshold = self.THRESHOLD + self.NOISE * log(person.speed)

    def activation(self, item: int, time: float) -> float:
        """Ln of the sum of (seconds since) ^ -d; time between sessions passes more slowly."""
        total = 0.0
        for when, decay in self.shown[item]:
            total += (1 + (time - when) * 86400 * self.BETWEEN) ** -decay
        return log(total)

    def recall(self, item: int, time: float) -> float:
        """Logistic in activation over a threshold that depends on learner and item."""
        lacking = self.threshold + self.NOISE * self.person.ease[item] - self.activation(item, time)
        return 1 / (1 + exp(lacking / self.NOISE))

    def taught(self, item: int, time: float, *, knew: bool) -> None:
        """One presentation; what was known had two in earlier weeks."""
        earlier = (time - 2 * self.BEFORE, time - self.BEFORE)
        self.shown[item] = [(when, self.INTERCEPT) for when in earlier if knew]
        self._present(item, time, 1.0)

    def answered(self, item: int, time: float, *, knew: bool) -> None:
        """One presentation more; success leaves a slower decay."""
        self._present(item, time, 0.9 if knew else 1.1)

    def _present(self, item: int, time: float, factor: float) -> None:
        before = exp(self.activation(item, time)) if self.shown[item] else 0.0
        decay = (self.SLOPE * before * factor + self.INTERCEPT) / self.person.gift**0.5
        self.shown[item].append((time, decay))


class HalfLife(Model):
    """Exponential half-lives that grow with the gap relative to them: a cousin of the planner's belief E."""

    name = "half-life"
    FITTED = ("FIRST", "KNOWN", "GROWTH", "LAPSE")
    FIRST, KNOWN, GROWTH, LAPSE = 7.8, 24.0, 4.1, 0.73

    def __init__(self, person: Person) -> None:
        super().__init__(person)
        self.h: dict[int, float] = {}

    def recall(self, item: int, time: float) -> float:
        """2^(-t/h)."""
        return float(2 ** (-(time - self.last[item]) / self.h[item]))

    def taught(self, item: int, time: float, *, knew: bool) -> None:
        """Longer for what was known, on the item's clock."""
        self.h[item] = (self.KNOWN if knew else self.FIRST) / self.scale(item)
        self.last[item] = time

    def answered(self, item: int, time: float, *, knew: bool) -> None:
        """H grows by up to so many times itself; a lapse cuts it, but not under half a first showing."""
        h = self.h[item]
        x = (time - self.last[item]) / h
        grown = h * (1 + self.GROWTH * self.person.gift * x / (0.6 + x))
        self.h[item] = grown if knew else max(0.5 * self.FIRST / self.scale(item), self.LAPSE * h)
        self.last[item] = time


class Massed(Model):
    """Only how often counts, not when: ten times in a row is as good as on ten days. A cousin of belief C."""

    name = "massed counting"
    FITTED = ("LEVEL", "COUNT", "DECAY", "FIRST", "KNOWN")
    LEVEL, COUNT, DECAY, FIRST, KNOWN = 0.3, 2.1, 0.68, 0.8, 2.9
    WRONG = 0.3

    def __init__(self, person: Person) -> None:
        super().__init__(person)
        self.count: dict[int, float] = {}
        self.decay = self.DECAY * person.speed**0.5

    def recall(self, item: int, time: float) -> float:
        """A logistic of the log count and the log time since."""
        x = self.LEVEL - 0.9 * self.person.ease[item] + self.COUNT * self.person.gift * log(1 + self.count[item])
        return 1 / (1 + exp(self.decay * log(1 + time - self.last[item]) - x))

    def taught(self, item: int, time: float, *, knew: bool) -> None:
        """More for what was known."""
        self.count[item] = self.KNOWN if knew else self.FIRST
        self.last[item] = time

    def answered(self, item: int, time: float, *, knew: bool) -> None:
        """One for right, a part of it for wrong."""
        self.count[item] += 1.0 if knew else self.WRONG
        self.last[item] = time


DEVELOPED: tuple[type[Model], ...] = (Fsrs, Power, TwoComponent, ActR, HalfLife, Massed)
