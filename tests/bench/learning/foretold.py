"""How good the forecast is: on the eve of the exam, for learners under PACE-M whose true memory it never sees."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from quizzes.evidence import calibration
from quizzes.evidence.forecast import (
    Evidence,
    First,
    Forecast,
    Hold,
    Mock,
    Served,
    Told,
    chance_of_right,
    offset,
)
from quizzes.evidence.forecast import forecast as foretell
from quizzes.evidence.scores import shifted
from quizzes.practice.memory import forgetting_curve
from tests.bench.learning import ours
from tests.bench.learning.contest import MODELS, course_of
from tests.bench.learning.grid import CELLS as GRID
from tests.bench.learning.grid import QUICK_CELLS, START, WORLDS, Cell
from tests.bench.learning.papers import GUESSING, KNOWN, PASS, QUESTIONS, cells, exams
from tests.bench.learning.people import person, untaught
from tests.bench.learning.sittings import study

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from quizzes.course.course import Exam
    from tests.bench.learning.models import Model

FORM = 0.35
"""How far learners do better or worse on papers than in practice, mocks and exam alike: standard deviation, logits."""


class Watched(ours.PaceM):
    """PACE-M that notes what the forecast may know: first tries, and predictions before later answers."""

    def watch(self, areas: Sequence[str]) -> None:
        """Begin to note."""
        self.areas = areas
        self.firsts: list[First] = []
        self.told: list[Told] = []

    def heard(self, item: int, *, right: bool, clock: float) -> None:
        """Note the answer, then learn from it."""
        traces, asked = self.held.get(self.keys[item]), ours.QUESTIONS[item]
        if traces is None:
            self.firsts.append(First(self.areas[item], float(right), GUESSING if asked else 0.0))
        elif asked and self.at.day > traces.day:
            known = forgetting_curve(self.at.day - traces.day, traces.stability)
            self.told.append(Told(self.at.day, known, float(right)))
        super().heard(item, right=right, clock=clock)


class Life(NamedTuple):
    """One learner to simulate: what the exam asks, how memory works, how much time, and which learner."""

    world: str
    model: str
    cell: Cell
    seed: int


class Eve(NamedTuple):
    """What was foretold on the eve, without and with a mock, and what came: score, and the answers with predictions."""

    world: str
    plain: Forecast
    mocked: Forecast
    score: int
    answers: list[tuple[float, float]]


def live(life: Life) -> Eve | None:
    """One learner to the exam; None where the forecast was refused."""
    world, name, cell, seed = life
    course, places = course_of(world), list(cells(world).values())
    exam = exam_of(world)
    area_of = {one.id: one.area for one in exam.cells}
    policy = Watched(cell, [weight * len(course.weights) for weight in course.weights], seed)
    policy.watch([area_of[place] for place in places])
    mind = MODELS[name](person(seed, cell.days))
    counts = [0] * len(course.weights)
    for day in range(cell.days):
        if day not in mind.person.skipped:
            study(mind, policy, (day, cell.minutes * 60), course.guessed, counts)
    rng, today, end = Random(f"paper {seed}"), START + cell.days - 1, float(cell.days)  # noqa: S311 a made-up paper
    sat = Sat(exam, mind, counts, places, course.weights, rng.gauss(0, FORM))
    evidence = Evidence(today, policy.firsts, policy.told)
    mock = Mock(today, paper(sat, end - 0.1, rng), QUESTIONS)
    blueprint = served(policy, exam, places, course.weights)
    plain = foretell(blueprint, evidence, START + cell.days, PASS)
    mocked = foretell(blueprint, replace(evidence, mocks=[mock]), START + cell.days, PASS)
    if not isinstance(plain, Forecast) or not isinstance(mocked, Forecast):
        return None
    return Eve(world, plain, mocked, paper(sat, end, rng), said_before(policy.told))


def said_before(told: Sequence[Told]) -> list[tuple[float, float]]:
    """What was foretold of each answer, the offset known just then included, and what came."""
    return [
        (chance_of_right(one.recall, offset(told[:place], one.day)), one.right)
        for place, one in enumerate(told)
        if place % 7 == 0
    ]


def exam_of(world: str) -> Exam:
    """The paper whose cells the memories of a world serve."""
    return exams()["itil4" if world == "uniform" else world]


def served(policy: Watched, exam: Exam, places: Sequence[str], weights: Sequence[float]) -> list[Served]:
    """The paper's cells with what the policy remembers of each memory."""
    holds: dict[str, list[Hold]] = {cell.id: [] for cell in exam.cells}
    for item, place in enumerate(places):
        traces = policy.held.get(policy.keys[item])
        hold = Hold(weights[item], traces.stability, traces.day) if traces else Hold(weights[item], None, 0)
        holds[place].append(hold)
    return [Served(cell.id, cell.marks, cell.area, holds[cell.id]) for cell in exam.cells]


class Sat(NamedTuple):
    """Who sits papers: the exam, the mind, how often each memory was asked, its cell and weight, and the form."""

    exam: Exam
    mind: Model
    counts: Sequence[int]
    places: Sequence[str]
    weights: Sequence[float]
    form: float


def paper(sat: Sat, time: float, rng: Random) -> int:
    """The score of a paper sat at a time: each question asks a memory of its cell, drawn by weight."""
    own: dict[str, list[int]] = {}
    for item, place in enumerate(sat.places):
        own.setdefault(place, []).append(item)
    score, person_ = 0, sat.mind.person
    for cell in sat.exam.cells:
        for item in rng.choices(own[cell.id], [sat.weights[one] for one in own[cell.id]], k=cell.marks):
            before = untaught(time) if person_.known[item] else 0.0
            known = sat.mind.recall(item, time) if sat.counts[item] else before
            score += rng.random() < shifted(GUESSING + KNOWN * known, sat.form)
    return score


def lives(first: int, *, quick: bool = False) -> list[Life]:
    """A learner for every cell, model and world told about, numbered from `first`."""
    grid = QUICK_CELLS if quick else GRID
    dealt = [(world, model, cell) for cell in grid for model in MODELS for world in WORLDS[:2]]
    return [Life(*each, first + number) for number, each in enumerate(dealt)]


def part(eves: Sequence[Eve | None]) -> Iterator[str]:
    """The section on forecasts, line by line."""
    given = [eve for eve in eves if eve]
    answers = [pair for eve in given for pair in eve.answers]
    losses = [calibration.calibration(eve.answers) for eve in given]
    constant = sum(one.baseline * one.count for one in losses if one) / max(1, len(answers))
    yield from ("", "## Forecasts on the eve of the exam", "")
    yield f"{len(given)} learners, one for each cell and model of two worlds; {len(eves) - len(given)} were refused."
    yield f"On papers, mock and exam alike, a learner is better or worse than in practice by N(0, {FORM}^2) in logits."
    yield ""
    for world in WORLDS[:2]:
        yield from world_part(world, [eve for eve in given if eve.world == world])
    all_ = calibration.calibration(answers)
    if all_:
        yield f"- single answers ({all_.count}): log loss {all_.log_loss:.3f}, Brier score {all_.brier:.3f};"
        yield f"  the log loss of each learner's own constant is {constant:.3f}"
        yield from ("", "| foretold | came right | answers |", "|---|---|---|")
        yield from (f"| {one.forecast:.2f} | {one.right:.2f} | {one.count} |" for one in all_.bins if one)


def world_part(world: str, given: Sequence[Eve]) -> Iterator[str]:
    """How well passing and scores were foretold in a world, without and with a mock."""
    passed = [float(eve.score >= PASS) for eve in given]
    yield f"- {world}: {sum(passed):.0f} of {len(given)} passed"
    for name, told in (
        ("without a mock", [eve.plain for eve in given]),
        ("with a mock of the eve", [eve.mocked for eve in given]),
    ):
        found = calibration.brier(list(zip([one.chance for one in told], passed, strict=True)))
        inside = [one.low <= eve.score <= one.high for one, eve in zip(told, given, strict=True)]
        share = 100 * sum(inside) / max(1, len(inside))
        yield f"  - {name}: Brier score of passing {found or 0:.3f}; the 80 % range held {share:.0f} % of the scores"
