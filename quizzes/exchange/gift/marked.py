"""What the tags and comments of a GIFT question say about an item of ours: kind, axis, ids of options, cues."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from quizzes.course.grammar.slugs import SLUG, Taken
from quizzes.course.items import Cue, Grade, Option
from quizzes.exchange.gift.weights import weight_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quizzes.course.grammar.lines import Notes
    from quizzes.exchange.gift.values import Choice, Gift, Pair

OPTION = re.compile(r"option:(\d{1,3}) (\S+)")
CREDIT = re.compile(r"credit:(\d{1,3}) (0?\.\d{1,6})")
CUE = re.compile(r"cue:([a-z0-9-]+) (\d{1,6}) (.+)", re.DOTALL)
MARK = re.compile(r"(kind|axis|listed|option|credit|cue):")


class Marks(NamedTuple):
    """The marks of one question, and the other tags (attributes among them)."""

    kind: str
    axis: str
    listed: tuple[str, ...]
    ids: dict[int, str]
    exact: dict[int, float]
    cued: tuple[tuple[str, int, str], ...]
    tags: tuple[str, ...]
    right: int

    def slugs(self, texts: Sequence[str]) -> list[str]:
        """The ids of options: as marked, else made from their words."""
        taken = Taken(self.ids.values())
        return [
            slug if (slug := self.ids.get(number, "")) and taken.give(slug) else taken.derive(text)
            for number, text in enumerate(texts, start=1)
        ]

    def credit(self, number: int, credit: float) -> float:
        """The credit of an option, as exact as it was written, if the weight is still the one for it."""
        exact = self.exact.get(number)
        if exact is None:
            return credit
        weights = [weight_of(each, self.right) for each in (exact, credit)]
        return exact if weights[0] == weights[1] else credit

    def options(
        self,
        texts: Sequence[str],
        worth: Sequence[tuple[float, bool]],
        reasons: Sequence[str],
        lines: Sequence[Choice | Pair],
    ) -> tuple[Option, ...]:
        """Options of a question or steps of an order."""
        rows = zip(self.slugs(texts), texts, worth, reasons, lines, strict=True)
        return tuple(
            Option(slug, text, self.credit(number, credit), reason, line=row.line, end_line=row.line)
            for number, (slug, text, (credit, _), reason, row) in enumerate(rows, start=1)
        )

    def grades(
        self, texts: Sequence[str], worth: Sequence[tuple[float, bool]], reasons: Sequence[str]
    ) -> tuple[Grade, ...]:
        """What labels are worth: in the order that is marked, else the right ones first; the rest is not listed."""
        found = {}
        for number, (slug, (credit, full), reason) in enumerate(
            zip(self.slugs(texts), worth, reasons, strict=True), start=1
        ):
            whole = full and f"~{slug}" not in self.listed
            found[slug] = Grade(slug, self.credit(number, credit), full=whole, reason=reason)
        listed = [name.removeprefix("~") for name in self.listed if name.removeprefix("~") in found]
        told = [name for name, grade in found.items() if grade.credit or grade.reason]
        told.sort(key=lambda name: not found[name].full)
        return tuple(found[name] for name in dict.fromkeys([*listed, *told]))

    def cues(self, text: str) -> tuple[Cue, ...]:
        """The deciding words that still stand where they stood, or in one other place."""
        found = []
        for axis, start, words in self.cued:
            at = start if text.startswith(words, start) else text.find(words)
            if at >= 0:
                found.append(Cue(words, axis, at, at + len(words)))
        return tuple(found)


def marks_of(gift: Gift, notes: Notes) -> Marks:
    """The marks of a question; ids of options that do not fit are told and left out."""
    every = (*gift.tags, *gift.ours)
    named = dict(each.split(":", 1) for each in every if each.startswith(("kind:", "axis:", "listed:")))
    count = max(len(gift.choices), len(gift.pairs))
    ids: dict[int, str] = {}
    for found in filter(None, map(OPTION.fullmatch, every)):
        number, slug = int(found[1]), found[2]
        if 1 <= number <= count and number not in ids and slug not in ids.values() and SLUG.fullmatch(slug):
            ids[number] = slug
        else:
            message = f"the id of an option does not fit: {found[0]!r}"
            hint = f"the question has {count} options; each has one id, such as {found[1]} first-words"
            notes.problem("E21", gift.line, message, hint=hint, level="warning")
    exact = {int(found[1]): float(found[2]) for found in filter(None, map(CREDIT.fullmatch, every))}
    cued = tuple((found[1], int(found[2]), found[3]) for found in filter(None, map(CUE.fullmatch, every)))
    right = sum(each.weight == max(c.weight for c in gift.choices) for each in gift.choices) if gift.choices else 0
    return Marks(
        named.get("kind", ""),
        named.get("axis", ""),
        tuple(named.get("listed", "").split()),
        ids,
        exact,
        cued,
        tuple(each for each in every if not MARK.match(each)),
        1 if gift.single else right,
    )
