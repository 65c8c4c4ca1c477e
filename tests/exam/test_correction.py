"""The marks of a handed-in paper once keys have changed."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from quizzes.course.items import Hashes, Question
from quizzes.exam.correction import Place, by_today, counts
from quizzes.practice.ruling import RULINGS
from tests.builders import a_question

chosen = st.sampled_from(["a", "b", "c", None])
bits = st.integers(0, 1)
rulings = st.sampled_from([*RULINGS, ""])


def asked(right: str, key: str, said: str = "") -> Question:
    """A question with this right answer under a key of this hash."""
    wrong = [slug for slug in "abcd" if slug != right]
    revision = f"{said}: for a reason" if said else ""
    return replace(a_question(right=right, wrong=wrong), hashes=Hashes("", "", key), revision=revision)


@given(chosen, bits, bits, rulings)
def test_a_key_that_is_as_it_was_leaves_the_first_mark(option: str | None, mark: int, own: int, said: str) -> None:
    """Whatever was ruled or chosen in between: an edit that is undone leaves no trace in any result."""
    place = Place("question", "then", option, mark, own)
    assert counts(asked("a", "then", said), place) == by_today(asked("a", "then", said), place) == mark


@given(chosen, bits, bits)
def test_each_ruling_does_what_it_says(option: str | None, mark: int, own: int) -> None:
    """Anew, the better, as given unless its learner chose otherwise, and everybody's mark, blanks too."""
    place, today = Place("question", "then", option, mark, own), int(option == "b")
    assert counts(asked("b", "now", "regrade"), place) == today
    assert counts(asked("b", "now", "accept-both"), place) == max(mark, today)
    assert counts(asked("b", "now", "void"), place) == 1
    assert counts(asked("b", "now", "keep"), place) == counts(asked("b", "now"), place) == own


@given(chosen, bits, bits, rulings)
def test_today_speaks_only_where_nothing_was_ruled(option: str | None, mark: int, own: int, said: str) -> None:
    """What its learner may let count: today's key, or what an author ruled; and never less than that."""
    place, question = Place("question", "then", option, mark, own), asked("b", "now", said)
    expected = int(option == "b") if said in {"", "keep"} else counts(question, place)
    assert by_today(question, place) == expected


def test_a_question_that_is_gone() -> None:
    """Its mark stays as it counts, and is given where today's keys are asked for."""
    place = Place("question", "then", "a", 0, 0)
    assert (counts(None, place), by_today(None, place)) == (0, 1)
    assert counts(None, place._replace(own=1)) == 1
