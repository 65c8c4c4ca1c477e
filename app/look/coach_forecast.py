"""What the forecast over time shows. Lengths are a view box's units; scores are marks of the exam."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from app.look.coach_axes import Frame, around, clear
from app.look.coach_charts import bottom_of, score_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from app.look.coach_axes import Rect

Point = tuple[date, float, float, float] | tuple[date, None]
Range = tuple[date, float, float, float]
Sat = tuple[date, int] | tuple[date, int, str]
LETTER = 7.4  # width of a letter of a label, about
FEW_WORDS = 66  # width of "too few" over "answers"
PASS_WORDS = 100  # width of "26 to pass" and some air
EXAM_WORDS = 46  # width of "exam" and some air


@dataclass(frozen=True, slots=True)
class Stretch:
    """Forecasts on end: the filled range, its two drawn edges, the line of expected scores; one alone has no fill."""

    fill: str
    edges: str
    line: str


@dataclass(frozen=True, slots=True)
class Mock:
    """A mock exam: its rhomb and its label as (x, y, words), without words where there is no room."""

    x: float
    y: float
    label: tuple[float, float, str]


@dataclass(frozen=True, slots=True)
class Plot:
    """The whole drawing. `few` is where "too few answers" stands; `dot` the newest forecast; `exam` the exam's line.

    `now` is today's line as (x, x of its words, words), None after the exam; `words` is where "26 to pass" stands as
    (x, y, anchor).
    """

    frame: Frame
    stretches: tuple[Stretch, ...]
    few: tuple[tuple[float, float], ...]
    now: tuple[float, float, str] | None
    dot: tuple[float, float] | None
    mocks: tuple[Mock, ...]
    exam: float | None
    words: tuple[float, float, str]


def plot(
    points: Iterable[Point],
    days: tuple[date, date, date | None],
    exam: tuple[int, int],
    mocks: Iterable[Sat] = (),
    size: tuple[float, float] = (936, 290),
) -> Plot:
    """The forecast from the first day to the exam, or to today without one; nothing beyond today.

    Points are (day, low, expected, high) in marks, or (day, None) where a forecast was refused; `days` are the first
    day, today and the exam's day or None; `exam` is (pass mark, questions); mocks are (day, score), or
    (day, score, name) for a score that is called otherwise.
    """
    start, today, on = days
    end = min(today, on) if on else today
    kept = sorted((point for point in points if point[0] <= end), key=lambda point: point[0])
    sat = sorted((mock for mock in mocks if mock[0] <= end), key=lambda mock: mock[0])
    first = min([start, end, *(one[0] for one in (*kept, *sat))])
    given = [point for point in kept if len(point) == 4]  # noqa: PLR2004 day, low, expected, high
    lowest = min([one[1] for one in sat] + [low for _, low, _, _ in given], default=exam[1])
    frame = Frame(first.toordinal(), (on or today).toordinal(), _floor(exam, lowest), exam[1], *size)
    room, words = _pass_words(frame, exam[0], end)
    room.extend(around(frame.x(one[0].toordinal()), frame.y(one[1]) + 4, 14) for one in sat)
    few = _refused(frame, kept, end, room)
    now = _now(frame, kept, today, on)
    room.extend([(now[0] - 3, frame.top, now[0] + 3, frame.bottom)] if now else [])
    return Plot(
        frame=frame,
        stretches=tuple(_stretch(frame, run) for run in _runs(kept)),
        few=few,
        now=now,
        dot=(frame.x(given[-1][0].toordinal()), frame.y(given[-1][2])) if given else None,
        mocks=tuple(_mock(frame, mock, given, room) for mock in sat),
        exam=frame.right if on else None,
        words=words,
    )


def _floor(exam: tuple[int, int], lowest: float) -> int:
    """The foot of the scale: that of the dial, and lower by fours where something lies below it."""
    floor = bottom_of(*exam)
    while floor > max(0.0, lowest):
        floor = max(0, floor - 4)
    return floor


def _runs(points: Sequence[Point]) -> list[list[Range]]:
    """Forecasts on end; a refused one parts them."""
    grouped = groupby(points, key=len)
    return [[one for one in run if len(one) == 4] for length, run in grouped if length == 4]  # noqa: PLR2004


def _stretch(frame: Frame, run: Sequence[Range]) -> Stretch:
    low = [(frame.x(day.toordinal()), frame.y(score)) for day, score, _, _ in run]
    mid = [(frame.x(day.toordinal()), frame.y(score)) for day, _, score, _ in run]
    high = [(frame.x(day.toordinal()), frame.y(score)) for day, _, _, score in run]
    if len(run) == 1:
        x, (_, foot), (_, head) = low[0][0], low[0], high[0]
        return Stretch("", f"M{x} {foot}V{head}M{x - 6} {foot}h12M{x - 6} {head}h12", "")
    ends = f"M{_joined(low[:1] + high[:1])}M{_joined(low[-1:] + high[-1:])}"
    return Stretch(f"M{_joined(low + high[::-1])}Z", f"M{_joined(low)}M{_joined(high)}{ends}", f"M{_joined(mid)}")


def _joined(corners: Iterable[tuple[float, float]]) -> str:
    return "L".join(f"{x} {y}" for x, y in corners)


def _pass_words(frame: Frame, pass_mark: int, end: date) -> tuple[list[Rect], tuple[float, float, str]]:
    """What is taken from the start, the pass line with its words, and where these stand: right while that is free."""
    line, right = frame.y(pass_mark), frame.right - frame.x(end.toordinal()) >= PASS_WORDS
    x, y = (frame.right - 10, line + 20) if right else (frame.left + 8, line - 9)
    taken = [
        (frame.left, line - 1, frame.right, line + 1),
        around(x + PASS_WORDS / (-2 if right else 2), y, PASS_WORDS),
    ]
    return taken, (x, y, "end" if right else "start")


def _refused(frame: Frame, points: Sequence[Point], end: date, room: list[Rect]) -> tuple[tuple[float, float], ...]:
    """Where "too few answers" stands: in stretches without a forecast that are wide enough, away from other things.

    A stretch that reaches to today says so over today's line.
    """
    found = []
    days = [(point[0], len(point) == 2) for point in points]  # noqa: PLR2004 day, None
    for refused, run in groupby([*days, (end, False)], key=lambda one: one[1]):
        begun = next(run)[0]
        after = next((day for day, few in [*days, (end, False)] if day > begun and not few), begun)
        left, right = frame.x(begun.toordinal()), frame.x(after.toordinal())
        if not refused or right - left < FEW_WORDS or (days[-1] == (end, True) and after == end):
            continue
        x = round((left + right) / 2, 1)
        for y in (frame.bottom - 30, frame.bottom - 75, frame.top + 24):
            if clear(around(x, y, FEW_WORDS, 2), room):
                found.append((x, y))
                room.append(around(x, y, FEW_WORDS, 2))
                break
    return tuple(found)


def _now(frame: Frame, points: Sequence[Point], today: date, exam: date | None) -> tuple[float, float, str] | None:
    if exam and today > exam:
        return None
    words = "today"
    if points and points[-1][0] == today:
        newest = points[-1]
        words += ": " + (score_words(newest[1], newest[3]) if len(newest) == 4 else "too few answers")  # noqa: PLR2004
    x, half = frame.x(today.toordinal()), len(words) * LETTER / 2
    most = frame.right - half - (EXAM_WORDS if exam else 0)
    return x, round(max(frame.left + half, min(x, most)), 1), words


def _mock(frame: Frame, mock: Sat, given: Sequence[Range], room: list[Rect]) -> Mock:
    """A rhomb and its label, below or above the range so that no line runs through it; the room it takes is added."""
    x, y = frame.x(mock[0].toordinal()), frame.y(mock[1])
    name = mock[2] if len(mock) == 3 else "mock"  # noqa: PLR2004 day, score, name
    for words in (f"{name} {mock[1]}", f"{mock[1]}"):
        half = len(words) * LETTER / 2
        shifted = (x + shift * (half - 6) for shift in (0, -1, 1))
        middles = [round(max(frame.left + half + 4, min(at, frame.right - half - 4)), 1) for at in shifted]
        places = [(at, place) for at in middles for place in _beside(frame, at, half, y, given)]
        for middle, place in sorted(places, key=lambda one: abs(one[1] - y)):
            taken = around(middle, place, 2 * half)
            if frame.top <= taken[1] and taken[3] <= frame.bottom and clear(taken, room):
                room.append(taken)
                return Mock(x, y, (middle, place, words))
    return Mock(x, y, (x, y, ""))


def _beside(frame: Frame, x: float, half: float, y: float, given: Sequence[Range]) -> tuple[float, ...]:
    """Base lines of words below and above a rhomb at y, clear of the range wherever it lies within their width.

    Each has a second one a line farther out, for where the first is taken.
    """
    below, above = y + 8, y - 8
    for before, after in pairwise(given):
        left, right = frame.x(before[0].toordinal()), frame.x(after[0].toordinal())
        if left <= x + half and x - half <= right:
            below = max(below, frame.y(before[1]), frame.y(after[1]))
            above = min(above, frame.y(before[3]), frame.y(after[3]))
    return tuple(round(place, 1) for place in (below + 17, above - 7, below + 35, above - 25))
