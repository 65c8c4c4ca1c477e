"""From an observation to a rating: what a memory hears about an answer to a question, scenario or order."""

from __future__ import annotations

from quizzes.practice.memory import Rating

RIGHT = 0.99
WRONG = 0.5
SHAKY = 0.6


def rate(points: float, *, confidence: str | None, recall: float | None, repeat: bool) -> Rating:
    """The rating of `points` (0 to 1), given the confidence said ("sure", "unsure", "guess" or None).

    `recall` is the retrievability just before the answer (None: met for the first time, nothing was predicted);
    `repeat` says that this very item was seen not long ago, so a right answer may be remembered words.
    Under half the points is wrong; full points are right; between is Hard at best.
    """
    if points < WRONG:
        return Rating.AGAIN
    heard = _when_right(confidence, recall)
    return min(heard, Rating.HARD) if repeat or points < RIGHT else heard


def _when_right(confidence: str | None, recall: float | None) -> Rating:
    shaky = recall is not None and recall < SHAKY
    if confidence == "guess":
        return Rating.AGAIN
    if confidence == "unsure":
        return Rating.AGAIN if shaky else Rating.HARD
    if confidence is None and shaky:
        return Rating.HARD
    return Rating.GOOD
