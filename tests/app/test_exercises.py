"""The other exercises: contrasts, four steps, running cases, orders, sketches, and frames in drill and study."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any
from uuid import uuid4

if TYPE_CHECKING:
    from tests.app.conftest import Candidate, Sheet

PAIR = "/contrasts/step/route/act"


def action(sheet: Sheet) -> str:
    """Where the form that asks is sent."""
    found = re.search(r'<form class="stack"[^>]*action="([^"]+)"', sheet.html)
    assert found, sheet.text
    return unescape(found[1])


def send(anna: Candidate, sheet: Sheet, **fields: Any) -> Sheet:
    """Send the form that asks, with its hidden fields."""
    return anna.send(action(sheet), **(sheet.form | fields))


def memories(anna: Candidate) -> dict[Any, Any]:
    """All memories of Anna."""
    from app.store import learners
    from app.store import memories as store

    with anna.app.extensions["database"].reading() as db:
        return store.held(db, learners.local(db))


def labels(sheet: Sheet) -> dict[str, str]:
    """The stories of a contrast by side."""
    return {side: sheet.form[f"item-{side}"] for side in ("left", "right")}


TRUE = {"sofa-plan": "route", "sofa-go": "act"}


def test_two_stories_are_asked_and_kept_together(drilling: Candidate) -> None:
    """Both answers count, both memories move, and one Undo takes both back."""
    sheet = drilling.open(PAIR)
    sides = labels(sheet)
    assert sorted(sides.values()) == ["sofa-go", "sofa-plan"]
    after = send(drilling, sheet, **{f"label-{side}": TRUE[item] for side, item in sides.items()})
    assert "Both right" in after.text
    assert "Has a box been moved yet?" in after.text
    assert drilling.count() == 2
    back = drilling.undo(after)
    assert back.path == PAIR
    assert drilling.count() == 0


def test_a_contrast_half_answered_keeps_what_was_chosen(drilling: Candidate) -> None:
    """422, the sentence at the empty side, the other side as it was; nothing counted."""
    sheet = send(drilling, drilling.open(PAIR), **{"label-left": "act"})
    assert sheet.status == 422
    assert "Choose one here." in sheet.text
    assert sheet.checked() == ["act"]
    assert drilling.count() == 0


def test_a_contrast_sent_twice_counts_once(drilling: Candidate) -> None:
    """As everywhere; and a changed form is refused with nothing kept."""
    sheet = drilling.open(PAIR)
    fields = {"label-left": "act", "label-right": "act"}
    send(drilling, sheet, **fields)
    assert "Already counted" in send(drilling, sheet, **fields).text
    assert drilling.count() == 2
    assert send(drilling, sheet, **fields, **{"answer_id-left": "x"}).status == 400
    assert send(drilling, sheet, **fields, **{"item-left": "box-size"}).status == 404
    assert send(drilling, sheet, **{"label-left": "nowhere", "label-right": "act"}).status == 400


def test_a_pair_without_twins_tells_what_separates_it(drilling: Candidate) -> None:
    """No two such stories: the page says so and offers the drill of both labels."""
    sheet = drilling.open("/contrasts/step/now/act")
    assert "No such pair of stories" in sheet.text
    for path in ("/contrasts/step/now/now", "/contrasts/step/now/nothing", "/contrasts/nothing/a/b"):
        assert drilling.open(path).status == 404


def test_a_confusion_offers_two_like_these(drilling: Candidate) -> None:
    """After a frame was mistaken, the twins of that pair are one press away, and lead back to the drill."""
    after = drilling.answer(
        "shelf-plan", "/drills/answer?axes=step&length=10", axes="step", seed="7", **{"axis-step": "act"}
    )
    assert "Two like these, side by side" in after.text
    link = re.search(r'href="(/contrasts/[^"]+)"', after.html)
    assert link
    sheet = drilling.open(unescape(link[1]))
    done = send(drilling, sheet, **{"label-left": "act", "label-right": "route"})
    assert "Back to the drill" in done.text


def test_a_frame_is_asked_in_words_that_its_seed_gives(drilling: Candidate) -> None:
    """Asked, answered, shown again and undone: the same words each time; the seed is in the log."""
    sheet = drilling.open("/drills/step?again=shelf-plan")
    seed, words = sheet.form["seed"], re.search(r"(Ben|Cem|Dora) measures the stairs for an? [a-z ]+", sheet.text)
    assert words
    after = send(drilling, sheet, **{"axis-step": "route"})
    assert words[0].partition(" for ")[2] in after.text
    assert '<mark class="cue">measures the stairs' in after.html
    exported = drilling.open("/account/export").html
    assert f'"seed": {seed}' in exported
    assert words[0] in drilling.undo(after).text


def test_a_frame_with_a_forged_seed_is_refused(drilling: Candidate) -> None:
    """A number no form could have sent is told, not kept."""
    fields = {"axes": "step", "axis-step": "route", "seed": str(2**40)}
    assert drilling.answer("shelf-plan", "/drills/answer", **fields).status == 400
    assert drilling.count() == 0


def test_a_story_is_read_in_four_steps(drilling: Candidate) -> None:
    """Trigger, step, activity, level: each told before the next, each kept as it is given; undo goes one back."""
    sheet = drilling.open("/four-steps/")
    assert sheet.path == "/four-steps/rain-plan"
    assert sheet.values("word")
    sheet = drilling.open("/four-steps/rain-plan?trigger=1&word=1&word=2")
    assert "what set it off" in sheet.html
    assert "Which step?" in sheet.text
    assert "moves the date</mark>" not in sheet.html, "what decides the step is not lit yet"
    sheet = send(drilling, sheet, **{"axis-step": "act"}, word=["1", "2"])
    assert "Nothing has left the flat." in sheet.text
    assert sheet.html.count('<span class="own">') == 2
    assert send(drilling, sheet).status == 422
    sheet = send(drilling, sheet, **{"axis-activity": "pack"})
    sheet = send(drilling, sheet, **{"axis-level": "room"})
    assert "All four told" in sheet.text
    assert drilling.count() == 3
    sheet = drilling.undo(sheet)
    assert "At which level?" in sheet.text
    assert drilling.count() == 2


def test_the_same_story_is_no_repeat_within_one_reading(drilling: Candidate) -> None:
    """The second question of a story asks something new: a right answer is not held for remembered words."""
    from quizzes.practice.memory import Rating

    sheet = drilling.open("/four-steps/rain-plan?trigger=1")
    sheet = send(drilling, sheet, **{"axis-step": "route"})
    send(drilling, sheet, **{"axis-activity": "pack"})
    held = memories(drilling)
    assert held["skill", "move.pack"].memory.rating == Rating.GOOD


def test_a_case_goes_round_the_loop(drilling: Candidate) -> None:
    """Each event is placed and told; the way so far stands on the loop; a second round is named."""
    sheet = drilling.open("/cases/from-flat-to-flat")
    assert "4 events" in sheet.text
    sheet = drilling.open("/cases/from-flat-to-flat/start")
    assert sheet.item == "from-flat-to-flat.look"
    after = send(drilling, sheet, **{"axis-step": "now"})
    assert "They look at what there is." in after.text
    sheet = drilling.open(unescape(re.search(r'href="(/cases/events/from-flat-to-flat.way[^"]*)"', after.html)[1]))  # type: ignore[index]
    assert "(event 1)" in sheet.html, "what was placed stands on the drawn loop"
    after = send(drilling, sheet, **{"axis-step": "act", "axis-activity": "carry"})
    assert "half a mark" in after.text
    back = drilling.undo(after)
    assert back.item == "from-flat-to-flat.way"
    send(drilling, back, **{"axis-step": "route", "axis-activity": "pack"})
    assert "2 of 4 events placed, 2 of them fully right." in drilling.open("/cases/from-flat-to-flat").text
    send(drilling, drilling.open("/cases/events/from-flat-to-flat.go"), **{"axis-step": "act"})
    sheet = drilling.open("/cases/events/from-flat-to-flat.again")
    assert "round 2 of the loop" in sheet.text
    send(drilling, sheet, **{"axis-step": "now"})
    assert "The whole way" in drilling.open("/cases/from-flat-to-flat").text


def test_events_train_the_skills_of_their_labels(drilling: Candidate) -> None:
    """A placed event moves the memory of its true label, and a replay finds no difference."""
    send(drilling, drilling.open("/cases/from-flat-to-flat/start"), **{"axis-step": "act"})
    assert ("skill", "move.now") in memories(drilling)
    for path in (
        "/cases/nothing",
        "/cases/events/from-flat-to-flat.nothing",
        "/cases/events/box-size",
        "/cases/own-move",
    ):
        assert drilling.open(path).status == 404


def test_an_order_is_put_outside_the_plan(drilling: Candidate) -> None:
    """Asked, told, undone; cards and questions are not taken."""
    sheet = drilling.open("/orders/move-order")
    after = send(drilling, sheet, order=["plan", "look", "carry"])
    assert "Not this way" in after.text or "Partly right" in after.text
    assert drilling.undo(after).item == "move-order"
    assert drilling.answer("box-size", "/orders/answer", options="small").status == 404
    assert drilling.open("/orders/nothing").status == 404
    assert drilling.open(f"/orders/answers/{uuid4()}").status == 404


def test_a_sketch_is_saved_compared_and_taken_along(drilling: Candidate) -> None:
    """What was written is there again, beside the model answer, and in the file."""
    lines = ["Thirty boxes.", "By the  stairs,\nslowly.", ""]
    sheet = drilling.send("/sketches/own-move", line=lines, compare="1")
    assert sheet.path == "/sketches/own-move/compare"
    for words in (
        "Thirty boxes.",
        "By the stairs, slowly.",
        "Nothing written yet.",
        "Forty boxes.",
        "Where are we now?",
    ):
        assert words in sheet.text
    drilling.send("/sketches/own-move/compare", point=["0", "7", "x"])
    text = drilling.open("/sketches/own-move.md").html
    assert "- [x] Is there a number?" in text
    assert "- [ ] Is there a day?" in text
    assert "1. **Where are we now?** Thirty boxes." in text
    assert "Thirty boxes." in drilling.open("/sketches/own-move").html
    assert "2 of 3 lines written" in drilling.open("/drills/").text
    assert "Thirty boxes." in drilling.open("/account/export").html
    drilling.send("/account/start-over", word="DELETE")


def test_a_line_too_long_is_told_and_nothing_lost(drilling: Candidate) -> None:
    """422 with the sentence at the line; what was sent stands in the form, what was saved is as before."""
    drilling.send("/sketches/own-move", line=["Old.", "", ""])
    sheet = drilling.send("/sketches/own-move", line=["x" * 601, "New.", ""])
    assert sheet.status == 422
    assert "601 characters; 600 fit." in sheet.text
    assert "New." in sheet.html
    assert "Old." in drilling.open("/sketches/own-move").html
    assert drilling.send("/sketches/own-move", line=["one"]).status == 422
    assert drilling.open("/sketches/box-size").status == 404


def test_study_shows_a_frame_once_the_written_ones_are_known(drilling: Candidate) -> None:
    """When every written scenario of a skill was seen lately, a fresh rendering comes instead of a repeat."""
    from quizzes.practice.draw import draw
    from quizzes.practice.learning import Sighting
    from tests.builders import dice

    with drilling.app.app_context():
        course = drilling.app.extensions["library"].course
        items = [course.items["sofa-plan"], course.items["shelf-plan"]]
    drawn = draw(items, {"sofa-plan": Sighting(1, 739_000, 0)}, 1, 739_001, dice())
    assert (drawn.item.id, drawn.repeat) == ("shelf-plan", False)
