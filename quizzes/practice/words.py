"""Words a learner marks as deciding, and how they meet those that decide; shown, never graded."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizzes.course.items import TRIGGER

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from quizzes.course.items import Scenario

WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Overlap:
    """How many words were marked, how many of them decide, and how many words decide in all."""

    marked: int
    hits: int
    deciding: int


def tokens(text: str) -> tuple[tuple[int, int], ...]:
    """Start and end of each word of a story, with the marks that stand at it; a word's number is its place here."""
    return tuple(found.span() for found in WORD.finditer(text))


def spans(text: str, marked: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Where the words of these numbers stand; numbers of no word are passed over."""
    every = tokens(text)
    return tuple(every[number] for number in sorted(set(marked)) if 0 <= number < len(every))


def overlap(item: Scenario, axes: Collection[str], marked: Iterable[int]) -> Overlap:
    """Compare marked words with the cues of the asked axes (of TRIGGER too, where it is asked)."""
    cues = [cue for cue in item.cues if cue.axis in axes]
    deciding = {
        number
        for number, (start, end) in enumerate(tokens(item.text))
        if any(start < cue.end and cue.start < end for cue in cues)
    }
    chosen = {number for number in marked if 0 <= number < len(tokens(item.text))}
    return Overlap(len(chosen), len(chosen & deciding), len(deciding))


def has_trigger(item: Scenario) -> bool:
    """Whether an author marked what set the story off."""
    return any(cue.axis == TRIGGER for cue in item.cues)
