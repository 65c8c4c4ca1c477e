"""What an author reads before saving, word for word."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest

from quizzes.evidence.impact import Effect, Impact

if TYPE_CHECKING:
    from tests.app.conftest import Candidate

TOLD = '{% from "author/_impact.html" import told %}{{ told(impact, "keep", "a < b", errors) }}'
BUSY = Effect("regrade", answers=31, moved=29, sooner=17, later=12, days=9, results=12, to_pass=2, to_fail=1)
ONE = Effect("accept-both", answers=1, moved=1, later=1, days=1, results=1, to_fail=1)


def words(anna: Candidate, impact: Impact, **errors: str) -> str:
    """The text of the partial."""
    with anna.app.test_request_context():
        html = anna.app.jinja_env.from_string(TOLD).render(impact=impact, errors=errors)
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", html).split()))


@pytest.mark.parametrize(
    ("impact", "said"),
    [
        (("new", 0, 0, 0), "A new item. Nobody has answered it yet."),
        (("key", 0, 0, 0), "Nobody has answered it yet, so nothing else changes."),
        (("none", 41, 57, 0), "Nothing has changed."),
        (("wording", 41, 57, 0), "Wording only: 41 learners keep their history."),
        (("wording", 1, 1, 0), "Wording only: 1 learner keeps their history."),
        (("meaning", 41, 57, 3), "New wording: statistics start a new series, and 41 learners keep their schedule."),
    ],
)
def test_an_edit_that_asks_for_nothing_is_one_sentence(anna: Candidate, impact: Any, said: str) -> None:
    """And no choice."""
    assert words(anna, Impact(*impact)) == f"What saving does {said}"


def test_each_choice_says_what_it_would_do(anna: Candidate) -> None:
    """Results first, then practice; one and many; what would change nothing says so."""
    found = words(anna, Impact("key", 41, 57, 1, (BUSY, ONE, Effect("keep"))), reason="Say why.")
    assert "The key changes. So far 41 learners gave 57 answers, and it stood in 1 paper that is marked." in found
    assert (
        "12 results change, 2 from fail to pass, 1 from pass to fail. In practice 31 marks change. "
        "17 learners are asked again sooner, 12 later, by 9 days at most." in found
    )
    assert (
        "1 result changes, 1 from pass to fail. In practice 1 mark changes. "
        "1 learner is asked again later, by 1 day at most." in found
    )
    assert "the new key is for answers from now on. Nothing changes for anybody." in found
    assert found.endswith("Learners whose result changes will read them. Say why.")


def test_a_blank_in_a_paper_asks_too(anna: Candidate) -> None:
    """Nobody chose anything, but void gives its mark."""
    found = words(anna, Impact("ruling", 0, 0, 2, (Effect("void", results=2),)))
    assert "The ruling on older keys changes. It stood in 2 papers that are marked." in found
    assert "everybody gets its mark. 2 results change. Why" in found
