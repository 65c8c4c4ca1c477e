"""The contest: every policy on the same learners, cell by cell, model by model; differences are paired."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from statistics import fmean, stdev
from typing import TYPE_CHECKING, NamedTuple

from tests.bench.learning import ours, policies
from tests.bench.learning.grid import REPORTED
from tests.bench.learning.models import DEVELOPED
from tests.bench.learning.papers import passing, weights
from tests.bench.learning.people import person
from tests.bench.learning.sittings import Course, sit
from tests.bench.learning.untouched import UNTOUCHED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from tests.bench.learning.grid import Cell


class AnkiHeavy(policies.Anki):
    """FSRS as Anki ships, heavy topics first."""

    heavy = True


class TunedFsrsHeavy(policies.TunedFsrs):
    """FSRS tuned to the date, heavy topics first."""

    heavy = True


MODELS = {model.name: model for model in (*DEVELOPED, *UNTOUCHED)}
APART = {model.name for model in UNTOUCHED}
POLICIES: dict[str, type[policies.Policy]] = {
    "random": policies.Chance,
    "round robin": policies.RoundRobin,
    "Leitner": policies.Leitner,
    "SM-2": policies.Sm2,
    "SM-2 tuned, hf": policies.TunedSm2,
    "FSRS as Anki ships": policies.Anki,
    "Anki, hf": AnkiHeavy,
    "FSRS tuned": policies.TunedFsrs,
    "FSRS tuned, hf": TunedFsrsHeavy,
    "FSRS fitted, hf": policies.FittedFsrs,
    "PACE": ours.Pace,
    "PACE-M": ours.PaceM,
}
OURS, BASE, FITTED = "PACE-M", "PACE", "FSRS fitted, hf"
HEAVY = ("Anki, hf", "FSRS tuned, hf", "SM-2 tuned, hf")
"""The baselines that ours is held against: heavy topics first."""


class Job(NamedTuple):
    """One learner under one policy."""

    world: str
    cell: Cell
    model: str
    policy: str
    seed: int


@dataclass(frozen=True, slots=True)
class Results:
    """Recall on exam day (0 to 1) by job; the same learners under every policy."""

    recalls: dict[Job, float]

    def of(self, policy: str, **where: object) -> list[float]:
        """The recalls of a policy, in an order that pairs policies; `where` fixes world, cell or model."""
        own = [job for job in self.recalls if job.policy == policy and fits(job, where)]
        return [self.recalls[job] for job in sorted(own, key=lambda job: (job.world, job.cell, job.model, job.seed))]

    def mean(self, policy: str, **where: object) -> float:
        """The mean recall."""
        return fmean(self.of(policy, **where))

    def passes(self, policy: str, **where: object) -> float:
        """The mean chance of passing."""
        return fmean(map(passing, self.of(policy, **where)))

    def gain(self, policy: str, other: str, **where: object) -> tuple[float, float]:
        """How many points of recall a policy is above another, and half the width of the 95 % interval, paired."""
        pairs = zip(self.of(policy, **where), self.of(other, **where), strict=True)
        points = [100 * (one - two) for one, two in pairs]
        return fmean(points), 1.96 * stdev(points) / sqrt(len(points)) if len(points) > 1 else 0.0


def fits(job: Job, where: dict[str, object]) -> bool:
    """Whether a job is of a world, cell or model; a set means any of it."""
    for name, wanted in where.items():
        value = getattr(job, name)
        if value not in wanted if isinstance(wanted, set | frozenset) else value != wanted:
            return False
    return True


def run(job: Job) -> tuple[Job, float]:
    """Simulate one learner."""
    course = course_of(job.world)
    mean_one = [weight * len(course.weights) for weight in course.weights]
    policy = POLICIES[job.policy](job.cell, mean_one, job.seed)
    model = MODELS[job.model](person(job.seed, job.cell.days))
    return job, sit(model, policy, course, job.cell)


def course_of(world: str) -> Course:
    """The 600 memories of a world, weights with sum 1."""
    found = weights(world)
    total = sum(found.values())
    return Course([mark / total for mark in found.values()], ours.QUESTIONS)


def jobs(worlds: Iterable[str], cells: Sequence[Cell], learners: int) -> list[Job]:
    """Every policy on every learner.

    Each model in each cell has so many learners of its own, numbered from `REPORTED`: a few who stood for all of them
    would decide every figure. A learner is the same in every world and under every policy.
    """
    dealt = [(cell, model) for cell in cells for model in MODELS for _ in range(learners)]
    return [
        Job(world, cell, model, policy, REPORTED + number)
        for world in worlds
        for number, (cell, model) in enumerate(dealt)
        for policy in POLICIES
    ]


def contest(wanted: Sequence[Job], through: Callable[[Sequence[Job]], Iterable[tuple[Job, float]]]) -> Results:
    """Run all jobs, `through` a plain map or a pool of processes."""
    return Results(dict(through(wanted)))
