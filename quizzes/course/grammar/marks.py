"""Our small inline rules: cues `==words=={axis}` and option slugs `{#slug}`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quizzes.course.grammar.slugs import SLUG, slug_of
from quizzes.course.items import Cue
from quizzes.course.problems import clip

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from quizzes.course.grammar.lines import Notes

    Where = Callable[[int], tuple[int, int]]

CUE = re.compile(r"==(?=[^\s=])((?:(?!==|\n[ \t]*\n).)+?)==\{[ \t]*([^{}\n]*?)[ \t]*\}", re.DOTALL)
OPENER = re.compile(r"==(?=[^\s=])|(?<=[^\s=])==")
TAG = re.compile(r"\{#([^{}]*)\}\s*")


def read_cues(text: str, where: Where, notes: Notes) -> tuple[str, tuple[Cue, ...]]:
    """The text without its cue marks, and the cues with their offsets in it; `where` gives places of offsets."""
    if "==" not in text:
        return text, ()
    pieces: list[str] = []
    cues: list[Cue] = []
    length = last = 0
    for found in CUE.finditer(text):
        before = text[last : found.start()]
        report_loose(text, (last, found.start()), where, notes)
        pieces += [before, found[1]]
        start = length + len(before)
        length = start + len(found[1])
        cues.append(Cue(found[1], found[2], start, length))
        last = found.end()
        if not SLUG.fullmatch(found[2]):
            line, column = where(found.start(2))
            hint = "write the id of a model, as in ==words=={step}"
            notes.problem("C16", line, f"a cue needs an axis, not {clip(found[2])!r}", column=column, hint=hint)
    report_loose(text, (last, len(text)), where, notes)
    return "".join([*pieces, text[last:]]), tuple(cues)


def no_cues(text: str, where: Where, notes: Notes) -> None:
    """Note cue marks in a text that has no use for them."""
    if "==" in text and (found := CUE.search(text)):
        line, column = where(found.start())
        message = "cue marks have a meaning in scenarios, frames and events only"
        notes.problem("C16", line, message, column=column, hint=f"write the words without marks: {clip(found[1])}")


def report_loose(text: str, stretch: tuple[int, int], where: Where, notes: Notes) -> None:
    """Note `==` in a stretch of a text that does not open or close a cue."""
    if found := OPENER.search(text, *stretch):
        line, column = where(found.start())
        hint = "close it and name the axis, as in ==deciding words=={step}"
        notes.problem("C16", line, "this == is not part of a whole cue mark", column=column, hint=hint)


def place(text: str, numbers: Sequence[int], offset: int) -> tuple[int, int]:
    """Line and column in the file of an offset in a gathered text whose lines have these numbers."""
    row = text.count("\n", 0, offset)
    return numbers[row], offset - text.rfind("\n", 0, offset)


def split_slug(text: str, where: Where, notes: Notes) -> tuple[str, str]:
    """An option's text and its slug ("" if none is written); a slug that is not well written is a problem."""
    at = text.rfind("{#")
    if at < 0:
        return text.strip(), ""
    found = TAG.fullmatch(text, at)
    line, column = where(at)
    if not found:
        hint = "put the slug at the end of the option, as in {#take-action}"
        notes.problem("C13", line, "the slug must end the option", column=column, hint=hint)
        return text.strip(), ""
    slug = found[1].strip()
    if "{#" in text[:at]:
        line, column = where(text.index("{#"))
        notes.problem("C13", line, "two slugs in one option", column=column, hint="keep the one at the end")
    if not SLUG.fullmatch(slug):
        hint = f"small letters, digits and hyphens, as in {{#{slug_of(slug or text)}}}"
        notes.problem("C13", line, f"{clip(slug)!r} is not a slug", column=column, hint=hint)
        slug = ""
    return text[:at].strip(), slug
