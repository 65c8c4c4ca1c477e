"""Item rules that hold one item against the others: contradictions, equal fronts, near duplicates, cues."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from quizzes.course.flaws.cues import Cues
from quizzes.course.flaws.found import Found, distractors, keys, place
from quizzes.course.flaws.likeness import Likeness, answer
from quizzes.course.flaws.repeats import common_words
from quizzes.course.flaws.wording import letters
from quizzes.course.items import Card, Frame, Question
from quizzes.course.problems import clip
from quizzes.course.variants import complete

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TypeAlias

    from quizzes.course.draft import Draft
    from quizzes.course.items import Item
    from quizzes.course.problems import Problem

    Others: TypeAlias = Callable[[str], bool]
    """Whether an id is one of those that an item is held against."""


class Neighbours:
    """The items of a course that are not retired, prepared once, to hold any one against all others."""

    def __init__(self, draft: Draft) -> None:
        """Prepare the items of a draft."""
        self.draft = draft
        live = [item for item in draft.items if item.status != "retired" and draft.first[item.id] is item]
        questions = [item for item in live if isinstance(item, Question)]
        self._questions = {item.id: item for item in questions}
        self.frames = tuple(item for item in live if isinstance(item, Frame) and complete(item))
        self._rank = {item.id: rank for rank, item in enumerate(live)}
        self._asked: dict[str, list[Question]] = {}
        self._fronts: dict[tuple[str, tuple[str, ...]], list[Card]] = {}
        for item in live:
            if isinstance(item, Question):
                self._asked.setdefault(letters(item.text), []).append(item)
            elif isinstance(item, Card):
                self._fronts.setdefault(self._front(item), []).append(item)

    @cached_property
    def common(self) -> frozenset[str]:
        """Words that stand in many questions."""
        return common_words([*self._questions.values()])

    @cached_property
    def likeness(self) -> Likeness:
        """The questions by what is like them."""
        return Likeness(self._questions.values())

    @cached_property
    def _cues(self) -> Cues:
        return Cues(self._questions.values())

    def against(
        self, item: Item, draft: Draft | None = None, former: str = "", *, earlier: bool = False,
        errors_only: bool = False,
    ) -> Iterator[Problem]:  # fmt: skip
        """What is wrong with an item beside all others, or beside those that stand earlier in the course.

        Problems get their places in a draft that has the item's text, if one is given. `former` is the item itself.
        With `errors_only` the rules are left out that give warnings; looking for near duplicates takes longest.
        """
        placing, own = draft or self.draft, self._rank.get(item.id, len(self._rank))

        def others(slug: str) -> bool:
            return slug not in {item.id, former} and (not earlier or self._rank[slug] < own)

        match item:
            case Question():
                warning = () if errors_only else (self._duplicates, self._giving_away)
                for rule in (self._contradictions, *warning):
                    yield from (place(placing, item, found) for found in rule(item, others))
            case Card() if not errors_only:
                yield from (place(placing, item, found) for found in self._equal_fronts(item, others))

    def _contradictions(self, item: Question, others: Others) -> Iterator[Found]:
        """L29: the same stem, and what is right in one is wrong in the other."""
        for other in self._asked.get(letters(item.text), ()):
            if others(other.id) and (wrong(item) & right(other) or wrong(other) & right(item)):
                message = f"asks the same as {other.id!r} and calls another answer right"
                yield Found("L29", message, f"see {where(other)}; put one of them right", "error")

    def _equal_fronts(self, item: Card, others: Others) -> Iterator[Found]:
        """L36: another card asks the same; the first such is told."""
        for other in [other for other in self._fronts.get(self._front(item), ()) if others(other.id)][:1]:
            hint = f"see {where(other)}; keep one, or ask more exactly"
            yield Found("L36", f"asks the same as the card {other.id!r}", hint)

    def _duplicates(self, item: Question, others: Others) -> Iterator[Found]:
        """L26: stems and keys that are nearly the same."""

        def wanted(slug: str) -> bool:
            return others(slug) and self._may_meet(item, self._questions[slug])

        for slug, cosine in self.likeness.near(item.text, answer(item), wanted):
            message = f"nearly the same question as {slug!r}: stems alike to {cosine:.2f}"
            hint = f"see {where(self._questions[slug])}; drop one, or write enemies: {slug}"
            yield Found("L26", message, hint)

    def _giving_away(self, item: Question, others: Others) -> Iterator[Found]:
        """L27: the key of one stands in the stem of the other."""
        for other, key, ours in self._cues.of(item):
            if others(other.id) and self._may_meet(item, other):
                whose = f"its key stands in the stem of {other.id!r}"
                message = whose if ours else f"the stem holds the key of {other.id!r}"
                hint = f"see {where(other)}; say it in other words, or write enemies: {other.id}"
                yield Found("L27", f"{message}: {clip(key)!r}", hint)

    def _front(self, item: Card) -> tuple[str, tuple[str, ...]]:
        """What a card asks, by its letters, and in which editions."""
        return letters(item.text), self.draft.editions_of(item)

    def _may_meet(self, one: Question, other: Question) -> bool:
        """Whether a paper may hold both: they share an edition, and neither names the other as its enemy."""
        shared = set(self.draft.editions_of(one)) & set(self.draft.editions_of(other))
        return bool(shared) and one.id not in other.enemies and other.id not in one.enemies


def right(item: Question) -> set[str]:
    """The right options, by their letters."""
    return {letters(option.text) for option in keys(item)}


def wrong(item: Question) -> set[str]:
    """The wrong options, by their letters."""
    return {letters(option.text) for option in distractors(item)}


def where(item: Item) -> str:
    """The place of an item, as a hint names it."""
    return f"{item.place.path}:{item.place.line}"
