"""The weights that Moodle takes for an answer, in percent, and credits as such weights and back."""

from __future__ import annotations

MOST = (100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333, 30, 25, 20, 16.66667, 14.28571, 12.5, 11.11111)
WEIGHTS = (*MOST, 10, 5, 0)


def nearest(percent: float) -> float:
    """The weight of the list that is nearest."""
    return min(WEIGHTS, key=lambda weight: abs(weight - percent))


def fraction(credit: float, keys: int) -> float:
    """The weight of an option of this credit in a question with so many right ones; wrong ones of several take away.

    What is nearly right never weighs as much as what is right.
    """
    full = nearest(100 / keys)
    if credit >= 1 or (credit == 0 and keys > 1):
        return full if credit else -full
    return min((weight for weight in WEIGHTS if weight < full), key=lambda weight: abs(weight - 100 * credit / keys))


def credit(weight: float, keys: int) -> float:
    """The credit of an option of this weight, 1 for a full one."""
    worth = max(0.0, weight * keys / 100)
    return 1.0 if worth > 0.99 else round(worth, 6)  # noqa: PLR2004 thirds are written 33.33333


def told(weight: float) -> str:
    """A weight as Moodle writes it."""
    return f"{weight:.7g}"
