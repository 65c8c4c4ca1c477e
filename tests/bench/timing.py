"""Timing: contenders take turns in short blocks, so that a busy machine is busy for all of them."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

BLOCK = 50


def take_turns(contenders: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, float]:
    """The p50 of each contender in microseconds; a contender does one round and returns its seconds."""
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for contender in contenders.values():
        for _ in range(BLOCK):
            contender()
    for _ in range(max(1, rounds // BLOCK)):
        for name, contender in contenders.items():
            times[name] += [contender() for _ in range(BLOCK)]
    return {name: median(one) * 1e6 for name, one in times.items()}


def timed(act: Callable[[], object]) -> float:
    """The seconds an act takes."""
    began = perf_counter()
    act()
    return perf_counter() - began


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the report: a figure in microseconds and what it is held against."""

    work: str
    micros: float
    anchor: str = ""
    against: float | None = None
    hold: float | None = None

    def __str__(self) -> str:
        figure = f"{self.micros / 1000:10.2f} ms" if self.micros >= 10_000 else f"{self.micros:10.1f} us"
        if self.against is None:
            return f"{self.work:<46}{figure}"
        ratio = self.micros / self.against
        verdict = "" if self.hold is None else f"   hold {self.hold:g}: {'yes' if ratio <= self.hold else 'NO'}"
        return f"{self.work:<46}{figure}   {ratio:6.2f} x {self.anchor}{verdict}"


def say(*lines: object) -> None:
    """Print at once."""
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.flush()
