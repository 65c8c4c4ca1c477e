from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.evidence.confusion import Mixup, confusion, fade
from quizzes.practice.marking import Part
from tests.builders import a_model

if TYPE_CHECKING:
    from quizzes.evidence.confusion import Matrix

MODEL = a_model()
labels = st.sampled_from(["vision", "now", "target"])
weights = st.sampled_from([1.0, 0.5, 0.25])


def part(true: str, chosen: str, points: float | None = None) -> Part:
    """A marked part with one true and one chosen label."""
    return Part("step", float(true == chosen) if points is None else points, (true,), (chosen,))


def counted(*marks: Part) -> Matrix:
    """The matrix of parts of today."""
    return confusion(MODEL, [(mark, 1.0) for mark in marks])


def test_true_against_chosen() -> None:
    """Counted by pair; the worst pair is the one mixed up most, in either direction."""
    matrix = counted(part("now", "now"), part("now", "target"), part("target", "now"), part("vision", "now"))
    assert matrix.axis == "step"
    assert matrix.counts == {("now", "now"): 1, ("now", "target"): 1, ("target", "now"): 1, ("vision", "now"): 1}
    assert matrix.worst() == Mixup(("now", "target"), times=2, of=3, weight=2.0)
    assert matrix.mixups()[1] == Mixup(("now", "vision"), times=1, of=3, weight=1.0)


def test_the_worst_cell_is_the_direction_that_came_up_more_often() -> None:
    """The page frames one cell; none while nothing was mixed up."""
    assert counted(part("now", "target"), *[part("target", "now")] * 2).worst_cell() == ("target", "now")
    assert counted(part("now", "now")).worst_cell() is None


@pytest.mark.parametrize(("age", "worth"), [(0, 1), (14, 0.5), (28, 0.25), (42, 0.125), (-3, 1)])
def test_an_answer_counts_half_after_two_weeks(age: int, worth: float) -> None:
    """And half of that after two more; one of tomorrow, by another clock, counts like one of today."""
    assert fade(age) == worth


@given(st.integers(-5, 1000), st.integers(0, 1000))
def test_an_older_answer_never_counts_more(age: int, more: int) -> None:
    """Between nothing and all."""
    assert 0 < fade(age + more) <= fade(age) <= 1


def test_what_was_mixed_up_lately_outweighs_what_was_mixed_up_often() -> None:
    """Mix-ups stand in the order of their weight; their times stay plain counts."""
    old = [(part("vision", "now"), fade(28))] * 3
    new = [(part("now", "target"), fade(0))]
    matrix = confusion(MODEL, [*old, *new])
    assert matrix.mixups() == (
        Mixup(("now", "target"), times=1, of=1, weight=1.0),
        Mixup(("now", "vision"), times=3, of=4, weight=0.75),
    )
    assert (matrix.counts["vision", "now"], matrix.faded["vision", "now"]) == (3, 0.75)


def test_of_equal_weights_the_one_with_fewer_answers_comes_first() -> None:
    """Once in two tells more than once in three."""
    matrix = counted(part("vision", "now"), part("target", "now"), part("target", "target"))
    assert [mixup.labels for mixup in matrix.mixups()] == [("now", "vision"), ("now", "target")]


def test_the_worst_cell_is_the_one_of_late() -> None:
    """Two of last month weigh less than one of today."""
    old = [(part("now", "target"), fade(28))] * 2
    assert confusion(MODEL, [*old, (part("target", "now"), 1.0)]).worst_cell() == ("target", "now")


def test_several_labels_to_find() -> None:
    """A missed one was taken for each false pick; a found one is found; a missed one alone is no mix-up."""
    both = ("vision", "now")
    assert counted(Part("step", 0, both, ("now", "target"))).counts == {
        ("now", "now"): 1,
        ("vision", "target"): 1,
    }
    assert counted(Part("step", 0.5, both, ("now",))).counts == {("now", "now"): 1}


def test_either_is_right_is_no_mix_up() -> None:
    """Full points mean that the label was as good as found."""
    assert counted(part("now", "target", 1.0)).counts == {("now", "now"): 1}


def test_other_axes_and_labels_that_are_gone_are_left_out() -> None:
    """The matrix shows the model as it is today."""
    matrix = counted(Part("activity", 0.0, ("plan",), ("improve",)), part("now", "bygone"), part("bygone", "now"))
    assert matrix.counts == matrix.faded == {}
    assert matrix.worst() is None


@given(st.lists(st.tuples(labels, labels, weights)))
def test_every_answer_is_counted_once(answers: list[tuple[str, str, float]]) -> None:
    """Rows add up, the worst pair is never better than another, and weights are never more than times."""
    matrix = confusion(MODEL, [(part(true, chosen), weight) for true, chosen, weight in answers])
    for label in ("vision", "now", "target"):
        assert matrix.answers(label) == sum(true == label for true, *_ in answers)
    assert sum(matrix.faded.values()) == sum(weight for *_, weight in answers)
    found = matrix.mixups()
    assert (found == ()) == all(true == chosen for true, chosen, _ in answers)
    assert matrix.worst() == next(iter(found), None)
    assert [mixup.weight for mixup in found] == sorted((mixup.weight for mixup in found), reverse=True)
    assert all(0 < mixup.weight <= mixup.times <= mixup.of for mixup in found)
