"""The frame that the forecast over time is drawn in: days from left to right, scores from bottom to top.

Lengths are a view box's units, days are ordinals, scores are marks of the exam.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

Rect = tuple[float, float, float, float]  # left, top, right, bottom
NARROW = 500  # a view box below this width has room for fewer dates
STEP = 8  # marks from one grid line to the next
NEAR = 3  # a grid line nearer to the pass mark than this would crowd it


@dataclass(frozen=True, slots=True)
class Frame:
    """The frame: its first and last day, its lowest and highest score, its size, and the room kept at each side."""

    first: int
    last: int
    floor: int
    ceiling: int
    width: float
    height: float
    left: float = 34
    top: float = 30
    edge: float = 8
    foot: float = 28

    @property
    def right(self) -> float:
        """The x of the last day."""
        return self.width - self.edge

    @property
    def bottom(self) -> float:
        """The y of the lowest score."""
        return self.height - self.foot

    def x(self, day: float) -> float:
        """Where a day stands; the only day stands in the middle."""
        share = (day - self.first) / (self.last - self.first) if self.last > self.first else 0.5
        return round(self.left + (self.right - self.left) * min(1.0, max(0.0, share)), 1)

    def y(self, score: float) -> float:
        """Where a score stands."""
        share = (score - self.floor) / max(1, self.ceiling - self.floor)
        return round(self.bottom - (self.bottom - self.top) * min(1.0, max(0.0, share)), 1)

    def grid(self, pass_mark: int) -> tuple[tuple[float, int], ...]:
        """Lines (y, score) from the top and the bottom towards the pass mark, which has a line of its own."""
        above = range(self.ceiling, pass_mark + NEAR, -STEP)
        below = range(self.floor, pass_mark - NEAR, STEP)
        return tuple((self.y(score), score) for score in (*below, *above))

    def dates(self) -> tuple[tuple[float, str, str], ...]:
        """Days to write below, evenly spread: (x, anchor, words); the month is said where it changes."""
        parts = min(3 if self.width < NARROW else 5, self.last - self.first)
        if not parts:
            return ((self.x(self.first), "middle", _named(self.first, None)),)
        days = [self.first + round((self.last - self.first) * part / parts) for part in range(parts + 1)]
        return tuple(
            (self.x(day), "start" if day == self.first else "end" if day == self.last else "middle", _named(day, last))
            for day, last in zip(days, [None, *days], strict=False)
        )


def _named(day: int, before: int | None) -> str:
    then = date.fromordinal(day)
    same = before is not None and date.fromordinal(before).month == then.month
    return f"{then.day}" if same else f"{then.day} {then:%b}"


def around(x: float, y: float, width: float, lines: int = 1) -> Rect:
    """The room that words take whose first line stands at y, in the middle of x; a rhomb is as high as a line."""
    return x - width / 2 - 3, y - 13, x + width / 2 + 3, y + 5 + 17 * (lines - 1)


def clear(one: Rect, others: Iterable[Rect]) -> bool:
    """Whether a rectangle lies on none of the others."""
    return all(one[2] <= x or to_x <= one[0] or one[3] <= y or to_y <= one[1] for x, y, to_x, to_y in others)
