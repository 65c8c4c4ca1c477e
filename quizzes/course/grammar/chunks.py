"""A file cut into its front matter and its items or sections, each from one `##` heading to the next."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from quizzes.course.grammar.attributes import Attribute
from quizzes.course.problems import clip, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from quizzes.course.grammar.lines import Line, Notes

HEADING = re.compile(r" {0,3}##(?!#)(.*)", re.DOTALL)
OTHER = re.compile(r" {0,3}#+[ \t]*([a-z]+)[ \t]+[a-z0-9-]+[ \t]*", re.DOTALL)
ENTRY = re.compile(r"\s*([A-Za-z][\w-]*)[ \t]*:(.*)", re.DOTALL)


class Chunk(NamedTuple):
    """What stands from one heading (its words without the marks) to the next."""

    title: str
    heading: Line
    body: list[Line]

    @property
    def last(self) -> int:
        """The last line that is not blank."""
        return next((line.number for line in reversed(self.body) if not line.blank), self.heading.number)


def cut(lines: Sequence[Line], notes: Notes, kinds: Collection[str] = ()) -> tuple[list[Line], list[Chunk]]:
    """The lines before the first level-2 heading, and a chunk for each.

    A heading of another level that reads `kind id` is a problem, and begins a chunk all the same.
    """
    front: list[Line] = []
    chunks: list[Chunk] = []
    for line in lines:
        title = title_of(line, notes, kinds) if "#" in line.text and not line.code else None
        if title is not None:
            chunks.append(Chunk(title, line, []))
        elif chunks:
            chunks[-1].body.append(line)
        else:
            front.append(line)
    return front, chunks


def title_of(line: Line, notes: Notes, kinds: Collection[str]) -> str | None:
    """The words of a heading that begins a chunk, None for any other line."""
    found = HEADING.fullmatch(line.text)
    if found:
        if found[1] and found[1][0] not in " \t":
            hint = f"write ## {clip(found[1].strip())}"
            notes.problem("C04", line.number, "a space is missing after ##", hint=hint)
        return heading_text(found[1])
    other = OTHER.fullmatch(line.text)
    if other and other[1] in kinds:
        words = line.text.strip().lstrip("#").strip()
        notes.problem("C04", line.number, "an item begins with two marks: ##", hint=f"write ## {clip(words)}")
        return words
    return None


def heading_text(text: str) -> str:
    """A heading's words, without the closing marks that CommonMark allows."""
    words = text.strip()
    if words.endswith("#"):
        bare = words.rstrip("#")
        return bare.rstrip() if not bare or bare[-1].isspace() else words
    return words


def read_front(lines: Sequence[Line], allowed: Iterable[str], notes: Notes) -> dict[str, Attribute]:
    """The front matter: `key: value` lines, between two lines of three hyphens or without them."""
    found: dict[str, Attribute] = {}
    keys = tuple(allowed)
    for line in lines:
        if line.blank:
            continue
        entry = ENTRY.fullmatch(line.text)
        if line.text.strip() == "---":
            notes.take([line])
        elif not entry or line.code:
            hint = "a file begins with lines such as title: ..., then comes the first ## heading"
            notes.refuse("C03", [line], f"text before the first heading: {clip(line.text)!r}", hint=hint)
        else:
            notes.take([line])
            add_entry(line, entry, found, keys, notes)
    return found


def add_entry(
    line: Line, entry: re.Match[str], found: dict[str, Attribute], allowed: Sequence[str], notes: Notes
) -> None:
    """Add one front matter line to those found, or note why it cannot be."""
    key, value = entry[1], entry[2].strip()
    if key not in allowed:
        hint = did_you_mean(key.lower(), allowed)
        notes.problem("C02", line.number, f"the front matter has no {clip(key)!r}", hint=hint)
    elif key in found:
        notes.problem("C02", line.number, f"{key!r} is given twice", hint="keep one of the two")
    elif not value:
        hint = "write a value after the colon, or delete the line"
        notes.problem("C02", line.number, f"{key!r} has no value", hint=hint)
    else:
        found[key] = Attribute(value, line.number, line.text.index(value, entry.start(2)) + 1)
