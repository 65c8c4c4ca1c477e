"""Variants of a frame: its slots filled from a seed, so that a learner meets the same case in fresh words."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from quizzes.course.items import Cue, Frame

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from quizzes.course.items import Item, Slot

USE = re.compile(r"\{(?:([Aa])n? )?([A-Za-z][A-Za-z0-9-]*)\}")
"""A slot in a text: {name}, {Name} with a capital, {a name} and {A name} with an article."""
LEAPS = 20_000
"""Fillings that are looked at to find one that may be shown. Checking asks that one in a hundred may."""
AN = re.compile(
    r"(?=[aeiou])(?!uni(?![nm]|dent)|us[aeiu]|ut[eio]|ubi|eu|u[ks]\b|(?:one|once)\b)"
    r"|hour|hono(?!l)|heir|honest|8|1[18](?!\d)",
    re.IGNORECASE,
)
"""What is spoken with a vowel at its start, so that it takes "an"."""


class Piece(NamedTuple):
    """A stretch of a frame's text: as written (`slot` is ""), or a slot's value in the form that `as_written` asks."""

    as_written: str
    slot: str = ""

    def words(self, values: Mapping[str, str]) -> str:
        """The words that stand here once the slots are filled."""
        return form(self.as_written, values[self.slot]) if self.slot else self.as_written


def article(word: str) -> str:
    """The indefinite article before a word."""
    return "an" if AN.match(word) else "a"


def slot_name(used: str) -> str:
    """The slot that a use such as `Name` speaks of."""
    return used[:1].lower() + used[1:]


def form(use: str, value: str) -> str:
    """A value in the form that a use in braces asks for."""
    found = USE.fullmatch(use)
    letter, name = (found[1], found[2]) if found else ("", "")
    said = value[:1].upper() + value[1:] if name[:1].isupper() else value
    with_article = f"{article(said)} {said}" if letter else said
    return with_article[:1].upper() + with_article[1:] if letter == "A" else with_article


@lru_cache(maxsize=512)
def pieces(text: str) -> tuple[Piece, ...]:
    """A frame's text cut at its slots."""
    found: list[Piece] = []
    last = 0
    for use in USE.finditer(text):
        found += [Piece(text[last : use.start()]), Piece(use[0], slot_name(use[2]))]
        last = use.end()
    return (*found, Piece(text[last:]))


def complete(frame: Frame) -> bool:
    """Whether it can be rendered: every slot it uses is there, followers with as many values as what they follow."""
    sizes = {slot.name: len(slot.values) for slot in frame.slots}
    follow = all(sizes.get(slot.follows) == sizes[slot.name] for slot in frame.slots if slot.follows)
    leaders = {slot.name for slot in free(frame)}.issuperset(slot.follows for slot in frame.slots if slot.follows)
    used = {piece.slot for piece in pieces(frame.text) if piece.slot}
    return bool(sizes) and follow and leaders and sizes.keys() >= used


def showable(frame: Frame) -> bool:
    """Whether a frame can be rendered, and does not forbid every rendering that is looked at."""
    try:
        return complete(frame) and bool(chosen(frame, 0))
    except ValueError:
        return False


def free(frame: Frame) -> tuple[Slot, ...]:
    """The slots that follow no other one."""
    return tuple(slot for slot in frame.slots if not slot.follows)


def total(frame: Frame) -> int:
    """How many fillings there are, forbidden ones counted too."""
    return math.prod(len(slot.values) for slot in free(frame))


def filling(frame: Frame, index: int) -> dict[str, str]:
    """The filling of this number, 0 to `total` - 1: a value for each slot; followers go by what they follow."""
    places: dict[str, int] = {}
    for slot in free(frame):
        index, places[slot.name] = divmod(index, len(slot.values))
    return {slot.name: slot.values[places[slot.follows or slot.name]] for slot in frame.slots}


def forbidden(frame: Frame, values: Mapping[str, str]) -> bool:
    """Whether a filling holds a combination that must never stand together."""
    return any(all(values[name] == value for name, value in never) for never in frame.never)


def fillings(frame: Frame) -> Iterator[dict[str, str]]:
    """All fillings that may be shown, in a fixed order."""
    for index in range(total(frame)):
        values = filling(frame, index)
        if not forbidden(frame, values):
            yield values


def chosen(frame: Frame, seed: int) -> dict[str, str]:
    """The filling of a seed: the same on every machine and in every version of Python.

    Digests of id and seed give its number and a leap; from a forbidden one on, leaps go through all of them to one
    that may be shown, so that none stands in for a whole row of its neighbours. ValueError when none may, or
    hardly any: who writes a frame of a billion fillings and forbids them must not keep the machine busy for ever.
    """
    many = total(frame)
    start, leap = digest(f"{frame.id}:{seed}"), digest(f"{frame.id}:{seed}:leap")
    while math.gcd(leap, many) > 1:
        leap += 1
    for step in range(min(many, LEAPS)):
        values = filling(frame, (start + step * leap) % many)
        if not forbidden(frame, values):
            return values
    message = f"the frame {frame.id!r} forbids all of its fillings"
    raise ValueError(message)


def digest(words: str) -> int:
    """A large number made from words."""
    return int.from_bytes(blake2b(words.encode(), digest_size=8).digest())


class Span(NamedTuple):
    """Where a piece stood in a frame's text (`begin` to `end`), and where its words stand now (`to` to `until`)."""

    begin: int
    end: int
    to: int
    until: int
    slot: str


def filled(frame: Frame, values: Mapping[str, str]) -> Frame:
    """A frame with its slots filled: text and cues as a scenario has them, everything else as it is."""
    spans, text, at = [], "", 0
    for piece in pieces(frame.text):
        words = piece.words(values)
        spans.append(Span(at, at + len(piece.as_written), len(text), len(text) + len(words), piece.slot))
        text, at = text + words, at + len(piece.as_written)
    cues = []
    for cue in frame.cues:
        first = next(span for span in spans if span.begin <= cue.start < span.end)
        last = next(span for span in spans if span.begin < cue.end <= span.end)
        start = first.to if first.slot else first.to + cue.start - first.begin
        end = last.until if last.slot else last.to + cue.end - last.begin
        cues.append(Cue(text[start:end], cue.axis, start, end))
    return replace(frame, text=text, cues=tuple(cues))


AnItem = TypeVar("AnItem", bound="Item")


def variant(item: AnItem, seed: int | None) -> AnItem:
    """An item as it is shown: a frame filled from its seed (None counts as 0), any other item as it is."""
    return filled(item, chosen(item, seed or 0)) if isinstance(item, Frame) else item  # type: ignore[return-value]


def overlap(one: Sequence[Sequence[str]], other: Sequence[Sequence[str]]) -> bool:
    """Whether two rows of alternatives can spell the same text; rows are walked together, word piece by word piece."""
    known: set[tuple[int, int, str, bool]] = set()
    stack = [(0, 0, "", True)]  # places in both rows, and what the first (True) or the second is ahead
    while stack:
        state = stack.pop()
        if state in known:
            continue
        known.add(state)
        at, to, rest, first = state
        if at == len(one) and to == len(other) and not rest:
            return True
        behind_first = not first if rest else at < len(one)
        row, place = (one, at) if behind_first else (other, to)
        if place == len(row):
            continue
        for word in row[place]:
            longer, shorter = (rest, word) if len(rest) >= len(word) else (word, rest)
            if longer.startswith(shorter):
                ahead = first if longer is rest and rest else behind_first
                nexts = (at + 1, to) if behind_first else (at, to + 1)
                stack.append((*nexts, longer[len(shorter) :], ahead))
    return False


def alternatives(frame: Frame) -> list[list[str]]:
    """A frame's text as a row of alternatives, each slot with all its values."""
    values = {slot.name: slot.values for slot in frame.slots}
    return [
        [form(piece.as_written, value) for value in values[piece.slot]] if piece.slot else [piece.as_written]
        for piece in pieces(frame.text)
    ]
