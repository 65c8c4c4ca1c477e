"""Weights of GIFT in per cent and credits of ours: which options are the right ones, and what a part is worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

LISTED = (100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333, 30, 25, 20, 16.66667, 14.28571, 12.5)
MOODLE = (*LISTED, 11.11111, 10, 5, 0)
"""The weights that Moodle takes; another one stops its import."""
WHOLE, NEAR = 100.0, 1.0
MOST_RIGHT = 2
"""As many right answers a question may have here."""


def credits_of(weights: Sequence[float], *, single: bool) -> list[tuple[float, bool]]:
    """For each option its credit and whether it is one of the right ones.

    Of several to be found, the right ones share the whole: all that earn something where these make up 100 %, else
    those that earn most. Less than nothing counts as nothing.
    """
    if single:
        return [(round(min(1.0, max(0.0, weight / WHOLE)), 6), weight >= WHOLE) for weight in weights]
    most = max(0.0, *weights)
    together = sum(weight for weight in weights if weight > 0)
    least = 0.0 if abs(together - WHOLE) <= NEAR else most - 1e-9
    return [
        (1.0, True) if weight > 0 and weight >= least else (round(max(0.0, weight) / (most or 1), 6), False)
        for weight in weights
    ]


def weight_of(credit: float, right: int) -> float:
    """The weight that Moodle takes next to what a credit is worth, where this many share the whole.

    Part of a credit never weighs as much as all of it.
    """
    whole = WHOLE / max(1, right)
    known = MOODLE if credit >= 1 else [weight for weight in MOODLE if weight < whole - NEAR]
    return min(known, key=lambda weight: abs(weight - credit * whole))


def spelled(weight: float) -> str:
    """A weight as it stands before an answer; none for nothing."""
    return f"%{weight:.7g}%" if weight else ""
