"""Drill: which scenario comes, what is said to the very mistake, and taking an answer back."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

if TYPE_CHECKING:
    from tests.app.conftest import Candidate, Sheet

DRILL = "/drills/answer"
BOTH = "step+activity"


def drill(anna: Candidate, item: str, step: str, *activity: str) -> Sheet:
    """Classify a scenario on both axes."""
    return anna.answer(item, DRILL, axes=BOTH, **{"axis-step": step, "axis-activity": list(activity)})


def test_the_offer_names_the_other_edition(anna: Candidate) -> None:
    """One's own axes stand first; those of the other edition stand apart, under its name."""
    sheet = anna.open("/drills/")
    own, _, other = sheet.html.partition("Version 5")
    mine = ["step+activity", "step", "activity"]
    assert [axes for axes in mine if f'href="/drills/start?axes={quote(axes)}"' in own] == mine
    assert 'href="/drills/start?axes=lifecycle"' not in own
    assert 'href="/drills/start?axes=step%2Blifecycle"' in other
    anna.change(edition="v5")
    own = anna.open("/drills/").html.partition("the other edition")[0]
    assert 'href="/drills/start?axes=lifecycle"' in own
    assert 'href="/drills/start?axes=activity"' not in own


def test_a_drill_says_which_edition_it_belongs_to(anna: Candidate) -> None:
    """Two activities of ITIL 4 are never shown without saying whose they are."""
    assert "ITIL 4, two activities" in anna.open(f"/drills/{BOTH}").text
    assert "Version 5, two activities" in anna.open("/drills/lifecycle").text
    assert "The same in both editions" in anna.open("/drills/step").text


@pytest.mark.parametrize("axes", ["nothing", "step+nothing", "step+step", "answer", "+"])
def test_unknown_axes_are_not_found(anna: Candidate, axes: str) -> None:
    """There is no drill about what no model describes."""
    assert anna.open(f"/drills/{axes}").status == 404


def test_axes_without_scenarios_say_so(anna: Candidate) -> None:
    """No story has both keys: the page says it and leads on."""
    assert "Nothing to classify here" in anna.open("/drills/activity+lifecycle").text


def test_a_reload_shows_the_same_scenario(anna: Candidate) -> None:
    """What is asked changes only with an answer."""
    assert len({anna.open(f"/drills/{BOTH}").item for _ in range(4)}) == 1


def test_no_scenario_comes_twice_while_fresh_ones_exist(anna: Candidate) -> None:
    """Each is met once; then the drill begins anew and still asks something."""
    met = []
    for _ in range(3):
        met.append(anna.open(f"/drills/{BOTH}").item)
        drill(anna, met[-1], "now", "pack")
    assert sorted(met) == ["sofa-go", "sofa-plan", "two-at-once"]
    assert anna.open(f"/drills/{BOTH}").item in met


def test_both_axes_hear_what_was_chosen_and_what_is_right(anna: Candidate) -> None:
    """Part credit is said; the wrong step meets its reason, its deciding question and the twin story."""
    sheet = drill(anna, "sofa-plan", "act", "carry")
    assert sheet.path.startswith("/drills/answers/")
    for words in ("Nothing has been moved yet. Somebody is choosing the way.", "The stairs are in it, a bit.",
                  "half a mark", "no mark", "Has a box been moved yet?", "No: it is still a plan.",
                  "The same story, one moment apart", "have the sofa on the stairs"):  # fmt: skip
        assert words in sheet.text
    assert '<mark class="cue">' in sheet.html
    assert "She chooses the way; nothing moves." in sheet.text
    assert "Where are we now?" in sheet.html.partition("<details")[2], "the other labels are folded away"


def test_a_right_answer_keeps_its_twin_for_later(anna: Candidate) -> None:
    """No deciding question; the twin story waits behind a fold."""
    sheet = drill(anna, "sofa-plan", "route", "pack")
    assert "Has a box been moved yet?" not in sheet.text
    assert "<summary>The same story, one moment apart</summary>" in sheet.html


def test_a_twin_that_was_not_mixed_up_waits_too(anna: Candidate) -> None:
    """A wrong label that is not the twin's leaves the twin folded; on an axis in no order it is no moment apart."""
    sheet = drill(anna, "sofa-plan", "now", "pack")
    assert "<summary>The same story, one moment apart</summary>" in sheet.html


def test_several_labels_are_to_be_found(anna: Candidate) -> None:
    """Checkboxes, and the page says how many; one of two is half."""
    asked = anna.open(f"/drills/{BOTH}?again=two-at-once")
    assert asked.item == "two-at-once"
    assert "choose two" in asked.text
    assert 'type="checkbox" name="axis-activity"' in asked.html
    assert "half a mark" in drill(anna, "two-at-once", "act", "carry").text


def test_scenarios_are_counted_for_the_day(anna: Candidate) -> None:
    """The number in the margin goes on with every answer that counts, and undo takes it back."""
    assert "Scenario 1 today" in anna.open(f"/drills/{BOTH}").text
    sheet = drill(anna, "sofa-go", "act", "carry")
    assert "Scenario 1 today" in sheet.text
    assert "Scenario 2 today" in anna.open(f"/drills/{BOTH}").text
    assert "Scenario 1 today" in anna.undo(sheet).text


def test_undo_asks_the_same_scenario_again(anna: Candidate) -> None:
    """The same axes, the same story, nothing counted."""
    back = anna.undo(drill(anna, "sofa-go", "act", "carry"))
    assert (back.path, back.item) == (f"/drills/{BOTH}?again=sofa-go", "sofa-go")
    assert "Taken back." in back.text
    assert anna.count() == 0


def test_the_same_answer_twice_counts_once(anna: Candidate) -> None:
    """As in study."""
    fields = anna.open("/drills/step").form | {"item": "sofa-go", "axis-step": "act"}
    anna.answer("sofa-go", DRILL, **fields)
    assert "Already counted. Nothing was changed." in anna.answer("sofa-go", DRILL, **fields).text
    assert anna.count() == 1


def test_a_drill_asks_scenarios_only(anna: Candidate) -> None:
    """A card or a question sent to the drill is not found, and not counted."""
    assert anna.answer("box-size", DRILL, options="small").status == 404
    assert anna.answer("nothing", DRILL).status == 404
    assert anna.count() == 0


def test_a_half_empty_answer_is_asked_again_as_it_was(anna: Candidate) -> None:
    """422 with the sentence at the empty axis; the other choice stays."""
    sheet = drill(anna, "sofa-go", "act")
    assert sheet.status == 422
    assert sheet.item == "sofa-go"
    assert "Choose one here." in sheet.text
    assert sheet.checked() == ["act"]


@pytest.mark.parametrize("name", ["x", "00000000-0000-4000-8000-000000000000"])
def test_an_unknown_answer_is_not_found(anna: Candidate, name: str) -> None:
    """There is no feedback to what was never answered."""
    assert anna.open(f"/drills/answers/{name}").status == 404


def test_an_answer_without_axes_has_no_drill_page(anna: Candidate) -> None:
    """A question's feedback stands in study."""
    path = anna.answer("box-size", options="small").path
    assert anna.open(path.replace("study", "drills")).status == 404


def test_a_suspended_scenario_is_not_drilled(anna: Candidate) -> None:
    """What was set aside in study stays aside."""
    anna.send("/study/suspend", item="van-away")
    assert "Nothing to classify here" in anna.open("/drills/lifecycle").text
