"""Where things stand in charts: heat map, route to the exam, shades of a confusion matrix. Days are ordinals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

WEEK = 7
CELL = 46  # one day of the heat map, gap included
HEAT = (0.6, 1.0, 1.2)  # shares of the planned minutes at which the next shade begins
MIX = (0.10, 0.22, 0.38)  # shares of a row at which the next shade begins
EARLY = 5  # a row of fewer answers is too early to judge by


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the heat map; x and y are its corner in the drawing, `level` its shade from 0 (none) to 4."""

    x: int
    y: int
    date: date
    minutes: int
    level: int
    state: Literal["past", "today", "future"]
    exam: bool


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Days in weeks, and the heads of the weeks as (x, words)."""

    days: tuple[Day, ...]
    weeks: tuple[tuple[int, str], ...]
    width: int
    height: int


def heat_map(
    minutes: Mapping[int, float], today: int, planned: int = 25, exam: int | None = None, weeks: int = 6
) -> HeatMap:
    """Minutes a day, Monday on top: at most `weeks` weeks from the first day on, to the exam where it is near."""
    monday = today - (today - 1) % WEEK
    ahead = min(weeks - 2, (exam - monday) // WEEK) if exam and exam >= today else 0
    begun = min([today, *(day for day, some in minutes.items() if some)])
    shown = min(weeks, (monday - begun - 1) // WEEK + 2 + ahead)
    first = monday - WEEK * (shown - 1 - ahead)
    last = exam if exam and exam >= today else monday + WEEK - 1
    days = tuple(
        _day(day - first, day, minutes.get(day, 0.0), today, planned, exam)
        for day in range(max(first, begun), min(first + shown * WEEK - 1, last) + 1)
    )
    heads = tuple((column * CELL, _head(first + WEEK * column, first=column == 0)) for column in range(shown))
    return HeatMap(days, heads, shown * CELL, WEEK * CELL)


def _day(place: int, day: int, minutes: float, today: int, planned: int, exam: int | None) -> Day:
    share = minutes / max(planned, 1)
    whole = max(1, round(minutes)) if minutes else 0
    level = 1 + sum(share >= edge for edge in HEAT) if minutes else 0
    state: Literal["past", "today", "future"] = "past" if day < today else "today" if day == today else "future"
    corner = (place // WEEK * CELL, place % WEEK * CELL)
    return Day(*corner, date.fromordinal(day), whole, level, state, day == exam)


def _head(day: int, *, first: bool) -> str:
    then = date.fromordinal(day)
    return f"{then.day} {then:%b}" if first or then.day <= WEEK else f"{then.day}"


@dataclass(frozen=True, slots=True)
class Route:
    """The ruler from the first day to the exam: places along `width`; ticks are (x, long)."""

    width: float
    today: float
    met: float
    ticks: tuple[tuple[float, bool], ...]


def route(first: int, today: int, exam: int, met_by: int | None = None, width: float = 900) -> Route:
    """Where days stand on a ruler: one tick a day while they fit, one a week where they do not."""
    length = max(1, exam - first)
    scale = width / length
    every = 1 if length <= 60 else WEEK  # noqa: PLR2004 as many ticks as stay apart on a telephone
    ticks = tuple((round(day * scale, 1), day % WEEK == 0 or every > 1) for day in range(0, length + 1, every))
    met = min(max((met_by - first) if met_by else length * 0.9, 0), length)
    return Route(width, round(min(max(today - first, 0), length) * scale, 1), round(met * scale, 1), ticks)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a confusion matrix: `shade` is "right", "mix-1" to "mix-4", "early", or nothing for an empty one.

    `count` is faded: answers counted less the older they are.
    """

    true: str
    chosen: str
    count: float
    shade: str

    @property
    def words(self) -> str:
        """The count as it is shown: whole, or with one digit where it is not; nothing for none."""
        shown = f"{self.count:.1f}".removesuffix(".0")
        return "" if not self.count else "<0.1" if shown == "0" else shown


def matrix(labels: Sequence[str], counts: Mapping[tuple[str, str], float]) -> tuple[tuple[Cell, ...], ...]:
    """Rows "it was", columns "you chose", in the order of the labels; shades by share of the row.

    In a row of fewer than five answers what was mixed up stays "early", without a colour of its own.
    """
    rows = []
    for true in labels:
        total = sum(counts.get((true, chosen), 0.0) for chosen in labels)
        rows.append(tuple(_cell(true, chosen, counts.get((true, chosen), 0.0), total) for chosen in labels))
    return tuple(rows)


def _cell(true: str, chosen: str, count: float, total: float) -> Cell:
    if not count:
        return Cell(true, chosen, 0, "")
    if true == chosen:
        return Cell(true, chosen, count, "right")
    if round(total, 1) < EARLY:
        return Cell(true, chosen, count, "early")
    return Cell(true, chosen, count, f"mix-{1 + sum(count / total >= edge for edge in MIX)}")
