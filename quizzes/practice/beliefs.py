"""Three beliefs about a memory, each with one number a learner, and how far each is trusted to tell what comes.

F is FSRS-6 as R(e k; S)^k with k = e^(theta/2): faster forgetting is a faster clock and a steeper curve, so that recall
can vanish in time, which a clock alone cannot tell. E is an exponential with a half-life h (after B. Settles, B.
Meeder, "A Trainable Spaced Repetition Model", ACL 2016), C counts answers in fading windows (after R. Lindsey et al.,
"Improving Students' Long-Term Knowledge Retention", Psychological Science 2014). The learner's number is fitted by an
extended Kalman step after each answer; trust follows the likelihood of those answers.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import exp, log
from typing import Literal, TypeAlias

from quizzes.practice import memory as fsrs6
from quizzes.practice.memory import Rating, forgetting_curve

Belief: TypeAlias = Literal["F", "E", "C"]
Triple: TypeAlias = tuple[float, float, float]

BELIEFS: tuple[Belief, ...] = ("F", "E", "C")
SLIP = 0.05
"""The chance of a wrong answer to a question whose answer is known."""
PRIOR = 0.4
"""The chance that something is known before it was ever asked, where nobody says better."""
FIRST_RIGHT, FIRST_WRONG = 4.0, 2.0
"""Belief E: half-life in days after a first answer."""
SHORTEST = 1.0
SAME_DAY = 1.02
STEP = 0.05
LEAST, MOST = 0.03, 0.97
LOWEST: Triple = (-2.5, -2.5, -2.5)
HIGHEST: Triple = (3.0, 3.0, 2.0)
BEFORE: Triple = (1.0, 0.2, 1.0)
SHARPNESS = 0.3
FLOOR_F, SKIP = 0.8, 0.03


@dataclass(frozen=True, slots=True)
class Traces:
    """What an answer history leaves of one memory, as of its last day number.

    F: `stability` (days) and `difficulty`; E: half-life `h` (days); C: `lift` u, faded counts of right answers
    `c1`, `c7`, `c30` (windows of so many days), and all that were `right` and `wrong`.
    """

    day: int
    stability: float
    difficulty: float
    h: float
    lift: float
    c1: float
    c7: float
    c30: float
    right: float
    wrong: float


@dataclass(frozen=True, slots=True)
class Trust:
    """One learner: for F, E, C the number theta, its variance and the log likelihood so far; the `price` of a second.

    theta is the log of the speed of forgetting for F and E, the level b for C.
    """

    theta: Triple = (0.0, 0.0, -0.6)
    var: Triple = (0.49, 0.49, 0.49)
    loglik: Triple = (0.0, 0.0, 0.0)
    price: float = 0.0


def after(
    traces: Traces | None, trust: Trust, day: int, right: float, guessing: float = 0.0, prior: float = PRIOR
) -> tuple[Traces, Trust]:
    """What is left after an answer on a day number, and what it says about the learner.

    `right` is 0 to 1, `guessing` the chance of a right answer without knowing (0: taken at its word), `prior` the
    chance of knowing at the first meeting. A day before the last counts as the last.
    """
    if traces is None:
        return first(day, knew(prior, right, guessing), trust), trust
    gap = max(0, day - traces.day)
    told = _told(traces, trust, gap)
    f, e, c = (knew(p, right, guessing) for p in told)
    return _next(traces, gap, (f, e, c), told), _fitted(traces, trust, gap, right, guessing)


def next_traces(was: Traces, trust: Trust, day: int, y: float) -> Traces:
    """What is left after a later answer of which all beliefs say that it was known with chance y."""
    gap = max(0, day - was.day)
    return _next(was, gap, (y, y, y), _told(was, trust, gap))


def _told(traces: Traces, trust: Trust, gap: int) -> Triple:
    """What F, E and C predict `gap` days after the last answer."""
    f, e, c = (curve(belief, traces, theta, gap) for belief, theta in zip(BELIEFS, trust.theta, strict=True))
    return f, e, c


def recall(traces: Traces, belief: Belief, trust: Trust, day: int) -> float:
    """The chance (0 to 1) that this is known on a day number, as one belief sees it."""
    return curve(belief, traces, trust.theta[BELIEFS.index(belief)], max(0, day - traces.day))


def expected(traces: Traces, trust: Trust, day: int) -> float:
    """The chance (0 to 1) that this is known on a day number, all beliefs heard by their shares."""
    return sum(
        share * recall(traces, belief, trust, day)
        for belief, share in zip(BELIEFS, shares(trust), strict=True)
        if share
    )


def shares(trust: Trust) -> Triple:
    """How far F, E and C are trusted, sum 1: F at least .8, none of the others for less than .03.

    Without the floor of F a learner that fits no belief is taught that early reviews are wasted, or to see a few heavy
    items over and over.
    """
    top = max(trust.loglik)
    f, e, c = (share * exp(SHARPNESS * (seen - top)) for share, seen in zip(BEFORE, trust.loglik, strict=True))
    f, e, c = _scaled(f, e, c)
    if f < FLOOR_F:
        f, e, c = FLOOR_F, e * (1 - FLOOR_F) / (e + c), c * (1 - FLOOR_F) / (e + c)
    return _scaled(f, e if e >= SKIP else 0.0, c if c >= SKIP else 0.0)


def _scaled(f: float, e: float, c: float) -> Triple:
    total = f + e + c
    return f / total, e / total, c / total


def chance(p: float, guessing: float) -> float:
    """The chance of a right answer: guessing + (1 - guessing - slip) p; without guessing, p itself."""
    return guessing + (1 - guessing - SLIP) * p if guessing else p


def knew(p: float, right: float, guessing: float) -> float:
    """P(knew | answer) by Bayes from a prediction p, never taken for certain: a guess may be right, a slip wrong."""
    if not guessing:
        return right
    p = min(max(p, LEAST), MOST)
    likely = chance(p, guessing)
    return right * (1 - SLIP) * p / likely + (1 - right) * SLIP * p / (1 - likely)


def curve(belief: Belief, traces: Traces, theta: float, gap: float) -> float:
    """Recall `gap` days after the last answer, if the learner's number were theta."""
    if belief == "F":
        half = exp(theta / 2)
        return float(forgetting_curve(gap * half, traces.stability) ** half)
    if belief == "E":
        return float(2.0 ** (-gap * exp(theta) / traces.h))
    windows = (1 + traces.c1 * exp(-gap)) * (1 + traces.c30 * exp(-gap / 30)) * (1 + traces.right)
    week = 1 + traces.c7 * exp(-gap / 7)
    return sigma(theta + traces.lift + 0.5 * log(windows) + 0.6 * log(week) + 0.1 * log(1 + traces.wrong))


def sigma(x: float) -> float:
    """The logistic function 1 / (1 + e^-x)."""
    return 1 / (1 + exp(-x)) if x >= 0 else exp(x) / (1 + exp(x))


def first(day: int, y: float, trust: Trust) -> Traces:
    """What a first answer leaves that was known with chance y."""
    good, again = Rating.GOOD, Rating.AGAIN
    stability = _between(fsrs6.initial_stability(again), fsrs6.initial_stability(good), y)
    difficulty = y * fsrs6.initial_difficulty(good) + (1 - y) * fsrs6.initial_difficulty(again)
    h = _between(FIRST_WRONG, FIRST_RIGHT, y)
    return Traces(day, stability, difficulty, h, 0.5 * (y - sigma(trust.theta[2])), y, y, y, y, 1 - y)


def _next(was: Traces, gap: int, y: Triple, told: Triple) -> Traces:
    """The traces of a later answer: y = P(knew | answer), `told` the predictions just before, both for F, E, C."""
    stability = _between(_stability(was, gap, Rating.AGAIN), _stability(was, gap, Rating.GOOD), y[0])
    harder, same = (fsrs6.next_difficulty(was.difficulty, rating) for rating in (Rating.AGAIN, Rating.GOOD))
    h = _between(*_half_lives(was.h, gap, told[1]), y[1])
    known = y[2]
    return Traces(
        was.day + gap,
        stability,
        y[0] * same + (1 - y[0]) * harder,
        h,
        was.lift + 0.5 * (known - told[2]) / (1 + 0.25 * (was.right + was.wrong)),
        was.c1 * exp(-gap) + known,
        was.c7 * exp(-gap / 7) + known,
        was.c30 * exp(-gap / 30) + known,
        was.right + known,
        was.wrong + 1 - known,
    )


def _stability(was: Traces, gap: int, rating: Rating) -> float:
    """FSRS-6, unscaled."""
    if gap < 1:
        return fsrs6.same_day_stability(was.stability, rating)
    return fsrs6.next_stability(was.stability, was.difficulty, forgetting_curve(gap, was.stability), rating)


def _half_lives(h: float, gap: int, p: float) -> tuple[float, float]:
    """Belief E after a wrong and after a right answer predicted with p: the less likely, the more it helps."""
    if gap < 1:
        return h, h * SAME_DAY
    return max(SHORTEST, h / 2), h * (3.3 - 2 * p)


def _between(low: float, high: float, y: float) -> float:
    """Between two positive numbers on the log scale: low at y = 0, high at y = 1."""
    return float(low ** (1 - y) * high**y)


def _fitted(was: Traces, trust: Trust, gap: int, right: float, guessing: float) -> Trust:
    """One Kalman step for each belief after a gap of a day or more: theta, its variance, the log likelihood."""
    if gap < 1:
        return trust
    steps = [_step(was, trust, at, gap, (right, guessing)) for at in range(len(BELIEFS))]
    theta, var, loglik = zip(*steps, strict=True)
    return replace(
        trust,
        theta=(theta[0], theta[1], theta[2]),
        var=(var[0], var[1], var[2]),
        loglik=(loglik[0], loglik[1], loglik[2]),
    )


def _step(was: Traces, trust: Trust, at: int, gap: int, answer: tuple[float, float]) -> Triple:
    """For one belief, g = dP/dtheta: theta += v (y - P) / q and var -= v^2 / q with v = var g, q = g v + P (1 - P)."""
    (y, guessing), theta, var = answer, trust.theta[at], trust.var[at]
    belief = BELIEFS[at]
    slope = (curve(belief, was, theta + STEP, gap) - curve(belief, was, theta - STEP, gap)) / (2 * STEP)
    g = slope * (chance(1.0, guessing) - chance(0.0, guessing))
    p = chance(min(max(curve(belief, was, theta, gap), LEAST), MOST), guessing)
    v = var * g
    q = g * v + p * (1 - p)
    moved = min(max(theta + v * (y - p) / q, LOWEST[at]), HIGHEST[at])
    return moved, var - v * v / q, trust.loglik[at] + y * log(p) + (1 - y) * log(1 - p)
