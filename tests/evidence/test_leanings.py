from __future__ import annotations

from quizzes.evidence.leanings import LEAST, LONG_AGO, leanings, recent
from quizzes.practice.interleave import Leaning
from quizzes.practice.marking import Part
from tests.builders import a_model

MODEL = a_model()
MISTAKE = Part("step", 0.0, ("now",), ("target",))


def test_an_old_mistake_leans_less_and_then_not_at_all() -> None:
    """Half after two weeks; one mistake of more than six weeks ago leads no drill."""
    assert leanings(recent(MODEL, [(100, MISTAKE)], today=100)) == [Leaning("step", ("now", "target"), 1.0)]
    assert leanings(recent(MODEL, [(100, MISTAKE)], today=114)) == [Leaning("step", ("now", "target"), 0.5)]
    assert leanings(recent(MODEL, [(100, MISTAKE)], today=100 + 47)) == []
    assert leanings(recent(MODEL, [(100, MISTAKE)] * 2, today=100 + 47)) != []


def test_the_weightiest_pair_comes_first_and_right_answers_lean_to_nothing() -> None:
    """Only what was mixed up counts."""
    other, right = Part("step", 0.0, ("now",), ("vision",)), Part("step", 1.0, ("now",), ("now",))
    found = leanings(recent(MODEL, [(1, MISTAKE), (29, other), (29, right)], today=29))
    assert [one.labels for one in found] == [("now", "vision"), ("now", "target")]
    assert leanings(recent(MODEL, [(29, right)], today=29)) == []


def test_what_is_too_old_to_be_read_could_not_lead_alone() -> None:
    """So leaving it in the log changes no drill."""
    assert recent(MODEL, [(0, MISTAKE)], today=LONG_AGO).mixups()[0].weight < LEAST / 20
