"""What showing a memory today would add to its recall on exam day, as each belief sees it: bare floats, for speed.

The formulas are those of `memory` and `beliefs`, written out with their constants folded in (tests hold them equal),
because a plan asks some ten thousand what-ifs. Each maker takes what is fixed for a session and returns a function of
one memory's traces, the days since its last answer, and the price of a look (recall a second), which gives (p, gain):
the recall predicted now, and the expected gain on exam day. Gain = .3 gain of this look alone + .7 gain with one more
look L2 = max(1, L // 2) days before the exam where it pays its price; with less than 3 days left the first alone.
"""

# ruff: noqa: FURB136, PLR1730 -- min() and max() cost as much as a power; this is the hot loop of a plan

from __future__ import annotations

from math import exp, sqrt
from typing import TYPE_CHECKING, TypeAlias

from quizzes.practice.beliefs import SHORTEST
from quizzes.practice.memory import DECAY, FACTOR, LEAST_STABILITY, W

if TYPE_CHECKING:
    from collections.abc import Callable

    from quizzes.practice.beliefs import Traces

    Gain: TypeAlias = Callable[[Traces, float, float], tuple[float, float]]

RIGHT, WRONG = 12.0, 25.0
"""Seconds that a right and a wrong answer take."""
NOW, AHEAD = 0.3, 0.7
LEAST_HALVED = 2 * SHORTEST
NEAR = 3
"""Days left under which one does not look ahead."""

GROWTH, BY_S, BY_R = exp(W[8]), -W[9], W[10]
FORGET, BY_D, BY_S1, BY_MISS = W[11], -W[12], W[13], W[14]
LOSS = exp(W[17] * W[18])
PULL = W[7] * (W[4] - exp(W[5] * 3) + 1)
STAY = 1 - W[7]
HARDER = W[6] * 2 / 9


def second_look(days_left: int) -> int:
    """L2: how many days before the exam one more look would be."""
    return max(1, days_left // 2)


def fsrs(days_left: int, theta: float) -> Gain:
    """Belief F: stability and difficulty."""
    half = exp(theta / 2)
    scaled = FACTOR * half
    look = second_look(days_left)
    wait, at_end = days_left - look, scaled * look
    far, decay, plain, factor = scaled * days_left, DECAY * half, DECAY, FACTOR

    def value(s: float, d: float, t: float, alone: float, price: float) -> float:
        q = (1 + scaled * t / s) ** decay
        good, again = stabilities(s, d, (1 + factor * t / s) ** plain)
        looked = q * (1 + at_end / good) ** decay + (1 - q) * (1 + at_end / again) ** decay
        looked -= price * (q * RIGHT + (1 - q) * WRONG)
        return looked if looked > alone else alone

    def gain(traces: Traces, e: float, price: float) -> tuple[float, float]:
        s, d = traces.stability, traces.difficulty
        p = (1 + scaled * e / s) ** decay
        good, again = stabilities(s, d, (1 + factor * e / s) ** plain)
        right, wrong = (1 + far / good) ** decay, (1 + far / again) ** decay
        nothing = (1 + scaled * (e + days_left) / s) ** decay
        now = p * right + (1 - p) * wrong - nothing
        if days_left < NEAR:
            return p, now
        same = max(STAY * d + PULL, 1.0)
        harder = max(STAY * (d + HARDER * (10 - d)) + PULL, 1.0)
        ahead = p * value(good, same, wait, right, price) + (1 - p) * value(again, harder, wait, wrong, price)
        return p, NOW * now + AHEAD * (ahead - value(s, d, e + wait, nothing, price))

    return gain


def stabilities(s: float, d: float, r: float) -> tuple[float, float]:
    """FSRS-6 stability after Good and after Again, r = R(t, S) just before, a day or more after the last answer."""
    again = FORGET * d**BY_D * ((s + 1) ** BY_S1 - 1) * exp(BY_MISS * (1 - r))
    if again * LOSS > s:
        again = s / LOSS
    if again < LEAST_STABILITY:
        again = LEAST_STABILITY
    return s * (1 + GROWTH * (11 - d) * s**BY_S * (exp(BY_R * (1 - r)) - 1)), again


def exponential(days_left: int, theta: float) -> Gain:
    """Belief E: a half-life."""
    rate = -exp(theta)
    look = second_look(days_left)
    wait, at_end, far = days_left - look, rate * look, rate * days_left

    def value(h: float, t: float, alone: float, price: float) -> float:
        q = 2.0 ** (rate * t / h)
        wrong = h / 2 if h > LEAST_HALVED else SHORTEST
        looked = q * 2.0 ** (at_end / (h * (3.3 - 2 * q))) + (1 - q) * 2.0 ** (at_end / wrong)
        looked -= price * (q * RIGHT + (1 - q) * WRONG)
        return looked if looked > alone else alone

    def gain(traces: Traces, e: float, price: float) -> tuple[float, float]:
        h = traces.h
        p = 2.0 ** (rate * e / h)
        good, again = h * (3.3 - 2 * p), h / 2 if h > LEAST_HALVED else SHORTEST
        right, wrong = 2.0 ** (far / good), 2.0 ** (far / again)
        nothing = 2.0 ** (rate * (e + days_left) / h)
        now = p * right + (1 - p) * wrong - nothing
        if days_left < NEAR:
            return p, now
        ahead = p * value(good, wait, right, price) + (1 - p) * value(again, wait, wrong, price)
        return p, NOW * now + AHEAD * (ahead - value(h, e + wait, nothing, price))

    return gain


def windows(days_left: int, theta: float) -> Gain:
    """Belief C: counts in windows.

    In odds, with k = e^(theta + u) (1 + ns)^.5 (1 + nf)^.1, recall is o / (1 + o), o = k `lifted`(windows then).
    """
    look = second_look(days_left)
    wait = days_left - look
    (w1, w7, w30), (f1, f7, f30), value = fading(wait), fading(days_left), _second_by_windows(look)
    known: dict[float, tuple[float, float, float]] = {}

    def gain(traces: Traces, e: float, price: float) -> tuple[float, float]:
        ns, nf = traces.right, traces.wrong
        d = known.get(e) or known.setdefault(e, fading(e))
        c1, c7, c30 = traces.c1 * d[0], traces.c7 * d[1], traces.c30 * d[2]
        k = exp(theta + traces.lift) * sqrt(1 + ns) * (1 + nf) ** 0.1
        o = k * sqrt((1 + c1) * (1 + c30)) * (1 + c7) ** 0.6
        p = o / (1 + o)
        kr, kw = answered(k, p, ns, nf)
        o = kr * sqrt((1 + (c1 + 1) * f1) * (1 + (c30 + 1) * f30)) * (1 + (c7 + 1) * f7) ** 0.6
        right = o / (1 + o)
        lifted = sqrt((1 + c1 * f1) * (1 + c30 * f30)) * (1 + c7 * f7) ** 0.6
        o = kw * lifted
        wrong = o / (1 + o)
        o = k * lifted
        nothing = o / (1 + o)
        now = p * right + (1 - p) * wrong - nothing
        if days_left < NEAR:
            return p, now
        later = (c1 * w1, c7 * w7, c30 * w30)
        good = value(kr, ns + 1, nf, (later[0] + w1, later[1] + w7, later[2] + w30), (right, price))
        again = value(kw, ns, nf + 1, later, (wrong, price))
        return p, NOW * now + AHEAD * (p * good + (1 - p) * again - value(k, ns, nf, later, (nothing, price)))

    return gain


def _second_by_windows(look: int) -> Callable[..., float]:
    """What belief C holds of a second look so many days before the exam: recall then, less the price; or left alone."""
    l1, l7, l30 = fading(look)

    def value(k: float, ns: float, nf: float, c: tuple[float, float, float], bars: tuple[float, float]) -> float:
        c1, c7, c30 = c
        alone, price = bars
        o = k * sqrt((1 + c1) * (1 + c30)) * (1 + c7) ** 0.6
        q = o / (1 + o)
        kr, kw = answered(k, q, ns, nf)
        o = kr * sqrt((1 + (c1 + 1) * l1) * (1 + (c30 + 1) * l30)) * (1 + (c7 + 1) * l7) ** 0.6
        looked = q * o / (1 + o) - price * (q * RIGHT + (1 - q) * WRONG)
        o = kw * sqrt((1 + c1 * l1) * (1 + c30 * l30)) * (1 + c7 * l7) ** 0.6
        looked += (1 - q) * o / (1 + o)
        return looked if looked > alone else alone

    return value


def answered(k: float, p: float, ns: float, nf: float) -> tuple[float, float]:
    """Belief C: k after a right and after a wrong answer that was predicted with p."""
    step = 0.5 / (1 + 0.25 * (ns + nf))
    right = k * exp(step * (1 - p)) * sqrt((2 + ns) / (1 + ns))
    return right, k * exp(-step * p) * ((2 + nf) / (1 + nf)) ** 0.1


def fading(days: float) -> tuple[float, float, float]:
    """What is left of the windows of 1, 7 and 30 days after so many days."""
    return exp(-days), exp(-days / 7), exp(-days / 30)
