"""From a sent form to an answer: what is missing is said at its field, and nothing chosen is lost."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from app.rooms.answering import moment

if TYPE_CHECKING:
    import time_machine

    from app.store.answers import Answer
    from tests.app.conftest import Candidate

STUDY = "/study/answer"


def last(anna: Candidate) -> Answer:
    """The newest answer as it was kept."""
    from app.store import answers, learners

    with anna.app.extensions["database"].writing() as db:
        found = answers.last(db, learners.local(db))
    assert found
    return found


@pytest.mark.parametrize(
    ("item", "fields", "error", "words"),
    [
        ("box-size", {}, "options-error", "Choose an answer first."),
        ("two-tools", {"options": "strap"}, "options-error", "Choose two."),
        ("box-meaning", {}, "grade-error", "choose one of the buttons"),
        ("sofa-plan", {"axes": "step+activity", "axis-step": "act"}, "axis-activity-error", "Choose one here."),
        ("two-at-once", {"axes": "step+activity", "axis-step": "act"}, "axis-activity-error", "Choose two here."),
        ("move-order", {"place-look": "1", "place-plan": "1", "place-carry": "2"}, "order-error", "the same place"),
    ],
)
def test_what_is_missing_is_said_at_its_field(
    anna: Candidate, item: str, fields: dict[str, Any], error: str, words: str
) -> None:
    """422, the same answer id, and what was chosen stays chosen."""
    name = str(uuid4())
    sheet = anna.answer(item, answer_id=name, confidence="unsure", **fields)
    assert sheet.status == 422
    assert words in sheet.html.partition(f'id="{error}"')[2].partition("</p>")[0]
    assert sheet.form["answer_id"] == name
    chosen = [value for key, value in fields.items() if key.startswith(("options", "axis"))]
    assert set(chosen) <= set(sheet.checked())
    assert anna.count() == 0


@pytest.mark.parametrize(
    ("item", "fields"),
    [
        ("box-size", {"options": "a-barrel"}),
        ("box-size", {"options": ["small", "large"]}),
        ("two-tools", {"options": ["strap", "trolley", "kettle"]}),
        ("box-meaning", {"grade": "splendid"}),
        ("sofa-plan", {"axes": "step+activity", "axis-step": "fly", "axis-activity": "pack"}),
        ("sofa-plan", {"axes": "step", "axis-step": ["act", "route"]}),
        ("move-order", {"order": ["look", "plan", "jump"]}),
        ("box-size", {"options": "small", "confidence": "certain"}),
    ],
)
def test_an_edited_form_is_shown_again(anna: Candidate, item: str, fields: dict[str, Any]) -> None:
    """400 with words, the same answer id, and nothing counted; sent properly it counts."""
    name = str(uuid4())
    sheet = anna.answer(item, answer_id=name, **fields)
    assert sheet.status == 400
    assert 'role="alert"' in sheet.html
    assert sheet.item == item
    assert sheet.form["answer_id"] == name
    assert anna.count() == 0


@pytest.mark.parametrize("axes", ["", "lifecycle", "step+lifecycle", "nothing", "step+"])
def test_axes_that_were_not_asked_are_refused(anna: Candidate, axes: str) -> None:
    """A scenario can be asked only about what it has a key for."""
    sheet = anna.answer("sofa-plan", axes=axes, **{"axis-step": "act"})
    assert sheet.status == 400
    assert anna.count() == 0


def test_an_id_that_is_none_is_replaced(anna: Candidate) -> None:
    """The page comes again with an id of its own, so that the next press counts."""
    sheet = anna.answer("box-size", answer_id="one", options="small")
    assert sheet.status == 400
    assert sheet.checked() == ["small"]
    assert anna.answer("box-size", **(sheet.form | {"options": "small"})).status == 200
    assert anna.count() == 1


def test_an_answer_is_kept_as_it_was_given(anna: Candidate, clock: time_machine.Traveller) -> None:
    """The raw response, the order shown, how sure, and the time from showing to sending."""
    form = {"shown": "none,large,small,middle", "shown_at": "2026-11-23T10:00:00+00:00", "confidence": "guess"}
    clock.shift(12.5)
    anna.answer("box-size", options="middle", **form)
    kept = last(anna)
    assert kept.response == {"options": ["middle"]}
    assert kept.shown == ("none", "large", "small", "middle")
    assert (kept.confidence, kept.ms, kept.where, kept.points) == ("guess", 12_500, "study", 0.5)
    assert kept.shown_at == datetime(2026, 11, 23, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    "shown_at", ["", "yesterday", "2026-11-23T10:00:00", "2026-11-23T11:00:00Z", "2020-01-01T00:00:00Z"]
)
def test_a_clock_that_makes_no_sense_is_left_out(anna: Candidate, shown_at: str) -> None:
    """The answer counts all the same; only its time is unknown."""
    anna.answer("box-size", options="small", shown_at=shown_at)
    assert (last(anna).ms, last(anna).shown_at) == (None, None)


@pytest.mark.parametrize("shown", ["", "small,large", "small,large,middle,none,barrel"])
def test_an_order_that_cannot_have_been_shown_is_not_believed(anna: Candidate, shown: str) -> None:
    """Then the written order stands in the log."""
    anna.answer("box-size", options="small", shown=shown)
    assert last(anna).shown == ("small", "large", "middle", "none")


def test_order_by_numbers_or_by_moving_is_the_same(anna: Candidate) -> None:
    """Numbered selects without JavaScript, hidden inputs with it."""
    anna.answer("move-order", **{"place-look": "2", "place-plan": "1", "place-carry": "3"})
    by_numbers = last(anna).response
    anna.answer("move-order", order=["plan", "look", "carry"])
    assert by_numbers == last(anna).response == {"order": ["plan", "look", "carry"]}


def test_a_moment_needs_its_zone() -> None:
    """Local time without a zone says nothing."""
    assert moment("2026-11-23T11:30:00+01:30") == datetime(2026, 11, 23, 10, tzinfo=UTC)
    assert moment("2026-11-23T11:30:00") is None
    assert moment("0001-01-01T00:00:00+23:00") is None
