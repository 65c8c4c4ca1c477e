"""Geometry of the drawn signs: rings, polygons, the logo. Lengths are a view box's units, north is 0 degrees."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import cos, radians, sin
from typing import TYPE_CHECKING

from markupsafe import Markup

from app.look import charts, coach_charts, coach_forecast, coach_load

if TYPE_CHECKING:
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


def board_part(model: Model, number: int) -> BoardPart:
    """Part `number` (from 1) of a drawn model: a seventh of the ring, or one side of a polygon."""
    step = 360 / len(model.labels)
    gap = 1.5
    start, end = (number - 1) * step + gap, number * step - gap
    inner, outer = BOARD
    middle = radians((start + end) / 2)
    reach = (inner + outer) / 2 * (1 if model.id == RING else cos(radians(step / 2)) ** 0.5)
    if model.id == RING:
        back = f"A{inner} {inner} 0 0 0 {point(inner, start)}Z"
        path = f"{ring_arc(outer, start, end)}L{point(inner, end)}{back}"
    else:
        path = f"M{point(outer, start)}L{point(outer, end)}L{point(inner, end)}L{point(inner, start)}Z"
    return BoardPart(path, round(reach * sin(middle), 1), round(-reach * cos(middle), 1))


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
