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
from quizzes.practice.memory import forgetting_curve
from tests.bench.learning import ours
from tests.bench.learning.contest import MODELS, course_of
from tests.bench.learning.grid import START, Cell
from tests.bench.learning.papers import GUESSING, KNOWN, PASS, QUESTIONS, cells, exams
from tests.bench.learning.people import person, untaught
from tests.bench.learning.sittings import study

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.bench.learning.models import Model

WORLD = "itil4"
CELLS = (Cell(14, 30), Cell(30, 10), Cell(30, 20), Cell(60, 10))
"""Where passing is open: neither lost nor safe."""


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


class Eve(NamedTuple):
    """What was foretold on the eve, without and with a mock, and what came: score, and the answers with predictions."""

    plain: Forecast
    mocked: Forecast
    score: int
    answers: list[tuple[float, float]]


def live(model: type[Model], cell: Cell, seed: int) -> Eve | None:
    """One learner to the exam; None where the forecast was refused."""
    course, places = course_of(WORLD), list(cells(WORLD).values())
    area_of = {one.id: one.area for one in exams()[WORLD].cells}
    policy = Watched(cell, [weight * len(course.weights) for weight in course.weights], seed)
    policy.watch([area_of[place] for place in places])
    mind = model(person(seed, cell.days))
    counts = [0] * len(course.weights)
    for day in range(cell.days):
        if day not in mind.person.skipped:
            study(mind, policy, (day, cell.minutes * 60), course.guessed, counts)
    rng, today, end = Random(f"paper {seed}"), START + cell.days - 1, float(cell.days)  # noqa: S311 a made-up paper
    evidence = Evidence(today, policy.firsts, policy.told)
    mock = Mock(today, paper(mind, counts, places, (course.weights, end - 0.1), rng), QUESTIONS)
    blueprint = served(policy, places, course.weights)
    plain = foretell(blueprint, evidence, START + cell.days, PASS)
    mocked = foretell(blueprint, replace(evidence, mocks=[mock]), START + cell.days, PASS)
    if not isinstance(plain, Forecast) or not isinstance(mocked, Forecast):
        return None
    score = paper(mind, counts, places, (course.weights, end), rng)
    return Eve(plain, mocked, score, said_before(policy.told))


def said_before(told: Sequence[Told]) -> list[tuple[float, float]]:
    """What was foretold of each answer, the offset known just then included, and what came."""
    return [
        (chance_of_right(one.recall, offset(told[:place], one.day)), one.right)
        for place, one in enumerate(told)
        if place % 7 == 0
    ]


def served(policy: Watched, places: Sequence[str], weights: Sequence[float]) -> list[Served]:
    """The paper's cells with what the policy remembers of each memory."""
    holds: dict[str, list[Hold]] = {cell.id: [] for cell in exams()[WORLD].cells}
    for item, place in enumerate(places):
        traces = policy.held.get(policy.keys[item])
        hold = Hold(weights[item], traces.stability, traces.day) if traces else Hold(weights[item], None, 0)
        holds[place].append(hold)
    return [Served(cell.id, cell.marks, cell.area, holds[cell.id]) for cell in exams()[WORLD].cells]


def paper(
    mind: Model, counts: Sequence[int], places: Sequence[str], at: tuple[Sequence[float], float], rng: Random
) -> int:
    """The score of a paper sat at a time: each question asks a memory of its cell, drawn by weight."""
    weights, time = at
    own: dict[str, list[int]] = {}
    for item, place in enumerate(places):
        own.setdefault(place, []).append(item)
    score = 0
    for cell in exams()[WORLD].cells:
        for item in rng.choices(own[cell.id], [weights[one] for one in own[cell.id]], k=cell.marks):
            known = mind.recall(item, time) if counts[item] else untaught(time) if mind.person.known[item] else 0.0
            score += rng.random() < GUESSING + KNOWN * known
    return score


def part(seeds: Sequence[int]) -> Iterator[str]:
    """The section on forecasts, line by line: learners are dealt out over models and cells."""
    dealt = [(model, cell) for cell in CELLS for model in MODELS.values()]
    eves = [live(*dealt[place % len(dealt)], seed) for place, seed in enumerate(seeds)]
    given = [eve for eve in eves if eve]
    passed = [float(eve.score >= PASS) for eve in given]
    answers = [pair for eve in given for pair in eve.answers]
    losses = [calibration.calibration(eve.answers) for eve in given]
    constant = sum(one.baseline * one.count for one in losses if one) / max(1, len(answers))
    yield from ("", "## Forecasts on the eve of the exam", "")
    yield f"{len(given)} learners over {len(MODELS)} models and the cells {', '.join(map(str, CELLS))}, by {WORLD};"
    yield f"{len(eves) - len(given)} more were refused a forecast. {sum(passed):.0f} passed."
    yield ""
    for name, told in (
        ("without a mock", [eve.plain for eve in given]),
        ("with a mock of the eve", [eve.mocked for eve in given]),
    ):
        found = calibration.brier(list(zip([one.chance for one in told], passed, strict=True)))
        inside = [one.low <= eve.score <= one.high for one, eve in zip(told, given, strict=True)]
        share = 100 * sum(inside) / len(inside)
        yield f"- {name}: Brier score of passing {found:.3f}; the 80 % range held {share:.0f} % of the scores"
    all_ = calibration.calibration(answers)
    if all_:
        yield f"- single answers ({all_.count}): log loss {all_.log_loss:.3f}, Brier score {all_.brier:.3f};"
        yield f"  the log loss of each learner's own constant is {constant:.3f}"
        yield from ("", "| foretold | came right | answers |", "|---|---|---|")
        yield from (f"| {one.forecast:.2f} | {one.right:.2f} | {one.count} |" for one in all_.bins if one)
