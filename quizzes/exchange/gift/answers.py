"""What stands between the braces of a GIFT question, kind by kind, with its weights, feedback and places."""

from __future__ import annotations

import math
import re
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from quizzes.course.problems import clip
from quizzes.exchange.gift.escapes import show
from quizzes.exchange.gift.values import FORMATS, Choice, Number, Pair, Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from quizzes.course.grammar.lines import Notes
    from quizzes.exchange.gift.blocks import Block
    from quizzes.exchange.gift.values import Format

WEIGHT = re.compile(r"%(-?\d{1,2}\.?\d*)%")
FORMAT = re.compile(rf"\[({'|'.join(FORMATS)})\]")
NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
MOST_IN_ONE = 100
"""Answers of one question; more were not written by a person."""


class Part(NamedTuple):
    """A stretch of a block's text and where in it it begins."""

    text: str
    start: int
    block: Block

    @property
    def line(self) -> int:
        """The line in the file on which it begins."""
        return self.block.place(self.start)[0]

    def stripped(self) -> Part:
        """The same without the space around it."""
        lead = len(self.text) - len(self.text.lstrip())
        return Part(self.text.strip(), self.start + lead, self.block)

    def after(self, count: int) -> Part:
        """The same without its first characters."""
        return Part(self.text[count:], self.start + count, self.block)

    def pieces(self, marks: str) -> Iterator[tuple[str, Part]]:
        """The stretches that begin with one of these marks (which is given too); space before the first is none.

        Of many more than a question may have, only so many that it shows.
        """
        mark, start = "", 0
        for found in islice(re.finditer(f"[{marks}]", self.text), MOST_IN_ONE + 2):
            if mark or self.text[: found.start()].strip():
                yield mark, Part(self.text[start : found.start()], self.start + start, self.block).stripped()
            mark, start = found[0], found.end()
        if mark or self.text.strip():
            yield mark, self.after(start).stripped()


def words(text: str, default: Format = "moodle") -> Words:
    """A text with the format that a bracket right at its beginning names, else the usual one."""
    found = FORMAT.match(text)
    if not found:
        return Words(show(text).strip(), default)
    name = next(name for name in FORMATS if name == found[1])
    return Words(show(text[found.end() :]).strip(), name)


def weighed(part: Part, usual: float, notes: Notes) -> tuple[float, Part]:
    """The weight before an answer in per cent, and the answer."""
    found = WEIGHT.match(part.text)
    if found:
        return float(found[1]), part.after(found.end())
    if odd := re.match(r"%[^%\s]{1,12}%", part.text):
        report_weight(part, odd[0], notes)
    return usual, part


def report_weight(part: Part, odd: str, notes: Notes) -> None:
    """Note a weight that Moodle takes for words."""
    hint = "write it as in ~%33.33333%; before a right answer marked = stands none"
    line, column = part.block.place(part.start)
    message = f"{clip(odd)} is no weight here: it stays in the text of the answer"
    notes.problem("E19", line, message, column=column, hint=hint, level="warning")


def answered(part: Part, weight: float, default: Format) -> Choice:
    """An answer and its feedback."""
    text, _, feedback = part.text.partition("#")
    return Choice(words(text.strip(), default), weight, words(feedback.strip(), default), part.line)


def enough(count: int, least: int, part: Part, notes: Notes) -> bool:
    """Whether a question has as many answers as it needs, and not more than anybody writes."""
    if least <= count <= MOST_IN_ONE:
        return True
    what = f"at least {least}" if count < least else f"at most {MOST_IN_ONE}"
    has = f"{count} answer{'s' * (count != 1)}" if count < least else "too many answers"
    hint = "write wrong answers as ~ and the right one as ="
    notes.problem("E12", part.line, f"this question has {has}; it needs {what}", hint=hint)
    return False


def multichoice(part: Part, default: Format, notes: Notes) -> dict[str, Any] | None:
    """One answer to choose, where one is marked with =; else several, by weight."""
    choices = []
    pieces = list(part.pieces("~="))
    if not enough(len(pieces), 2, part, notes):
        return None
    for mark, piece in pieces:
        weight, rest = 100.0, piece
        if mark != "=":
            weight, rest = weighed(piece, 0.0, notes)
        elif odd := WEIGHT.match(piece.text):
            report_weight(piece, odd[0], notes)
        choices.append(answered(rest, weight, default))
    return {"choices": tuple(choices), "single": "=" in part.text}


def shortanswer(part: Part, default: Format, notes: Notes) -> dict[str, Any] | None:
    """Words to type, each form with its weight."""
    pieces = list(part.pieces("="))
    if not enough(len(pieces), 1, part, notes):
        return None
    found = [weighed(piece, 100.0, notes) for _, piece in pieces]
    return {"choices": tuple(answered(rest, weight, default) for weight, rest in found)}


def truefalse(part: Part, default: Format, _notes: Notes) -> dict[str, Any]:
    """A statement; the first feedback is for whoever is wrong, the second for whoever is right."""
    answer, *told = part.text.split("#", 2)
    wrong, right = (words(text.strip(), default) for text in [*told, "", ""][:2])
    true = answer.strip() in {"T", "TRUE"}
    sides = [("True", true), ("False", not true)]
    choices = [Choice(Words(word, "plain"), 100.0 * good, right if good else wrong, part.line) for word, good in sides]
    return {"choices": tuple(choices), "single": True}


def matching(part: Part, default: Format, notes: Notes) -> dict[str, Any] | None:
    """Two sides to be joined; a left one without words is a further wrong right one."""
    pieces = list(part.pieces("="))
    if not enough(len(pieces), 2, part, notes):
        return None
    pairs = []
    for _, piece in pieces:
        left, arrow, right = piece.text.partition("->")
        if not arrow:
            line, column = piece.block.place(piece.start)
            message = f"an entry of a matching question without ->: {clip(show(piece.text))!r}"
            notes.problem("E13", line, message, column=column, hint="write both sides, as in =Canada -> Ottawa")
            return None
        pairs.append(Pair(words(left, default), show(right).strip(), piece.line))
    return {"pairs": tuple(pairs)}


def numerical(part: Part, default: Format, notes: Notes) -> dict[str, Any] | None:
    """Numbers: one, one with a tolerance, a range, or several with weights; what follows ~ is for all others."""
    inside, other, _ = part.text.partition("~")
    found = []
    pieces = list(Part(inside, part.start, part.block).after(1).pieces("="))
    if not enough(len(pieces), 1, part, notes):
        return None
    for _, piece in pieces:
        weight, rest = weighed(piece, 100.0, notes)
        choice = answered(rest, weight, default)
        if (span := range_of(choice.words.text)) is None:
            line, column = piece.block.place(piece.start)
            message = f"not a number or a range: {clip(choice.words.text)!r}"
            hint = "write 1822, 1822:5 (give or take 5), or 1820..1825, with a point for decimals"
            notes.problem("E14", line, message, column=column, hint=hint)
            return None
        found.append(Number(*span, weight, choice.feedback, choice.line))
    if other:
        rest = part.after(len(inside))
        found.append(Number(None, 0.0, 0.0, answered(rest, 0.0, default).feedback, rest.line))
    return {"numbers": tuple(found)}


def range_of(text: str) -> tuple[float | None, float] | None:
    """The middle and the tolerance of a number as written, (None, 0) for any number, None if it is none."""
    if text == "*":
        return None, 0.0
    first, dots, last = text.partition("..")
    if dots and first:
        least, most = number(first), number(last)
        return None if least is None or most is None else ((least + most) / 2, (most - least) / 2)
    first, _, last = text.partition(":")
    middle, tolerance = number(first), number(last) if last else 0.0
    return None if middle is None or tolerance is None or text.endswith(":") else (middle, tolerance)


def number(text: str) -> float | None:
    """A number with a point for decimals, if it is one."""
    found = float(text) if NUMBER.fullmatch(text.strip()) else math.inf
    return None if math.isinf(found) else found


ANSWERS: Mapping[str, Callable[[Part, Format, Notes], dict[str, Any] | None]] = {
    "multichoice": multichoice,
    "shortanswer": shortanswer,
    "truefalse": truefalse,
    "matching": matching,
    "numerical": numerical,
}
