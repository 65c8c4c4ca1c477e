"""How a memory grows and fades: FSRS-6 with its default parameters, one formula one function, on bare floats.

Names and formulas follow J. Ye, J. Su, Y. Cao, "A Stochastic Shortest Path Algorithm for Optimizing Spaced
Repetition Scheduling" (KDD 2022) and the FSRS project's page "The Algorithm", section FSRS-6: w0 to w20 are the
parameters, S stability (days until recall falls to 0.9), D difficulty (1 to 10), R retrievability, G the rating.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from math import exp

W = (
    *(0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796),
    *(1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542),
)
DECAY = -W[20]
FACTOR = 0.9 ** (1 / DECAY) - 1
LEAST_STABILITY = 0.001
LEAST_DIFFICULTY, MOST_DIFFICULTY = 1.0, 10.0
LONGEST_INTERVAL = 36500
RETENTION = 0.9


class Rating(IntEnum):
    """What a memory hears after an answer: G of the formulas."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


@dataclass(frozen=True, slots=True)
class Memory:
    """The state of one hold: stability in days, difficulty, the last day and rating heard.

    `reps` counts all ratings, `lapses` the Agains after the first rating.
    """

    stability: float
    difficulty: float
    day: int
    rating: int
    reps: int
    lapses: int


def review(memory: Memory | None, rating: Rating, day: int) -> Memory:
    """The memory after a rating on a day number (None: first meeting); a day before the last counts as the last."""
    if memory is None:
        return Memory(initial_stability(rating), initial_difficulty(rating), day, int(rating), 1, 0)
    stability, difficulty = memory.stability, memory.difficulty
    if day <= memory.day:
        after = same_day_stability(stability, rating)
    else:
        after = next_stability(stability, difficulty, retrievability(memory, day), rating)
    lapses = memory.lapses + (rating == Rating.AGAIN)
    return Memory(
        after, next_difficulty(difficulty, rating), max(day, memory.day), int(rating), memory.reps + 1, lapses
    )


def retrievability(memory: Memory, day: int) -> float:
    """The chance (0 to 1) that this is still known on a day number."""
    return forgetting_curve(day - memory.day, memory.stability)


def due(memory: Memory, retention: float = RETENTION) -> int:
    """The day number on which this should be asked again."""
    return memory.day + interval(memory.stability, retention)


def forgetting_curve(elapsed: float, stability: float) -> float:
    """R(t, S) = (1 + FACTOR t / S) ^ -w20, with t in days; R(S, S) = 0.9."""
    return float((1 + FACTOR * max(0.0, elapsed) / stability) ** DECAY)


def interval(stability: float, retention: float = RETENTION) -> int:
    """I(r, S) = S / FACTOR (r ^ (1 / -w20) - 1): whole days until R falls to r, at least 1."""
    days = stability / FACTOR * (retention ** (1 / DECAY) - 1)
    return int(min(max(round(days), 1), LONGEST_INTERVAL))


def initial_stability(rating: Rating) -> float:
    """S0(G) = w[G-1]."""
    return W[rating - 1]


def initial_difficulty(rating: Rating) -> float:
    """D0(G) = w4 - e^(w5 (G-1)) + 1, kept within 1 to 10."""
    return within(_raw_initial_difficulty(rating))


def _raw_initial_difficulty(rating: Rating) -> float:
    return W[4] - exp(W[5] * (rating - 1)) + 1


def next_difficulty(difficulty: float, rating: Rating) -> float:
    """D' = w7 D0(4) + (1 - w7)(D - w6 (G-3)(10 - D)/9): damped near 10, drawn back to D0(4) before bounds."""
    damped = difficulty - W[6] * (rating - 3) * (MOST_DIFFICULTY - difficulty) / 9
    return within(W[7] * _raw_initial_difficulty(Rating.EASY) + (1 - W[7]) * damped)


def within(difficulty: float) -> float:
    """A difficulty kept within 1 to 10."""
    return min(max(difficulty, LEAST_DIFFICULTY), MOST_DIFFICULTY)


def next_stability(stability: float, difficulty: float, recall: float, rating: Rating) -> float:
    """S' after a day or more, `recall` = R just before: forgetting for Again, growth for the others."""
    if rating == Rating.AGAIN:
        return max(forget_stability(stability, difficulty, recall), LEAST_STABILITY)
    return max(recall_stability(stability, difficulty, recall, rating), LEAST_STABILITY)


def recall_stability(stability: float, difficulty: float, recall: float, rating: Rating) -> float:
    """S'r = S (1 + e^w8 (11 - D) S^-w9 (e^(w10 (1-R)) - 1) w15 if Hard, w16 if Easy)."""
    bonus = {Rating.HARD: W[15], Rating.EASY: W[16]}.get(rating, 1.0)
    grown = exp(W[8]) * (11 - difficulty) * stability ** -W[9] * (exp(W[10] * (1 - recall)) - 1) * bonus
    return float(stability * (1 + grown))


def forget_stability(stability: float, difficulty: float, recall: float) -> float:
    """S'f = w11 D^-w12 ((S+1)^w13 - 1) e^(w14 (1-R)), at most S / e^(w17 w18)."""
    left = W[11] * difficulty ** -W[12] * ((stability + 1) ** W[13] - 1) * exp(W[14] * (1 - recall))
    return float(min(left, stability / exp(W[17] * W[18])))


def same_day_stability(stability: float, rating: Rating) -> float:
    """S' = S e^(w17 (G - 3 + w18)) S^-w19 for a second rating on one day; only Again may lower it."""
    change = float(exp(W[17] * (rating - 3 + W[18])) * stability ** -W[19])
    return max(stability * (change if rating == Rating.AGAIN else max(change, 1.0)), LEAST_STABILITY)
