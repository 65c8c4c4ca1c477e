"""What questions of Moodle have in common, read: stem, feedback, weights and answers."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from quizzes.course.grammar.slugs import SLUG, Taken
from quizzes.course.items import Option, Place
from quizzes.exchange.elements import CREDIT
from quizzes.exchange.moodle_tree import Element, Refusal
from quizzes.exchange.weights import credit, fraction

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quizzes.exchange.moodle_text import Hearing

TRUE = {"1", "true"}
EXACT = 0.01
"""Weights are written as 33.33333 or as 33.3333333."""


def shared(hearing: Hearing, kind: str, text: str) -> dict[str, Any]:
    """What all kinds have; the id is given later, by the whole file."""
    place = Place(hearing.path, hearing.node.line, hearing.node.end)
    return {"id": "", "kind": kind, "chapter": "", "place": place, "text": text}


def stem(hearing: Hearing) -> str:
    """The question's text; a question without one is refused."""
    text = hearing.text(hearing.node.one("questiontext"))
    if not text:
        raise Refusal("E58", "a question without a text", "write what is asked")
    return text


def why(hearing: Hearing) -> str:
    """The feedback that everybody gets."""
    return hearing.text(hearing.node.one("generalfeedback"))


def switched(hearing: Hearing, tag: str, *, default: bool) -> bool:
    """A setting that is on or off."""
    told = hearing.node.told(tag).lower()
    return told in TRUE if told else default


def weight(answer: Element) -> float:
    """What an answer is worth, in percent."""
    written = answer.attributes.get("fraction", "").strip() or "0"
    try:
        found = float(written.replace(",", "."))
    except ValueError:
        found = math.nan
    if not -100 <= found <= 100:  # noqa: PLR2004 percent
        hint = "a weight is a number from -100 to 100"
        raise Refusal("E63", f"an answer cannot weigh {written[:20]!r}", hint, answer.line)
    return found


def named(hearing: Hearing, answers: Sequence[Element]) -> list[tuple[Element, str, str]]:
    """Answers with their slugs, those that travelled along or made from the words, and their words."""
    slugs = [slug if SLUG.fullmatch(slug := hearing.data(answer, "option")) else "" for answer in answers]
    taken = Taken(slug for slug in slugs if slug)
    found: list[tuple[Element, str, str]] = []
    for answer, slug in zip(answers, slugs, strict=True):
        text = hearing.text(answer)
        if not text:
            raise Refusal("E58", "an answer without words", "write them, or take the answer out", answer.line)
        found.append((answer, slug if slug and taken.give(slug) else taken.derive(text), text))
    return found


def options(hearing: Hearing, answers: Sequence[Element], keys: int) -> tuple[Option, ...]:
    """Answers as the options of a question with so many right ones."""
    found: list[Option] = []
    for answer, slug, text in named(hearing, answers):
        reason = answer.one("feedback")
        void = bool(hearing.data(reason, "void"))
        worth = 0.0 if void else credit_of(hearing, answer, keys)
        told = hearing.text(reason)
        found.append(Option(slug, text, worth, told, void=void, line=answer.line, end_line=answer.end))
    return tuple(found)


def credit_of(hearing: Hearing, answer: Element, keys: int) -> float:
    """What an answer is worth here: as it was with us, unless its weight was changed since."""
    told = hearing.data(answer.one("feedback"), "credit")
    found = weight(answer)
    if CREDIT.fullmatch(told) and abs(fraction(float(told), keys) - found) < EXACT:
        return float(told)
    return credit(found, keys)
