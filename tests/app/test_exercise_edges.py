"""The other exercises at their edges: a course that changes under one's hands, odd addresses, what counts where."""

from __future__ import annotations

import re
import shutil
from html import unescape
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from tests.app.conftest import EXERCISES, SMALL, Candidate, small_app

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import time_machine

    from tests.app.conftest import Sheet

    Author = Callable[[str, str, str], None]

CASES, STORIES = "01-moving/exercises.md", "01-moving/scenarios.md"
PAIR = "/contrasts/step/route/act"
TRUE = {"sofa-plan": "route", "sofa-go": "act"}


@pytest.fixture
def author(tmp_path: Path) -> Author:
    """Changes words of a file of the course; the next page reads it anew."""

    def change(file: str, former: str, latter: str) -> None:
        path = tmp_path / "course" / file
        text = path.read_text("utf-8")
        assert former in text
        path.write_text(text.replace(former, latter), "utf-8")

    return change


@pytest.fixture
def loopless(tmp_path: Path, clock: time_machine.Traveller) -> Iterator[Candidate]:  # noqa: ARG001 her time stands still
    """Anna over a course whose cases go round no loop called step."""
    course = shutil.copytree(SMALL, tmp_path / "course")
    shutil.copytree(EXERCISES, course, dirs_exist_ok=True)
    app = small_app(tmp_path, course)
    del app.extensions["library"].course.models["step"]
    yield Candidate(app)
    app.extensions["database"].close()


def send(anna: Candidate, sheet: Sheet, **fields: Any) -> Sheet:
    """Send the form that asks, with its hidden fields."""
    found = re.search(r'<form class="stack"[^>]*action="([^"]+)"', sheet.html)
    assert found, sheet.text
    return anna.send(unescape(found[1]), **(sheet.form | fields))


def both(anna: Candidate, path: str = PAIR) -> Sheet:
    """Answer a contrast rightly."""
    sheet = anna.open(path)
    return send(anna, sheet, **{f"label-{side}": TRUE[sheet.form[f"item-{side}"]] for side in ("left", "right")})


def test_no_line_is_lost_when_a_sketch_gets_shorter(drilling: Candidate, author: Author) -> None:
    """The line that is no longer asked stands in a field of its own and is saved again, until one empties it."""
    drilling.send("/sketches/own-move", line=["One.", "Two.", "Three."])
    author(CASES, "3. On Saturday.\n", "")
    assert "Three." in drilling.open("/sketches/own-move").html
    assert "Three." in drilling.open("/sketches/own-move/compare").text
    drilling.send("/sketches/own-move", line=["One.", "Zwei."])
    drilling.send("/sketches/own-move", line=["Uno.", "Zwei.", "Three."])
    sheet = drilling.open("/sketches/own-move")
    assert all(line in sheet.html for line in ("Uno.", "Zwei.", "Three.", "No longer asked"))
    assert "Three." in drilling.open("/sketches/own-move.md").html
    assert "2 of 2 lines written" in drilling.open("/drills/").text
    drilling.send("/sketches/own-move", line=["Uno.", "Zwei.", " "])
    assert "No longer asked" not in drilling.open("/sketches/own-move").html


def test_an_event_may_have_other_axes_than_the_loop(drilling: Candidate, author: Author) -> None:
    """The way through a case shows such an event without a label of the loop."""
    author(CASES, "The ==boxes go down=={step}.\n\n- step: act\n", "The ==boxes go=={activity}.\n\n- activity: carry\n")
    send(drilling, drilling.open("/cases/events/from-flat-to-flat.go"), **{"axis-activity": "carry"})
    assert "1 of 4 events placed" in drilling.open("/cases/from-flat-to-flat").text


def test_events_of_the_other_edition_are_passed_over(drilling: Candidate, author: Author) -> None:
    """A round has the events that the edition in use asks something about."""
    author(CASES, "They ==count their boxes=={step}: forty.\n\n- step: now\n",
           "They ==drive=={lifecycle} off.\n\n- lifecycle: drive\n")  # fmt: skip
    assert "3 events" in drilling.open("/cases/from-flat-to-flat").text
    assert drilling.open("/cases/from-flat-to-flat/start").item == "from-flat-to-flat.way"
    assert drilling.open("/cases/events/from-flat-to-flat.look").status == 404


def test_an_answer_that_fits_no_more_leaves_the_event_told(drilling: Candidate, author: Author) -> None:
    """The way through a case shows the event's words, not None."""
    send(drilling, drilling.open("/cases/events/from-flat-to-flat.go"), **{"axis-step": "act"})
    author(CASES, "The ==boxes go down=={step}.\n\n- step: act\n", "The ==boxes go=={activity}.\n\n- activity: carry\n")
    text = drilling.open("/cases/from-flat-to-flat").text
    assert "The boxes go." in text
    assert "None" not in text


def test_a_course_without_a_loop_has_no_cases(loopless: Candidate) -> None:
    """Neither a page nor a place in the menu."""
    assert loopless.open("/cases/from-flat-to-flat").status == 404
    assert loopless.open("/cases/events/from-flat-to-flat.way").status == 404
    assert "/cases/" not in loopless.open("/drills/").html


def test_a_retired_case_answered_in_an_open_tab_is_told(drilling: Candidate, author: Author) -> None:
    """The answer counts, so its page stands; nothing new is asked."""
    sheet = drilling.open("/cases/from-flat-to-flat/start")
    author(CASES, "## case from-flat-to-flat\n", "## case from-flat-to-flat\nstatus: retired\n")
    assert send(drilling, sheet).status == 422
    after = send(drilling, sheet, **{"axis-step": "now"})
    assert "They look at what there is." in after.text
    assert "Next event" not in after.text
    assert drilling.open("/cases/from-flat-to-flat").status == 404
    assert drilling.open(sheet.path).status == 404
    assert drilling.undo(after).status == 200


def test_a_frame_is_no_half_of_a_contrast(drilling: Candidate, author: Author) -> None:
    """Its words change from showing to showing, so none are set beside another story's."""
    author(STORIES, "twin: sofa-plan", "twin: shelf-plan")
    author(STORIES, "twin: sofa-go\n\nAnna", "\nAnna")
    author(CASES, "## frame shelf-plan\n", "## frame shelf-plan\ntwin: sofa-go\n")
    assert "No such pair of stories" in drilling.open(PAIR).text
    after = drilling.answer("sofa-go", "/drills/answer", axes="step", **{"axis-step": "route"})
    assert "one moment apart" not in after.text


def test_a_contrast_takes_its_time_once(drilling: Candidate, clock: time_machine.Traveller) -> None:
    """Both answers together took as long as the page stood there."""
    sheet = drilling.open(PAIR)
    clock.shift(9.001)
    send(drilling, sheet, **{"label-left": "act", "label-right": "act"})
    assert re.findall(r'"ms": (\d+)', drilling.open("/account/export").html) == ["4500", "4501"]


@pytest.mark.parametrize("told", ["%00", "x", "%00,00000000-0000-4000-8000-000000000000"])
def test_what_is_no_id_in_an_address_is_passed_over(drilling: Candidate, told: str) -> None:
    """Nothing but ids reaches the database."""
    from app.views import four_steps

    assert drilling.open(f"/four-steps/rain-plan?told={told}").status == 200
    with drilling.app.test_request_context(f"/four-steps/rain-plan?told={told}"):
        assert all(len(name) == len(str(uuid4())) for name in four_steps.told_sent())


def test_a_drill_counts_its_own_answers_only(drilling: Candidate) -> None:
    """An event and a story on another axis leave its count, its summary and its Undo alone."""
    sheet = drilling.open("/drills/start?axes=step&length=10")
    drilling.answer("sofa-go", "/drills/answer", axes="activity", **{"axis-activity": "pack"})
    send(drilling, drilling.open("/cases/events/from-flat-to-flat.go"), **{"axis-step": "now"})
    again = drilling.open(sheet.path)
    assert "1 of 10" in again.text
    assert 'action="/study/undo"' not in again.html, "what was answered last is no scenario of this drill"
    after = send(drilling, again, **{"axis-step": "act"})
    assert "1 of 10" in after.text
    assert "2 of 10" in drilling.open(sheet.path).text
    assert 'action="/study/undo"' in drilling.open(sheet.path).html
    assert "1 scenario," in drilling.open(sheet.path.replace("/drills/step?", "/drills/summary?axes=step&")).text


def test_a_drill_and_a_round_go_on_after_four(drilling: Candidate, clock: time_machine.Traveller) -> None:
    """What began at ten to four holds the answers given before the new day began."""
    clock.move_to("2026-11-24T03:50:00Z")
    drill = drilling.open("/drills/start?axes=step&length=10")
    send(drilling, drill, **{"axis-step": "act"})
    event = drilling.open("/cases/from-flat-to-flat/start")
    send(drilling, event, **{"axis-step": "now"})
    clock.move_to("2026-11-24T04:05:00Z")
    assert "2 of 10" in drilling.open(drill.path).text
    assert "1 of 4 events placed" in drilling.open(f"/cases/from-flat-to-flat?{event.path.partition('?')[2]}").text


@pytest.mark.parametrize("since", ["0001-01-01T00:00:00%2B00:00", "9999-12-31T23:59:59%2B00:00"])
def test_a_round_of_any_age_opens(drilling: Candidate, since: str) -> None:
    """A moment at the ends of time breaks no page."""
    assert drilling.open(f"/drills/step?length=10&since={since}").status == 200
    assert drilling.open(f"/cases/from-flat-to-flat?since={since}").status == 200


def test_what_was_set_aside_is_offered_nowhere(drilling: Candidate) -> None:
    """Neither in four steps nor as an order, nor in a contrast, nor in the menu."""
    for item in ("rain-plan", "move-order", "sofa-go", "from-flat-to-flat"):
        drilling.send("/study/suspend", item=item)
    assert "Nothing to classify here" in drilling.open("/four-steps/").text
    assert "No such pair of stories" in drilling.open(PAIR).text
    menu = drilling.open("/drills/").html
    assert not re.search(r"/orders/move-order|/cases/from-flat-to-flat|/four-steps/", menu)
    assert drilling.open("/orders/move-order").item == "move-order", "its own address still has it"


def test_a_frame_is_never_called_a_repeat(drilling: Candidate) -> None:
    """Its words are fresh, and learning counts it fully."""
    for seed in ("1", "2"):
        after = drilling.answer("shelf-plan", "/drills/answer", axes="step", seed=seed, **{"axis-step": "route"})
    assert "Met before" not in after.text


def test_undo_of_the_first_step_keeps_the_marked_words(drilling: Candidate) -> None:
    """It asks the step again, with the words that set it off as they were marked."""
    sheet = drilling.open("/four-steps/rain-plan?trigger=1&word=1&word=2")
    back = drilling.undo(send(drilling, sheet, **{"axis-step": "act"}, word=["1", "2"]))
    assert "Which step?" in back.text
    assert back.values("word") == ["1", "2"]
    assert back.html.count('<span class="own">') == 2


def test_undo_of_a_contrast_keeps_the_way_back(drilling: Candidate) -> None:
    """After it, the next answer still leads back to the drill."""
    back = drilling.undo(both(drilling, f"{PAIR}?next=axes%3Dstep%26length%3D10"))
    sides = {f"label-{side}": TRUE[back.form[f"item-{side}"]] for side in ("left", "right")}
    assert "Back to the drill" in send(drilling, back, **sides).text
