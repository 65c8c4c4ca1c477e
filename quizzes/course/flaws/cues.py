"""Item rule L27: looking for keys that stand in the stems of questions about the same thing."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from quizzes.course.flaws.found import keys
from quizzes.course.flaws.wording import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from quizzes.course.items import Question

LEAST, ALIKE = 8, 0.45
"""A key has so many characters; of all words in two stems, this share stands in both."""


class Asked(NamedTuple):
    """The words of a stem: in a row between spaces, and each once."""

    item: Question
    flat: str
    told: frozenset[str]


class Key(NamedTuple):
    """A right option: as written, its words in a row between spaces, and the longest of them."""

    text: str
    flat: str
    longest: str


class Cues:
    """Stems by their words, and keys by their longest word."""

    def __init__(self, questions: Iterable[Question]) -> None:
        """Prepare these questions."""
        self._stems: dict[str, list[Asked]] = {}
        self._keys: dict[str, list[tuple[Asked, Key]]] = {}
        for item in questions:
            one = asked(item)
            for word in one.told:
                self._stems.setdefault(word, []).append(one)
            for key in telling_keys(item):
                self._keys.setdefault(key.longest, []).append((one, key))

    def of(self, item: Question) -> Iterator[tuple[Question, str, bool]]:
        """The other question, the key as written, and whether that key is this item's own."""
        own = asked(item)
        for key in telling_keys(item):
            for other in self._stems.get(key.longest, ()):
                if cue(key, own, other):
                    yield other.item, key.text, True
        for word in own.told:
            for other, key in self._keys.get(word, ()):
                if cue(key, other, own):
                    yield other.item, key.text, False


def asked(item: Question) -> Asked:
    """The words of a question's stem."""
    told = words(item.text.casefold())
    return Asked(item, f" {' '.join(told)} ", frozenset(told))


def telling_keys(item: Question) -> Iterator[Key]:
    """The keys of a question that are long enough to be recognised; numbers of statements never are."""
    for option in keys(item) if item.style != "list" else ():
        told = words(option.text.casefold())
        if told and len(option.text) >= LEAST:
            yield Key(option.text, f" {' '.join(told)} ", max(told, key=len))


def cue(key: Key, own: Asked, other: Asked) -> bool:
    """Whether a key stands in the other stem and not in its own, and both stems speak of the same."""
    if key.flat not in other.flat or key.flat in own.flat:
        return False
    return len(own.told & other.told) >= ALIKE * len(own.told | other.told)
