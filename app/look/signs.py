"""Geometry of the drawn signs: rings, polygons, the logo. Lengths are a view box's units, north is 0 degrees."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import cos, radians, sin
from typing import TYPE_CHECKING

from markupsafe import Markup

from app.look import charts, coach_charts, coach_forecast, coach_load

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from flask import Flask

    from quizzes.course.course import Model

RING = "step"  # the one axis drawn as a ring; every other is a polygon with as many sides as it has labels
ARCS = 7


def add_to(app: Flask) -> None:
    """Give the drawings to every template."""
    app.jinja_env.globals.update(
        sign=sign, label_sign=label_sign, ring_arc=ring_arc, progress_arcs=progress_arcs, logo_arcs=logo_arcs,
        date_of=date.fromordinal, board_part=board_part, board_onward=board_onward,
        heat_map_cells=charts.heat_map, route_line=charts.route, matrix_cells=charts.matrix,
        dial_parts=coach_charts.dial, score_words=coach_charts.score_words, forecast_plot=coach_forecast.plot,
        load_weeks=coach_load.weeks, planned_done_bars=coach_charts.planned_done,
        calibration_dots=coach_charts.calibration, share_x=coach_charts.share_x, share_y=coach_charts.share_y,
    )  # fmt: skip


def point(radius: float, degrees: float) -> str:
    """A point on a circle around 0,0 as `x y`, clockwise from north."""
    angle = radians(degrees)
    return f"{radius * sin(angle):.2f} {-radius * cos(angle):.2f}"


def ring_arc(radius: float, start: float, end: float) -> str:
    """Path of a circle's part from one angle to another, clockwise, in degrees."""
    large = int(end - start > 180)  # noqa: PLR2004 half a turn
    return f"M{point(radius, start)}A{radius} {radius} 0 {large} 1 {point(radius, end)}"


def polygon(sides: int, radius: float = 14.2) -> tuple[str, ...]:
    """Corners of a regular polygon, the first at north."""
    return tuple(point(radius, 360 * corner / sides) for corner in range(sides))


def sign(axis: str, sides: int, number: int = 0, size: int = 32) -> Markup:
    """The sign of a label: its axis' figure with side `number` (from 1) lit, 0 none; screen readers skip it."""
    outline, lit = _ring(number) if axis == RING else _polygon(sides, number)
    digits = Markup('<text y="5" text-anchor="middle">{}</text>').format(number) if number else ""
    return Markup(
        '<svg class="sign" viewBox="-16 -16 32 32" width="{0}" height="{0}" aria-hidden="true" focusable="false">'
        '<path class="outline" d="{1}"/>{2}{3}</svg>'
    ).format(size, outline, Markup('<path class="lit" d="{}"/>').format(lit) if lit else "", digits)


def label_sign(model: Model, label: str, size: int = 32) -> Markup:
    """The sign of one label of a model, by the label's id."""
    return sign(model.id, len(model.labels), model.number(label), size)


def _ring(number: int) -> tuple[str, str]:
    step = 360 / ARCS
    arcs = [ring_arc(13, place * step + 6, (place + 1) * step - 6) for place in range(ARCS)]
    lit = arcs.pop(number - 1) if number else ""
    return "".join(arcs), lit


def _polygon(sides: int, number: int) -> tuple[str, str]:
    corners = polygon(sides)
    lit = f"M{corners[number - 1]}L{corners[number % sides]}" if number else ""
    return "M" + "L".join(corners) + "Z", lit


@dataclass(frozen=True, slots=True)
class BoardPart:
    """One part of a drawn model: its outline, and where its number stands."""

    path: str
    x: float
    y: float


BOARD = (56.0, 114.0)  # inner and outer radius of a drawn model
HOLE = 44.0  # the inner radius of a polygon, whose sides come nearer to the middle
DIGIT, WORD = (-17, 0), (5, 19)  # from where to where number and word reach, seen from the line the number stands on
HALF_DIGIT, HALF_WORD = 7.0, 25.0  # half of what they take from left to right
SHIFT = 14  # how far they may move up or down to find room


def board_part(model: Model, number: int) -> BoardPart:
    """Part `number` (from 1) of a drawn model: a seventh of the ring, or one side of a polygon."""
    step = 360 / len(model.labels)
    gap = 1.5
    start, end = (number - 1) * step + gap, number * step - gap
    inner, outer = BOARD
    middle = radians((start + end) / 2)
    if model.id == RING:
        back = f"A{inner} {inner} 0 0 0 {point(inner, start)}Z"
        path = f"{ring_arc(outer, start, end)}L{point(inner, end)}{back}"
        reach = (inner + outer) / 2
        return BoardPart(path, round(reach * sin(middle), 1), round(-reach * cos(middle), 1))
    corners = [_corner(radius, angle) for radius, angle in ((outer, start), (outer, end), (HOLE, end), (HOLE, start))]
    path = "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in corners) + "Z"
    base = round(-(HOLE + outer) / 2 * cos(radians(step / 2)) * cos(middle)) - 3
    y = max(range(base - SHIFT, base + SHIFT + 1), key=lambda at: (round(_room(corners, at)), -abs(at - base)))
    return BoardPart(path, round(_midway(corners, y), 1), y)


def _corner(radius: float, degrees: float) -> tuple[float, float]:
    return radius * sin(radians(degrees)), -radius * cos(radians(degrees))


def _midway(corners: Sequence[tuple[float, float]], y: float) -> float:
    return sum(_between(corners, [y + below for below in WORD])) / 2


def _room(corners: Sequence[tuple[float, float]], y: float) -> float:
    """How far a word of usual length and the number above it stay from the sides of a part, with the number at y."""
    left, right = _between(corners, [y + below for below in WORD])
    x = (left + right) / 2
    first, last = _between(corners, [y + above for above in DIGIT])
    return min((right - left) / 2 - HALF_WORD, x - first - HALF_DIGIT, last - x - HALF_DIGIT)


def _between(corners: Sequence[tuple[float, float]], heights: Iterable[float]) -> tuple[float, float]:
    """From where to where a part is open from left to right at all these heights."""
    left, right = -BOARD[1], BOARD[1]
    for height in heights:
        crossed = sorted(
            x + (to_x - x) * (height - y) / (to_y - y)
            for (x, y), (to_x, to_y) in zip(corners, [*corners[1:], corners[0]], strict=True)
            if min(y, to_y) <= height <= max(y, to_y) and y != to_y
        )
        left, right = max([left, *crossed[:1]]), min([right, *crossed[-1:]])
        if not crossed:
            return 0.0, -BOARD[1]
    return left, right


def board_onward(model: Model) -> str:
    """The arrow inside the ring that leads from the last part back to the first."""
    step = 360 / len(model.labels)
    radius = BOARD[0] - 8
    arc = ring_arc(radius, 360 - step / 2, 360 + step / 2)
    tip = point(radius, step / 2)
    return f"{arc}M{point(radius - 6, step / 2 - 9)}L{tip}L{point(radius + 5, step / 2 - 9)}"


def progress_arcs(done: float, of: float = 1) -> tuple[tuple[str, str], ...]:
    """Seven arcs of a progress ring (radius 26): (track, filled part or nothing) each, filled arc by arc."""
    share = ARCS * min(1.0, max(0.0, done / of)) if of else 0.0
    step = 360 / ARCS
    arcs = []
    for place in range(ARCS):
        start, end = place * step + 4, (place + 1) * step - 4
        part = min(1.0, max(0.0, share - place))
        filled = ring_arc(26, start, start + part * (end - start)) if part > 0.02 else ""  # noqa: PLR2004 less is a smudge
        arcs.append((ring_arc(26, start, end), filled))
    return tuple(arcs)


def logo_arcs() -> tuple[str, ...]:
    """The ring of the logo (radius 13): the seventh arc lifts off by 3.6 and runs on past north."""
    step = 360 / ARCS
    arcs = [ring_arc(13, place * step + 6.5, (place + 1) * step - 6.5) for place in range(ARCS - 1)]
    start, end = 6 * step + 6.5, 366.0
    bends = [point(13 + 3.6 * (turn / 12) ** 1.4, start + (end - start) * turn / 12) for turn in range(13)]
    return (*arcs, "M" + "L".join(bends))
