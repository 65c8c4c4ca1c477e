"""The calendar: planned load, days off that the plan and the feed respect."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, cast

import pytest
from icalendar import Calendar

from tests.app.conftest import RIGHT

if TYPE_CHECKING:
    from icalendar import Event

    from tests.app.conftest import Candidate

TODAY = 739_943
EXAM = date(2026, 12, 4)


@pytest.fixture
def planned(anna: Candidate) -> Candidate:
    """Anna with an exam in eleven days."""
    anna.change(exam_date=EXAM)
    return anna


def test_the_load_to_the_exam_is_shown(planned: Candidate) -> None:
    """Every day with its minutes, the exam at the end; without a date the next four weeks."""
    sheet = planned.open("/calendar/")
    assert "To the exam on 4 December" in sheet.text
    assert "275 minutes are planned from today" in sheet.text
    assert "Friday 4 December: your exam" in sheet.html
    planned.change(exam_date=None)
    assert "The next four weeks" in planned.open("/calendar/").text


def test_a_day_off_takes_its_minutes_and_comes_back(planned: Candidate) -> None:
    """It is told, its minutes are gone, a second press brings it back; twice is as once."""
    for _ in range(2):
        sheet = planned.send("/calendar/off", day=TODAY + 1)
        assert "A day off." in sheet.text
        assert "250 minutes are planned" in sheet.text
        assert "Tuesday 24 November: day off" in sheet.html
    assert "275 minutes are planned" in planned.send("/calendar/on", day=TODAY + 1).text


@pytest.mark.parametrize("day", ["", "x", "-1", str(TODAY - 1), "99999999", str(TODAY + 9999)])
def test_only_days_to_come_can_be_taken_off(planned: Candidate, day: str) -> None:
    """Anything else is refused and changes nothing."""
    assert planned.send("/calendar/off", day=day).status == 400
    assert "275 minutes are planned" in planned.open("/calendar/").text


def test_on_a_day_off_nothing_is_planned_but_one_may_go_on(planned: Candidate) -> None:
    """Study says so and offers more; keeping going works as on any day."""
    planned.send("/calendar/off", day=TODAY)
    assert planned.open("/study/").item == ""
    assert planned.send("/study/more").item


def test_today_taken_off_drops_what_is_open(anna: Candidate) -> None:
    """A plan already begun stops there; taken back, what is left of the day's minutes is planned again."""
    anna.answer(anna.open("/study/").item, **RIGHT[anna.open("/study/").item])
    said = anna.send("/calendar/off", day=TODAY).text
    assert "The other days keep their 25 minutes" in said
    assert anna.open("/study/").item == ""
    anna.send("/calendar/on", day=TODAY)
    assert anna.open("/study/").item
    assert "Still planned today" in anna.open("/").text


def test_today_taken_off_by_mistake_brings_its_minutes_back(anna: Candidate) -> None:
    """What was open is open again."""
    anna.change(exam_date=date(2026, 11, 24), minutes=5)
    for _ in range(3):
        sheet = anna.open("/study/")
        anna.answer(sheet.item, **RIGHT[sheet.item])
    anna.send("/calendar/off", day=TODAY)
    anna.send("/calendar/on", day=TODAY)
    assert anna.open("/study/").item


def test_the_feed_has_each_day_of_study_and_the_exam(planned: Candidate) -> None:
    """Valid iCalendar, ids that stay the same, no day off in it."""
    planned.send("/calendar/off", day=TODAY + 1)
    text = planned.client.get("/calendar/study.ics")
    assert text.mimetype == "text/calendar"
    events = {str(event["uid"]): event for event in Calendar.from_ical(text.data).walk("VEVENT")}
    assert len(events) == 11
    exam = cast("Event", events["momentum-exam-2026-12-04"])
    assert exam.start == EXAM
    assert "momentum-study-2026-11-24" not in events
    assert events["momentum-study-2026-11-25"]["summary"] == "Study, 25 minutes"


def test_an_exam_far_away_is_planned_two_years_ahead(planned: Candidate) -> None:
    """Neither the page nor the feed grows without end."""
    planned.change(exam_date=date(2999, 1, 1))
    assert planned.open("/calendar/").html.count('name="day"') <= 2 * 365 + 1
    assert planned.open("/calendar/study.ics").html.count("BEGIN:VEVENT") <= 2 * 365 + 1
