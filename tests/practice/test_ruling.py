"""What an answer is worth once the key of its item has changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.course.items import Grade, Hashes
from quizzes.practice.learning import Given
from quizzes.practice.marking import Mark, ResponseError, mark
from quizzes.practice.ruling import RULINGS, counted, judged, reason, ruling
from tests.builders import a_card, a_course, a_model, a_question, a_scenario, an_order

if TYPE_CHECKING:
    from quizzes.course.items import Item

MODELS = {"step": a_model(), "activity": a_model("activity", ("plan", "improve", "engage"))}
THEN, NOW = Hashes("c", "m", "then"), Hashes("c", "m", "now")
credit = st.sampled_from([0.0, 0.25, 0.5, 1.0])


def kept(item: Item, response: dict[str, Any]) -> Given:
    """An answer that was kept under the key an item has."""
    found = mark(item, response, MODELS)
    return Given("1", item.id, response, None, 1000, "study", None, item.hashes.key, found)


@st.composite
def edits(draw: st.DrawFn) -> tuple[Item, Item, Given]:
    """An item, the same under another key, and an answer to the first."""
    kind = draw(st.sampled_from(["question", "scenario", "order"]))
    old: Item
    new: Item
    response: dict[str, Any]
    if kind == "question":
        slugs = draw(st.permutations("abcd"))
        old, new = a_question(right="a", wrong="bcd"), a_question(right=slugs[:1], wrong=slugs[1:])
        response = {"options": [draw(st.sampled_from("abcd"))]}
    elif kind == "scenario":
        then, now = draw(axes()), draw(axes())
        old, new = replace(a_scenario(), axes=then), replace(a_scenario(), axes=now)
        response = {"labels": {axis: [draw(st.sampled_from([one.label for one in then[axis]]))] for axis in then}}
    else:
        old = an_order(entries=("vision", "now", "target"))
        new = an_order(entries=draw(st.permutations(["vision", "now", "target"])))
        response = {"order": draw(st.permutations(["vision", "now", "target"]))}
    old, new = replace(old, hashes=THEN), replace(new, hashes=NOW)
    return old, new, kept(old, response)


@st.composite
def axes(draw: st.DrawFn) -> dict[str, tuple[Grade, ...]]:
    """Two axes, one full label each, any credit for the others."""
    found = {}
    for axis, model in MODELS.items():
        full, *others = draw(st.permutations([label.id for label in model.labels]))
        found[axis] = (Grade(full, 1.0, full=True), *(Grade(one, draw(credit)) for one in others))
    return found


def ruled(item: Item, said: str) -> Item:
    """The item with a ruling."""
    return replace(item, revision=f"{said}: the old key was wrong")


@given(edits(), st.sampled_from([*RULINGS, ""]))
def test_an_answer_under_the_same_key_is_never_touched(edit: tuple[Item, Item, Given], said: str) -> None:
    """Whatever was ruled speaks of other keys only; so an edit that is undone leaves every mark as it was."""
    old, _, answer = edit
    assert judged(ruled(old, said), answer, MODELS) == answer.mark


@given(edits())
def test_each_ruling_does_what_it_says(edit: tuple[Item, Item, Given]) -> None:
    """Anew, as given, nothing, and without a word by today's key."""
    _, new, answer = edit
    today = mark(new, answer.response, MODELS)
    assert judged(ruled(new, "regrade"), answer, MODELS) == today
    assert judged(new, answer, MODELS) == today
    assert judged(ruled(new, "keep"), answer, MODELS) == answer.mark
    assert judged(ruled(new, "void"), answer, MODELS) is None


@given(edits())
def test_accepting_both_never_lowers(edit: tuple[Item, Item, Given]) -> None:
    """No axis is worth less than by either key, and none more than by the kinder one."""
    _, new, answer = edit
    today, found = mark(new, answer.response, MODELS), judged(ruled(new, "accept-both"), answer, MODELS)
    assert found
    assert answer.mark
    for then, now, best in zip(answer.mark.parts, today.parts, found.parts, strict=True):
        assert best.points == max(then.points, now.points)
    assert found.points >= max(today.points, answer.mark.points)


@pytest.mark.parametrize("said", RULINGS)
def test_an_option_that_is_gone_keeps_its_mark_where_old_marks_count(said: str) -> None:
    """Keep and accept both need no option of today; the others cannot mark what they do not know."""
    answer = kept(replace(a_question(), hashes=THEN), {"options": ["a"]})
    item = ruled(replace(a_question(right="b", wrong="cd"), hashes=NOW), said)
    if said == "regrade":
        with pytest.raises(ResponseError):
            judged(item, answer, MODELS)
    else:
        assert judged(item, answer, MODELS) == (None if said == "void" else answer.mark)


def test_an_answer_that_is_given_now_needs_no_ruling() -> None:
    """It is marked by today's key, void or not."""
    item = ruled(a_question(), "void")
    assert judged(item, Given("1", item.id, {"options": ["a"]}, None, 1, "study", 5), MODELS) == Mark(
        1.0, mark(item, {"options": ["a"]}).parts
    )


def test_a_card_has_no_key() -> None:
    """Its learner's own word counts, also where the id was a question's once."""
    card = ruled(a_card("question"), "keep")
    answer = kept(replace(a_question(), hashes=THEN), {"options": ["a"]})
    with pytest.raises(ResponseError):
        judged(card, answer, MODELS)


def test_what_counts_in_a_course() -> None:
    """The item and its mark; nothing for what is gone, void, or no longer fits."""
    answer = kept(replace(a_question(), hashes=THEN), {"options": ["a"]})
    item = ruled(replace(a_question(), hashes=NOW), "keep")
    assert counted(a_course(item), answer) == (item, answer.mark)
    assert counted(a_course(ruled(item, "void")), answer) is None
    assert counted(a_course(replace(a_question(right="x", wrong="yz"), hashes=NOW)), answer) is None
    assert counted(a_course(), answer) is None


@pytest.mark.parametrize(
    ("written", "said", "why"),
    [
        ("accept-both: two books differ: both are fine", "accept-both", "two books differ: both are fine"),
        ("void:x", "void", "x"),
        ("", None, ""),
        ("undo: nothing of ours", None, "nothing of ours"),
    ],
)
def test_a_ruling_is_read_with_its_reason(written: str, said: str | None, why: str) -> None:
    """The word before the first colon, and the author's own words."""
    item = replace(a_question(), revision=written)
    assert (ruling(item), reason(item)) == (said, why)
