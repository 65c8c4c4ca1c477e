"""Where things stand on the coach's dial, in its bars, and in the calibration of its forecasts.

Lengths are a view box's units; 0 degrees is north, clockwise. Scores are marks of the exam.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

OUTER, INNER = 140.0, 112.0  # the dial's band
QUARTER = 90.0  # degrees from north to either end of the dial
FEW = 5  # fewer cases than this are too few to judge by


def long_day(day: date) -> str:
    """A day as it is said: "23 November"."""
    return f"{day.day} {day:%B}"


def score_words(low: float, high: float) -> str:
    """A range of scores in whole marks: "24 to 32", or one figure where both ends are the same."""
    first, last = round(low), round(high)
    return f"{first} to {last}" if first != last else f"{first}"


def bottom_of(pass_mark: int, questions: int) -> int:
    """The lowest score drawn: as far below the pass mark as full marks are above it, never below 0."""
    return max(0, 2 * pass_mark - questions)


@dataclass(frozen=True, slots=True)
class Dial:
    """The compass: ticks are (path, at or above the pass mark), figures (x, y, score).

    `band` and `needle` (degrees, -90 to 90) are empty and None where there is no forecast; `ends` are the drawn ends of
    the band that lie on the scale.
    """

    track: str
    ticks: tuple[tuple[str, bool], ...]
    figures: tuple[tuple[float, float, int], ...]
    band: str
    ends: tuple[str, ...]
    needle: float | None


def dial(
    pass_mark: int, questions: int, low: float | None = None, high: float | None = None, expected: float | None = None
) -> Dial:
    """The dial of a forecast in marks, the pass mark at north; without a forecast the empty dial.

    A mark turns as far on either side, but where a range begins lower than that reaches: then the left side goes to 0.
    """
    bottom, turn = bottom_of(pass_mark, questions), QUARTER / max(1, questions - pass_mark)
    low_turn = turn
    if low is not None and expected is not None and min(low, expected) < bottom:
        bottom, low_turn = 0, QUARTER / max(1, pass_mark)

    def angle(score: float) -> float:
        turned = (score - pass_mark) * (turn if score > pass_mark else low_turn)
        return min(QUARTER, max(-QUARTER, turned))

    marked = _marked(pass_mark, questions, bottom)
    ticks = tuple(
        (_tick(angle(score), long=score in marked), score >= pass_mark)
        for score in range(bottom, questions + 1)
        if score != pass_mark
    )
    figures = tuple(_figure(angle(score), score) for score in marked)
    track = _band(-QUARTER, QUARTER)
    if low is None or high is None or expected is None:
        return Dial(track, ticks, figures, "", (), None)
    ends = tuple(_radius(angle(score), INNER, OUTER) for score in sorted((low, high)) if bottom <= score <= questions)
    band = _band(angle(min(low, high)), angle(max(low, high)))
    return Dial(track, ticks, figures, band, ends, round(angle(expected), 2))


def _marked(pass_mark: int, questions: int, bottom: int) -> tuple[int, ...]:
    """The scores that get a figure: from either end inwards, leaving room for the words at north."""
    step = max(1, round(questions / 10))
    right = range(questions, pass_mark + step, -step)
    left = range(bottom, pass_mark - step, step)
    return (*left, *right)


def _at(radius: float, degrees: float) -> tuple[float, float]:
    angle = radians(degrees)
    return round(radius * sin(angle), 2), round(-radius * cos(angle), 2)


def _radius(degrees: float, inner: float, outer: float) -> str:
    (x, y), (to_x, to_y) = _at(inner, degrees), _at(outer, degrees)
    return f"M{x} {y}L{to_x} {to_y}"


def _band(start: float, end: float) -> str:
    (x, y), (to_x, to_y) = _at(OUTER, start), _at(OUTER, end)
    (back_x, back_y), (home_x, home_y) = _at(INNER, end), _at(INNER, start)
    return f"M{x} {y}A{OUTER} {OUTER} 0 0 1 {to_x} {to_y}L{back_x} {back_y}A{INNER} {INNER} 0 0 0 {home_x} {home_y}Z"


def _tick(degrees: float, *, long: bool) -> str:
    return _radius(degrees, OUTER + 8, OUTER + (18 if long else 14))


def _figure(degrees: float, score: int) -> tuple[float, float, int]:
    x, y = _at(OUTER + 34, degrees)
    return x, round(y + 5, 2), score


@dataclass(frozen=True, slots=True)
class Period:
    """A day or week: whole minutes planned and done, and how far each bar reaches, in hundredths of the longest."""

    name: str
    planned: int
    done: int
    planned_to: float
    done_to: float


def planned_done(rows: Iterable[tuple[str, int, int]]) -> tuple[Period, ...]:
    """Bars on one scale; rows are (name of the day or week, minutes planned, minutes done)."""
    kept = list(rows)
    most = max([1, *(max(planned, done) for _, planned, done in kept)])
    return tuple(
        Period(name, planned, done, round(100 * planned / most, 1), round(100 * done / most, 1))
        for name, planned, done in kept
    )


@dataclass(frozen=True, slots=True)
class Dot:
    """One bin of forecasts: where it stands, its figures as shares from 0 to 1, and where its count is written.

    `few` marks a bin that is too small to judge by.
    """

    x: float
    y: float
    mean: float
    right: float
    count: int
    label: tuple[float, float]
    few: bool


PLOT = (46.0, 30.0, 280.0)  # left, top and side of the square that calibration is drawn in


def calibration(bins: Iterable[tuple[float, float, int] | None]) -> tuple[Dot, ...]:
    """Bins of forecasts as (mean forecast, share right, answers), shares from 0 to 1; empty bins are passed over.

    A count is written away from the diagonal, so that the line stays free.
    """
    dots = []
    for one in bins:
        if one is None or not one[2]:
            continue
        mean, right, count = one
        x, y = share_x(mean), share_y(right)
        label = (x - 7, y - 9) if right >= mean else (x + 7, y + 19)
        dots.append(Dot(x, y, mean, right, count, (round(label[0], 1), round(label[1], 1)), few=count < FEW))
    return tuple(dots)


def share_x(share: float) -> float:
    """Where a share from 0 to 1 stands from left to right."""
    return round(PLOT[0] + PLOT[2] * min(1.0, max(0.0, share)), 1)


def share_y(share: float) -> float:
    """Where a share from 0 to 1 stands from top to bottom."""
    return round(PLOT[1] + PLOT[2] * (1 - min(1.0, max(0.0, share))), 1)
