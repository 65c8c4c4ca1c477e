"""Near duplicates: questions whose stems and keys are made of the same letters (TF-IDF over runs of 3 to 5 of them)."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from math import hypot, log
from typing import TYPE_CHECKING

from quizzes.course.flaws.found import keys

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import TypeAlias

    from quizzes.course.items import Question

    Wanted: TypeAlias = Callable[[str], bool]

SIZES = (3, 4, 5)
STEMS, KEYS = 0.60, 0.90
"""From these cosines on, two stems, and two keys, are nearly the same."""


class Likeness:
    """The questions of a course, prepared once, to be asked which of them are like one that is being written."""

    def __init__(self, questions: Iterable[Question]) -> None:
        """Prepare these questions; nothing is counted before it is asked for."""
        self._ids: list[str] = []
        stems, answers = [], []
        for item in questions:
            self._ids.append(item.id)
            stems.append(item.text)
            answers.append(answer(item))
        self._stems, self._answers = Letters(stems), Letters(answers)

    def near(self, stem: str, key: str = "", wanted: Wanted = lambda _: True) -> tuple[tuple[str, float], ...]:
        """Ids and cosines of the stems that are like this one, most alike first; given a key, only where it is too.

        `wanted` says of an id whether it is to be looked at. For a question of a course the key is its `answer`.
        """
        among = None
        if key and not (among := [number for number, _ in self._answers.like(key, KEYS, self._numbers(wanted))]):
            return ()
        found = self._stems.like(stem, STEMS, self._numbers(wanted), among)
        return tuple((self._ids[number], cosine) for number, cosine in found)

    def _numbers(self, wanted: Wanted) -> Callable[[int], bool]:
        return lambda number: wanted(self._ids[number])


def answer(item: Question) -> str:
    """The text of what is right: in a list question the statements that are named, not their numbers."""
    told = "\n".join(option.text for option in keys(item))
    if item.style != "list":
        return told
    numbers = {word.rstrip(",") for word in told.split()}
    named = [line for line in item.text.splitlines() if line.partition(".")[0].strip() in numbers]
    return "\n".join(sorted(line.partition(".")[2] for line in named)) or told


class Letters:
    """Texts by the runs of letters in them; a run counts the more, the fewer texts have it."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Keep the texts; they are taken apart at the first question that needs it."""
        self._texts = tuple(texts)

    @cached_property
    def _places(self) -> Mapping[str, list[int]]:
        found: dict[str, list[int]] = {}
        for number, text in enumerate(self._texts):
            for run in set(runs(text)):
                if run in found:
                    found[run].append(number)
                else:
                    found[run] = [number]
        return found

    @cached_property
    def _weights(self) -> Mapping[str, float]:
        many = len(self._texts)
        by_texts = [log((1 + many) / (1 + texts)) + 1 for texts in range(many + 1)]
        return {run: by_texts[len(places)] for run, places in self._places.items()}

    def like(
        self, text: str, least: float, wanted: Callable[[int], bool], among: Iterable[int] | None = None
    ) -> list[tuple[int, float]]:
        """The numbers of the wanted texts (of all, or among these) that have at least this cosine, highest first."""
        own = self._vector(text)
        numbers = [number for number in (self._sharing(own, least) if among is None else among) if wanted(number)]
        cosines = [(number, dot(own, self._vector(self._texts[number]))) for number in numbers]
        return sorted((pair for pair in cosines if pair[1] >= least), key=lambda pair: (-pair[1], pair[0]))

    def _sharing(self, own: Mapping[str, float], least: float) -> list[int]:
        """The numbers of the texts that may have this cosine.

        By Cauchy and Schwarz, what such a text shares weighs at least the cosine's square. Rare runs come first; once
        what is left weighs little, nobody walks through the long lists of common ones.
        """
        wanted, left = least * least, 1.0
        shared: dict[int, float] = {}
        for run in sorted(own, key=own.__getitem__, reverse=True):
            if left < wanted / 2:
                break
            square = own[run] ** 2
            left -= square
            for number in self._places.get(run, ()):
                shared[number] = shared.get(number, 0.0) + square
        return [number for number, square in shared.items() if square + left >= wanted - 1e-9]

    def _vector(self, text: str) -> dict[str, float]:
        weights, unknown = self._weights, log(1 + len(self._texts)) + 1
        found = {run: times * weights.get(run, unknown) for run, times in Counter(runs(text)).items()}
        length = hypot(*found.values())
        return {run: weight / length for run, weight in found.items()}


def runs(text: str) -> list[str]:
    """All runs of 3, 4 and 5 characters of a text in small letters, a space before and after it."""
    flat = f" {' '.join(text.casefold().split())} "
    return [flat[start : start + size] for size in SIZES for start in range(len(flat) - size + 1)]


def dot(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """The cosine of two vectors of length 1."""
    return sum(weight * other[run] for run, weight in one.items() if run in other)
