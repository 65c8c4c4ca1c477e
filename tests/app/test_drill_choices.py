"""Choosing a drill: what narrows it down, how long it is, what it adds up to, and the words one marks."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

if TYPE_CHECKING:
    import time_machine

    from tests.app.conftest import Candidate, Sheet

START = "/drills/start?axes=step"


def given(anna: Candidate, sheet: Sheet, step: str, **fields: object) -> Sheet:
    """Answer the asked scenario on the axis step, on the drill's own form."""
    action = re.search(r'action="(/drills/answer[^"]*)"', sheet.html)
    assert action
    return anna.send(unescape(action[1]), **(sheet.form | {"axis-step": step} | fields))


def onward(sheet: Sheet) -> str:
    """Where the big button of a page leads."""
    found = re.search(r'href="(/drills/[^"]*)"[^>]*data-key="enter"', sheet.html)
    assert found
    return unescape(found[1])


def test_starting_says_when_it_began_and_leads_to_the_first(anna: Candidate) -> None:
    """A GET form, so it works without JavaScript; the moment of starting stands in the address."""
    sheet = anna.open(f"{START}&length=10")
    assert "since=2026-11-23T10" in sheet.path
    assert "1 of 10" in sheet.text
    assert anna.open("/drills/start?axes=nothing").status == 404


def test_a_drill_of_one_label_asks_no_other(anna: Candidate) -> None:
    """Only scenarios whose true label was chosen come."""
    asked = set()
    sheet = anna.open(f"{START}&only=route")
    for _ in range(3):
        asked.add(sheet.item)
        sheet = anna.open(onward(given(anna, sheet, "route")))
    assert asked == {"sofa-plan"}


@pytest.mark.parametrize(("query", "found"), [("chapter=01-moving", True), ("only=now", False), ("only=bogus", True),
                                              ("chapter=bogus", True), ("length=bogus&since=bogus", True)])  # fmt: skip
def test_what_is_unknown_in_an_address_is_left_out(anna: Candidate, query: str, *, found: bool) -> None:
    """An address typed by hand never breaks the page; a label without scenarios says so."""
    sheet = anna.open(f"/drills/step?{query}")
    assert sheet.status == 200
    assert bool(sheet.item) is found


def test_ten_scenarios_end_in_a_summary(anna: Candidate) -> None:
    """The tenth answer leads to how it went; wrong pairs are named with what to ask first."""
    sheet = anna.open(f"{START}&length=10")
    for _ in range(10):
        after = given(anna, sheet, "act")
        sheet = anna.open(onward(after))
    assert "/drills/summary" in sheet.path
    assert "10 scenarios" in sheet.text
    assert "Has a box been moved yet?" in sheet.text
    assert "/contrasts/step/" in sheet.html
    assert "How do we get there? / Take action" in sheet.text, "names, in the order of the steps"
    assert sheet.text.startswith("Which step?")
    again = anna.open(sheet.path.replace("summary", "step"))
    assert "/drills/summary" in again.path, "ten of ten ask no eleventh"


def test_two_side_by_side_lead_back_to_a_drill_that_is_over(anna: Candidate) -> None:
    """After the tenth answer the way back is the summary, and it is named so."""
    sheet = anna.open(f"{START}&length=10")
    for _ in range(10):
        after = given(anna, sheet, "act")
        sheet = anna.open(onward(after))
    drill = quote(sheet.path.partition("?")[2])
    pair = anna.open(f"/contrasts/step/act/route?next={drill}")
    action = re.search(r'action="(/contrasts/[^"]*)"', pair.html)
    assert action
    done = anna.send(unescape(action[1]), **(pair.form | {"label-left": "act", "label-right": "route"}))
    assert "How the drill went" in done.text
    assert "/drills/summary" in onward(done)


def test_five_minutes_are_over_after_five_minutes(anna: Candidate, clock: time_machine.Traveller) -> None:
    """The clock of the server decides; the answer given late still counts."""
    sheet = anna.open(f"{START}&length=5min")
    assert "Next scenario" in given(anna, sheet, "act").text
    sheet = anna.open(sheet.path)
    clock.shift(301)
    assert "How it went" in given(anna, sheet, "act").text
    assert anna.count() == 2


def test_a_summary_without_answers_says_so(anna: Candidate) -> None:
    """Nothing was answered: nothing to sum up."""
    assert "Nothing answered" in anna.open("/drills/summary?axes=step&since=2026-11-23T09:00:00%2B00:00").text


def test_marked_words_are_shown_beside_those_that_decide(anna: Candidate) -> None:
    """They are kept as given, get a wavy line, and change no mark."""
    sheet = anna.open("/drills/step?mark=1&again=sofa-plan")
    assert sheet.values("word") == [str(place) for place in range(17)]
    after = given(anna, sheet, "route", word=["1", "2", "16", "999999", "x"])
    assert "2 of your 3 decide; 3 words decide in all." in after.text
    assert after.html.count('<span class="own">') == 3
    assert "one mark" in after.text


def test_undo_comes_back_to_the_drill_as_it_was_chosen(anna: Candidate) -> None:
    """Length, labels and start are kept."""
    after = given(anna, anna.open(f"{START}&length=10&only=route"), "act")
    back = anna.undo(after)
    assert back.item == "sofa-plan"
    assert "length=10" in back.path
    assert anna.count() == 0


def test_an_undo_never_leads_elsewhere(anna: Candidate) -> None:
    """A forged way back is not followed."""
    after = given(anna, anna.open(START), "act")
    assert anna.undo(after, back="//evil.example/").path == "/study/" or anna.count() == 0
    assert "evil" not in anna.undo(given(anna, anna.open(START), "act"), back="https://evil.example/drills/").path


def test_a_pair_mixed_up_is_offered_and_leads_every_other_story(anna: Candidate) -> None:
    """The room names the pair; its two labels come more often from then on."""
    given(anna, anna.open("/drills/step?again=sofa-plan"), "act")
    room = anna.open("/drills/")
    assert "Pairs you mix up" in room.text
    assert 'href="/contrasts/step/act/route"' in room.html
    assert "At most every second story" in room.text


def test_progress_leads_from_a_cell_to_a_drill_of_the_pair(anna: Candidate, clock: time_machine.Traveller) -> None:
    """The count in a red cell is a link; after 14 days it counts half, and after years it is gone."""
    given(anna, anna.open("/drills/step?again=sofa-plan"), "act")
    assert "1: it was How do we get there?, you chose Take action. Drill these two." in anna.open("/progress/").html
    clock.shift(14 * 86_400)
    assert "0.5: it was How do we get there?" in anna.open("/progress/").html
    clock.shift(400 * 86_400)
    assert "it was How do we get there?" not in anna.open("/progress/").html


def test_a_drill_moves_memories_plan_and_matrix_and_undo_restores_all(anna: Candidate) -> None:
    """What is drilled is done for today; undo puts back memories, plan and matrix; a replay finds no difference."""
    from app.store import learners, memories, plans

    def state() -> tuple[object, ...]:
        with anna.app.extensions["database"].reading() as db:
            learner = learners.local(db)
            kept = memories.held(db, learner), memories.seen(db, learner), plans.of_day(db, learner, 739_943)
        return (*kept, "you chose" in anna.open("/progress/").html)

    anna.open("/study/")
    before = state()
    after = given(anna, anna.open("/drills/step?again=sofa-plan"), "act")
    now = state()
    assert ("skill", "move.route") in now[0]  # type: ignore[operator]
    done = [entry.key for entry in now[2] if entry.answer is not None]  # type: ignore[attr-defined]
    assert done == [("skill", "move.route")]
    assert now[3] is True
    with anna.app.extensions["database"].writing() as db:
        course = anna.app.extensions["library"].course
        assert memories.rebuild(db, course, learners.local(db).id) is not None
    assert state() == now, "replay = state"
    anna.undo(after)
    assert state() == before
