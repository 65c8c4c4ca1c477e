"""Which labels a wrong answer to a question mixed up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from quizzes.practice.contrast import named
from tests.builders import a_model, a_pair, a_question, an_option

if TYPE_CHECKING:
    from quizzes.course.items import Question

PAIR = a_pair("vision", "now")
MODEL = a_model(pairs=[PAIR])
OPTIONS = tuple(
    an_option(slug, 1.0 if slug == "now" else 0.0, text=text)
    for slug, text in [("vision", "*Vision?*"), ("now", "now?"), ("target", "Target?"), ("tea", "Tea")]
)


def asked(style: str = "standard") -> Question:
    """A question whose options are the names of steps."""
    return a_question(options=OPTIONS, style=style)


def test_names_of_labels_lead_to_their_pair() -> None:
    """However the option spells the name."""
    assert named(asked(), [a_model("level", ("team",)), MODEL], ["vision"]) == (MODEL, PAIR)


@pytest.mark.parametrize("chosen", ["now", "target", "tea"])
def test_no_pair_no_words(chosen: str) -> None:
    """A right choice, a pair nobody wrote, an option that is no label: nothing is said."""
    assert named(asked(), [MODEL], [chosen]) is None


def test_a_negative_question_mixes_nothing_up() -> None:
    """There the right option is the one that does not fit."""
    assert named(asked("negative"), [MODEL], ["vision"]) is None
