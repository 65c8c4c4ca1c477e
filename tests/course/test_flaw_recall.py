"""Item rules: each flaw, put into a hundred clean questions, is found, and no other rule speaks."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from quizzes.course.flaws.rules import RULES
from quizzes.course.items import Question
from tests.course import injections, test_bank_flaws, test_flaw_recall_kinds
from tests.course.clean import MANY, clean, told

if TYPE_CHECKING:
    from collections.abc import Callable

QUESTIONS = ("standard",)
BLANKS = ("missing-word",)
BOTH = ("standard", "missing-word")
FLAWS = [
    ("L1", injections.long_key, QUESTIONS),
    ("L4", injections.absolutes, BOTH),
    ("L5", injections.absolute_key, BOTH),
    ("L6", injections.catch_all, QUESTIONS),
    ("L8", injections.quiet_not, QUESTIONS),
    ("L9", injections.two_nots, QUESTIONS),
    ("L9", injections.not_in_option, QUESTIONS),
    ("L10", injections.echo, QUESTIONS),
    ("L12", injections.article, QUESTIONS),
    ("L14", injections.twice, BOTH),
    ("L16", injections.lead_in, QUESTIONS),
    ("L17", injections.unsorted, QUESTIONS),
    ("L18", injections.full_stop, BOTH),
    ("L18", injections.small_letter, BOTH),
    ("L19", injections.short_stem, QUESTIONS),
    ("L20", injections.long_stem, QUESTIONS),
    ("L21", injections.hard_stem, QUESTIONS),
    ("L23", injections.no_reason, BOTH),
    ("L23", injections.no_explanation, BOTH),
    ("L24", injections.by_letter, BOTH),
    ("L26", injections.duplicate, QUESTIONS),
    ("L27", injections.cue, QUESTIONS),
    ("L29", injections.contradiction, QUESTIONS),
    ("L30", injections.one_of_two, QUESTIONS),
    ("L31", injections.no_skill, BOTH),
    ("L35", injections.no_blank, BLANKS),
    ("L37", injections.unfinished, BOTH),
    ("L37", injections.dead_link, BOTH),
]
OVERWRITTEN = "the option that was overwritten held the word, or began otherwise"
COMPANIONS: dict[str, dict[str, str]] = {
    "catch_all": {"L10": OVERWRITTEN},
    "twice": {"L10": OVERWRITTEN, "L16": OVERWRITTEN},
    "echo": {"L1": "a word more makes the right option far longer where it was the longest already"},
    "quiet_not": {"L9": "an option had a negative word that did no harm before"},
}
"""By the flaw, the rules that may speak too, and why."""
CASES = [(code, inject, sort) for code, inject, sorts in FLAWS for sort in sorts]


@pytest.mark.parametrize(("code", "inject", "sort"), CASES, ids=[f"{c}-{i.__name__}-{s}" for c, i, s in CASES])
def test_an_injected_flaw_is_found_and_nothing_else(
    code: str, inject: Callable[[Question], Question], sort: str
) -> None:
    """Recall of at least 90 %, and each other rule is raised in no more than 2 of 100."""
    found = [told(inject(item)) for item in clean(sort) if isinstance(item, Question)]
    others = Counter(other for codes in found for other in {*codes} - {code, *COMPANIONS.get(inject.__name__, ())})
    assert len(found) == MANY
    assert sum(code in codes for codes in found) >= 0.9 * MANY
    assert max(others.values(), default=0) <= 0.02 * MANY, others


def test_every_rule_is_tried() -> None:
    """Whoever adds a rule shows here, beside it, or on a made bank that it finds its flaw."""
    tried = {code for code, *_ in FLAWS} | test_flaw_recall_kinds.TRIED | test_bank_flaws.TRIED
    assert tried == set(RULES)
