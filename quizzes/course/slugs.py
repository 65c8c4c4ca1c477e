"""Slugs: what an id may look like, and how one is made from words."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

SLUG = re.compile(r"(?=.{1,80}\Z)[a-z0-9]+(?:-[a-z0-9]+)*")
DOTTED = re.compile(r"(?=.{1,80}\Z)[a-z0-9]+(?:[-.][a-z0-9]+)*")
WORDS, LONGEST = 4, 60


def slug_of(text: str, words: int = WORDS) -> str:
    """A slug from the first words of a text; "option" if it has no letter or digit of ASCII."""
    plain = unicodedata.normalize("NFKD", text[:400]).encode("ascii", "ignore").decode().lower()
    found = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
    return "-".join(found[:words])[:LONGEST].strip("-") or "option"


def unique_slug(text: str, taken: Collection[str]) -> str:
    """As `slug_of`, with a number at the end if the slug is already taken."""
    slug, number = slug_of(text), 2
    while (numbered := slug if number == 2 else f"{slug}-{number - 1}") in taken:  # noqa: PLR2004 the first repeat is number two
        number += 1
    return numbered
