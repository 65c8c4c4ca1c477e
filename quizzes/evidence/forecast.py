"""The forecast of an exam's score from what is remembered, and whether a learner is ready; refused on thin evidence.

What its words are is for the pages to say. The distributions are those of `scores`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from quizzes.evidence import scores
from quizzes.evidence.scores import Paper, Part, shifted
from quizzes.practice.memory import forgetting_curve
from quizzes.practice.pace import knew_first

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

GUESSING, KNOWING = 0.25, 0.70
"""A question is right with .25 + .70 R: one of four options by guessing, one slip in twenty."""
UNSEEN = 0.85
"""What is not met yet will be known so much more rarely than what was met for the first time."""
PRIOR_RIGHT, PRIOR_TRIES = 2.0, 5.0
"""First tries that everybody starts with: two of five known, Beta(2, 3)."""
LEAST, MOST = 0.02, 0.98
OFFSET_DAYS, OFFSET_SPREAD, OFFSET_MOST = 10, 0.6, 1.8
"""Days whose answers tell the learner's offset; its prior standard deviation, and its bound, in logits."""
MOCK_DAYS = 7
"""Days in which a mock exam still moves the forecast."""
FIRST_ANSWERS, MARKS_SHARE = 60, 0.5
"""The floor: so many memories met, among them some of cells that carry half the marks."""
TAIL = 0.1
"""What lies below the range, and above it."""
READY_CHANCE, READY_MARGIN, READY_DAYS = 0.8, 1, 14
"""Ready: the chance of passing, how far under the pass mark the range may begin, the age in days of a mock passed."""

Reason: TypeAlias = Literal["answers", "marks"]
Lack: TypeAlias = Literal["chance", "range", "mock", "score"]


class Hold(NamedTuple):
    """A memory that serves a cell: its weight there (any unit), its FSRS stability (None: not met) and last day."""

    weight: float
    stability: float | None
    day: float


class Served(NamedTuple):
    """A cell of the blueprint: its marks (one a question), the area it lies in, the memories that serve it."""

    id: str
    marks: int
    area: str
    holds: Sequence[Hold]


class First(NamedTuple):
    """The first answer to a memory: the area it serves, points (0 to 1), the chance of a right guess (0 for cards)."""

    area: str
    right: float
    guessing: float


class Told(NamedTuple):
    """A multiple-choice answer (one of four): the recall R that FSRS foresaw just before, without offset; points.

    Leave out second answers of a day to one memory, and items that may be known by heart (`learning.is_repeat`).
    """

    day: float
    recall: float
    right: float


class Mock(NamedTuple):
    """A mock exam; `expected` is the share of right answers foreseen for it (`Forecast.tomorrow` of the day before).

    None: not known; today's stands in for it.
    """

    day: float
    score: int
    of: int
    expected: float | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that is known of a learner besides the memories, as of the day number `today`."""

    today: float
    firsts: Sequence[First] = ()
    told: Sequence[Told] = ()
    mocks: Sequence[Mock] = ()


@dataclass(frozen=True, slots=True)
class Forecast:
    """The expected score; the range `low` to `high` that it lies in with 80 %; the chance (0 to 1) of passing.

    `cells` are the expected marks of each cell, their sum is the mean. `tomorrow` is the share of right answers (0 to
    1) foreseen for an exam tomorrow, before any mock is heard: to be kept for the next mock's `expected`.
    """

    mean: float
    low: int
    high: int
    chance: float
    cells: Mapping[str, float]
    tomorrow: float
    pass_mark: int
    questions: int


@dataclass(frozen=True, slots=True)
class Refused:
    """No forecast, and what is missing.

    "answers": `first_answers` of the `needed` memories were met; "marks": the cells in which anything was met carry
    `marks_covered` of the `marks_needed`.
    """

    reasons: tuple[Reason, ...]
    first_answers: int
    needed: int
    marks_covered: float
    marks_needed: float


def forecast(blueprint: Sequence[Served], evidence: Evidence, exam_day: float, pass_mark: int) -> Forecast | Refused:
    """What the exam will bring if nothing more is learned from now on; refused below the floor."""
    if missing := refused(blueprint, evidence):
        return missing
    rates, by = first_rates(evidence.firsts), offset(evidence.told, evidence.today)
    tomorrow = share_right(blueprint, rates, evidence.today + 1, by)
    weights = scores.spread(papers(evidence, tomorrow))
    parts = [Part(cell.marks, cell_chance(cell, rates, exam_day, by)) for cell in blueprint]
    found = scores.mixture(parts, weights)
    low, high = scores.between(found, TAIL)
    marks = [part.questions * scores.expected(part.chance, weights) for part in parts]
    return Forecast(
        mean=scores.mean(found),
        low=low,
        high=high,
        chance=scores.at_least(found, pass_mark),
        cells={cell.id: each for cell, each in zip(blueprint, marks, strict=True)},
        tomorrow=tomorrow,
        pass_mark=pass_mark,
        questions=len(found) - 1,
    )


def refused(blueprint: Sequence[Served], evidence: Evidence) -> Refused | None:
    """What is missing below the floor; None where a forecast may be made."""
    met = len(evidence.firsts)
    needed = sum(cell.marks for cell in blueprint) * MARKS_SHARE
    covered = sum(cell.marks for cell in blueprint if any(hold.stability is not None for hold in cell.holds))
    few: list[Reason] = ["answers"] if met < FIRST_ANSWERS else []
    narrow: list[Reason] = ["marks"] if covered < needed or not covered else []
    return Refused((*few, *narrow), met, FIRST_ANSWERS, covered, needed) if few or narrow else None


def first_rates(firsts: Iterable[First]) -> dict[str, float]:
    """How much of each area was known when it was first met, corrected for guessing; "" stands for all areas.

    The learner's rate is r = (known + 2) / (tries + 5), and that of an area (known there + 5 r) / (tries there + 5).
    """
    known: dict[str, float] = {}
    tries: dict[str, int] = {}
    for area, right, guessing in firsts:
        known[area] = known.get(area, 0.0) + knew_first(right, guessing)
        tries[area] = tries.get(area, 0) + 1
    overall = _within((sum(known.values()) + PRIOR_RIGHT) / (sum(tries.values()) + PRIOR_TRIES))
    rates = {
        area: _within((known[area] + PRIOR_TRIES * overall) / (count + PRIOR_TRIES)) for area, count in tries.items()
    }
    return {**rates, "": overall}


def _within(rate: float) -> float:
    return min(max(rate, LEAST), MOST)


def chance_of_right(recall: float, by: float = 0.0) -> float:
    """P = .25 + .70 R, the chance of a right answer to a question of a memory, R moved by the learner's offset.

    With the offset this is what to say before an answer, and to calibrate.
    """
    return GUESSING + KNOWING * moved(recall, by)


def moved(recall: float, by: float) -> float:
    """R moved by an offset on the logit."""
    return shifted(recall, by) if by else recall


def cell_chance(cell: Served, rates: Mapping[str, float], day: float, by: float = 0.0) -> float:
    """The chance of a right answer to a question of a cell on a day: the mean over its memories, by weight.

    A cell without memories is as one that was not met.
    """
    unseen = UNSEEN * rates.get(cell.area, rates[""])
    total = sum(hold.weight for hold in cell.holds)
    if total <= 0:
        return chance_of_right(unseen)
    known = sum(hold.weight * recall(hold, day, by, unseen) for hold in cell.holds)
    return chance_of_right(min(known / total, 1.0))


def recall(hold: Hold, day: float, by: float, unseen: float) -> float:
    """R(day - last; S) of a memory, moved by the learner's offset; or what stands for one that was not met."""
    if hold.stability is None:
        return unseen
    return moved(forgetting_curve(day - hold.day, hold.stability), by)


def share_right(blueprint: Sequence[Served], rates: Mapping[str, float], day: float, by: float = 0.0) -> float:
    """The share of an exam's questions (0 to 1) that is foreseen to be right on a day."""
    total = sum(cell.marks for cell in blueprint)
    return sum(cell.marks * cell_chance(cell, rates, day, by) for cell in blueprint) / total if total else 0.0


def offset(told: Iterable[Told], today: float) -> float:
    """How much better (or worse) this learner remembers than FSRS foresees, in logits of recall.

    With P = .25 + .70 R and g = dP / d logit R = .70 R (1 - R), one ridge step from 0 towards the mode under
    N(0, .6^2): sum (y - P) g / P(1 - P) over (sum g^2 / P(1 - P) + 1 / .36), of the last 10 days, within 1.8.
    It speaks of recall, not of P: answers that are nearly sure say little of it, and what was not met is not moved.
    """
    pull, hold = 0.0, OFFSET_SPREAD**-2
    for day, foreseen, right in told:
        if day > today - OFFSET_DAYS:
            known = _within(foreseen)
            p, slope = chance_of_right(known), KNOWING * known * (1 - known)
            pull += (right - p) * slope / (p * (1 - p))
            hold += slope * slope / (p * (1 - p))
    return min(max(pull / hold, -OFFSET_MOST), OFFSET_MOST)


def papers(evidence: Evidence, tomorrow: float) -> list[Paper]:
    """The mocks of the last week; what is to be expected now stands in where nobody knows what was then."""
    return [
        Paper(mock.score, mock.of, tomorrow if mock.expected is None else mock.expected)
        for mock in evidence.mocks
        if evidence.today - mock.day <= MOCK_DAYS
    ]


def lacking(told: Forecast, mocks: Iterable[Mock], today: float) -> tuple[Lack, ...]:
    """What is missing to be ready.

    "chance": to pass is less likely than .8; "range": it begins more than a mark under the pass mark; "mock": none was
    sat in the last two weeks; "score": the newest of them was not passed.
    """
    recent = [mock for mock in mocks if today - mock.day <= READY_DAYS]
    newest = max(recent, key=lambda mock: mock.day, default=None)
    lacks: list[Lack] = ["chance"] if told.chance < READY_CHANCE else []
    lacks += ["range"] if told.low < told.pass_mark - READY_MARGIN else []
    lacks += ["mock"] if newest is None else [] if passed(newest, told) else ["score"]
    return tuple(lacks)


def passed(mock: Mock, told: Forecast) -> bool:
    """Whether a mock reached the pass mark, taken as a share where it had another length than the exam."""
    return mock.score * told.questions >= told.pass_mark * mock.of


def ready(told: Forecast, mocks: Iterable[Mock], today: float) -> bool:
    """Whether a learner may be told to be ready: passing is likely, the range agrees, and a mock of late was passed."""
    return not lacking(told, mocks, today)
