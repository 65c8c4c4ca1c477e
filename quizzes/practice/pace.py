"""What to study next towards an exam date, by one memory model: PACE; `pace_m` hears three and builds on this.

Both give the memories of one session, best first: expected recall on exam day, weighted by the blueprint, gained a
second, with new topics spread along a line that ends before the exam. The caller stops when the minutes are full,
draws the items, and brings a wrong one back ten minutes later where `again` says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING, NamedTuple

from quizzes.practice.beliefs import SLIP
from quizzes.practice.lookahead import RIGHT, WRONG, stabilities
from quizzes.practice.memory import W, forgetting_curve

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from quizzes.practice.beliefs import Traces
    from quizzes.practice.learning import Key

NEW = 30.0
"""Seconds that something new takes."""
REPEAT = 12.0
"""Seconds that showing it once more after a wrong answer takes."""
LINE = 0.9
"""The part of the days to the exam by whose end everything is introduced."""
FIRSTS = (0.14, 0.66, 0.20)
"""How often a right first answer is Hard, Good, Easy."""
UNTAUGHT = 0.9
"""Recall today of what was known before it was ever asked."""
LEAST_FIRST, MOST_FIRST = 0.02, 0.98


@dataclass(frozen=True, slots=True)
class Situation:
    """Where a learner stands on a day number.

    `days_left` to the exam, at least 1; today is the `elapsed`-th (from 1) of `span` days from the start of planning
    to the exam; `minutes` a day; `tries` first answers were given, of which `knew` were known (see `knew_first`).
    """

    day: int
    days_left: int
    elapsed: int
    span: int
    minutes: float
    tries: int = 0
    knew: float = 0.0

    @property
    def first(self) -> float:
        """p0, the chance that something new is known already: (known + 2) / (tries + 5)."""
        return min(max((self.knew + 2) / (self.tries + 5), LEAST_FIRST), MOST_FIRST)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A memory to show: its index (weighted recall a second), and whether a wrong answer is worth a repeat today."""

    key: Key
    index: float
    new: bool
    again: bool


class Offer(NamedTuple):
    """A memory as a session sees it: negated index first, then its place, so that sorting puts the best first."""

    below: float
    place: int
    key: Key
    seconds: float


def knew_first(right: float, guessing: float) -> float:
    """What a first answer counts towards `knew`: (right - guessing) / (1 - guessing - slip), unbiased over many."""
    return (right - guessing) / (1 - guessing - SLIP) if guessing else right


def order(
    held: Mapping[Key, Traces],
    weights: Mapping[Key, float],
    at: Situation,
    places: Mapping[Key, int] | None = None,
    closed: Collection[Key] = (),
) -> Iterator[Ranked]:
    """PACE: the memories of `weights`, best first; new ones only up to the pace line, and none that is `closed`.

    `weights` is the whole pool with its marks; `places` the course order that settles equals, then the key does.
    What was answered today is left out. A wrong answer comes back only on a day that reaches the pace line.
    """
    shares, place = scaled(weights), (places or {}).get
    worth = gain_of_new(at) / (NEW + (1 - at.first) * REPEAT)
    seen, fresh = [], []
    for key, w in shares.items():
        if key in held:
            if held[key].day >= at.day:
                continue
            index, seconds = index_of_seen(held[key], w, at)
            seen.append(Offer(-index, place(key, 0), key, seconds))
        elif key not in closed:
            fresh.append(Offer(-w * worth, place(key, 0), key, NEW))
    room = line(len(shares), at, LINE) - sum(key in held for key in shares)
    ranked = merged(sorted(seen), sorted(fresh), room)
    reached = sum(new for _, new in within(ranked, at.minutes)) >= min(room, len(fresh))
    return (Ranked(offer.key, -offer.below, new, reached) for offer, new in ranked)


def scaled(weights: Mapping[Key, float]) -> dict[Key, float]:
    """Weights with mean 1, negative ones taken as 0; the same order."""
    total = sum(max(0.0, mark) for mark in weights.values())
    return {key: max(0.0, mark) * len(weights) / total if total else 1.0 for key, mark in weights.items()}


def line(memories: int, at: Situation, part: float) -> float:
    """How many memories may have been introduced by today: N min(1, day / (f T))."""
    return memories * min(1.0, max(1, at.elapsed) / (part * max(1, at.span)))


def index_of_seen(traces: Traces, w: float, at: Situation) -> tuple[float, float]:
    """The index w [p R(L; S_good) + (1-p) R(L; S_again) - R(e+L; S)] a second, and the seconds, a repeat included."""
    gap, left, s = max(0, at.day - traces.day), max(1, at.days_left), traces.stability
    p = forgetting_curve(gap, s)
    good, again = stabilities(s, traces.difficulty, p)
    gain = p * forgetting_curve(left, good) + (1 - p) * forgetting_curve(left, again) - forgetting_curve(gap + left, s)
    seconds = p * RIGHT + (1 - p) * (WRONG + REPEAT)
    return w * gain / seconds, seconds


def gain_of_new(at: Situation) -> float:
    """(1-p0) R(L; w0) + p0 (.14 R(L; w1) + .66 R(L; w2) + .20 R(L; w3)) less what is known on exam day untaught."""
    left, p0 = max(1, at.days_left), at.first
    known = sum(part * forgetting_curve(left, s) for part, s in zip(FIRSTS, W[1:4], strict=True))
    return (1 - p0) * forgetting_curve(left, W[0]) + p0 * known - untaught(at)


def untaught(at: Situation) -> float:
    """Recall on exam day of something never asked: .9 p0 (1 + L/20)^-.2."""
    return float(UNTAUGHT * at.first * (1 + max(1, at.days_left) / 20) ** -0.2)


def merged(
    seen: Sequence[Offer], fresh: Sequence[Offer], room: float, in_a_row: float = inf
) -> list[tuple[Offer, bool]]:
    """Both in one order, best first, with whether each is new.

    New ones only while there is room, and no more than `in_a_row` on end while something seen is left.
    """
    nothing = Offer(inf, 0, ("card", ""), 0.0)
    found: list[tuple[Offer, bool]] = []
    old, new, run = 0, 0, 0
    while old < len(seen) or (new < len(fresh) and new < room):
        met = seen[old] if old < len(seen) else nothing
        offered = fresh[new] if new < len(fresh) and new < room else nothing
        is_new = offered < met and (run < in_a_row or met is nothing)
        found.append((offered if is_new else met, is_new))
        old, new, run = old + (not is_new), new + is_new, run + 1 if is_new else 0
    return found


def within(ranked: Sequence[tuple[Offer, bool]], minutes: float) -> list[tuple[Offer, bool]]:
    """As many as fit in the minutes; the last may run over."""
    left, found = minutes * 60, []
    for offer, new in ranked:
        if left <= 0:
            break
        found.append((offer, new))
        left -= offer.seconds
    return found
