"""Which scenario a drill shows next: a fresh one, and the label that was practised least, so that labels alternate."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from random import Random

    from quizzes.course.items import Scenario
    from quizzes.practice.learning import Sighting


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
    scenarios: Sequence[Scenario], axes: Sequence[str], seen: Mapping[str, Sighting], day: int, rng: Random
) -> Scenario | None:
    """The next of these scenarios, all keyed on these axes; None when there are none.

    Never seen ones come first, then those not seen today, and only then a second time on one day.
    Among them the label practised least wins, then the one longest ago, then chance.
    """
    fresh = [one for one in scenarios if one.id not in seen]
    rested = [one for one in scenarios if one.id in seen and seen[one.id].day != day]
    counts = practised(scenarios, axes, seen)

    def weight(scenario: Scenario) -> tuple[float, int, float]:
        met = [counts[axis, label] for axis in axes for label in scenario.full(axis)]
        last = seen[scenario.id].day if scenario.id in seen else 0
        return (sum(met) / len(met) if met else 0.0, last, rng.random())

    return min(fresh or rested or scenarios, key=weight, default=None)
