"""An author's mistake as a value with a place: gathered, shown together, never raised one by one."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

Level: TypeAlias = Literal["error", "warning", "info"]

READABLE = 10
"""As many words can be read at a glance."""

WIDTH = 100
"""Of a source line, this many characters around the place are shown."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """What is wrong, where (path inside the course, 1-based line and column), and what to do."""

    path: str
    line: int
    column: int
    code: str
    message: str
    hint: str = ""
    level: Level = "error"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint naming the nearest known word, or the choices when they are few; else nothing."""
    words = sorted(known)
    near = get_close_matches(word[:80], words, n=1, cutoff=0.6)
    if near:
        return f"did you mean {near[0]!r}?"
    if len(words) == 1:
        return f"there is only {words[0]!r}"
    return f"choose one of: {', '.join(words)}" if 0 < len(words) <= READABLE else ""


def render(problem: Problem, source: str | None = None) -> str:
    """A problem as `momentum check` prints it: place and message, the source line with a caret, the hint.

    `source` is the text of the problem's line; without it the line and the caret are left out.
    """
    place = f"{problem.path}:{problem.line}:{problem.column}"
    rows = [f"{place}: {problem.level} {problem.code} {problem.message}"]
    if source is not None and source.strip():
        rows += excerpt(problem, source)
    if problem.hint:
        rows.append(f"  hint: {problem.hint}")
    return "\n".join(rows)


def excerpt(problem: Problem, source: str) -> list[str]:
    """Two rows: the part of the line around the column, and a caret under it."""
    start = max(0, problem.column - 1 - WIDTH * 2 // 3) if len(source) > WIDTH else 0
    piece = source[start : start + WIDTH]
    shown = "".join(letter if letter.isprintable() else " " for letter in piece).rstrip()
    margin = " " * len(str(problem.line))
    caret = " " * (problem.column - 1 - start)
    return [f"  {problem.line} | {shown}", f"  {margin} | {caret}^"]


def clip(text: str, most: int = 40) -> str:
    """The text on one line and short enough to be quoted in a message."""
    flat = " ".join(text[: most * 4].split())
    return flat if len(flat) <= most else f"{flat[: most - 1].rstrip()}…"
