"""Questions of Moodle with one gap in their text, as questions with a missing word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from quizzes.course.grammar.slugs import Taken
from quizzes.course.items import Option, Question
from quizzes.exchange.elements import BLANK
from quizzes.exchange.moodle_gaps import GAP
from quizzes.exchange.moodle_parts import shared, switched, why
from quizzes.exchange.moodle_tree import Element, Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quizzes.course.items import Item
    from quizzes.exchange.moodle_text import Hearing

CLOZE = re.compile(r"\{\d*:([A-Z_]+):((?:[^{}\\]|\\.)*)\}", re.DOTALL)
CHOICES = {"MULTICHOICE", "MC"}
"""Types of gaps that offer a choice; endings as in MULTICHOICE_VS say how it looks."""

ANSWER = re.compile(r"(=|%(-?\d{1,3}(?:\.\d+)?)%)?((?:[^#\\]|\\.)*)(?:#(.*))?", re.DOTALL)
UNDONE = "the gaps of a question become axes only where they name one of ours"


class Offered(NamedTuple):
    """One choice for a gap, as Markdown."""

    text: str
    credit: float
    reason: str = ""


def missing_word(hearing: Hearing, offered: Sequence[Element], words: Sequence[str]) -> Sequence[Item]:
    """A text with one gap and its choices, those of the same group."""
    part = hearing.node.one("questiontext")
    source = hearing.source(part)
    gaps = GAP.findall(source)
    if len(gaps) != 1 or part is None:
        raise too_many(gaps)
    number = int(gaps[0])
    if not 0 < number <= len(words):
        raise Refusal("E58", f"the gap [[{number}]] has no choice", "number the choices from 1")
    group = offered[number - 1].told("group")
    found = [
        Offered(hearing.markdown(each, text), float(at == number))
        for at, (each, text) in enumerate(zip(offered, words, strict=True), start=1)
        if each.told("group") == group
    ]
    text = hearing.markdown(part, GAP.sub(BLANK, source))
    return [question(hearing, text, found, shuffle=switched(hearing, "shuffleanswers", default=False))]


def too_many(gaps: Sequence[object]) -> Refusal:
    """Why a text with none or several gaps cannot be carried."""
    return Refusal("E60", f"{len(gaps)} gaps that belong to no axis" if gaps else "a text without a gap", UNDONE)


def cloze(hearing: Hearing) -> Sequence[Item]:
    """A text with one embedded choice."""
    part = hearing.node.one("questiontext")
    source = hearing.source(part)
    gaps = [*CLOZE.finditer(source)]
    if len(gaps) != 1 or part is None:
        raise too_many(gaps)
    kind = gaps[0][1].partition("_")[0]
    if kind not in CHOICES:
        raise Refusal("E57", f"a gap of the type {gaps[0][1][:30]}", "only a gap with a choice can be carried")
    found = [embedded(hearing, part, each) for each in re.split(r"(?<!\\)~", gaps[0][2])]
    if sum(each.credit == 1 for each in found) != 1:
        raise Refusal("E59", "a gap without one right choice", "mark it with = or %100%")
    text = hearing.markdown(part, source[: gaps[0].start()] + BLANK + source[gaps[0].end() :])
    return [question(hearing, text, found, shuffle=gaps[0][1].endswith("S"))]


def embedded(hearing: Hearing, part: Element, written: str) -> Offered:
    """One choice of a gap as it is written: `=right#reason`, `%50%nearly`, `wrong`."""
    found = ANSWER.fullmatch(written)
    mark, percent, text, reason = found.groups("") if found else ("", "", written, "")
    credit = 1.0 if mark == "=" else max(0.0, min(1.0, float(percent or 0) / 100))
    plain, told = (hearing.markdown(part, re.sub(r"\\(.)", r"\1", each)) for each in (text, reason))
    return Offered(plain, credit, told)


def question(hearing: Hearing, text: str, offered: Sequence[Offered], *, shuffle: bool) -> Question:
    """The question, each choice with an id made from its words."""
    if len(offered) < 2 or not all(each.text for each in offered):  # noqa: PLR2004 a choice
        raise Refusal("E58", "a gap without two choices in words", "write what may be chosen")
    taken = Taken(())
    line = hearing.node.line
    options = tuple(Option(taken.derive(one.text), *one, line=line) for one in offered)
    more = {"options": options, "style": "missing-word", "shuffle": shuffle, "why": why(hearing)}
    return Question(**(shared(hearing, "question", text) | more))
