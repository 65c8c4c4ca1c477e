"""A block of a GIFT file as a question in plain values, by the rules of Moodle's own reader."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from quizzes.course.problems import clip
from quizzes.exchange.gift.answers import ANSWERS, Part, words
from quizzes.exchange.gift.escapes import GAP, show
from quizzes.exchange.gift.values import Gift, Words

if TYPE_CHECKING:
    from quizzes.course.grammar.lines import Notes
    from quizzes.exchange.gift.blocks import Block
    from quizzes.exchange.gift.values import Kind

BRACE = re.compile(r"[{}]")
TRUTHS = {"T", "TRUE", "F", "FALSE"}


class Found(NamedTuple):
    """A block taken apart: title, the text around the answers, the answers (None: no braces) and the feedback."""

    title: str
    text: str
    answers: Part | None
    general: str
    line: int


def question_of(block: Block, notes: Notes) -> Gift | None:
    """The question of a block, None (and a problem) where Moodle would refuse it, or read what nobody meant."""
    found = apart(block, notes)
    if found is None:
        return None
    text = words(found.text)
    kind = kind_of(found.answers)
    more: dict[str, Any] | None = {}
    if found.answers is not None and kind in ANSWERS:
        more = ANSWERS[kind](found.answers, text.format, notes)
    if more is None:
        return None
    return Gift(
        kind=kind,
        line=found.line,
        end_line=block.end_line,
        text=text,
        title=found.title,
        category=block.category,
        id=block.remarks.id,
        tags=block.remarks.tags,
        ours=block.remarks.ours,
        general=words(found.general, text.format) if found.general else Words("", text.format),
        **more,
    )


def apart(block: Block, notes: Notes) -> Found | None:
    """A block cut at its title and its braces; None where these do not fit together."""
    text = block.text.rstrip()
    at = len(text) - len(text.lstrip())
    line = block.place(at)[0]
    title = ""
    if text.startswith("::", at):
        at += 2
        if (close := text.find("::", at)) >= 0:
            title, at = show(text[at:close]).strip(), close + 2
    body = text[at:].lstrip()
    at = len(text) - len(body)
    braces = [(found[0], at + found.start()) for found in BRACE.finditer(body)]
    if not braces:
        return Found(title, body, None, "", line)
    if not well_closed(braces, block, line, notes):
        return None
    (_, start), (_, end) = braces
    inside = text[start + 1 : end]
    if (hashes := inside.rfind("####")) >= 0:
        inside, general = inside[:hashes], inside[hashes + 4 :]
    else:
        general = ""
    gap = "" if end == len(text) - 1 else GAP
    answers = Part(inside, start + 1, block).stripped()
    return Found(title, f"{text[at:start]}{gap}{text[end + 1 :]}", answers, general, line)


def well_closed(braces: list[tuple[str, int]], block: Block, line: int, notes: Notes) -> bool:
    """Whether there is one opening brace and, after it, one closing one; else a problem at the question's beginning."""
    marks = "".join(mark for mark, _ in braces)
    if marks == "{}":
        return True
    where = block.place(braces[0][1])[0]
    if len(set(marks)) == 1:
        missing = "}" if marks[0] == "{" else "{"
        message = f"a brace {marks[0]} (line {where}) without its {missing}"
        hint = f"add the {missing}, and leave no blank line between the braces"
        notes.problem("E10", line, message, hint=hint)
    else:
        odd = next(at for number, (mark, at) in enumerate(braces) if mark != "{}"[number % 2] or number > 1)
        message = f"a brace too many: line {block.place(odd)[0]}, column {block.place(odd)[1]}"
        hint = r"a question has one pair of braces; in its words write \{ and \}"
        notes.problem("E11", line, message, hint=hint)
    return False


def kind_of(answers: Part | None) -> Kind:
    """The kind of a question, told from its answers as Moodle tells it."""
    if answers is None:
        return "description"
    text = answers.text
    if not text:
        return "essay"
    if text.startswith("#"):
        return "numerical"
    if "~" in text:
        return "multichoice"
    if "=" in text and "->" in text:
        return "matching"
    bare = text.partition("#")[0].strip()
    return "truefalse" if bare in TRUTHS else "shortanswer"


def told(gift: Gift) -> str:
    """A question in few words, for a message."""
    return clip(gift.title or gift.text.text.replace(GAP, "_____"))
