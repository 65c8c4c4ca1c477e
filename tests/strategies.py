"""What hypothesis draws for tests of the content grammar: files with an author's mistakes in them, and sound items."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hypothesis.strategies import DrawFn, SearchStrategy

ROOT = Path(__file__).parent
SOUND = ROOT / "golden" / "mistakes" / "000-sound"
CONTENT = ROOT.parent / "content"
RARE = (ROOT / "course" / "rare.md").read_text(encoding="utf-8")
"""One of each form that the shipped course does not use yet."""

MARKERS = "#-[]>:{}|=~?_*`!.()x/\"'"
NASTY = "\x00\t\u00a0\u200b\u2028\ufeff\U0001f9ed\u0661\u202eé[]{}#>|=~`!\\<&\r"


@cache
def real_files(ending: str) -> tuple[str, ...]:
    """The texts of all shipped files and of the small sound course with this ending."""
    found = sorted([*CONTENT.rglob(f"*{ending}"), *SOUND.rglob(f"*{ending}")])
    return tuple(path.read_bytes().decode() for path in found if path.name != "README.md")


@cache
def item_files() -> tuple[str, ...]:
    """All item files, with frames, cases and sketches added."""
    return (*(text for text in real_files(".md") if "{{" not in text), RARE)


@cache
def lesson_files() -> tuple[str, ...]:
    """All lesson files."""
    return tuple(text for text in real_files(".md") if "{{" in text)


@st.composite
def mutated(draw: DrawFn, texts: Sequence[str]) -> str:
    """A stretch of a real file with one to six mistakes in it."""
    lines = draw(st.sampled_from(texts)).split("\n")
    start = draw(st.integers(0, max(0, len(lines) - 10)))
    text = "\n".join(lines[start : start + draw(st.integers(5, 60))])
    for change in draw(st.lists(st.sampled_from(CHANGES), min_size=1, max_size=6)):
        text = change(draw, text)
    return text


def spot(draw: DrawFn, text: str) -> int:
    """An offset in a text."""
    return draw(st.integers(0, len(text)))


def drop_line(draw: DrawFn, text: str) -> str:
    """One line is lost."""
    lines = text.split("\n")
    del lines[draw(st.integers(0, len(lines) - 1))]
    return "\n".join(lines)


def double_line(draw: DrawFn, text: str) -> str:
    """One line stands twice."""
    lines = text.split("\n")
    at = draw(st.integers(0, len(lines) - 1))
    return "\n".join([*lines[: at + 1], *lines[at:]])


def swap_lines(draw: DrawFn, text: str) -> str:
    """Two lines change places."""
    lines = text.split("\n")
    one, other = (draw(st.integers(0, len(lines) - 1)) for _ in range(2))
    lines[one], lines[other] = lines[other], lines[one]
    return "\n".join(lines)


def indent_line(draw: DrawFn, text: str) -> str:
    """One line moves to the right."""
    lines = text.split("\n")
    at = draw(st.integers(0, len(lines) - 1))
    lines[at] = draw(st.sampled_from([" ", "  ", "\t", "      "])) + lines[at]
    return "\n".join(lines)


def insert(draw: DrawFn, text: str) -> str:
    """Characters slip in."""
    at = spot(draw, text)
    more = draw(st.one_of(st.text(NASTY + MARKERS, max_size=6), st.text(max_size=6)))
    return text[:at] + more + text[at:]


def truncate(draw: DrawFn, text: str) -> str:
    """The end is lost."""
    return text[: spot(draw, text)]


def join_lines(draw: DrawFn, text: str) -> str:
    """A line end is lost."""
    at = text.find("\n", spot(draw, text))
    return text if at < 0 else text[:at] + text[at + 1 :]


def blank_line(draw: DrawFn, text: str) -> str:
    """A blank line slips in."""
    lines = text.split("\n")
    lines.insert(draw(st.integers(0, len(lines))), "")
    return "\n".join(lines)


def change_case(draw: DrawFn, text: str) -> str:
    """One line is written in capitals."""
    lines = text.split("\n")
    at = draw(st.integers(0, len(lines) - 1))
    lines[at] = lines[at].upper()
    return "\n".join(lines)


def drop_marker(draw: DrawFn, text: str) -> str:
    """One mark is lost."""
    found = [each.start() for each in re.finditer(f"[{re.escape(MARKERS)}]", text)]
    if not found:
        return text
    at = draw(st.sampled_from(found))
    return text[:at] + text[at + 1 :]


def windows(_draw: DrawFn, text: str) -> str:
    """The file comes from another system."""
    return text.replace("\n", "\r\n")


CHANGES: list[Callable[[DrawFn, str], str]] = [
    drop_line,
    double_line,
    swap_lines,
    indent_line,
    insert,
    truncate,
    join_lines,
    blank_line,
    change_case,
    drop_marker,
    windows,
]

any_text: SearchStrategy[str] = st.text(st.characters(), max_size=200)
