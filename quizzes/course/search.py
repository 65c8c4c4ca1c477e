"""Finding where a lesson speaks of something: every word searched for must begin a word of the section."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quizzes.course.course import Lesson, Section

LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
MARKS = re.compile(r"\{[^}]*\}|\[![a-z]+\]|^:::?.*$|[*_`#>|]", re.MULTILINE)
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
    """The sections of an edition that hold all words, those that hold them most often or in their title first."""
    words = [re.compile(rf"\b{re.escape(word)}\w*", re.IGNORECASE) for word in wanted.split()]
    found: list[tuple[int, Hit]] = []
    for lesson in lessons if words else ():
        for section in lesson.sections:
            if not section.editions or edition in section.editions:
                counts = [TITLE * len(word.findall(section.title)) + len(word.findall(section.text)) for word in words]
                if all(counts):
                    found.append((sum(counts), hit(lesson.chapter, section, words[0])))
    return [one for _, one in sorted(found, key=lambda pair: -pair[0])]


def hit(chapter: str, section: Section, word: re.Pattern[str]) -> Hit:
    """The words around the first place; the beginning where the word stands in the title alone."""
    text = plain(section.text)
    place = word.search(text)
    start, end = place.span() if place else (0, 0)
    left, right = max(0, start - AROUND), min(len(text), end + AROUND)
    before, after = text[left:start], text[end:right]
    before = f"…{before.partition(' ')[2]}" if left else before
    after = f"{after.rpartition(' ')[0]}…" if right < len(text) else after
    return Hit(chapter, section, before, text[start:end], after)


def plain(markdown: str) -> str:
    """The words of Markdown without its marks, on one line."""
    return " ".join(MARKS.sub(" ", LINK.sub(r"\1", markdown)).split())
