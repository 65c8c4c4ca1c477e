from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from quizzes.practice.days import ZoneError, local_day

ZONES = sorted(available_timezones())
zones = st.sampled_from(ZONES)
moments = st.datetimes(datetime(1975, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 strategy adds UTC


def at(zone: str, text: str, fold: int = 0) -> datetime:
    """A moment read off the wall clock of a zone."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold)


def number(text: str) -> int:
    """The day number of a date."""
    return date.fromisoformat(text).toordinal()


@pytest.mark.parametrize(
    ("zone", "wall", "day"),
    [
        ("UTC", "2026-11-23T03:59:59", "2026-11-22"),
        ("UTC", "2026-11-23T04:00:00", "2026-11-23"),
        ("Europe/Paris", "2026-03-29T03:59:59", "2026-03-28"),
        ("Europe/Paris", "2026-03-29T04:00:00", "2026-03-29"),
        ("Europe/Helsinki", "2026-10-25T04:00:00", "2026-10-25"),
        ("America/New_York", "2026-11-01T01:30:00", "2026-10-31"),
        ("Pacific/Kiritimati", "2026-01-01T04:00:00", "2026-01-01"),
        ("Asia/Kathmandu", "2026-01-01T03:59:00", "2025-12-31"),
    ],
)
def test_four_in_the_morning_begins_the_day(zone: str, wall: str, day: str) -> None:
    """What was answered at 03:59 belongs to the evening before, on the learner's own clock."""
    assert local_day(at(zone, wall), zone) == number(day)


@pytest.mark.parametrize("fold", [0, 1])
def test_the_hour_that_comes_twice_is_still_the_night_before(fold: int) -> None:
    """Clocks put back at night do not begin the day twice."""
    assert local_day(at("Europe/Berlin", "2026-10-25T02:30:00", fold), "Europe/Berlin") == number("2026-10-24")


@pytest.mark.parametrize(("day", "hours"), [("2026-03-28", 23), ("2026-03-29", 24), ("2026-10-24", 25)])
def test_a_day_lasts_as_long_as_the_wall_clock_says(day: str, hours: int) -> None:
    """23 hours in spring and 25 in autumn are one day, no more and no less."""
    zone, start = "Europe/Vienna", datetime.combine(date.fromisoformat(day), time(4), ZoneInfo("Europe/Vienna"))
    begins, ends = start.astimezone(UTC), start.astimezone(UTC) + timedelta(hours=hours)
    assert local_day(begins - timedelta(seconds=1), zone) == number(day) - 1
    assert local_day(begins, zone) == local_day(ends - timedelta(seconds=1), zone) == number(day)
    assert local_day(ends, zone) == number(day) + 1


@given(zones, moments, st.timedeltas(timedelta(0), timedelta(days=3)))
def test_days_never_go_backwards(zone: str, moment: datetime, later: timedelta) -> None:
    """As time moves on, the day number stays or grows, through every change of clocks."""
    assert local_day(moment, zone) <= local_day(moment + later, zone)


@given(zones, moments)
def test_a_gap_of_two_days_is_never_more_than_three_numbers(zone: str, moment: datetime) -> None:
    """48 hours are one to three days apart on any calendar, even across the date line."""
    assert 1 <= local_day(moment + timedelta(days=2), zone) - local_day(moment, zone) <= 3


@given(zones, st.datetimes(datetime(1975, 1, 1), datetime(2090, 1, 1)))  # noqa: DTZ001 a wall clock has no zone
def test_the_same_wall_time_a_day_later_is_the_next_day(zone: str, wall: datetime) -> None:
    """One calendar day later at the same time on the wall is exactly one number more."""
    here, there = (moment.replace(tzinfo=ZoneInfo(zone)) for moment in (wall, wall + timedelta(days=1)))
    for moment in (here, there):
        assume(moment.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None) == moment.replace(tzinfo=None))
    assert local_day(there, zone) - local_day(here, zone) == 1


@given(zones, zones, moments)
def test_the_zone_of_the_moment_does_not_matter(zone: str, written: str, moment: datetime) -> None:
    """Only when it was counts, not how it was written down."""
    assert local_day(moment.astimezone(ZoneInfo(written)), zone) == local_day(moment, zone)


@pytest.mark.parametrize("zone", ["Mars/Olympus", "", "../etc/passwd", "Europe", "/etc", "a\0b", "é" * 300])
def test_an_unknown_zone_is_refused_with_words(zone: str) -> None:
    """Whatever stands in a settings field, the answer is a sentence."""
    with pytest.raises(ZoneError, match=r"There is no time zone called .*Europe/Paris"):
        local_day(datetime(2026, 1, 1, tzinfo=UTC), zone)


def test_a_moment_without_a_zone_is_refused() -> None:
    """Nobody can say which day it was."""
    with pytest.raises(ValueError, match="without a time zone"):
        local_day(datetime(2026, 1, 1), "UTC")  # noqa: DTZ001 that is the point
