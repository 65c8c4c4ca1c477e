from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.course.items import Grade
from quizzes.practice.feedback import Feedback, feedback
from quizzes.practice.marking import Part, mark
from tests.builders import (
    a_card,
    a_course,
    a_model,
    a_pair,
    a_question,
    a_scenario,
    a_term,
    an_option,
    an_order,
)

if TYPE_CHECKING:
    from quizzes.course.items import Item, Scenario

MODEL = a_model("step", ("vision", "now", "target"), [a_pair("now", "target")])
COURSE = a_course(models=(MODEL,))


def scenario(*grades: Grade) -> Scenario:
    """A scenario by step with these grades."""
    return replace(a_scenario(), axes={"step": grades})


def said(item: Item, **response: Any) -> Feedback:
    """What is said about the first part of a response."""
    return feedback(COURSE, item, mark(item, response).parts[0])


def test_the_scenarios_own_reason_comes_first() -> None:
    """Nobody knows the mistake better than the author of the item."""
    item = scenario(Grade("now", 1, full=True), Grade("target", 0.5, reason="Half of it."))
    told = said(item, labels={"step": ["target"]})
    assert (told.true, told.chosen, told.credit, told.text) == ("now", "target", 0.5, "Half of it.")
    assert told.pair_question == "now or target?"
    assert told.pair_answers == {"now": "Answer now.", "target": "Answer target."}


def test_then_what_the_pair_says_to_who_chose_this_one() -> None:
    """The deciding question of the two neighbours stands beside it."""
    told = said(a_scenario(axes={"step": "now"}), labels={"step": ["target"]})
    assert (told.text, told.pair_question, told.credit) == ("Chose target.", "now or target?", 0)


def test_else_the_two_side_by_side() -> None:
    """What each label means is never missing."""
    told = said(a_scenario(axes={"step": "now"}), labels={"step": ["vision"]})
    assert told.text == "**Now?** Gist of now.\n\n**Vision?** Gist of vision."
    assert (told.pair_question, told.pair_answers) == ("", {})


def test_a_pair_without_words_for_this_choice_leaves_the_gists() -> None:
    """Half-written pairs do no harm."""
    model = replace(MODEL, pairs=(a_pair("now", "target", chose={}),))
    item = a_scenario(axes={"step": "now"})
    told = feedback(a_course(models=(model,)), item, mark(item, {"labels": {"step": ["target"]}}).parts[0])
    assert told.text.startswith("**Now?**")
    assert told.pair_question == "now or target?"


def test_a_right_label_gets_its_reason() -> None:
    """Knowing why is worth as much as being right."""
    item = scenario(Grade("now", 1, full=True, reason="Facts about today."))
    told = said(item, labels={"step": ["now"]})
    assert told == Feedback("step", "now", "now", 1, "Facts about today.")


def test_a_label_that_was_missed_is_spoken_of() -> None:
    """One of two found: the other one is named, with its reason."""
    item = scenario(Grade("now", 1, full=True), Grade("vision", 1, full=True, reason="The wish."))
    told = said(item, labels={"step": ["now"]})
    assert (told.true, told.chosen, told.credit, told.text) == ("vision", "", 0, "The wish.")


@given(st.permutations(["vision", "now", "target"]), st.booleans())
def test_there_are_words_for_every_true_and_chosen_label(slugs: list[str], found: bool) -> None:  # noqa: FBT001 drawn
    """Whatever pair of labels, whatever the author wrote or did not write."""
    true, other, _ = slugs
    told = said(a_scenario(axes={"step": true}), labels={"step": [true if found else other]})
    assert told.text


def test_a_model_that_is_gone_leaves_the_names() -> None:
    """Old answers still read as something."""
    told = feedback(a_course(models=()), a_scenario(), Part("level", 0.0, ("high",), ("low",)))
    assert told.text == "**high**\n\n**low**"


def test_a_question_speaks_through_its_options() -> None:
    """The chosen option's reason, else the question's, else the right option's, else its text."""
    bare = [an_option("a", 1.0, reason=""), an_option("b", reason="")]
    assert said(a_question(), options=["b"]).text == "Why b."
    assert said(a_question(), options=["a"]) == Feedback("", "a", "a", 1, "Why a.")
    assert said(a_question(options=bare, why="Because."), options=["b"]).text == "Because."
    reasoned = [an_option("a", 1.0), an_option("b", reason="")]
    assert said(a_question(options=reasoned), options=["b"]).text == "Why a."
    assert said(a_question(options=bare), options=["b"]).text == "The answer is: Option a"
    assert feedback(COURSE, a_question(options=()), Part("", 1.0, (), ())).text == ""


@pytest.mark.parametrize(
    ("order", "words"),
    [
        (["vision", "now", "target"], "Each stands in its place."),
        (["now", "target", "vision"], "After *Option vision* comes *Option now*."),
        (["vision", "target", "now"], "After *Option vision* comes *Option now*."),
    ],
)
def test_an_order_names_the_first_neighbours_torn_apart(order: list[str], words: str) -> None:
    """The place where it went wrong."""
    assert said(an_order(), order=order).text == words


def test_a_card_shows_its_back() -> None:
    """And what has neither options nor labels shows its own text."""
    assert said(a_card(), grade="again") == Feedback("", "", "again", 0, "Back of card")
    assert feedback(COURSE, a_term(), Part("", 0.0, (), ())).text == "Text of term"
