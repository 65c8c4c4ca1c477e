"""Looking at wording: words, sentences and light stems of Markdown text. English only."""

from __future__ import annotations

import re
from functools import lru_cache

WORD = re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*")
SENTENCE = re.compile(r"(?<=[.?!])\s+|\n\s*\n")
SUFFIX = re.compile(r"(?:ations?|ments?|ings?|ions?|ies|ed|es|s|e|y)$")
STOP = frozenset(
    [
        *("about", "after", "also", "another", "because", "been", "being", "both", "could", "does", "down", "each"),
        *("from", "getting", "going", "have", "here", "into", "itself", "keep", "more", "most", "much", "must"),
        *("only", "other", "others", "over", "same", "should", "since", "some", "such", "take", "than", "that"),
        *("their", "them", "themselves", "then", "there", "these", "they", "this", "those", "very", "want", "well"),
        *("were", "what", "when", "where", "whether", "which", "while", "whose", "will", "with", "within", "without"),
        *("would", "your"),
    ]
)
LEAST = 4


def words(text: str) -> list[str]:
    """The words of a text as written."""
    return WORD.findall(text)


def sentences(text: str) -> list[str]:
    """The sentences and separate lines of a text."""
    return [part.strip() for part in SENTENCE.split(text) if part.strip()]


def letters(text: str) -> str:
    """Letters and digits only, small; the text itself if it has none."""
    return "".join(filter(str.isalnum, text.casefold())) or text.strip()


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A word without its commonest endings: plan, plans and planning are one; so are improve and improvement."""
    small = word.casefold().replace("\u2019", "'").removesuffix("'s")
    while len(cut := SUFFIX.sub("", small)) >= LEAST - 1 and cut != small:
        small = cut
    return small[:-1] if len(small) > LEAST and small[-1] == small[-2] else small


def stems(text: str) -> set[str]:
    """The stems of all words of a text."""
    return {stem(word) for word in words(text)}


def content_words(text: str) -> list[str]:
    """The words of four letters or more that say something."""
    return [word for word in words(text) if len(word) >= LEAST and word.casefold() not in STOP]
