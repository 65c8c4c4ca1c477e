"""Slugs: what an id may look like, and how one is made from words."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

SLUG = re.compile(r"(?=.{1,80}\Z)[a-z0-9]+(?:-[a-z0-9]+)*")
DOTTED = re.compile(r"(?=.{1,80}\Z)[a-z0-9]+(?:[-.][a-z0-9]+)*")
WORDS, LONGEST = 4, 60


def slug_of(text: str, words: int = WORDS) -> str:
    """A slug from the first words of a text; "option" if it has no letter or digit of ASCII."""
    plain = unicodedata.normalize("NFKD", text[:400]).encode("ascii", "ignore").decode().lower()
    found = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
    return "-".join(found[:words])[:LONGEST].strip("-") or "option"


class Taken:
    """The slugs taken in one item: those written anywhere in it, and those given so far."""

    def __init__(self, written: Iterable[str]) -> None:
        self.written, self.given = set(written), set[str]()
        self.numbers: dict[str, int] = {}

    def give(self, slug: str) -> bool:
        """Take a slug that is written; False if an earlier row has it."""
        fresh = slug not in self.given
        self.given.add(slug)
        return fresh

    def derive(self, text: str) -> str:
        """A slug from a text that nobody has; from the second on with a number."""
        slug = slug_of(text)
        number = self.numbers.get(slug, 1)
        while (numbered := slug if number == 1 else f"{slug}-{number}") in self.written or numbered in self.given:
            number += 1
        self.numbers[slug] = number
        self.given.add(numbered)
        return numbered
