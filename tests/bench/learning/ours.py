"""PACE and PACE-M as policies: the planner as shipped, a kept plan a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzes.practice import pace, pace_m
from quizzes.practice.beliefs import Trust, after
from quizzes.practice.pace import Situation, knew_first
from tests.bench.learning.grid import START
from tests.bench.learning.papers import GUESSING, weights
from tests.bench.learning.policies import MINUTE, Policy

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from quizzes.practice.beliefs import Traces
    from quizzes.practice.learning import Key
    from quizzes.practice.pace import Ranked
    from tests.bench.learning.grid import Cell


class Pace(Policy):
    """PACE: a wrong answer comes back once."""

    showings = 2

    def __init__(self, cell: Cell, weights_of: Sequence[float], seed: int) -> None:
        super().__init__(cell, weights_of, seed)
        self.keys: list[Key] = [("skill" if asked else "card", f"{n:03}") for n, asked in enumerate(QUESTIONS)]
        self.number = {key: n for n, key in enumerate(self.keys)}
        self.marks = dict(zip(self.keys, weights_of, strict=True))
        self.held: dict[Key, Traces] = {}
        self.trust = Trust()
        self.tries, self.knew = 0, 0.0

    def begin(self, day: int) -> None:
        """Plan the session."""
        super().begin(day)
        days, minutes = self.cell
        self.at = Situation(START + day, days - day, day + 1, days, minutes, self.tries, self.knew)
        self.shown: dict[int, int] = {}
        self.comes_back: set[int] = set()
        self.plan = self.planned()

    def planned(self) -> Iterator[Ranked]:
        """The session's order."""
        return pace.order(self.held, self.marks, self.at, self.number)

    def pick(self) -> int | None:
        """The next of the plan."""
        ranked = next(self.plan, None)
        if ranked is None:
            return None
        item = self.number[ranked.key]
        if ranked.again:
            self.comes_back.add(item)
        self.priced(ranked)
        return item

    def priced(self, ranked: Ranked) -> None:
        """What showing this says about the price of a second."""

    def heard(self, item: int, *, right: bool, clock: float) -> None:
        """Learn from the answer; bring a wrong one back where the plan says so."""
        key, guessing = self.keys[item], GUESSING if QUESTIONS[item] else 0.0
        if key not in self.held:
            self.tries += 1
            self.knew += knew_first(float(right), guessing)
        traces = self.held.get(key)
        self.held[key], self.trust = after(traces, self.trust, self.at.day, float(right), guessing, self.at.first)
        self.shown[item] = self.shown.get(item, 0) + 1
        if not right and item in self.comes_back and self.shown[item] < self.showings:
            self.again(item, clock + 10 * MINUTE)


class PaceM(Pace):
    """PACE-M: a wrong answer may come back three times."""

    showings = pace_m.SHOWINGS

    def planned(self) -> Iterator[Ranked]:
        """The session's order."""
        return pace_m.order(self.held, self.marks, self.trust, self.at, self.number)

    def priced(self, ranked: Ranked) -> None:
        """The price follows the indices shown."""
        self.trust = pace_m.paid(self.trust, ranked.index)


QUESTIONS = tuple(key[0] == "skill" for key in weights("uniform"))
"""Which of the 600 memories are asked as questions with four options."""
