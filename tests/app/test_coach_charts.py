from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.look.coach_charts import calibration, dial, planned_done, score_words, share_x, share_y
from app.look.coach_forecast import Plot, Point, plot
from app.look.coach_load import weeks

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

MONDAY = date(2026, 11, 23)
DAY = timedelta(days=1)
EXAM = MONDAY + 18 * DAY
SIZES = ((936.0, 290.0), (334.0, 250.0))
scores = st.floats(0, 40)


def numbers(path: str) -> list[float]:
    """Every number of a path."""
    return [float(found) for found in re.findall(r"-?\d+\.?\d*", path)]


def test_the_dial_of_the_design() -> None:
    """26 of 40 stands at north, a mark is 90/14 degrees, 12 to 40 are drawn, the figures keep clear of north."""
    known = dial(26, 40, 24, 32, 28)
    assert known.needle == pytest.approx(2 * 90 / 14, abs=0.01)
    assert [score for _, _, score in known.figures] == [12, 16, 20, 40, 36, 32]
    assert len(known.ticks) == 28
    assert sum(passed for _, passed in known.ticks) == 14
    assert len(known.ends) == 2
    assert [score_words(24.2, 31.8), score_words(27.9, 28.3)] == ["24 to 32", "28"]


@pytest.mark.parametrize(("low", "expected", "high"), [(6, 9, 12), (7, 10, 14), (0, 0, 2), (11, 14, 30)])
def test_a_low_score_has_its_place_on_the_dial(low: float, expected: float, high: float) -> None:
    """The left side goes down to 0 then: the needle points at the score, the band has both its ends, figures fit."""
    drawn = dial(26, 40, low, high, expected)
    assert drawn.needle == pytest.approx(90 * (expected - 26) / 26, abs=0.01)
    assert drawn.band.count("A") == len(drawn.ends) == 2
    assert [score for _, _, score in drawn.figures] == [0, 4, 8, 12, 16, 20, 40, 36, 32]


def test_a_refused_forecast_has_no_needle_and_no_band() -> None:
    """The compass is there, what it would point to is not."""
    empty = dial(26, 40)
    assert (empty.needle, empty.band, empty.ends) == (None, "", ())
    assert empty.ticks == dial(26, 40, 24, 32, 28).ticks


@given(st.integers(1, 120).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), scores, scores, scores)
def test_every_dial_stays_on_its_half_circle(exam: tuple[int, int], low: float, high: float, mid: float) -> None:
    """Any exam and any forecast: the needle between the stops, nothing drawn below the horizon or outside the box."""
    drawn = dial(*exam, low, high, mid)
    assert drawn.needle is not None
    assert -90 <= drawn.needle <= 90
    for path in (drawn.band, *drawn.ends, *(tick for tick, _ in drawn.ticks)):
        assert all(-190 <= number <= 190 for number in numbers(path))
    assert all(-190 <= x <= 190 and -190 <= y <= 5.01 for x, y, _ in drawn.figures)


def rising() -> list[Point]:
    """Refused for nine days, then a forecast a day that rises to 24 to 32 today."""
    few: list[Point] = [(MONDAY - back * DAY, None) for back in range(19, 9, -1)]
    return few + [(MONDAY - back * DAY, 24.0 - back, 28.0 - back, 32.0 - back) for back in range(9, -1, -1)]


@pytest.mark.parametrize("size", SIZES)
def test_the_forecast_of_the_design(size: tuple[float, float]) -> None:
    """One stretch up to today, words where it was refused, the exam at the right edge, nothing beyond today."""
    drawn = plot(rising(), (MONDAY - 19 * DAY, MONDAY, EXAM), (26, 40), [(MONDAY - 3 * DAY, 25)], size)
    assert drawn.now
    assert drawn.now[2] == "today: 24 to 32"
    assert [score for _, score in drawn.frame.grid(26)] == [12, 20, 40, 32]
    assert len(drawn.stretches) == 1
    assert drawn.stretches[0].fill
    assert max(numbers(drawn.stretches[0].line)[::2]) == drawn.now[0]
    assert drawn.exam == drawn.frame.right
    assert len(drawn.few) == 1 or size[0] < 500
    assert drawn.dot
    assert drawn.dot[0] == drawn.now[0]
    assert drawn.words[2] == "end"
    assert drawn.mocks[0].label[2] == "mock 25"


def test_a_refused_day_parts_the_line_and_a_day_alone_is_a_bar() -> None:
    """The range is not drawn across days without a forecast."""
    points = [*rising()[:14], (MONDAY - 5 * DAY, None), (MONDAY - 4 * DAY, 20.0, 24.0, 28.0)]
    drawn = plot(points, (MONDAY - 19 * DAY, MONDAY, EXAM), (26, 40))
    assert [bool(one.fill) for one in drawn.stretches] == [True, False]
    assert drawn.now
    assert drawn.now[2] == "today"


def test_one_point_without_an_exam_stands_in_the_middle() -> None:
    """The first day of all, and no date set: one bar, one date, no exam line; the scale reaches down to it."""
    drawn = plot([(MONDAY, 8, 11.2, 15)], (MONDAY, MONDAY, None), (26, 40))
    assert drawn.dot
    assert drawn.dot[0] == (drawn.frame.left + drawn.frame.right) / 2
    assert drawn.frame.floor == 8
    assert [words for _, _, words in drawn.frame.dates()] == ["23 Nov"]
    assert drawn.exam is None


def test_without_an_exam_the_days_end_today() -> None:
    """Today is the right edge, and the words of the pass mark give way to it."""
    drawn = plot(rising(), (MONDAY - 19 * DAY, MONDAY, None), (26, 40))
    assert drawn.now
    assert drawn.now[0] == drawn.frame.right
    assert drawn.words[2] == "start"


def test_refused_so_far_is_said_over_today() -> None:
    """No line, no band; today's line says why."""
    drawn = plot([(MONDAY - DAY, None), (MONDAY, None)], (MONDAY - DAY, MONDAY, EXAM), (26, 40))
    assert (drawn.stretches, drawn.dot, drawn.few) == ((), None, ())
    assert drawn.now
    assert drawn.now[2] == "today: too few answers"


def test_after_the_exam_nothing_later_is_drawn() -> None:
    """The days end with the exam; its result stands on its line."""
    late: list[Point] = [*rising(), (EXAM + DAY, 30, 33, 36)]
    drawn = plot(late, (MONDAY - 19 * DAY, EXAM + 5 * DAY, EXAM), (26, 40), [(EXAM, 31, "result"), (EXAM + DAY, 9)])
    assert drawn.now is None
    assert [mock.label[2] for mock in drawn.mocks] == ["result 31"]
    assert drawn.mocks[0].x == drawn.exam
    assert drawn.dot
    assert drawn.dot[0] < drawn.frame.right


@given(
    st.dictionaries(st.integers(-90, 30), st.one_of(st.none(), st.tuples(scores, scores, scores)), max_size=30),
    st.one_of(st.none(), st.integers(-40, 400)),
    st.lists(st.tuples(st.integers(-90, 30), st.integers(0, 40)), max_size=6),
    st.sampled_from(SIZES),
)
def test_every_forecast_stays_in_its_frame(
    history: dict[int, tuple[float, float, float] | None], exam: int | None,
    mocks: list[tuple[int, int]], size: tuple[float, float],
) -> None:  # fmt: skip
    """Any history, any exam day: nothing outside the frame, nothing beyond today, no label over another."""
    points: list[Point] = []
    for ago, some in history.items():
        on = MONDAY + ago * DAY
        points.append((on, *sorted(some)) if some else (on, None))  # type: ignore[arg-type]
    days = (MONDAY - 20 * DAY, MONDAY, MONDAY + exam * DAY if exam is not None else None)
    drawn = plot(points, days, (26, 40), [(MONDAY + ago * DAY, score) for ago, score in mocks], size)
    inside(drawn, drawn.frame.x(MONDAY.toordinal()))


def inside(drawn: Plot, today: float) -> None:
    """Hold a drawing to its frame."""
    frame = drawn.frame
    for one in drawn.stretches:
        for path in (one.fill, one.line):
            assert all(frame.left <= x <= today for x in numbers(path)[::2])
            assert all(frame.top <= y <= frame.bottom for y in numbers(path)[1::2])
    for mock in drawn.mocks:
        assert frame.left <= mock.x <= today
        x, y, words = mock.label
        assert not words or (frame.left <= x <= frame.right and frame.top <= y <= frame.bottom)
    labels = [mock.label for mock in drawn.mocks if mock.label[2]]
    assert all(one[:2] != other[:2] for one, other in pairwise(labels))


@dataclass(frozen=True)
class Sample:
    """A day of the calendar."""

    on: date
    state: Literal["past", "today", "ahead"]
    planned: int = 25
    done: int = 0
    off: bool = False
    exam: bool = False

    @property
    def words(self) -> str:
        """The day in words."""
        return f"{self.on:%A} {self.on.day} {self.on:%B}: {self.planned} minutes planned"


def calendar() -> list[Sample]:
    """From 19 days ago to the exam."""
    days = [MONDAY + step * DAY for step in range(-19, 19)]
    states = {-1: "past", 0: "today", 1: "ahead"}
    return [
        Sample(
            on,
            states[(on > MONDAY) - (on < MONDAY)],  # type: ignore[arg-type]
            planned=0 if on == EXAM else 25,
            done=31 if on < MONDAY else 8 if on == MONDAY else 0,
            off=on == MONDAY + 2 * DAY,
            exam=on == EXAM,
        )
        for on in days
    ]


def test_the_calendar_runs_from_monday_to_sunday() -> None:
    """Six weeks, one of them in two months; each day under its month and in its weekday's column, none twice."""
    drawn = weeks(calendar())
    assert [week.month for week in drawn] == ["November", "", "", "", "", "December", ""]
    assert [{box.day.on.month for box in week.boxes if box} for week in drawn] == [{11}] * 5 + [{12}] * 2
    boxes = [box for week in drawn for box in week.boxes if box]
    assert len(boxes) == len({box.day.on for box in boxes}) == 38
    assert all(box is None or box.day.on.weekday() == at for week in drawn for at, box in enumerate(week.boxes))
    assert weeks([]) == ()


def test_every_state_of_a_day_has_its_figure() -> None:
    """Done on days that have come, planned on those that have not; more than planned fills the bar and no more."""
    boxes = {box.day.on: box for week in weeks(calendar()) for box in week.boxes if box}
    shown = {on: (box.kind, box.figure, box.free) for on, box in boxes.items()}
    assert shown[MONDAY - DAY] == ("past", "31", False)
    assert shown[MONDAY] == ("today", "8", True)
    assert shown[MONDAY + DAY] == ("ahead", "25", True)
    assert shown[MONDAY + 2 * DAY] == ("off", "off", True)
    assert shown[EXAM] == ("exam", "", False)
    assert (boxes[MONDAY - DAY].done, boxes[MONDAY].done, boxes[MONDAY].planned) == (100, 32, 100)


def test_bars_of_planned_and_done_share_a_scale() -> None:
    """The longest of all figures fills the width."""
    rows = planned_done([("last week", 150, 171), ("this week", 25, 8)])
    assert [(row.planned_to, row.done_to) for row in rows] == [(87.7, 100), (14.6, 4.7)]
    assert planned_done([("none", 0, 0)])[0].done_to == 0


def test_calibration_stands_on_the_diagonal_where_both_agree() -> None:
    """Counts are written away from it; empty bins are passed over; fewer than five are too few."""
    dots = calibration([None, (0.3, 0.5, 4), (0.5, 0.5, 40), (0.9, 0.7, 100), (0.95, 0, 0)])
    assert [dot.few for dot in dots] == [True, False, False]
    assert (dots[1].x, dots[1].y) == (share_x(0.5), share_y(0.5))
    assert dots[0].label[1] < dots[0].y
    assert dots[2].label[1] > dots[2].y


def coach(app: Flask, source: str, **values: object) -> str:
    """A template over the coach's macros, as it is rendered."""
    with app.test_request_context("/"):
        template = app.jinja_env.from_string('{% import "_coach_charts.html" as coach %}' + source)
        return template.render(values)


def test_each_drawing_is_named_once(client: FlaskClient) -> None:
    """All charts on one page: every drawing is hidden or has a title of its own; ids are unique, nothing is styled."""
    page = client.get("/patterns").text
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    coached = page[page.index('<svg viewBox="-190') :]
    for tag in re.findall(r"<svg[^>]*>", coached[: coached.index("</main>")]):
        named = re.search(r'role="img" aria-labelledby="(\S+) (\S+)"', tag)
        assert 'aria-hidden="true"' in tag or (named and set(named.groups()) <= set(ids)), tag
    assert " style=" not in page


def test_days_are_buttons_links_or_plain(app: Flask) -> None:
    """With addresses they are buttons of two forms, with a caller links, else plain; the name says day and minutes."""
    days = calendar()
    pressed = coach(app, '{{ coach.load(days, off="/calendar/off", on="/calendar/on") }}', days=days)
    assert pressed.count("<button") == 18
    assert pressed.count('form="load-on"') == 1
    assert "Tuesday 24 November: 25 minutes planned. Take it off<" in pressed
    linked = coach(app, '{% call(day) coach.load(days) %}{{ "/" if day.state == "past" }}{% endcall %}', days=days)
    assert (linked.count("<a "), linked.count("<button")) == (19, 0)
    plain = coach(app, "{{ coach.load(days) }}", days=days)
    assert (plain.count("<a "), plain.count("<button")) == (0, 0)


def test_small_numbers_are_not_judged(app: Flask) -> None:
    """Under five cases a sentence and no bar; under sixty forecasts a sentence and no picture."""
    rows = [{"name": "Sure", "right": 2, "of": 3}, {"name": "Guess", "right": 0, "of": 0}]
    shares = coach(app, "{{ coach.share_rows(rows) }}", rows=rows)
    assert "2 of 3, too few to judge by" in shares
    assert "<svg" not in shares
    few = coach(app, "{{ coach.calibration(bins, 0.2) }}", bins=[None, (0.5, 1.0, 1)])
    assert "Too few to judge by: 1 answer with" in few
    assert "<svg" not in few


def test_the_dial_says_its_figures(app: Flask) -> None:
    """Range in whole marks, the words, what a caller adds; without a forecast no figures and no needle."""
    known = coach(app, '{% call coach.dial(26, 40, 23.6, 32.1, 28.2, "A pass.") %}<a>How sure?</a>{% endcall %}')
    assert "24 to 32 of 40" in known
    assert "A pass. <a>How sure?</a>" in known
    assert "points to 28" in known
    refused = coach(app, '{{ coach.dial(26, 40, none, none, none, "Not yet.") }}')
    assert "No forecast yet" in refused
    assert "needle" not in refused.replace("no needle", "")
