"""Forecasts for made-up learners whose recall follows FSRS but for an offset of their own, held against their exams."""

from __future__ import annotations

from random import Random
from statistics import fmean
from typing import TYPE_CHECKING, NamedTuple

import pytest

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
    forecast,
    offset,
)
from quizzes.evidence.scores import shifted
from quizzes.practice.memory import Rating, retrievability, review

if TYPE_CHECKING:
    from quizzes.practice.memory import Memory

CELLS, MARKS, EACH, PASS = 10, 4, 15, 26
LEARNERS = 150


class Life(NamedTuple):
    """What was foretold after study without and with a mock, what came, and (foretold, right) of each later answer."""

    plain: Forecast
    mocked: Forecast
    score: int
    answers: list[tuple[float, float]]


class Learner:
    """Recall is that of FSRS moved by the learner's own offset; exam form moves all chances of exams."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.offset, self.form = rng.gauss(0, 0.6), rng.gauss(0, 0.35)
        self.before = rng.betavariate(2, 3)
        self.held: dict[int, Memory] = {}
        self.firsts: list[First] = []
        self.told: list[Told] = []

    def recall(self, item: int, day: int) -> float:
        """The true one."""
        memory = self.held.get(item)
        return shifted(retrievability(memory, day), self.offset) if memory else 0.85 * self.before

    def study(self, day: int, amount: int) -> None:
        """So many answers to memories at random."""
        for item in self.rng.sample(range(CELLS * EACH), amount):
            memory = self.held.get(item)
            recall = self.recall(item, day) if memory else self.before
            right = self.rng.random() < chance_of_right(recall)
            if memory is None:
                self.firsts.append(First(str(item % CELLS), float(right), 0.25))
            else:
                self.told.append(Told(day, retrievability(memory, day), float(right)))
            self.held[item] = review(memory, Rating.GOOD if right else Rating.AGAIN, day)

    def sit(self, day: int) -> int:
        """The score of a paper."""
        asked = [cell + CELLS * self.rng.randrange(EACH) for cell in range(CELLS) for _ in range(MARKS)]
        chances = [shifted(chance_of_right(self.recall(item, day)), self.form) for item in asked]
        return sum(self.rng.random() < p for p in chances)

    def blueprint(self) -> list[Served]:
        """The cells with what is held."""
        holds = [
            Hold(1, one.stability, one.day) if (one := self.held.get(item)) else Hold(1, None, 0)
            for item in range(CELLS * EACH)
        ]
        return [Served(str(cell), MARKS, str(cell), holds[cell::CELLS]) for cell in range(CELLS)]


def live(seed: int) -> Life:
    """A week or more of study, then a mock; the exam days or weeks later."""
    rng = Random(seed)  # noqa: S311 a made-up learner
    learner, days, amount = Learner(rng), rng.randint(7, 12), rng.randint(14, 18)
    for day in range(days):
        learner.study(day, amount)
    mock, exam = learner.sit(days), days + rng.randint(5, 30)
    evidence = Evidence(days, learner.firsts, learner.told)
    plain = forecast(learner.blueprint(), evidence, exam, PASS)
    assert isinstance(plain, Forecast)
    heard = Evidence(days, learner.firsts, learner.told, [Mock(days, mock, 40, plain.tomorrow)])
    mocked = forecast(learner.blueprint(), heard, exam, PASS)
    assert isinstance(mocked, Forecast)
    said = [
        (chance_of_right(one.recall, offset([old for old in learner.told if old.day < one.day], one.day)), one.right)
        for one in learner.told
    ]
    return Life(plain, mocked, learner.sit(exam), said)


@pytest.fixture(scope="module")
def lives() -> list[Life]:
    """A hundred and fifty learners."""
    return [live(seed) for seed in range(LEARNERS)]


def test_the_chance_of_passing_is_worth_hearing(lives: list[Life]) -> None:
    """It beats the share that pass, a mock improves it, and it is neither too hopeful nor too gloomy."""
    came = [float(life.score >= PASS) for life in lives]
    plain, mocked = (
        [(told.chance, passed) for told, passed in zip(forecasts, came, strict=True)]
        for forecasts in ([life.plain for life in lives], [life.mocked for life in lives])
    )
    share = fmean(came)
    assert 0.2 < share < 0.8
    assert calibration.brier(plain) < 0.85 * share * (1 - share)
    assert calibration.brier(mocked) < calibration.brier(plain)
    assert abs(fmean(life.plain.mean - life.score for life in lives)) < 1


def test_the_range_holds_four_scores_in_five(lives: list[Life]) -> None:
    """With and without a mock."""
    for forecasts in ([life.plain for life in lives], [life.mocked for life in lives]):
        exams = [(told.low, told.high, life.score) for told, life in zip(forecasts, lives, strict=True)]
        assert 0.7 < calibration.coverage(exams) < 0.9


def test_single_answers_are_foretold_better_than_by_a_constant(lives: list[Life]) -> None:
    """By less surprise than each learner's own share of right answers, known only afterwards, would bring."""
    answers = [pair for life in lives for pair in life.answers]
    assert calibration.log_loss(answers) < calibration.baseline_by_learner(life.answers for life in lives)
