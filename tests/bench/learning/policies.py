"""What to show next, by other people's rules. A policy sees answers, never the learner's memory.

`begin` opens a day, `next` names an item (None: done for the day), `heard` tells it the answer. Heavy-first policies
take heavier items first, new ones and due ones alike.
"""

from __future__ import annotations

from heapq import heappop, heappush
from random import Random
from typing import TYPE_CHECKING

from quizzes.practice.memory import Memory, Rating, forgetting_curve, interval, review
from tests.bench.learning.grid import MEMORIES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.bench.learning.grid import Cell

MINUTE = 60.0
AHEAD = 20 * MINUTE
"""A step that is due within so many seconds is shown at once when nothing else is left, as Anki does."""


class Policy:
    """What all share: the cell, the weights (mean 1), what was introduced, and steps that come back today."""

    def __init__(self, cell: Cell, weights: Sequence[float], seed: int) -> None:
        self.cell, self.weights, self.seed = cell, weights, seed
        self.introduced: set[int] = set()
        self.waiting: list[tuple[float, int]] = []
        self.day = 0

    def begin(self, day: int) -> None:
        """Open a day, numbered from 0."""
        self.day, self.waiting = day, []

    def next(self, clock: float) -> int | None:
        """The item to show at so many seconds into the session."""
        if self.waiting and self.waiting[0][0] <= clock:
            return heappop(self.waiting)[1]
        item = self.pick()
        if item is None and self.waiting and self.waiting[0][0] <= clock + AHEAD:
            return heappop(self.waiting)[1]
        return item

    def pick(self) -> int | None:
        """The next item that does not come back from earlier today."""
        raise NotImplementedError

    def heard(self, item: int, *, right: bool, clock: float) -> None:
        """An answer, given so many seconds into the session."""
        self.introduced.add(item)

    def again(self, item: int, clock: float) -> None:
        """Bring an item back at a time of the session."""
        heappush(self.waiting, (clock, item))


class Chance(Policy):
    """Any item, by chance."""

    def begin(self, day: int) -> None:
        """Another chance each day."""
        super().begin(day)
        self.rng = Random(self.seed * 1000 + day)  # noqa: S311 a simulation

    def pick(self) -> int | None:
        """Any."""
        return self.rng.randrange(MEMORIES)


class RoundRobin(Policy):
    """All items in turn, again and again."""

    place = -1

    def pick(self) -> int | None:
        """The one after the last."""
        self.place = (self.place + 1) % MEMORIES
        return self.place


class Spaced(Policy):
    """Due items first, then new ones along a line, then (`spare`) early reviews.

    `heavy`: heavier items first; `part`: the new ones are spread over this part of the days (0: not at all).
    """

    heavy = False
    spare = False
    part = 0.9

    def __init__(self, cell: Cell, weights: Sequence[float], seed: int) -> None:
        super().__init__(cell, weights, seed)
        self.due: dict[int, int] = {}
        self.new = sorted(range(MEMORIES), key=lambda item: (-weights[item] if self.heavy else 0, item), reverse=True)

    def begin(self, day: int) -> None:
        """Sort what is due and open the line of new ones."""
        super().begin(day)
        self.today: set[int] = set()
        due = [item for item, when in self.due.items() if when <= day]
        self.queue = sorted(due, key=lambda item: (self.urgency(item), item), reverse=True)
        self.line = MEMORIES * min(1.0, (day + 1) / (self.part * self.cell.days)) if self.part else MEMORIES
        self.early: list[int] | None = None

    def urgency(self, item: int) -> float:
        """What sorts due items, the smallest first."""
        return -self.weights[item] if self.heavy else self.due[item]

    def pick(self) -> int | None:
        """Due, then new, then spare."""
        if self.queue:
            return self.queue.pop()
        if self.new and len(self.introduced) < self.line:
            return self.new.pop()
        return self.ahead() if self.spare else None

    def ahead(self) -> int | None:
        """An early review: what is needed most, once a day."""
        if self.early is None:
            rest = (item for item in self.introduced if item not in self.today)
            self.early = sorted(rest, key=lambda item: (self.need(item), item))
        return self.early.pop() if self.early else None

    def need(self, item: int) -> float:
        """What an early review is worth, the largest first."""
        return -float(self.due[item])

    def heard(self, item: int, *, right: bool, clock: float) -> None:
        """Schedule, and bring back today what has a step left."""
        new = item not in self.introduced
        super().heard(item, right=right, clock=clock)
        self.due[item] = self.day + max(1, self.schedule(item, right=right, same_day=item in self.today))
        self.today.add(item)
        wait = self.step(item, right=right, new=new)
        if wait is not None:
            self.again(item, clock + wait)

    def schedule(self, item: int, *, right: bool, same_day: bool) -> int:
        """Days to the next showing."""
        raise NotImplementedError

    def step(self, item: int, *, right: bool, new: bool) -> float | None:
        """Seconds until the item comes back today; None if it does not."""
        return None


class Leitner(Spaced):
    """Five boxes, seen every 1, 2, 4, 8 and 16 days; a wrong answer goes back to the first; new ones as time allows."""

    part = 0.0

    def __init__(self, cell: Cell, weights: Sequence[float], seed: int) -> None:
        super().__init__(cell, weights, seed)
        self.box: dict[int, int] = {}

    def schedule(self, item: int, *, right: bool, same_day: bool) -> int:
        """By the box."""
        self.box[item] = min(self.box.get(item, -1) + 1, 4) if right else 0
        return int(2 ** self.box[item])


class Sm2(Spaced):
    """SM-2 (P. Wozniak 1990) as in the book: 1 day, 6 days, then times an easiness; wrong until right on the day."""

    part = 0.0
    repeats = True
    LEAST, LESS = 1.3, 0.32

    def __init__(self, cell: Cell, weights: Sequence[float], seed: int) -> None:
        super().__init__(cell, weights, seed)
        self.runs: dict[int, tuple[int, float, float]] = {}

    def schedule(self, item: int, *, right: bool, same_day: bool) -> int:
        """Repetitions in a row, easiness, interval; repeats of a day change nothing."""
        row, easiness, days = self.runs.get(item, (0, 2.5, 1.0))
        if not same_day:
            days = (1.0 if row == 0 else 6.0 if row == 1 else days * easiness) if right else 1.0
            easiness = easiness if right else max(self.LEAST, easiness - self.LESS)
            self.runs[item] = (row + 1 if right else 0, easiness, days)
        return round(days)

    def step(self, item: int, *, right: bool, new: bool) -> float | None:
        """Ten minutes after a wrong one."""
        return 10 * MINUTE if self.repeats and not right else None


class Fsrs(Spaced):
    """FSRS-6 at a desired retention, right as Good, wrong as Again."""

    retention = 0.9

    def __init__(self, cell: Cell, weights: Sequence[float], seed: int) -> None:
        super().__init__(cell, weights, seed)
        self.memory: dict[int, Memory] = {}

    def schedule(self, item: int, *, right: bool, same_day: bool) -> int:
        """The interval to the desired retention."""
        self.memory[item] = review(self.memory.get(item), Rating.GOOD if right else Rating.AGAIN, self.day)
        return interval(self.memory[item].stability, self.retention)

    def need(self, item: int) -> float:
        """What is known least, by weight where heavy items come first."""
        memory = self.memory[item]
        gone = 1 - forgetting_curve(self.day - memory.day, memory.stability)
        return gone * (self.weights[item] if self.heavy else 1.0)


class Anki(Fsrs):
    """FSRS as Anki ships: retention .9, learning steps of 1 and 10 minutes, a relearning step of 10; done when done.

    The new ones of a day are set so that all are introduced by nine tenths of the time, as a learner would.
    """

    def __init__(self, cell: Cell, weights: Sequence[float], seed: int) -> None:
        super().__init__(cell, weights, seed)
        self.steps: dict[int, int] = {}

    def step(self, item: int, *, right: bool, new: bool) -> float | None:
        """Anki's steps: `steps` is how many right answers an item still needs today."""
        if new:
            self.steps[item] = 1 if right else 2
        elif item in self.steps:
            self.steps[item] = self.steps[item] - 1 if right else 2
        elif not right:
            self.steps[item] = 1
        left = self.steps.get(item, 0)
        if left == 0:
            self.steps.pop(item, None)
            return None
        return MINUTE if left > 1 else 10 * MINUTE


class TunedFsrs(Fsrs):
    """FSRS tuned to the date: no steps, new ones as time allows, early reviews of what is known least in spare time."""

    spare, part = True, 0.0


class FittedFsrs(TunedFsrs):
    """The same with the retention that was best for the cell in hindsight: more than anybody can know beforehand."""

    heavy = True

    def __init__(self, cell: Cell, weights: Sequence[float], seed: int) -> None:
        super().__init__(cell, weights, seed)
        self.retention = RETENTION[cell.days][cell.minutes][max(weights) > min(weights) + 1e-9]


class TunedSm2(Sm2):
    """SM-2 tuned to the date: no repeats on the day, early reviews in spare time."""

    heavy, spare, repeats = True, True, False


RETENTION = {
    7: {10: (0.7, 0.85), 20: (0.7, 0.85), 30: (0.7, 0.85), 45: (0.7, 0.85)},
    14: {10: (0.7, 0.8), 20: (0.7, 0.9), 30: (0.7, 0.9), 45: (0.8, 0.95)},
    30: {10: (0.7, 0.9), 20: (0.7, 0.9), 30: (0.85, 0.8), 45: (0.9, 0.9)},
    60: {10: (0.7, 0.85), 20: (0.85, 0.8), 30: (0.9, 0.9), 45: (0.95, 0.9)},
}
"""Best of .7, .8, .85, .9, .95 on the development learners, by days and minutes: (equal weights, blueprint weights)."""
