"""Today's plan: made once, kept, tidied, and as long as one likes."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from app.store import learners, plans
from quizzes.practice.plan import seconds
from tests.app.conftest import RIGHT, SMALL, Candidate, small_app

if TYPE_CHECKING:
    from app.store.plans import PlanEntry


def test_the_plan_of_a_day_is_made_once_and_kept(anna: Candidate, tmp_path: Path) -> None:
    """The same thing is asked, with its options in the same order, after a reload and after a restart."""
    first, again = anna.open("/study/"), anna.open("/study/")
    other = small_app(tmp_path)
    restarted = Candidate(other).open("/study/")
    other.extensions["database"].close()
    for sheet in (again, restarted):
        assert (sheet.item, sheet.form["shown"]) == (first.item, first.form["shown"])
    assert first.form["answer_id"] != again.form["answer_id"], "every showing has an id of its own"


def test_skip_leaves_a_thing_for_the_end(anna: Candidate) -> None:
    """Something else comes first; what was skipped still comes."""
    first = anna.open("/study/")
    position = first.html.partition('name="position" value="')[2].partition('"')[0]
    assert anna.send("/study/skip", position=position).item not in {"", first.item}
    assert anna.send("/study/skip", position="x").status == 400
    assert anna.until(first.item).item == first.item


def test_a_suspended_item_goes_and_can_be_brought_back(anna: Candidate) -> None:
    """It is shown no more, the page offers to take that back, and then it stands first again."""
    first = anna.open("/study/")
    gone = anna.send("/study/suspend", item=first.item)
    assert "You will not see that one again." in gone.text
    assert gone.item not in {"", first.item}
    back = anna.send("/study/resume", item=first.item)
    assert "Taken back." in back.text
    assert back.item == first.item


def test_the_end_of_the_day_says_what_tomorrow_brings(anna: Candidate) -> None:
    """What was done is counted, and one may stop or go on."""
    anna.until("box-meaning")
    anna.answer("box-meaning", grade="again")
    sheet = anna.through()
    assert "That was today" in sheet.text
    assert "Tomorrow one thing comes back" in sheet.text
    assert "Keep going" in sheet.text
    assert "Nothing more can be planned" in anna.send("/study/more").text


def test_more_adds_what_is_left(anna: Candidate) -> None:
    """A small plan can be made longer, ten minutes at a time."""
    anna.change(new_a_day=1)
    anna.through()
    assert anna.send("/study/more").item


def test_an_edition_is_asked_only_what_it_examines(anna: Candidate) -> None:
    """A learner of Version 5 meets no value chain activity, a learner of ITIL 4 no lifecycle activity."""
    anna.open("/study/")
    anna.change(edition="v5")
    asked = {}
    for _ in range(12):
        sheet = anna.open("/study/")
        if not sheet.item:
            break
        asked[sheet.item] = sheet.form.get("axes", "")
        fields = RIGHT | {"lift-only": {"options": "lift"}}
        wanted = fields[sheet.item] | {"axes": asked[sheet.item], "axis-lifecycle": "drive"}
        anna.answer(sheet.item, **(sheet.form | wanted))
    assert "activity" not in "+".join(asked.values())
    assert "lifecycle" in asked.get("van-away", "lifecycle")


def test_a_wrong_answer_comes_again_today(anna: Candidate) -> None:
    """It stands at the end of the plan once more, and the page says so."""
    anna.until("sofa-plan")
    wrong = {"axes": "step+activity", "axis-step": "now", "axis-activity": "carry"}
    assert "It comes back at the end of today" in anna.answer("sofa-plan", **wrong).text
    assert anna.until("sofa-plan").item == "sofa-plan"


def test_what_the_course_no_longer_has_leaves_the_plan(anna: Candidate, tmp_path: Path) -> None:
    """An item taken out overnight, or while one studies, is not asked; the rest is."""
    first = anna.open("/study/")
    changed = shutil.copytree(SMALL, tmp_path / "course")
    for file in (changed / "01-moving").glob("*.md"):
        file.write_text(file.read_text().replace(f" {first.item}\n", f" {first.item}-renamed\n"))
    other = small_app(tmp_path, changed)
    sheet = Candidate(other).open("/study/")
    other.extensions["database"].close()
    assert sheet.status == 200
    assert sheet.item not in {"", first.item}


def test_the_goal_stands_still_when_a_wrong_answer_asks_again(anna: Candidate) -> None:
    """What comes once more is counted apart: the first round keeps its number, and the repeat says that it is one."""
    goal = re.search(r"\d+ of (\d+)", anna.open("/study/").text)
    assert goal
    anna.until("box-meaning")
    anna.answer("box-meaning", grade="again")
    sheet = anna.open("/study/")
    assert f"of {goal[1]} " in sheet.text
    assert "then 1 once more" in sheet.text
    while sheet.item and "Once more: 1 of 1" not in sheet.text:
        anna.answer(sheet.item, **RIGHT[sheet.item])
        sheet = anna.open("/study/")
    assert sheet.item == "box-meaning"


def test_a_finished_plan_offers_one_best_way_on(anna: Candidate) -> None:
    """Today says what was planned, what was spent, and has one thing to press: here the next section."""
    assert "Planned for today: " in anna.open("/").text
    anna.answer("box-meaning", grade="good", shown_at="2026-11-23T09:59:00+00:00")
    assert "Still planned today: " in anna.open("/").text
    assert "Spent so far today: 1 minute." in anna.open("/").text
    assert "Read next: " in anna.through().text
    sheet = anna.open("/")
    assert "plan is done" in sheet.text
    assert "Spent today: " in sheet.text
    assert len(re.findall(r'class="button go', sheet.html)) == 1


def test_setting_the_last_thing_aside_brings_no_second_day(anna: Candidate) -> None:
    """Only what is left of the day's minutes is planned again."""
    anna.change(exam_date=date(2026, 11, 24), minutes=5)
    entries = plan(anna)
    for _ in entries[1:]:
        sheet = anna.open("/study/")
        anna.answer(sheet.item, **RIGHT[sheet.item])
    anna.send("/study/suspend", item=anna.open("/study/").item)
    items = anna.app.extensions["library"].course.items
    assert sum(seconds(items[entry.item]) for entry in plan(anna)) <= 5 * 60 + 70


def test_more_is_given_once_when_it_is_pressed_twice(anna: Candidate) -> None:
    """The page says how many things it knew of."""
    anna.change(new_a_day=1)
    sheet = anna.through()
    planned = sheet.html.partition('name="planned" value="')[2].partition('"')[0]
    first = anna.send("/study/more", planned=planned)
    many = len(plan(anna))
    second = anna.send("/study/more", planned=planned)
    assert "The plan of today has changed since." not in first.text
    assert "The plan of today has changed since." in second.text
    assert len(plan(anna)) == many > int(planned)


def test_settings_reach_the_plan_of_today(anna: Candidate) -> None:
    """A new date, other minutes or another edition: what is open is planned anew, and the page says so."""
    anna.change(exam_date=date(2026, 11, 24), minutes=5)
    before = plan(anna)
    settings = {"minutes": "25", "edition": "itil4", "new_a_day": "10", "zone": "UTC", "theme": "auto", "buttons": "4"}
    said = anna.send("/account/", exam_date="2027-03-01", **settings)
    assert "What is open today was planned anew." in said.text
    assert 0 < len(plan(anna)) < len(before)
    assert "planned anew" not in anna.send("/account/", exam_date="2027-03-01", **settings).text


@pytest.mark.usefixtures("clock")
def test_with_little_time_every_chapter_is_open(tmp_path: Path) -> None:
    """The day before the exam asks what brings most marks, wherever it is taught, and fills its minutes."""
    other = small_app(tmp_path, Path(__file__).parents[2] / "content")
    try:
        anna, items = Candidate(other), other.extensions["library"].course.items
        anna.change(exam_date=date(2026, 11, 24), minutes=25)
        entries = plan(anna)
        assert len({items[entry.item].chapter for entry in entries}) > 3
        assert sum(seconds(items[entry.item]) for entry in entries) >= 25 * 60
        assert "Your day has room for" not in anna.open("/").text
    finally:
        other.extensions["database"].close()


@pytest.mark.usefixtures("clock")
def test_what_is_read_joins_the_plan_of_today(tmp_path: Path) -> None:
    """A chapter passed over or a section read opens memories, and they come today as far as the minutes go."""
    other = small_app(tmp_path, Path(__file__).parents[2] / "content")
    try:
        anna = Candidate(other)
        anna.change(exam_date=date(2026, 12, 4), minutes=25)
        assert "Your day has room for" in anna.open("/").text
        before = plan(anna)
        for _ in range(2):
            anna.send("/lessons/15-continual-improvement/skip")
        after, items = plan(anna), other.extensions["library"].course.items
        assert after[: len(before)] == before
        assert "15-continual-improvement" in {items[entry.item].chapter for entry in after[len(before) :]}
        assert sum(seconds(items[entry.item]) for entry in after) <= 25 * 60 + 70
    finally:
        other.extensions["database"].close()


def plan(anna: Candidate) -> tuple[PlanEntry, ...]:
    """Today's plan, made where it was not yet."""
    anna.open("/study/")
    with anna.app.extensions["database"].reading() as db:
        return plans.of_day(db, learners.local(db), 739_943)
