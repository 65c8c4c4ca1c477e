"""How figures are told: percentiles, the load beside them, and a line for what holds."""

from __future__ import annotations

import os
from statistics import quantiles
from typing import TYPE_CHECKING

from tests.bench.timing import say

if TYPE_CHECKING:
    from collections.abc import Sequence


def percentiles(times: Sequence[float]) -> list[float]:
    """p50, p90, p99 and the longest; nought where there is nothing."""
    if len(times) < 2:
        return [*times, 0.0, 0.0, 0.0, 0.0][:4]
    cut = quantiles(times, n=100, method="inclusive")
    return [cut[49], cut[89], cut[98], max(times)]


def row(name: str, count: object, errors: object, figures: Sequence[float]) -> str:
    """One line of a table."""
    return f"{name:<22}{count:>8}{errors:>8}" + "".join(f"{one:9.2f}" for one in figures)


HEAD = f"{'ms':<22}{'count':>8}{'errors':>8}" + "".join(f"{one:>9}" for one in ("p50", "p90", "p99", "max"))


def load() -> str:
    """The load average now: others on this machine make every figure worse."""
    return f"{os.getloadavg()[0]:.1f}"


def verdict(promise: str, *, holds: bool) -> bool:
    """Say whether something holds."""
    say(f"{promise}: {'yes' if holds else 'NO'}")
    return holds
