"""Near duplicates: questions whose stems and keys are made of the same letters (TF-IDF over runs of 3 to 5 of them)."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cached_property, lru_cache
from math import hypot, log
from typing import TYPE_CHECKING

from quizzes.course.flaws.found import keys

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from collections.abc import Set as AbstractSet
    from typing import TypeAlias

    from quizzes.course.items import Question

    Wanted: TypeAlias = Callable[[str], bool]

SIZES = (3, 4, 5)
STEMS, KEYS = 0.60, 0.90
"""From these cosines on, two stems, and two keys, are nearly the same."""
FEW = 50
"""So many texts are compared sooner than sorted out."""


class Likeness:
    """The questions of a course, prepared once, to be asked which of them are like one that is being written."""

    def __init__(self, questions: Iterable[Question]) -> None:
        """Prepare these questions; nothing is counted before it is asked for."""
        self._ids: list[str] = []
        stems: list[str] = []
        having: dict[str, list[int]] = {}
        for number, item in enumerate(questions):
            self._ids.append(item.id)
            having.setdefault(answer(item), []).append(number)
            stems.append(item.text)
        self._groups = [*having.values()]
        self._stems, self._answers = letters(tuple(stems)), letters(tuple(having), kept=len(having))

    def near(self, stem: str, key: str = "", wanted: Wanted = lambda _: True) -> tuple[tuple[str, float], ...]:
        """Ids and cosines of the stems that are like this one, most alike first; given a key, only where it is too.

        `wanted` says of an id whether it is to be looked at. For a question of a course the key is its `answer`.
        """
        among = {number for number in self._answering(key) if wanted(self._ids[number])} if key else None
        found = self._stems.like(stem, STEMS, among) if among is None or among else []
        return tuple((slug, cosine) for number, cosine in found if wanted(slug := self._ids[number]))

    def _answering(self, key: str) -> list[int]:
        return [number for alike, _ in self._answers.like(key, KEYS) for number in self._groups[alike]]


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

    def __init__(self, texts: tuple[str, ...], kept: int = 50) -> None:
        """Take the texts; vectors of so many are kept, which for short texts that are often looked at may be all."""
        self._texts = texts
        self._vector = lru_cache(kept)(self._vector_of)

    @cached_property
    def _weights(self) -> Mapping[str, float]:
        seen: Counter[str] = Counter()
        for text in self._texts:
            seen.update(set(runs(text)))
        many = len(self._texts)
        by_texts = [log((1 + many) / (1 + texts)) + 1 for texts in range(many + 1)]
        return {run: by_texts[texts] for run, texts in seen.items()}

    @cached_property
    def _places(self) -> Mapping[str, list[int]]:
        found: dict[str, list[int]] = {run: [] for run in self._weights}
        for number, text in enumerate(self._texts):
            for run in set(runs(text)):
                found[run].append(number)
        return found

    def like(self, text: str, least: float, among: AbstractSet[int] | None = None) -> list[tuple[int, float]]:
        """The numbers of the texts (of all, or among these) that have at least this cosine, highest first."""
        own = self._vector(text)
        if among is None or len(among) > FEW:
            sharing = self._sharing(own, least)
            among = sharing if among is None else sharing & among
        cosines = [(number, dot(own, self._vector(self._texts[number]))) for number in among]
        return sorted((pair for pair in cosines if pair[1] >= least), key=lambda pair: (-pair[1], pair[0]))

    def _sharing(self, own: Mapping[str, float], least: float) -> set[int]:
        """The numbers of the texts that may have this cosine.

        By Cauchy and Schwarz, what such a text shares weighs at least the cosine's square. Rare runs come first; once
        what is left weighs little, nobody walks through the long lists of common ones.
        """
        wanted, left = least * least, 1.0
        shared: defaultdict[int, float] = defaultdict(float)
        for run in sorted(own, key=own.__getitem__, reverse=True):
            if left < wanted / 1.5:
                break
            square = own[run] ** 2
            left -= square
            for number in self._places.get(run, ()):
                shared[number] += square
        return {number for number, square in shared.items() if square + left >= wanted - 1e-9}

    def _vector_of(self, text: str) -> dict[str, float]:
        weights, unknown = self._weights, log(1 + len(self._texts)) + 1
        found = {run: times * weights.get(run, unknown) for run, times in Counter(runs(text)).items()}
        length = hypot(*found.values())
        return {run: weight / length for run, weight in found.items()}


@lru_cache(4)
def letters(texts: tuple[str, ...], kept: int = 50) -> Letters:
    """`Letters` of these texts, the same again while a course keeps its questions."""
    return Letters(texts, kept)


@lru_cache(4096)
def runs(text: str) -> tuple[str, ...]:
    """All runs of 3, 4 and 5 characters of a text in small letters, a space before and after it."""
    flat = f" {' '.join(text.casefold().split())} "
    return tuple([flat[start : start + size] for size in SIZES for start in range(len(flat) - size + 1)])


def dot(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """The cosine of two vectors of length 1."""
    return sum(weight * other[run] for run, weight in one.items() if run in other)
