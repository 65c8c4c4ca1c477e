"""Figures of tasks from first answers: the set worked by hand, exact fractions over thin data, what a rest score is."""

from __future__ import annotations

import csv
import json
from collections import Counter
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.evidence.series import First, series
from quizzes.evidence.statistics import alpha, error_of_measurement, kr21
from quizzes.evidence.tasks import tasks
from quizzes.evidence.verdicts import suspects
from quizzes.practice.marking import mark
from tests.builders import a_card, a_course, a_question, a_scenario, an_option
from tests.evidence import exact_statistics as exact

if TYPE_CHECKING:
    from quizzes.course.course import Course

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "statistics"
near = pytest.approx
HALF = an_option("h", 0.5)
COURSE = a_course(
    a_question("one"),
    a_question("two", options=(an_option("a", 1.0), an_option("b"), HALF)),
    a_question("both", right=("a", "b"), wrong=("c", "d")),
    a_scenario("story"),
)
RESPONSES: dict[str, list[dict[str, Any]]] = {
    "one": [{"options": [slug]} for slug in "abcd"],
    "two": [{"options": [slug]} for slug in "abh"],
    "both": [{"options": pair} for pair in (["a", "b"], ["a", "c"], ["c", "d"], ["b", "d"])],
    "story": [
        {"labels": {"step": [step], "activity": [activity]}}
        for step in ("now", "vision")
        for activity in ("plan", "engage")
    ],
}


def first(course: Course, learner: int, item: str, response: dict[str, Any]) -> First:
    """An answer as the log has it."""
    found = course.find(item)
    assert found
    marked = mark(found, response, course.models)
    return First(learner, item, marked.points, marked.parts)


def class_of(shares: st.SearchStrategy[bool]) -> st.SearchStrategy[list[First]]:
    """A class that answered some of the four items each."""
    one = st.tuples(*[st.tuples(shares, st.sampled_from(RESPONSES[item])) for item in RESPONSES])
    return st.lists(one, min_size=1, max_size=14).map(
        lambda rows: [
            first(COURSE, learner, item, response)
            for learner, row in enumerate(rows)
            for item, (answered, response) in zip(RESPONSES, row, strict=True)
            if answered
        ]
    )


@given(class_of(st.booleans()))
def test_thin_data_agree_with_exact_fractions(firsts: list[First]) -> None:
    """r, D, thirds, counts and r of every choice to 1e-9, where learners answered different items."""
    asked = tasks(COURSE)
    found = series(asked, firsts)
    table = {(one.learner, one.item): Fraction(one.points).limit_denominator(64) for one in firsts}
    assert set(found) == {(one.item, part.axis) for one in firsts for part in one.parts}
    for (item, axis), figures in found.items():
        tries = [(one, part) for one in firsts if one.item == item for part in one.parts if part.axis == axis]
        compared = [(part, score) for one, part in tries if (score := exact.rest(table, one.learner, item)) is not None]
        own = [Fraction(part.points).limit_denominator(64) for part, _ in compared]
        scores, n = [score for _, score in compared], len(compared)
        g, t = exact.nearest(Fraction(27, 100), n), exact.nearest(Fraction(1, 3), n)
        assert (figures.n, figures.compared) == (len(tries), n)
        assert figures.r == near(exact.pearson(own, scores), abs=1e-9)
        assert figures.d == near(less(exact.top(own, scores, g), exact.bottom(own, scores, g)), abs=1e-9)
        assert figures.strong == near(exact.top(own, scores, t), abs=1e-9)
        assert figures.weak == near(exact.bottom(own, scores, t), abs=1e-9)
        for choice in asked[item, axis].choices:
            took = [Fraction(choice.id in part.chosen) for part, _ in compared]
            pick = figures.picks[choice.id]
            assert pick.count == sum(choice.id in part.chosen for _, part in tries)
            assert pick.r == near(exact.pearson(took, scores), abs=1e-9)
            assert pick.strong == near(exact.top(took, scores, t), abs=1e-9)
            assert pick.weak == near(exact.bottom(took, scores, t), abs=1e-9)


def less(one: float | None, other: float | None) -> float | None:
    """The difference, where there is one."""
    return None if one is None or other is None else one - other


@given(class_of(st.just(True)))
def test_where_all_answered_all_it_is_the_classical_item_rest_correlation(firsts: list[First]) -> None:
    """The total less the item, as the textbooks have it."""
    found = series(tasks(COURSE), firsts)
    learners = sorted({one.learner for one in firsts})
    points = {(one.learner, one.item): Fraction(one.points).limit_denominator(64) for one in firsts}
    totals = [sum((points[who, item] for item in RESPONSES), Fraction(0)) for who in learners]
    for item in ("one", "two", "both"):
        own = [points[who, item] for who in learners]
        classical = exact.pearson(own, [total - one for total, one in zip(totals, own, strict=True)])
        assert found[item, ""].r == near(classical, abs=1e-9)


def worked() -> tuple[Course, list[First], dict[str, Any]]:
    """The class of the golden file, and what was worked by hand."""
    head, key, *rows = csv.reader((GOLDEN / "chosen.csv").read_text().splitlines())
    keys = dict(zip(head[1:], key[1:], strict=True))
    items = [a_question(name, right=(right,), wrong=sorted(set("ABCD") - {right})) for name, right in keys.items()]
    course = a_course(*items)
    blank = first(course, 0, "q8", {"options": ["A"]}).parts[0]
    firsts = [
        first(course, int(who), name, {"options": [slug]})
        if slug != "-"
        else First(int(who), name, 0.0, (type(blank)("", 0.0, blank.right, ()),))
        for who, *row in rows
        for name, slug in zip(keys, row, strict=True)
    ]
    expected: dict[str, Any] = json.loads((GOLDEN / "expected.json").read_text())
    return course, firsts, expected


def test_the_set_worked_by_hand_comes_out() -> None:
    """15 learners, 8 items, one that does not vary, ties, a blank, a wrong key: every figure of working.txt."""
    course, firsts, expected = worked()
    asked = tasks(course)
    found = series(asked, firsts)
    for name, by_hand in expected["items"].items():
        figures = found[name, ""]
        ours = {"facility": figures.facility, "low": figures.low, "high": figures.high, "r": figures.r, "d": figures.d,
                "efficiency": figures.efficiency}  # fmt: skip
        assert ours == {key: number(by_hand[key]) for key in ours}
        assert (figures.n, figures.full, [*figures.unused]) == (15, by_hand["right"], by_hand["unused"])
        assert [choice.id for choice in suspects(asked[name, ""], figures)] == by_hand["suspects"]
        for slug, pick in by_hand["picks"].items():
            got = figures.picks[slug]
            assert got.count == pick["count"]
            assert (got.r, got.strong, got.weak) == tuple(number(pick[key]) for key in ("r", "strong", "weak"))


def test_the_paper_worked_by_hand_comes_out() -> None:
    """Alpha, which is KR-20 here, the standard error, KR-21."""
    _, firsts, expected = worked()
    rows = [[one.points for one in firsts if one.learner == who] for who in range(1, 16)]
    scores = [sum(row) for row in rows]
    found = alpha(rows)
    assert found == number(expected["alpha"])
    assert error_of_measurement(scores, found or 0) == number(expected["sem"])
    assert kr21(scores, 8) == number(expected["kr21"])


def number(written: str | None) -> Any:
    """A figure of the golden file, to 1e-9."""
    return None if written is None else near(float(written), abs=1e-9)


def test_cards_enter_no_rest_score_and_get_none_of_their_own_share() -> None:
    """Who judges her own cards kindly is not stronger for it."""
    course = a_course(a_card("kind"), a_question("one"), a_question("two"))
    firsts = [
        first(course, 1, "kind", {"grade": "good"}),
        first(course, 1, "one", {"options": ["b"]}),
        first(course, 2, "kind", {"grade": "again"}),
    ]
    found = series(tasks(course), firsts)
    assert (found["one", ""].n, found["one", ""].compared) == (1, 0)
    assert (found["kind", ""].n, found["kind", ""].compared) == (2, 1)


def test_both_axes_of_a_story_stay_out_of_its_rest_score() -> None:
    """The other axis of the same story is no independent witness."""
    story = {"labels": {"step": ["now"], "activity": ["engage"]}}
    found = series(tasks(COURSE), [first(COURSE, 1, "story", story)])
    assert {of: figures.compared for of, figures in found.items()} == {("story", "step"): 0, ("story", "activity"): 0}


def test_a_distractor_is_in_use_from_one_in_twenty() -> None:
    """Two of forty are enough, one is not; labels of a story are nobody's distractors."""
    chosen = ["a"] * 36 + ["b"] * 3 + ["c"]
    firsts = [first(COURSE, who, "one", {"options": [slug]}) for who, slug in enumerate(chosen)]
    labels = [first(COURSE, who, "story", RESPONSES["story"][0]) for who in range(40)]
    found = series(tasks(COURSE), firsts + labels)
    assert Counter(chosen) == {slug: pick.count for slug, pick in found["one", ""].picks.items() if pick.count}
    assert found["one", ""].unused == ("c", "d")
    assert found["one", ""].efficiency == near(1 / 3)
    assert (found["story", "step"].unused, found["story", "step"].efficiency) == ((), None)
