"""What to study next towards an exam date, by three memory models: PACE-M.

"Each session takes the questions that add most exam marks a minute, by three memory models, each trusted as far as it
has predicted your answers; new topics are spread, heaviest first."
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from quizzes.practice import lookahead
from quizzes.practice.beliefs import BELIEFS, curve, first, next_traces, shares
from quizzes.practice.lookahead import RIGHT, WRONG
from quizzes.practice.pace import NEW, Offer, Ranked, line, merged, scaled, untaught

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from quizzes.practice.beliefs import Traces, Trust
    from quizzes.practice.learning import Key
    from quizzes.practice.pace import Situation

EARLIEST, LATEST, SLACK = 0.6, 0.7, 0.7
"""The part of the days by whose end everything is introduced: later, the less time there is a memory."""
BEHIND, LONG = 0.8, 50
IN_A_ROW, MORE, FAST = 2, 5.0, 0.8
"""New memories on end at most while something seen waits, for one who forgets fast (theta of F from .8 on), and how
many more a unit of theta under that. Without answers to old ones nothing is learned about how this learner forgets,
and under pressure of time none would be asked; who forgets slowly loses less by waiting."""
WORTH = 2.0
"""How much better a second than what comes next a repeat must be."""
REPEAT_RIGHT, REPEAT_PART = 0.9, 0.7
"""A repeat after ten minutes: how often it is right, and its part of a look's usual seconds."""
SHOWINGS = 4
"""How often one memory is shown on a day at most."""
RATE = 0.02


def order(
    held: Mapping[Key, Traces],
    weights: Mapping[Key, float],
    trust: Trust,
    at: Situation,
    places: Mapping[Key, int] | None = None,
    closed: Collection[Key] = (),
) -> Iterator[Ranked]:
    """PACE-M: the memories of `weights`, best first; new ones only up to the pace line, and none that is `closed`.

    `weights` is the whole pool with its marks; `places` the course order that settles equals, then the key does. What
    was answered today is left out.
    """
    marks, place = scaled(weights), (places or {}).get
    look, worth = _index_of_seen(trust, at), index_of_new(trust, at)
    seen, fresh = [], []
    for key, w in marks.items():
        if key in held:
            if held[key].day >= at.day:
                continue
            index, seconds = look(held[key], w)
            seen.append(Offer(-index, place(key, 0), key, seconds))
        elif key not in closed:
            fresh.append(Offer(-w * worth, place(key, 0), key, NEW))
    introduced = sum(key in held for key in marks)
    room = line(len(marks), at, line_end(len(marks), at)) - introduced
    ranked = merged(sorted(seen), sorted(fresh), room, in_a_row(trust))
    rivals = [-offer.below for offer, _ in ranked[1:]] + [0.0]
    for (offer, new), rival in zip(ranked, rivals, strict=False):
        again = repeat_worth(held.get(offer.key), marks[offer.key], trust, at) > WORTH * max(0.0, rival)
        yield Ranked(offer.key, -offer.below, new, again)


def paid(trust: Trust, index: float) -> Trust:
    """The trust with its price of a second moved towards the index of what is shown now (repeats left out)."""
    return replace(trust, price=trust.price + RATE * (index - trust.price))


def line_end(memories: int, at: Situation) -> float:
    """The part of the days by whose end everything is introduced: f = clip(.6 + .7 (30 N) / (60 B T), .6, .9)."""
    time = 60 * at.minutes * max(1, at.span)
    return min(EARLIEST + SLACK * NEW * memories / time, LATEST) if time > 0 else LATEST


def in_a_row(trust: Trust) -> float:
    """How many new memories may come on end while something seen waits: 2 + 5 max(0, .8 - theta of F)."""
    return IN_A_ROW + MORE * max(0.0, FAST - trust.theta[0])


def index_of_new(trust: Trust, at: Situation) -> float:
    """max(.8, 1 - L/50) gain / 30 of a memory of mean weight, the gain over all beliefs by their shares."""
    left, p0 = max(1, at.days_left), at.first
    right, wrong = first(at.day, 1.0, trust), first(at.day, 0.0, trust)
    known = sum(
        share * (p0 * curve(belief, right, theta, left) + (1 - p0) * curve(belief, wrong, theta, left))
        for belief, theta, share in zip(BELIEFS, trust.theta, shares(trust), strict=True)
    )
    return max(BEHIND, 1 - left / LONG) * (known - untaught(at)) / NEW


def _index_of_seen(trust: Trust, at: Situation) -> Callable[[Traces, float], tuple[float, float]]:
    """A function of traces and weight: w G / (pbar 12 + (1-pbar) 25) and these seconds; beliefs without share idle."""
    left, day, price = max(1, at.days_left), at.day, trust.price
    pi_f, pi_e, pi_c = shares(trust)
    f = lookahead.fsrs(left, trust.theta[0])
    e = lookahead.exponential(left, trust.theta[1])
    c = lookahead.windows(left, trust.theta[2])

    def index(t: Traces, w: float) -> tuple[float, float]:
        gap = day - t.day if day > t.day else 0
        toll = price / w if w else 0.0
        p, gain = f(t, gap, toll)
        p, gain = pi_f * p, pi_f * gain
        if pi_e:
            told, more = e(t, gap, toll)
            p, gain = p + pi_e * told, gain + pi_e * more
        if pi_c:
            told, more = c(t, gap, toll)
            p, gain = p + pi_c * told, gain + pi_c * more
        seconds = p * RIGHT + (1 - p) * WRONG
        return w * gain / seconds, seconds

    return index


def repeat_worth(traces: Traces | None, w: float, trust: Trust, at: Situation) -> float:
    """What a repeat is worth a second: w sum pi [.9 r(L | right) + .1 r(L | wrong) - r(L)] / (.7 (.9 x 12 + .1 x 25)).

    Right or wrong is the repeat on the same day; `traces` are those before today's wrong answer, None for a new memory.
    """
    left = max(1, at.days_left)
    stands = next_traces(traces, trust, at.day, 0.0) if traces else first(at.day, 0.0, trust)
    right, wrong = next_traces(stands, trust, at.day, 1.0), next_traces(stands, trust, at.day, 0.0)
    gain = sum(
        share
        * (
            REPEAT_RIGHT * curve(belief, right, theta, left)
            + (1 - REPEAT_RIGHT) * curve(belief, wrong, theta, left)
            - curve(belief, stands, theta, left)
        )
        for belief, theta, share in zip(BELIEFS, trust.theta, shares(trust), strict=True)
    )
    return w * gain / (REPEAT_PART * (REPEAT_RIGHT * RIGHT + (1 - REPEAT_RIGHT) * WRONG))
