"""What changed between texts of one item, line by line, as values that a page can show."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.desk.history import Version
    from app.desk.values import Opened

AROUND = 1
"""Lines that did not change and are shown on either side."""


class Line(NamedTuple):
    """One line of a comparison: `sign` is + (new), - (gone), a space (the same) or … (lines left out)."""

    sign: str
    text: str


class Change(NamedTuple):
    """A version, what it changed against the one before it, and whether it is how the item stands now."""

    version: Version
    lines: tuple[Line, ...]
    now: bool


def against(found: Opened, versions: Sequence[Version]) -> tuple[Change, ...]:
    """Each version against the one before it; the oldest against nothing."""
    before = [version.block for version in versions[1:]] + [""]
    return tuple(
        Change(version, difference(former, version.block), version.block == found.block)
        for version, former in zip(versions, before, strict=False)
    )


def difference(one: str, other: str) -> tuple[Line, ...]:
    """The lines of two texts, with what did not change shortened."""
    before, after = one.split("\n") if one else [], other.split("\n") if other else []
    found: list[Line] = []
    for verb, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if verb == "equal":
            found += shortened(before[i:j], first=i == 0, last=j == len(before))
        else:
            found += [Line("-", text) for text in before[i:j]] + [Line("+", text) for text in after[k:m]]
    return tuple(found)


def shortened(lines: Sequence[str], *, first: bool, last: bool) -> list[Line]:
    """Lines that are the same in both, without those that are far from any change."""
    head, tail = 0 if first else AROUND, 0 if last else AROUND
    if len(lines) <= head + tail + 1:
        return [Line(" ", text) for text in lines]
    kept = [Line(" ", text) for text in lines[:head]], [Line(" ", text) for text in lines[len(lines) - tail :]]
    return [*kept[0], Line("…", ""), *(kept[1] if tail else [])]


def merged(began: str, own: str, other: str) -> str | None:
    """Both changes in one text; None where they touch the same lines."""
    base = began.split("\n")
    changes = sorted([*edits(base, own.split("\n")), *edits(base, other.split("\n"))])
    kept: list[tuple[int, int, list[str]]] = []
    for start, end, text in changes:
        if kept and (start, end, text) == kept[-1]:
            continue
        if kept and start <= kept[-1][1]:
            return None
        kept.append((start, end, text))
    for start, end, text in reversed(kept):
        base[start:end] = text
    return "\n".join(base)


def edits(one: list[str], other: list[str]) -> list[tuple[int, int, list[str]]]:
    """What makes one list of lines the other: lines from, to, and what stands there instead."""
    codes = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    return [(i, j, other[k:m]) for verb, i, j, k, m in codes if verb != "equal"]
