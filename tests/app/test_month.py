"""A month through the whole application, time moved by the test: two learners in two time zones and editions.

What must hold on every day: the plan shown is the plan done, it fits the minutes, nothing is asked twice but a repeat.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
import time_machine

from tests.app.conftest import Candidate, small_app
from tests.app.full_course import write

if TYPE_CHECKING:
    from pathlib import Path

    from app.store.plans import PlanEntry
    from tests.app.conftest import Sheet

MINUTES = 20
START = datetime(2026, 10, 12, 17, tzinfo=UTC)
"""Two weeks before clocks go back in Europe, three before they do in America."""
DAYS = 30
AWAY = {9, 10, 11}
"""Days without the learner."""
OFF = {20}


class Learner:
    """Somebody who studies an evening a day and knows more the more often a thing was seen."""

    def __init__(self, folder: Path, zone: str, edition: str) -> None:
        """Open the application over the full course."""
        folder.mkdir()
        self.anna = Candidate(small_app(folder, write(folder / "course")))
        self.anna.change(zone=zone, edition=edition, minutes=MINUTES, exam_date=(START + timedelta(days=DAYS)).date())
        self.course = self.anna.app.extensions["library"].course
        self.rng = Random(zone)  # noqa: S311 the same evenings in each run
        self.times: dict[str, int] = {}

    def close(self) -> None:
        """Close the database."""
        self.anna.app.extensions["database"].close()

    def today(self) -> int:
        """The learner's day number."""
        from app import clock
        from app.store import learners
        from quizzes.practice.days import local_day

        with self.anna.app.extensions["database"].reading() as db:
            return local_day(clock.now(), learners.local(db).zone)

    def plan(self) -> tuple[PlanEntry, ...]:
        """Today's plan as it is kept."""
        from app.store import learners, plans

        with self.anna.app.extensions["database"].reading() as db:
            return plans.of_day(db, learners.local(db), self.today())

    def answer(self, sheet: Sheet, traveller: time_machine.Traveller) -> None:
        """Answer what is asked after some seconds, rightly the likelier the oftener it was met."""
        item: Any = self.course.items[sheet.item]
        skill = item.skills[0]
        self.times[skill] = self.times.get(skill, 0) + 1
        right = self.rng.random() < min(0.95, 0.4 + 0.2 * self.times[skill])
        fields: dict[str, Any] = {"answer_id": str(uuid4())}
        if item.kind == "card":
            fields["grade"] = "good" if right else "again"
        else:
            chosen = [option.id for option in item.options if (option.credit == 1) is right]
            fields["options"] = chosen[0]
        traveller.shift(20)
        self.anna.answer(sheet.item, **(sheet.form | fields))

    def evening(self, traveller: time_machine.Traveller) -> list[str]:
        """Do the whole plan of a day; the items asked, in order."""
        asked: list[str] = []
        for _ in range(400):
            sheet = self.anna.open("/study/")
            if not sheet.item:
                return asked
            asked.append(sheet.item)
            self.answer(sheet, traveller)
        raise AssertionError("the day never ends")


def check_the_evening(learner: Learner, asked: list[str]) -> None:
    """What was shown is the plan, done to its end; it fits the minutes; each memory once, but for a repeat."""
    from quizzes.practice.plan import seconds

    entries = learner.plan()
    assert all(entry.answer is not None for entry in entries)
    assert sorted(asked) == sorted(entry.item for entry in entries)
    first = [entry for entry in entries if not entry.again]
    assert len({entry.key for entry in first}) == len(first)
    longest = max((seconds(learner.course.items[entry.item]) for entry in first), default=0)
    assert sum(seconds(learner.course.items[entry.item]) for entry in first) <= MINUTES * 60 + longest


def month(learner: Learner, days: int) -> list[str]:
    """Live through some days; returns what Today said of the forecast, day by day."""
    from app.store import coaching, learners

    said = []
    with time_machine.travel(START, tick=False) as traveller:
        for day in range(days):
            traveller.move_to(START + timedelta(days=day))
            if day == 2:
                with learner.anna.app.extensions["database"].writing() as db:
                    for off in OFF:
                        coaching.take_off(db, learners.local(db), learner.today() + off - day)
            if day == 5:
                learner.anna.change(exam_date=(START + timedelta(days=DAYS + 10)).date())
            if day == 7:
                learner.anna.change(exam_date=(START + timedelta(days=DAYS)).date())
            if day in AWAY:
                continue
            asked = learner.evening(traveller)
            assert (asked == []) is (day in OFF)
            check_the_evening(learner, asked)
            said.append(learner.anna.open("/").text)
    return said


@pytest.mark.long
@pytest.mark.parametrize(
    ("zone", "edition", "days"),
    [
        ("Europe/Berlin", "itil4", 14),
        pytest.param("Europe/Berlin", "itil4", DAYS, marks=pytest.mark.hard),
        pytest.param("Pacific/Auckland", "v5", DAYS, marks=pytest.mark.hard),
        pytest.param("America/Los_Angeles", "itil4", DAYS, marks=pytest.mark.hard),
    ],
)
def test_a_month_of_evenings(tmp_path: Path, zone: str, edition: str, days: int) -> None:
    """The forecast is refused first and given later, a mock moves it, another edition loses nothing, replay = state."""
    from app.store import coaching, learners, memories

    learner = Learner(tmp_path / "anna", zone, edition)
    said = month(learner, days)
    assert "No forecast yet" in said[0]
    assert "A pass in" in said[-1]
    database = learner.anna.app.extensions["database"]
    with time_machine.travel(START + timedelta(days=days - 1, hours=3), tick=False):
        with database.writing() as db:
            me = learners.local(db)
            sat = coaching.Mock(str(uuid4()), edition, learner.today(), 39, 40, START)
            coaching.sit(db, me, sat)
            coaching.sit(db, me, sat)
            before = memories.held(db, me)
            report = memories.rebuild(db, learner.course, me.id)
            assert list(report.said) == []
            assert memories.held(db, me) == before
        assert learner.anna.open("/").text != said[-1]
        other = "v5" if edition == "itil4" else "itil4"
        learner.anna.change(edition=other)
        assert "No forecast yet" in learner.anna.open("/").text
        learner.anna.change(edition=edition)
        assert "A pass in" in learner.anna.open("/").text
        assert learner.anna.open("/progress/").status == 200
    learner.close()


def test_the_day_turns_at_four_also_when_clocks_go_back(tmp_path: Path) -> None:
    """At 03:59 local time it is still yesterday's plan, at 04:00 a new one, in the night that has 25 hours too."""
    learner = Learner(tmp_path / "anna", "Europe/Berlin", "itil4")
    for utc, day in (
        (datetime(2026, 10, 25, 2, 59, tzinfo=UTC), date(2026, 10, 24)),
        (datetime(2026, 10, 25, 3, 0, tzinfo=UTC), date(2026, 10, 25)),
        (datetime(2026, 10, 26, 2, 59, tzinfo=UTC), date(2026, 10, 25)),
        (datetime(2026, 10, 26, 3, 0, tzinfo=UTC), date(2026, 10, 26)),
    ):
        with time_machine.travel(utc, tick=False):
            assert learner.today() == day.toordinal()
            assert learner.anna.open("/study/").item
    learner.close()
