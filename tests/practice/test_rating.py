from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.practice.memory import Rating
from quizzes.practice.rating import rate

AGAIN, HARD, GOOD = Rating.AGAIN, Rating.HARD, Rating.GOOD
points = st.floats(0, 1)
recalls = st.none() | st.floats(0, 1)
said = st.sampled_from(["sure", "unsure", "guess", None])


@pytest.mark.parametrize(
    ("got", "confidence", "recall", "repeat", "heard"),
    [
        (0.0, "sure", 0.9, False, AGAIN),
        (0.0, None, None, False, AGAIN),
        (0.49, "sure", 0.9, False, AGAIN),
        (1.0, "guess", 0.9, False, AGAIN),
        (1.0, "guess", None, False, AGAIN),
        (1.0, "unsure", 0.59, False, AGAIN),
        (1.0, "unsure", 0.6, False, HARD),
        (1.0, "unsure", None, False, HARD),
        (1.0, "sure", 0.1, False, GOOD),
        (1.0, "sure", None, False, GOOD),
        (1.0, None, 0.6, False, GOOD),
        (1.0, None, 0.59, False, HARD),
        (1.0, None, None, False, GOOD),
        (1.0, "sure", 0.9, True, HARD),
        (1.0, None, None, True, HARD),
        (1.0, "guess", 0.9, True, AGAIN),
        (0.5, "sure", 0.9, False, HARD),
        (0.98, None, None, False, HARD),
        (0.99, "sure", 0.9, False, GOOD),
        (0.75, "unsure", 0.3, False, AGAIN),
    ],
)
def test_the_table(got: float, confidence: str | None, recall: float | None, repeat: bool, heard: Rating) -> None:  # noqa: FBT001 a row of the table
    """Each row of the documented table, and its edges."""
    assert rate(got, confidence=confidence, recall=recall, repeat=repeat) is heard


@given(points, points, said, recalls, st.booleans())
def test_more_points_never_rate_worse(one: float, other: float, word: str | None, recall: float, again: bool) -> None:  # noqa: FBT001 drawn
    """A better answer is never worse news for a memory."""
    low, high = (rate(got, confidence=word, recall=recall, repeat=again) for got in sorted((one, other)))
    assert low <= high


@given(points, recalls, st.booleans())
def test_more_doubt_never_rates_better(got: float, recall: float | None, again: bool) -> None:  # noqa: FBT001 drawn
    """Sure, unsure, guess: the rating never rises on the way down."""
    heard = [rate(got, confidence=word, recall=recall, repeat=again) for word in ("guess", "unsure", "sure")]
    assert heard == sorted(heard)


@given(points, said, recalls)
def test_a_repeat_is_never_more_than_hard(got: float, word: str | None, recall: float | None) -> None:
    """Remembered words are not knowledge; and Easy is for flashcards alone."""
    once, twice = (rate(got, confidence=word, recall=recall, repeat=again) for again in (False, True))
    assert twice == min(once, HARD)
    assert once <= GOOD
