"""Ids of what arrives: as the file says, else made from words; never the same twice in one file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzes.course.grammar.slugs import SLUG, slug_of
from quizzes.course.problems import clip

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quizzes.course.grammar.lines import Notes

WORDS = 8


class Names:
    """The ids of one file: `written` are those that stand in it, all of them, wherever."""

    def __init__(self, written: Iterable[str], notes: Notes) -> None:
        self.notes = notes
        self.written, self.given = set(written), set[str]()
        self.numbers: dict[str, int] = {}

    def give(self, written: str, words: str, line: int) -> str | None:
        """The id of the next item, from its words if none is written; None (a problem) if another one has it."""
        slug = written.strip()
        if not slug:
            return self.made(words)
        if not SLUG.fullmatch(slug):
            fresh = slug_of(slug, WORDS)
            message = f"the id {clip(slug)!r} was changed into {fresh!r}"
            hint = "ids are small letters and digits with hyphens"
            self.notes.problem("E06", line, message, hint=hint, level="warning")
            slug = fresh
        if slug in self.given:
            message = f"the id {slug!r} stands twice in this file"
            self.notes.problem("E07", line, message, hint="give this one another id, or delete it")
            return None
        self.given.add(slug)
        return slug

    def made(self, words: str) -> str:
        """An id from words that nobody has; from the second on with a number."""
        slug = slug_of(words, WORDS) if any(letter.isascii() and letter.isalnum() for letter in words) else "item"
        number = self.numbers.get(slug, 1)
        while (name := slug if number == 1 else f"{slug}-{number}") in self.written or name in self.given:
            number += 1
        self.numbers[slug] = number
        self.given.add(name)
        return name
