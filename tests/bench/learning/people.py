"""Simulated learners: what they knew before, which days they skip, how fast they forget; chance that pairs policies."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from tests.bench.learning.grid import MEMORIES, SKIPPED

MASK = (1 << 64) - 1


@dataclass(frozen=True, slots=True)
class Person:
    """One learner. `speed` multiplies the clock of forgetting, `gift` what an answer adds (both around 1).

    `ease` is each item's own deviation (standard normal), `known` what was known before anything was asked.
    """

    seed: int
    speed: float
    gift: float
    ease: tuple[float, ...]
    known: tuple[bool, ...]
    skipped: frozenset[int]


def person(seed: int, days: int) -> Person:
    """The learner of a number; more days do not change the rest."""
    rng = Random(seed)  # noqa: S311 a made-up learner
    before = rng.betavariate(2, 8)
    return Person(
        seed,
        rng.lognormvariate(0, 0.7),
        rng.lognormvariate(0, 0.2),
        tuple(rng.gauss(0, 1) for _ in range(MEMORIES)),
        tuple(rng.random() < before for _ in range(MEMORIES)),
        frozenset(day for day in range(days) if rng.random() < SKIPPED),
    )


def untaught(elapsed: float) -> float:
    """Recall of what was known beforehand, never asked, so many days later."""
    return float(0.9 * (1 + elapsed / 20) ** -0.2)


def chance(seed: int, item: int, number: int) -> float:
    """A number in [0, 1) for the so-and-so-many-th answer to an item: the same under every policy (splitmix64)."""
    z = (seed * 0x9E3779B97F4A7C15 + item * 0xBF58476D1CE4E5B9 + (number + 1) * 0x94D049BB133111EB) & MASK
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return ((z ^ (z >> 31)) >> 11) / (1 << 53)
