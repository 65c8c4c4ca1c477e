"""What a sitting tells: marks by area, style and Bloom level, what one paper can say, changes of mind, time."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

Kind = TypeVar("Kind")
LONG = 1.5
"""Times the even share of the time that make a question a long one."""
FEW = 4
"""Questions of a kind under which one cannot judge by them."""


@dataclass(frozen=True, slots=True)
class Line:
    """One question of a paper and what became of it; `first` and `last` are the options chosen, "" where none was."""

    place: int
    item: str
    area: str
    style: str
    bloom: int
    right: bool
    first: str
    last: str
    first_right: bool
    seconds: float

    @property
    def blank(self) -> bool:
        """Whether it was left without an answer."""
        return not self.last

    @property
    def changed(self) -> str:
        """What a change of mind did: "helped", "hurt", "neither", or "" where there was none."""
        if not self.last or self.first == self.last:
            return ""
        return "helped" if self.right else "hurt" if self.first_right else "neither"


class Share(NamedTuple):
    """So many right of so many."""

    right: int
    of: int


def score(lines: Iterable[Line]) -> Share:
    """The marks of all lines together."""
    marks = [line.right for line in lines]
    return Share(sum(marks), len(marks))


def by(lines: Iterable[Line], kind: Callable[[Line], Kind]) -> dict[Kind, Share]:
    """Marks by area, style or whatever a line tells, in the order met."""
    found: dict[Kind, list[bool]] = {}
    for line in lines:
        found.setdefault(kind(line), []).append(line.right)
    return {name: Share(sum(marks), len(marks)) for name, marks in found.items()}


def error(share: Share) -> float:
    """The standard error of a score in marks: n sqrt(p (1 - p) / (n - 1)), 3.06 at 26 of 40; p kept half a mark off."""
    if share.of < 2:  # noqa: PLR2004 one question tells nothing of its spread
        return float(share.of)
    p = min(max(share.right, 0.5), share.of - 0.5) / share.of
    return share.of * sqrt(p * (1 - p) / (share.of - 1))


def between(share: Share) -> tuple[int, int]:
    """One standard error below and above, in whole marks."""
    off = error(share)
    return max(0, round(share.right - off)), min(share.of, round(share.right + off))


def pass_mark(questions: int, pass_of: int, of: int) -> int:
    """The marks that pass a paper of another length, rounded up as for the exam: 26 of 40 is 7 of 10."""
    return -(-questions * pass_of // of)


def long_ones(lines: Sequence[Line], allowed: float) -> list[Line]:
    """The questions that took more than one and a half times their even share of the seconds allowed, longest first."""
    share = allowed / max(1, len(lines))
    return sorted((line for line in lines if line.seconds > LONG * share), key=lambda line: -line.seconds)
