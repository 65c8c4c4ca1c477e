"""Item rules for the length of a stem and how hard it is to read: Flesch-Kincaid grade and LIX."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from quizzes.course.flaws.found import Found
from quizzes.course.flaws.wording import sentences, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from quizzes.course.items import Question

VOWELS = re.compile(r"[aeiouy\u00e0-\u00fc]+")
SILENT = re.compile(r"[^aeiouyl]e$|[^aeiouydt]ed$")
STATEMENT = re.compile(r"^\s*\d{1,2}[.)]\s", re.MULTILINE)
FEW, MANY = 4, 70
LEAST = 20
"""Of fewer words, one long name makes any formula cry out."""
GRADE, LIX = 16.0, 70.0
LONG = 6


def stem(item: Question) -> Iterator[Found]:
    """L19, L20, L21: a stem that is very short, very long, or hard to read."""
    told = words(item.text)
    length = len(told)
    if 0 < length < FEW:
        yield Found("L19", f"a stem of {length} words", "say enough for an answer without the options", "info")
    if length > MANY:
        yield Found("L20", f"a stem of {length} words", f"cut it to {MANY} or fewer", "info")
    if length >= LEAST:
        row = length / stretches(item.text)
        if grade(told, row) > GRADE or lix(told, row) > LIX:
            message = f"a stem that is hard to read: grade {grade(told, row):.0f}, LIX {lix(told, row):.0f}"
            yield Found("L21", message, "write shorter sentences, shorter words", "info")


def grade(told: Sequence[str], row: float) -> float:
    """The Flesch-Kincaid grade of words of which a sentence has `row`."""
    return 0.39 * row + 11.8 * sum(map(syllables, told)) / len(told) - 15.59


def lix(told: Sequence[str], row: float) -> float:
    """Björnsson's LIX: words a sentence, and how many of 100 have more than six letters."""
    return row + 100 * sum(len(word) > LONG for word in told) / len(told)


def stretches(text: str) -> int:
    """How many sentences and numbered statements a text has."""
    return len(sentences(STATEMENT.sub("\n\n", text))) or 1


@lru_cache(maxsize=20_000)
def syllables(word: str) -> int:
    """About how many syllables an English word has: groups of vowels, less a silent e at the end."""
    small = word.casefold()
    return max(1, len(VOWELS.findall(small)) - bool(SILENT.search(small)))
