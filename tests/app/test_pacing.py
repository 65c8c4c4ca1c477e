"""The plan towards an exam date: what is asked, why now, on days off, after the exam, with the edition changed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from app.rooms import pacing, planning
from tests.app.conftest import RIGHT

if TYPE_CHECKING:
    import time_machine

    from app.store.plans import PlanEntry
    from tests.app.conftest import Candidate

MONDAY = 739_943
EXAM = date(2026, 12, 4)


def plan(anna: Candidate, day: int = MONDAY) -> tuple[PlanEntry, ...]:
    """The kept plan of a day."""
    from app.store import learners, plans

    with anna.app.extensions["database"].reading() as db:
        return plans.of_day(db, learners.local(db), day)


def remembered(anna: Candidate) -> Any:
    """What the planner remembers, read from what is kept and the answers since."""
    from app.store import learners, traces

    with anna.app.extensions["database"].reading() as db:
        return traces.remembered(db, anna.app.extensions["library"].course, learners.local(db))


def test_a_plan_towards_the_exam_fits_the_minutes_and_asks_each_memory_once(anna: Candidate) -> None:
    """Spread over eleven days, a day holds a few new things, heaviest first, each memory once."""
    anna.change(exam_date=EXAM, minutes=5)
    anna.open("/study/")
    entries = plan(anna)
    assert entries
    assert len({entry.key for entry in entries}) == len(entries)
    assert sum(70 for _ in entries) <= 5 * 60 + 70


def test_it_says_why_this_comes_now(anna: Candidate, clock: time_machine.Traveller) -> None:
    """New things are spread up to a day; what was met is told with what is known and what would be left."""
    anna.change(exam_date=EXAM)
    assert "New things are spread up to" in anna.open("/study/").text
    anna.through()
    clock.shift(2 * 86_400)
    sheet = anna.open("/study/")
    assert "You would know it today with" in sheet.text or "New things are spread" in sheet.text
    anna.change(exam_date=None)
    clock.shift(10 * 86_400)
    assert "It comes back before it fades" in anna.open("/study/").text


def test_what_was_met_today_is_not_called_known(anna: Candidate) -> None:
    """A repeat of the same day says that it was met, not that all of it is known."""
    anna.change(exam_date=EXAM, minutes=5)
    first = anna.open("/study/").item
    anna.answer(first, **RIGHT[first])
    with anna.app.test_request_context("/study/"):
        entry = next(entry for entry in plan(anna) if entry.item == first)
        with anna.app.extensions["database"].reading() as db:
            said = pacing.why(db, entry, planning.candidates(db))
    assert said.startswith("You met it today; without another look ")


def test_it_says_when_there_is_no_time_for_all(anna: Candidate) -> None:
    """With the exam tomorrow nobody is on the line."""
    anna.change(exam_date=date(2026, 11, 24), minutes=5)
    page = anna.open("/").text
    assert "There is time for about 5 of them before the exam; those that bring most marks come first." in page
    assert "You are on the line" not in page
    anna.change(exam_date=EXAM)
    assert "There is time for about" not in anna.open("/").text


def test_missed_days_catch_up_by_themselves(anna: Candidate, clock: time_machine.Traveller) -> None:
    """After five days away the plan is one of a day's minutes again, not of six."""
    anna.change(exam_date=EXAM, minutes=5)
    anna.through()
    clock.shift(5 * 86_400)
    assert anna.open("/").status == 200
    assert sum(70 for _ in plan(anna, MONDAY + 5)) <= 5 * 60 + 70


def test_after_the_exam_what_is_known_is_kept_fresh(anna: Candidate, clock: time_machine.Traveller) -> None:
    """The date has passed: no pace line, what is due comes first."""
    anna.change(exam_date=date(2026, 11, 24))
    anna.through()
    clock.shift(3 * 86_400)
    sheet = anna.open("/study/")
    assert "exam" not in sheet.text.partition("It comes back before it fades")[0].lower() or sheet.item


def test_traces_are_kept_and_follow_undo_and_replay(anna: Candidate) -> None:
    """What is kept plus the answers since equals the whole log read anew, also after a kept answer was taken back."""
    from app.store import learners, traces

    anna.change(exam_date=EXAM)
    first = anna.open("/study/")
    after = anna.answer(first.item, **(first.form | RIGHT[first.item]))
    anna.send("/study/more")
    kept = remembered(anna)
    assert kept.first_tries >= 1
    database = anna.app.extensions["database"]
    with database.writing() as db:
        traces.forget(db, learners.local(db).id)
    assert remembered(anna).traces == kept.traces
    anna.send("/study/more")
    undone = anna.undo(after if "/study/undo" in after.html else anna.open("/study/"))
    assert undone.status == 200
    assert remembered(anna).first_tries == kept.first_tries - len(kept.traces)


def test_another_edition_weighs_anew_and_loses_nothing(anna: Candidate) -> None:
    """The same memories, other marks; back again gives the same plan of what is left."""
    anna.change(exam_date=EXAM)
    anna.through()
    before = remembered(anna)
    anna.change(edition="v5")
    anna.open("/study/")
    assert remembered(anna).traces == before.traces
    anna.change(edition="itil4")
    assert anna.open("/study/").status == 200


def test_a_lesson_can_be_skipped_and_taken_up_again(anna: Candidate) -> None:
    """The chapter says what may be asked; skipping opens all of it, and taking it back closes what was not read."""
    page = anna.open("/lessons/01-moving/")
    assert "Skip the lesson" in page.text
    assert "All of this chapter may be asked now" in anna.send("/lessons/01-moving/skip").text
    assert "The lesson is skipped" in anna.open("/lessons/01-moving/").text
    assert "Skip the lesson" in anna.send("/lessons/01-moving/unskip").text
    assert anna.send("/lessons/nothing/skip").status == 404


def test_in_spare_time_new_things_pass_the_pace_line(anna: Candidate) -> None:
    """When the day's plan is done, keep going offers what would have come later; only when all is met it ends."""
    anna.change(exam_date=date(2027, 1, 22), minutes=5)
    sheet = anna.through()
    met = len(plan(anna))
    assert anna.send("/study/more").item
    assert len(plan(anna)) > met
    while anna.through() and anna.send("/study/more").item:
        pass
    assert "Nothing more can be planned for today." in anna.send("/study/more").text
    assert sheet.status == 200


def test_the_forecast_of_each_edition_is_kept_by_day(anna: Candidate) -> None:
    """Looking at the other edition replaces nothing."""
    from app.store import coaching, learners

    for edition in ("itil4", "v5", "itil4"):
        anna.change(edition=edition)
        anna.open("/")
    with anna.app.extensions["database"].reading() as db:
        kept = coaching.foretold(db, learners.local(db))
    assert sorted(one.edition for one in kept) == ["itil4", "v5"]
