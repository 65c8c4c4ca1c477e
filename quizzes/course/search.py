"""Finding where the course speaks of something: every word searched for must begin a word of it; titles come first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from quizzes.course.course import Lesson, Section
    from quizzes.course.items import Term

LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
MARKS = re.compile(r"\{[^}]*\}|\[![a-z]+\]|^:::?.*$|[*_`#>|]", re.MULTILINE)
SHORT = re.compile(r"\b(\w+) for short\b")
EDGES = "\"'“”.,;:!?()"
"""What may stand around a word that somebody types and is no part of it."""
AROUND = 80
"""Characters shown on either side of what was found."""
TITLE = 10
"""A word in a title counts as so many in the text."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A section that was found, and its text around the first place: before, found, after."""

    chapter: str
    section: Section
    before: str
    found: str
    after: str


def search(lessons: Iterable[Lesson], edition: str, wanted: str) -> list[Hit]:
    """The sections of an edition that hold all words: first those whose title fits, then those that hold them most."""
    words = words_of(wanted)
    found: list[tuple[tuple[int, int], Hit]] = []
    for lesson in lessons if words else ():
        for section in lesson.sections:
            if not section.editions or edition in section.editions:
                place = rank(words, section.title, section.text)
                if place:
                    found.append((place, hit(lesson.chapter, section, begun(words[0]))))
    return [one for _, one in sorted(found, key=lambda pair: pair[0])]


def search_terms(terms: Iterable[Term], wanted: str) -> list[Term]:
    """The terms that hold all words; all as they stand without a search. An abbreviation is as good as a title."""
    words = words_of(wanted)
    if not words:
        return [] if wanted.strip() else list(terms)
    ranked = [(rank(words, term.title, term.text, SHORT.findall(term.text)), term) for term in terms]
    return [term for place, term in sorted(((p, t) for p, t in ranked if p), key=lambda pair: pair[0])]


def words_of(wanted: str) -> list[str]:
    """The words searched for, without quotes and stops around them."""
    return [word for word in (each.strip(EDGES) for each in wanted.split()) if word]


def rank(words: Sequence[str], title: str, text: str, short: Iterable[str] = ()) -> tuple[int, int] | None:
    """Where something stands among what was found, least first; none where a word begins none of its words.

    First what has the words for its title or abbreviation, then whose title begins with them, has them whole, has them
    begun; then whose text has them whole, or begun. Among equals those that hold them most often.
    """
    starts = [begun(word) for word in words]
    counts = [TITLE * len(word.findall(title)) + len(word.findall(text)) for word in starts]
    if not all(counts):
        return None
    phrase, whole = " ".join(words).lower(), [re.compile(word.pattern + r"(?!\w)", re.IGNORECASE) for word in starts]
    fits = (
        phrase in {title.lower(), *(one.lower() for one in short)},
        title.lower().startswith(phrase),
        all(word.search(title) for word in whole),
        all(word.search(title) for word in starts),
        all(word.search(f"{title}\n{text}") for word in whole),
        True,
    )
    return fits.index(True), -sum(counts)


def begun(word: str) -> re.Pattern[str]:
    """A word at the beginning of one, in large or small letters."""
    return re.compile(rf"(?<!\w){re.escape(word)}", re.IGNORECASE)


def hit(chapter: str, section: Section, word: re.Pattern[str]) -> Hit:
    """The words around the first place; the beginning where the word stands in the title alone."""
    text = plain(section.text)
    place = re.search(word.pattern + r"\w*", text, re.IGNORECASE)
    start, end = place.span() if place else (0, 0)
    left, right = max(0, start - AROUND), min(len(text), end + AROUND)
    before, after = text[left:start], text[end:right]
    before = f"…{before.partition(' ')[2]}" if left else before
    after = f"{after.rpartition(' ')[0]}…" if right < len(text) else after
    return Hit(chapter, section, before, text[start:end], after)


def plain(markdown: str) -> str:
    """The words of Markdown without its marks, on one line."""
    return " ".join(MARKS.sub(" ", LINK.sub(r"\1", markdown)).split())
