"""The days to the exam in weeks, Monday first: what each box of the calendar shows. Minutes are whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

WEEK = 7
NONE = "\N{EN DASH}"
Kind = Literal["past", "today", "ahead", "off", "exam"]


class PlannedDay(Protocol):
    """A day as the calendar knows it: minutes planned and done, and the day in words."""

    @property
    def on(self) -> date:
        """Its date."""

    @property
    def state(self) -> Literal["past", "today", "ahead"]:
        """Where it lies from today."""

    @property
    def planned(self) -> int:
        """Minutes planned."""

    @property
    def done(self) -> int:
        """Minutes done."""

    @property
    def off(self) -> bool:
        """Whether it is a day off."""

    @property
    def exam(self) -> bool:
        """Whether the exam is on it."""

    @property
    def words(self) -> str:
        """All of this in words."""


@dataclass(frozen=True, slots=True)
class Box:
    """One day's box. `figure` is what stands in it; `planned` and `done` reach so far along it, in hundredths.

    `now` says that it is today, whatever its kind; `free` that it can be taken off or on again.
    """

    day: PlannedDay
    kind: Kind
    figure: str
    planned: float
    done: float
    now: bool
    free: bool


@dataclass(frozen=True, slots=True)
class Week:
    """Seven boxes from Monday, all of one month, none for other days; `month` where another one begins.

    A week that spans two months is two of these.
    """

    month: str
    boxes: tuple[Box | None, ...]


def weeks(days: Iterable[PlannedDay]) -> tuple[Week, ...]:
    """The days in weeks; all bars are on one scale, the longest day planned, and stop at its end."""
    kept = sorted(days, key=lambda day: day.on)
    if not kept:
        return ()
    most = max(day.planned for day in kept) or max([1, *(day.done for day in kept)])
    monday = kept[0].on.toordinal() - kept[0].on.weekday()
    rows: dict[tuple[int, str], list[Box | None]] = {}
    for day in kept:
        week, place = divmod(day.on.toordinal() - monday, WEEK)
        rows.setdefault((week, f"{day.on:%B}"), [None] * WEEK)[place] = _box(day, most)
    months = [month for _, month in rows]
    return tuple(
        Week("" if month == before else month, tuple(row))
        for row, month, before in zip(rows.values(), months, ["", *months], strict=False)
    )


def _box(day: PlannedDay, most: int) -> Box:
    kind: Kind = "exam" if day.exam else "off" if day.off else day.state
    planned = 0.0 if kind in {"off", "exam"} else round(100 * day.planned / most, 1)
    done = round(min(100.0, 100 * day.done / most), 1)
    free = day.state != "past" and not day.exam
    return Box(day, kind, _figure(day, kind), planned, done, day.state == "today", free)


def _figure(day: PlannedDay, kind: Kind) -> str:
    """Minutes done on a day that has come, planned on one that has not; a dash for a day without."""
    if kind == "exam":
        return ""
    if kind == "off":
        return f"{day.done}" if day.done else "off"
    if kind == "ahead":
        return f"{day.planned}" if day.planned else NONE
    return f"{day.done}" if day.done or kind == "today" else NONE
