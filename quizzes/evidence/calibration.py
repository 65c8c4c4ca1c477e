"""How good forecasts were: what was said before, as a chance, against what came; single answers and exams alike.

Nothing here knows where a forecast comes from. A pair is (forecast, came): the chance said before, and 1 or 0 after.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log
from statistics import fmean
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    Pair: TypeAlias = tuple[float, float]

BINS = 10
CONFIDENCE = ("sure", "unsure", "guess")
LEAST, MOST = 0.001, 0.999
"""Forecasts are kept within these where their logarithm is taken, so that one surprise is not endless."""


@dataclass(frozen=True, slots=True)
class Bin:
    """The forecasts between two tenths: their mean, the share that came right (both 0 to 1), how many."""

    forecast: float
    right: float
    count: int


@dataclass(frozen=True, slots=True)
class Calibration:
    """How good forecasts were: their number, Brier score, log loss, that of the best constant, and ten bins.

    Lower is better; `baseline` is the log loss of a forecaster who always says this learner's own share right, known
    only afterwards. An empty bin is None.
    """

    count: int
    brier: float
    log_loss: float
    baseline: float
    bins: tuple[Bin | None, ...]

    @property
    def informs(self) -> bool:
        """Whether the forecasts beat the constant."""
        return self.log_loss < self.baseline


def calibration(pairs: Iterable[Pair]) -> Calibration | None:
    """All figures of some forecasts; None where there are none."""
    kept = list(pairs)
    if not kept:
        return None
    return Calibration(len(kept), brier(kept), log_loss(kept), baseline(kept), bins(kept))


def brier(pairs: Sequence[Pair]) -> float:
    """The mean of (forecast - came)^2 (G. Brier, Monthly Weather Review 1950)."""
    return fmean((forecast - came) ** 2 for forecast, came in pairs)


def log_loss(pairs: Sequence[Pair]) -> float:
    """The mean of -ln of the chance that was given to what came."""
    return fmean(surprise(forecast, came) for forecast, came in pairs)


def surprise(forecast: float, came: float) -> float:
    """-(y ln p + (1 - y) ln (1 - p)), p within .001 and .999."""
    p = min(max(forecast, LEAST), MOST)
    return -(came * log(p) + (1 - came) * log(1 - p))


def baseline(pairs: Sequence[Pair]) -> float:
    """The log loss of saying the share that came every time."""
    share = fmean(came for _, came in pairs)
    return log_loss([(share, came) for _, came in pairs])


def bins(pairs: Iterable[Pair]) -> tuple[Bin | None, ...]:
    """Ten bins of forecasts by tenths, the upper end in the last."""
    found: list[list[Pair]] = [[] for _ in range(BINS)]
    for forecast, came in pairs:
        found[min(max(int(forecast * BINS), 0), BINS - 1)].append((forecast, came))
    return tuple(_bin(each) if each else None for each in found)


def _bin(pairs: Sequence[Pair]) -> Bin:
    return Bin(fmean(forecast for forecast, _ in pairs), fmean(came for _, came in pairs), len(pairs))


def by_confidence(answers: Iterable[tuple[str | None, float, float]]) -> dict[str, Calibration]:
    """The same for what was said to be sure, unsure and a guess, of (confidence, forecast, came); others left out."""
    kept = list(answers)
    groups = {said: [(forecast, came) for name, forecast, came in kept if name == said] for said in CONFIDENCE}
    return {said: found for said, pairs in groups.items() if (found := calibration(pairs))}


def baseline_by_learner(learners: Iterable[Sequence[Pair]]) -> float:
    """The log loss over all answers of several learners, where each is foretold by that learner's own constant."""
    groups = [pairs for pairs in learners if pairs]
    return fmean([baseline(pairs) for pairs in groups], [len(pairs) for pairs in groups])


def coverage(exams: Iterable[tuple[float, float, float]]) -> float:
    """The share of exams whose score lay in its range, ends included, of (low, high, score); at least one exam."""
    return fmean(low <= score <= high for low, high, score in exams)
