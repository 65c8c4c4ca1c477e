"""The diagnostic: 28 questions (quick: 21) that find where to start, area by area; never a verdict.

Two questions an area first, then the area where it is least certain on which side of the pass mark the learner is,
at most eight an area, until the budget is spent or every area is clear. All of it follows from the areas at hand and
the list of (area, right) alone. Which question of an area is asked is told in `drawing`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

from quizzes.exam.ability import Tally, abilities, ability, chance

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

FULL, QUICK = 28, 21
FIRST, MOST = 2, 8
"""Questions an area gets before any is asked more, and at most."""
CUT = ability(0.65)
"""The ability at which 65 % of the answers are right: 26 of 40."""
CLEAR = 1.28
"""Standard deviations from the cut (nine chances in ten to be on this side) where no more need be asked."""
LIKELY = 0.84
"""The same (four chances in five) where a band says more than that it is not sure.

Measured over simulated learners: of such bands nine in ten are right, and half of the areas get one; at 1.28, where
19 in 20 are right, only a fifth would.
"""

Name: TypeAlias = Literal["likely-fine", "not-sure", "start-here"]


@dataclass(frozen=True, slots=True)
class State:
    """How far a diagnostic has come: answers by area, in the exam's order; `skipped` areas have no question."""

    tallies: Mapping[str, Tally]
    skipped: tuple[str, ...] = ()
    budget: int = FULL

    @property
    def asked(self) -> int:
        """Answers so far."""
        return sum(tally.asked for tally in self.tallies.values())


@dataclass(frozen=True, slots=True)
class Band:
    """What a diagnostic says of an area.

    `right` of `asked` were right; `chance` is P of a right answer to a new question; `z` tells how many standard
    deviations the ability is above (or below) that of the pass mark.
    """

    area: str
    name: Name
    right: int
    asked: int
    z: float
    chance: float


def start(at_hand: Mapping[str, int], budget: int = FULL) -> State:
    """A diagnostic with nothing asked, over the areas that have questions at hand; the others are named as skipped."""
    tallies = {area: Tally(0, 0) for area, questions in at_hand.items() if questions}
    return State(tallies, tuple(area for area in at_hand if area not in tallies), budget)


def after(state: State, area: str, *, right: bool) -> State:
    """The state with one answer more; one of an area that is no longer at hand changes nothing."""
    if area not in state.tallies:
        return state
    before = state.tallies[area]
    heard = Tally(before.right + right, before.wrong + (not right))
    return replace(state, tallies={**state.tallies, area: heard})


def rebuilt(state: State, given: Iterable[tuple[str, bool]]) -> State:
    """The state after these answers, (area, right) each, in any order."""
    for area, right in given:
        state = after(state, area, right=right)
    return state


def next_area(state: State, closed: Collection[str] = ()) -> str | None:
    """The area to ask next, None at the end; `closed` areas have no question left to ask.

    Each area twice, in turns; then the one nearest to the cut for its standard deviation.
    """
    room = {area: tally.asked for area, tally in state.tallies.items() if tally.asked < MOST and area not in closed}
    if not room or state.asked >= state.budget:
        return None
    if min(room.values()) < FIRST:
        return min(room, key=room.__getitem__)
    distance = {band.area: abs(band.z) for band in bands(state) if band.area in room}
    area = min(distance, key=distance.__getitem__)
    return area if distance[area] <= CLEAR else None


def bands(state: State) -> tuple[Band, ...]:
    """What the answers so far say of each area at hand, in the exam's order."""
    found = []
    believed = abilities(tuple(state.tallies.values()))
    for (area, tally), (theta, sd) in zip(state.tallies.items(), believed, strict=True):
        z = (theta - CUT) / sd
        found.append(Band(area, _name(z, tally), tally.right, tally.asked, z, chance(theta)))
    return tuple(found)


def _name(z: float, tally: Tally) -> Name:
    """A band rests on answers in its own area, however clear the others are."""
    if abs(z) <= LIKELY or tally.asked < FIRST:
        return "not-sure"
    return "likely-fine" if z > 0 else "start-here"
