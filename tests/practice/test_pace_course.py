"""Whole courses of study by PACE-M, from the first day to the exam, in the planner's own model of memory."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest

from tests.bench.learning.grid import MEMORIES, Cell
from tests.bench.learning.models import Fsrs
from tests.bench.learning.ours import PaceM
from tests.bench.learning.papers import weights
from tests.bench.learning.people import person
from tests.bench.learning.sittings import Course, sit, study

EQUAL = (1.0,) * MEMORIES
ASKED = (False,) * MEMORIES


class Own(Fsrs):
    """What the planner believes at the start, to the letter."""

    def scale(self, item: int, spread: float = 0.0) -> float:  # noqa: ARG002 no item is like another elsewhere
        """Every clock runs alike."""
        return 1.0


class Watched(PaceM):
    """PACE-M that notes what it shows on each day, and how long each session took."""

    shown_on: list[Counter[int]]
    ended: list[float]

    def begin(self, day: int) -> None:
        """A new page."""
        super().begin(day)
        self.shown_on = [*getattr(self, "shown_on", []), Counter()]
        self.ended = [*getattr(self, "ended", []), 0.0]

    def heard(self, item: int, *, right: bool, clock: float) -> None:
        """Note it."""
        super().heard(item, right=right, clock=clock)
        self.shown_on[-1][item] += 1
        self.ended[-1] = clock


def a_mind(days: int) -> Own:
    """A learner without a gift or a flaw."""
    return Own(replace(person(1, days), speed=1.0, gift=1.0, ease=(0.0,) * MEMORIES))


@pytest.mark.parametrize("cell", [Cell(7, 10), Cell(14, 20), Cell(20, 45)])
def test_a_course_keeps_the_rules_day_by_day(cell: Cell) -> None:
    """Within one item of the minutes, four showings of a memory a day at most, and few of them more than one."""
    mind, policy, counts = a_mind(cell.days), Watched(cell, EQUAL, 1), [0] * MEMORIES
    for day in range(cell.days):
        study(mind, policy, (day, cell.minutes * 60), ASKED, counts)
    assert all(seconds < cell.minutes * 60 + 30 for seconds in policy.ended)
    assert all(max(shown.values()) <= 4 for shown in policy.shown_on)
    assert sum(shown.total() for shown in policy.shown_on) < 1.5 * sum(len(shown) for shown in policy.shown_on)


def test_with_time_enough_all_is_met_by_nine_tenths_of_it() -> None:
    """Twenty days of 45 minutes for 600 memories."""
    cell = Cell(20, 45)
    mind, policy, counts = a_mind(cell.days), Watched(cell, EQUAL, 1), [0] * MEMORIES
    for day in range(18):
        study(mind, policy, (day, cell.minutes * 60), ASKED, counts)
    assert min(counts) > 0


@pytest.mark.parametrize("world", ["uniform", "itil4"])
def test_more_minutes_never_mean_less_on_exam_day(world: str) -> None:
    """By more than .2 point, in the planner's own model."""
    marks = list(weights(world).values())
    course = Course([mark / sum(marks) for mark in marks], ASKED)
    scaled = [mark * MEMORIES / sum(marks) for mark in marks]
    found = [
        sit(a_mind(10), PaceM(Cell(10, minutes), scaled, 1), course, Cell(10, minutes)) for minutes in (10, 20, 30, 45)
    ]
    assert all(more > less - 0.002 for less, more in pairwise(found))
