from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.course.items import Grade
from quizzes.course.variants import filled, fillings
from quizzes.practice.marking import ResponseError, mark
from tests.builders import (
    a_card,
    a_case,
    a_course,
    a_frame,
    a_model,
    a_question,
    a_scenario,
    a_term,
    an_option,
    an_order,
)

if TYPE_CHECKING:
    from quizzes.course.items import Item, Scenario

LABELS = ["vision", "now", "target", "route", "action"]
worths = st.sampled_from([0.0, 0.25, 0.5, 1.0])
scales = st.dictionaries(st.sampled_from(LABELS), worths).filter(lambda scale: 1.0 in scale.values())
MODELS = {"step": a_model("step", LABELS)}
forms = st.sampled_from(["scenario", "frame", "variant", "event"])


def story(form: str, scale: dict[str, float]) -> Scenario:
    """Something to classify by step: as written, as a frame, as one of its renderings, or as an event of a case."""
    if form == "event":
        return a_course(a_case("case", {"first": {"step": scale}})).events["case.first"]
    if form == "scenario":
        return a_scenario(axes={"step": scale})
    frame = a_frame(axes={"step": scale})
    return frame if form == "frame" else filled(frame, next(fillings(frame)))


def options(*slugs: str) -> dict[str, Any]:
    """A response to a question."""
    return {"options": list(slugs)}


def labels(**axes: list[str]) -> dict[str, Any]:
    """A response to a scenario."""
    return {"labels": axes}


@pytest.mark.parametrize(("grade", "points"), [("again", 0), ("hard", 1), ("good", 1), ("easy", 1)])
def test_a_card_is_worth_what_its_learner_says(grade: str, points: float) -> None:
    """Not yet is nothing, got it is all."""
    assert mark(a_card(), {"grade": grade}).points == points


def test_a_question_is_one_or_nothing() -> None:
    """And the mark says what was right and what was chosen."""
    right, wrong = (mark(a_question(), options(slug)) for slug in "ab")
    assert (right.points, wrong.points) == (1, 0)
    assert (wrong.parts[0].axis, wrong.parts[0].right, wrong.parts[0].chosen) == ("", ("a",), ("b",))


@pytest.mark.parametrize(("chosen", "points"), [("ab", 1), ("a", 0.5), ("ac", 0), ("cd", 0), ("ae", 0.75), ("e", 0.25)])
def test_choose_two_takes_false_picks_off(chosen: str, points: float) -> None:
    """Hits minus false picks over two, never below nothing; part credit is added."""
    parts = (*(an_option(slug, 1.0) for slug in "ab"), an_option("c"), an_option("d"), an_option("e", 0.5))
    question = a_question(options=parts, answers=2)
    assert mark(question, options(*chosen)).points == points


def test_part_credit_counts_in_practice() -> None:
    """`[~ 0.5]` is half a mark."""
    question = a_question(options=(an_option("a", 1.0), an_option("b", 0.5), an_option("c")))
    assert mark(question, options("b")).points == 0.5


def test_a_withdrawn_option_is_never_held_against_a_learner() -> None:
    """Whoever chose it gets full credit; where a right one is withdrawn, everybody does."""
    parts = (an_option("a", 1.0), an_option("b", void=True), an_option("c"))
    assert [mark(a_question(options=parts), options(slug)).points for slug in "abc"] == [1, 1, 0]
    voided = (an_option("a", 1.0, void=True), an_option("b"), an_option("c"))
    assert [mark(a_question(options=voided), options(slug)).points for slug in "abc"] == [1, 1, 1]


@pytest.mark.parametrize(
    ("scale", "chosen", "points"),
    [
        ({"now": 1.0}, ["now"], 1),
        ({"now": 1.0}, ["target"], 0),
        ({"now": 1.0, "vision": 0.5}, ["vision"], 0.5),
        ({"now": 1.0, "vision": 1.0}, ["now"], 0.5),
        ({"now": 1.0, "vision": 1.0}, ["now", "vision"], 1),
        ({"now": 1.0, "vision": 1.0}, ["now", "route"], 0),
        ({"now": 1.0, "vision": 1.0, "route": 0.5}, ["now", "route"], 0.75),
    ],
)
def test_a_label_earns_its_credit(scale: dict[str, float], chosen: list[str], points: float) -> None:
    """One to find: its credit. Several: hits minus false picks over their number; `[~ c]` is never a false pick."""
    assert mark(a_scenario(axes={"step": scale}), labels(step=chosen), MODELS).points == points


def test_either_is_right() -> None:
    """`[~ 1]` beside an `[x]` gives full marks for each of the two."""
    scenario = a_scenario(axes={"step": "now"})
    both = replace(scenario, axes={"step": (*scenario.axes["step"], Grade("vision", 1.0))})
    assert [mark(both, labels(step=[slug])).points for slug in ("now", "vision", "route")] == [1, 1, 0]
    with pytest.raises(ResponseError, match="Choose one only"):
        mark(both, labels(step=["now", "vision"]))


def test_a_scenario_is_the_mean_over_the_axes_asked() -> None:
    """An axis that was not asked is not held against anyone; parts stand in the item's order."""
    scenario = a_scenario(axes={"step": "now", "activity": "plan"})
    marked = mark(scenario, labels(activity=["engage"], step=["now"]))
    assert (marked.points, [part.axis for part in marked.parts]) == (0.5, ["step", "activity"])
    assert mark(scenario, labels(step=["now"])).points == 1


@pytest.mark.parametrize(("order", "points"), [("abcd", 1), ("bcda", 2 / 3), ("acbd", 0), ("dcba", 0), ("bacd", 1 / 3)])
def test_an_order_earns_the_share_of_neighbours_kept(order: str, points: float) -> None:
    """Full marks only for the exact order."""
    assert mark(an_order(entries="abcd"), {"order": list(order)}).points == pytest.approx(points)


def test_a_withdrawn_entry_of_an_order_is_passed_over() -> None:
    """Old answers that still hold it are marked by the rest; a single entry is always in order."""
    item = an_order(options=(an_option("a"), an_option("b", void=True), an_option("c")))
    assert mark(item, {"order": ["a", "b", "c"]}).points == mark(item, {"order": ["a", "c"]}).points == 1
    assert mark(an_order(entries="a"), {"order": ["a"]}).points == 1


@pytest.mark.parametrize(
    ("item", "response", "words"),
    [
        (a_card(), {}, "how well you knew it"),
        (a_card(), {"grade": "perfect"}, "again, hard, good or easy"),
        (a_card(), {"grade": ["good"]}, "again, hard, good or easy"),
        (a_question(), {}, "Choose an answer first"),
        (a_question(), {"options": []}, "Choose an answer first"),
        (a_question(), {"options": "a"}, "Choose an answer first"),
        (a_question(), {"options": [1]}, "Choose an answer first"),
        (a_question(), {"options": ["z"]}, "no option 'z'"),
        (a_question(), {"options": ["a", "b"]}, "Choose one only"),
        (a_question(right="ab"), {"options": ["a", "b", "c"]}, "Choose at most 2"),
        (a_scenario(), {}, "Choose a label first"),
        (a_scenario(), {"labels": {}}, "Choose a label first"),
        (a_scenario(), {"labels": ["now"]}, "Choose a label first"),
        (a_scenario(), {"labels": {"level": ["tactical"]}}, "does not ask about 'level'"),
        (a_scenario(), {"labels": {"step": []}}, "Choose a label for 'step' too"),
        (a_scenario(), {"labels": {"step": ["now"], "activity": None}}, "Choose a label for 'activity' too"),
        (a_scenario(), {"labels": {"step": ["nowhere"]}}, "no label 'nowhere'"),
        (a_scenario(), {"labels": {"step": ["now", "vision"]}}, "Choose one only"),
        (an_order(), {}, "Put them in order first"),
        (an_order(), {"order": ["vision", "now"]}, "Give each of them one place"),
        (an_order(), {"order": ["vision", "now", "now"]}, "Give each of them one place"),
        (an_order(), {"order": ["vision", "now", "soon"]}, "load the page again"),
        (a_term(), {"grade": "good"}, "nothing to answer"),
    ],
)
def test_what_cannot_be_marked_is_refused_with_words(item: Item, response: dict[str, Any], words: str) -> None:
    """A person who sends it learns what to do."""
    with pytest.raises(ResponseError, match=words):
        mark(item, response, MODELS)


@given(forms, scales, st.data())
def test_right_choices_give_full_marks_and_nothing_leaves_its_bounds(
    form: str, scale: dict[str, float], data: st.DataObject
) -> None:
    """0 <= points <= 1 for any choice, and 1 for the labels marked as right; so too for frames and events."""
    scenario = story(form, scale)
    right = scenario.full("step")
    assert mark(scenario, labels(step=list(right))).points == 1
    most = max(1, len(right))
    chosen = data.draw(st.lists(st.sampled_from(LABELS), min_size=1, max_size=most, unique=True))
    assert 0 <= mark(scenario, labels(step=chosen)).points <= 1


@given(forms, scales, st.data())
def test_the_order_of_options_and_choices_never_matters(
    form: str, scale: dict[str, float], data: st.DataObject
) -> None:
    """However they were written, shown or clicked."""
    most = sum(worth == 1 for worth in scale.values())
    chosen = data.draw(st.lists(st.sampled_from(LABELS), min_size=1, max_size=most, unique=True))
    turned = dict(data.draw(st.permutations(list(scale.items()))))
    one = mark(story(form, scale), labels(step=chosen)).parts[0]
    other = mark(story(form, turned), labels(step=data.draw(st.permutations(chosen)))).parts[0]
    assert (one.points, one.chosen, set(one.right)) == (other.points, other.chosen, set(other.right))


@given(st.permutations("abcde"), st.data())
def test_a_false_pick_more_never_helps(slugs: list[str], data: st.DataObject) -> None:
    """Ticking everything is no way to full marks."""
    question = a_question(right=slugs[:2], wrong=slugs[2:])
    first, second = data.draw(st.sampled_from(slugs[:2])), data.draw(st.sampled_from(slugs[2:]))
    assert mark(question, options(first, second)).points <= mark(question, options(first)).points


@given(st.permutations("abcdef"))
def test_only_the_exact_order_gives_full_marks(order: list[str]) -> None:
    """And every order gives something from nothing to all."""
    points = mark(an_order(entries="abcdef"), {"order": order}).points
    assert 0 <= points <= 1
    assert (points == 1) == ("".join(order) == "abcdef")


json = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
)
responses = st.dictionaries(st.sampled_from(["grade", "options", "labels", "order", "x"]), json)


@given(st.sampled_from([a_card(), a_question(), a_scenario(), an_order(), a_term()]), responses)
def test_any_json_is_marked_or_refused(item: Item, response: dict[str, Any]) -> None:
    """Nothing that can be sent breaks marking."""
    with suppress(ResponseError):
        assert 0 <= mark(item, response, MODELS).points <= 1
