from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from quizzes.evidence.confusion import Mixup, confusion
from quizzes.practice.marking import Part
from tests.builders import a_model

MODEL = a_model()
labels = st.sampled_from(["vision", "now", "target"])


def part(true: str, chosen: str, points: float | None = None) -> Part:
    """A marked part with one true and one chosen label."""
    return Part("step", float(true == chosen) if points is None else points, (true,), (chosen,))


def test_true_against_chosen() -> None:
    """Counted by pair; the worst pair is the one mixed up most, in either direction."""
    marks = [part("now", "now"), part("now", "target"), part("target", "now"), part("vision", "now")]
    matrix = confusion(MODEL, marks)
    assert matrix.axis == "step"
    assert matrix.counts == {("now", "now"): 1, ("now", "target"): 1, ("target", "now"): 1, ("vision", "now"): 1}
    assert matrix.worst() == Mixup(("now", "target"), times=2, of=3)
    assert matrix.mixups()[1] == Mixup(("now", "vision"), times=1, of=3)


def test_the_worst_cell_is_the_direction_that_came_up_more_often() -> None:
    """The page frames one cell; none while nothing was mixed up."""
    marks = [part("now", "target"), part("target", "now"), part("target", "now")]
    assert confusion(MODEL, marks).worst_cell() == ("target", "now")
    assert confusion(MODEL, [part("now", "now")]).worst_cell() is None


def test_several_labels_to_find() -> None:
    """A missed one was taken for each false pick; a found one is found; a missed one alone is no mix-up."""
    both = ("vision", "now")
    assert confusion(MODEL, [Part("step", 0, both, ("now", "target"))]).counts == {
        ("now", "now"): 1,
        ("vision", "target"): 1,
    }
    assert confusion(MODEL, [Part("step", 0.5, both, ("now",))]).counts == {("now", "now"): 1}


def test_either_is_right_is_no_mix_up() -> None:
    """Full points mean that the label was as good as found."""
    assert confusion(MODEL, [part("now", "target", 1.0)]).counts == {("now", "now"): 1}


def test_other_axes_and_labels_that_are_gone_are_left_out() -> None:
    """The matrix shows the model as it is today."""
    marks = [Part("activity", 0.0, ("plan",), ("improve",)), part("now", "bygone"), part("bygone", "now")]
    matrix = confusion(MODEL, marks)
    assert matrix.counts == {}
    assert matrix.worst() is None


@given(st.lists(st.tuples(labels, labels)))
def test_every_answer_is_counted_once(pairs: list[tuple[str, str]]) -> None:
    """Rows add up, and the worst pair is never better than another."""
    matrix = confusion(MODEL, [part(*pair) for pair in pairs])
    for label in ("vision", "now", "target"):
        assert matrix.answers(label) == sum(true == label for true, _ in pairs)
    worst = matrix.worst()
    assert (worst is None) == all(true == chosen for true, chosen in pairs)
    assert all(worst and mixup.times <= worst.times <= worst.of for mixup in matrix.mixups())
