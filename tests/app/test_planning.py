"""Today's plan: made once, kept, tidied, and as long as one likes."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

from tests.app.conftest import RIGHT, SMALL, Candidate, small_app

if TYPE_CHECKING:
    from pathlib import Path


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
