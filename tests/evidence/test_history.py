"""The log read again: what was expected before each answer, and what the charts are counted from."""

from __future__ import annotations

from typing import Any

from quizzes.evidence import history
from quizzes.practice.learning import Given
from tests.builders import a_card, a_course, a_question, a_scenario

DAY = 739_000
COURSE = a_course(
    a_card("card", "a"),
    a_question("list", "a", style="list"),
    a_question("plain", "b"),
    a_question("other", "b"),
    a_scenario("story"),
)


def a_given(item: str, day: int = 0, *, right: bool = True, confidence: str | None = None, **response: Any) -> Given:
    """An answer some days after the first one."""
    told = response or (
        {"grade": "good" if right else "again"} if item == "card" else {"options": ["a" if right else "b"]}
    )
    return Given(f"{item}-{day}", item, told, confidence, DAY + day, "study", 5000)


def test_what_was_expected_stands_beside_what_came() -> None:
    """At first nothing was; then the retrievability, with the days since; each axis of a story is a look of its own."""
    looks = list(history.looks(COURSE, [a_given("plain"), a_given("other", 3, right=False), a_given("plain", 12)]))
    first, second, third = looks
    assert (first.expected, first.gap, first.right, first.guessing) == (None, 0, True, 0.25)
    assert second.expected is not None
    assert 0 < second.expected < 1
    assert (second.gap, second.right, second.repeat) == (3, False, False)
    assert third.repeat, "seen 12 days ago, but only one answer to its memory since"
    labels = {"step": ["now"], "activity": ["engage"]}
    both = list(history.looks(COURSE, [a_given("story", labels=labels)]))
    assert [(look.key[1], look.right) for look in both] == [("ci.step.now", True), ("ci.activity.plan", False)]


def test_answers_that_no_longer_fit_are_passed_over() -> None:
    """An item that is gone, or a response it does not know: the rest is read."""
    given = [a_given("gone"), a_given("plain", options=["zebra"]), a_given("card")]
    assert [look.kind for look in history.looks(COURSE, given)] == ["card"]


def test_shares_count_by_age_style_and_confidence() -> None:
    """Repeats stay out of age and style; every "sure" counts; names stand in their order."""
    given = [
        a_given("plain", confidence="sure"),
        a_given("other", 2, right=False, confidence="guess"),
        a_given("list", 2, confidence="sure"),
        a_given("card"),
        a_given("card", 50),
    ]
    looks = list(history.looks(COURSE, given))
    assert history.by_confidence(looks) == (history.Share("sure", 2, 2), history.Share("guess", 0, 1))
    assert history.by_style(looks) == (history.Share("standard", 1, 2), history.Share("list", 1, 1))
    ages = {share.name: (share.right, share.of) for share in history.retention_by_age(looks)}
    assert ages["2 to 3 days"] == (0, 1)
    assert history.age(1) == "1 day"
    assert history.age(31) == history.OLDER


def test_calibration_hears_later_looks_of_what_is_no_card() -> None:
    """First looks were not foretold; a second look on one day says nothing."""
    given = [a_given("plain"), a_given("other"), a_given("other", 20), a_given("card"), a_given("card", 20)]
    pairs = history.forecasts(history.looks(COURSE, given))
    assert len(pairs) <= 1
    given = [a_given("plain"), a_given("other", 4, right=False)]
    ((expected, right),) = history.forecasts(history.looks(COURSE, given))
    assert 0 < expected < 1
    assert right is False
