"""What is simulated: cells, worlds, costs and seeds."""

from __future__ import annotations

from typing import NamedTuple

MEMORIES = 600
DAYS = (7, 14, 30, 60)
MINUTES = (10, 20, 30, 45)
WORLDS = ("uniform", "itil4", "v5")
"""All memories of one weight, or weights from the blueprint of an edition."""
NEW, RIGHT, WRONG = 30, 12, 25
"""Seconds that something new, a right and a wrong answer take."""
SKIPPED = 0.1
"""How often a planned day is skipped."""
DEVELOPMENT = 1_000
"""Learners from this number on were looked at while policies were tuned; never reported."""
REPORTED = 60_000
"""Learners from this number on are reported; nothing was tuned on them."""
START = 739_000


class Cell(NamedTuple):
    """So many days to the exam and so many minutes a day."""

    days: int
    minutes: int

    def __str__(self) -> str:
        return f"{self.days}x{self.minutes}"


CELLS = tuple(Cell(days, minutes) for days in DAYS for minutes in MINUTES)
QUICK_CELLS = (Cell(7, 30), Cell(30, 20), Cell(60, 20))
