"""Which scenario a drill shows next: a fresh one, labels in turn, and now and then a pair that gets mixed up."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizzes.course.items import Frame

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from random import Random

    from quizzes.course.items import Scenario
    from quizzes.practice.learning import Sighting

EVERY_OTHER = 2
"""A pair that gets mixed up may choose one scenario of so many, so never more than half of a drill."""


@dataclass(frozen=True, slots=True)
class Leaning:
    """Two labels of an axis that get mixed up, and how much: the faded count of such answers."""

    axis: str
    labels: tuple[str, str]
    weight: float


def practised(
    scenarios: Iterable[Scenario], axes: Sequence[str], seen: Mapping[str, Sighting]
) -> Counter[tuple[str, str]]:
    """How often each (axis, label) was the one to find, over all sightings."""
    counts: Counter[tuple[str, str]] = Counter()
    for scenario in scenarios:
        if scenario.id in seen:
            for axis in axes:
                counts.update({(axis, label): seen[scenario.id].times for label in scenario.full(axis)})
    return counts


def next_scenario(
    scenarios: Sequence[Scenario],
    axes: Sequence[str],
    seen: Mapping[str, Sighting],
    day: int,
    rng: Random,
    *,
    leanings: Sequence[Leaning] = (),
    turn: int = 0,
) -> Scenario | None:
    """The next of these scenarios, all keyed on these axes; None when there are none.

    Never seen ones come first; then those not seen today, frames among them; then frames again, which are rendered
    in fresh words; and only then a scenario a second time on one day. In every other turn (1, 3, ...) of a drill a
    pair is drawn by its weight, if there is one, and only its two labels count. Then the label practised least wins,
    then the scenario longest ago, then chance.
    """
    candidates = _freshest(scenarios, seen, day)
    if leanings and turn % EVERY_OTHER:
        pair = rng.choices(leanings, [leaning.weight for leaning in leanings])[0]
        candidates = [one for one in candidates if shows(one, pair.axis, pair.labels)] or candidates
    counts = practised(scenarios, axes, seen)

    def weight(scenario: Scenario) -> tuple[float, int, float]:
        met = [counts[axis, label] for axis in axes for label in scenario.full(axis)]
        last = seen[scenario.id].day if scenario.id in seen else 0
        return (sum(met) / len(met) if met else 0.0, last, rng.random())

    return min(candidates, key=weight, default=None)


def shows(scenario: Scenario, axis: str, labels: Iterable[str]) -> bool:
    """Whether one of these labels is to be found in a scenario."""
    return axis in scenario.axes and not set(labels).isdisjoint(scenario.full(axis))


def _freshest(scenarios: Sequence[Scenario], seen: Mapping[str, Sighting], day: int) -> Sequence[Scenario]:
    """The scenarios of the first of these groups that has any."""
    frames = [one for one in scenarios if isinstance(one, Frame)]
    written = [one for one in scenarios if not isinstance(one, Frame)]
    unseen = [one for one in written if one.id not in seen]
    rested = [one for one in scenarios if one.id not in seen or seen[one.id].day != day]
    return unseen or rested or frames or written
