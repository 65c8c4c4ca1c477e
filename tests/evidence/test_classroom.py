"""Laws of a class's tallies: the first answer counts, however it is read; counts add up; few learners show nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from quizzes.evidence.classroom import (
    FEWEST,
    Count,
    Places,
    Taken,
    Tally,
    as_json,
    by_chapter,
    confused,
    counts,
    from_json,
    hardest,
    places,
    weakest,
)
from quizzes.practice.marking import Part
from tests.builders import a_model

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quizzes.course.course import Course

MODEL = a_model()
LABELS = [label.id for label in MODEL.labels]
ITEMS = ("a", "b", "c", "d")
WHERE = Places(ITEMS, {item: place for place, item in enumerate(ITEMS)}, dict.fromkeys(ITEMS, ""),
               {"one": slice(0, 2), "two": slice(2, 4)}, "")  # fmt: skip
given_ones = st.lists(
    st.tuples(st.integers(0, 3), st.sampled_from([0.0, 0.5, 1.0]), st.sampled_from(LABELS), st.sampled_from(LABELS))
)


def tallied(given: Sequence[tuple[int, float, str, str]], tally: Tally | None = None) -> Tally:
    """A tally of answers: place, points, what it was, what was chosen."""
    found = tally or Tally.empty(WHERE)
    for place, points, true, chosen in given:
        found.take(place, points, [Part("step", points, (true,), (chosen,))])
    return found


@given(given_ones, given_ones)
def test_reading_on_is_reading_anew(
    before: list[tuple[int, float, str, str]], after: list[tuple[int, float, str, str]]
) -> None:
    """What was kept and read back goes on as if all had been read at once."""
    assert as_json(tallied(after, from_json(as_json(tallied(before))))) == as_json(tallied([*before, *after]))


@given(given_ones)
def test_only_the_first_answer_to_an_item_counts(answers: list[tuple[int, float, str, str]]) -> None:
    """Whatever comes later changes nothing."""
    assert as_json(tallied(answers)) == as_json(tallied([*answers, *answers[::-1]]))


@given(st.lists(given_ones, max_size=6))
def test_the_counts_of_a_class_add_up(everybody: list[list[tuple[int, float, str, str]]]) -> None:
    """Nobody is counted twice in who and met; chapters and items hold the same answers."""
    tallies = [tallied(own) for own in everybody]
    found = confused(MODEL, tallies)
    assert sum(found.matrix.counts.values()) == sum(sum(tally.mixed.get("step", {}).values()) for tally in tallies)
    for one in found.taken:
        assert 1 <= one.who <= one.met <= found.learners <= len(tallies)
        assert one.who <= one.times <= one.of
    whole = sum(row.of for row in by_chapter(WHERE, tallies))
    assert whole == sum(len(tally.signs) - tally.signs.count("-") for tally in tallies)
    assert all(row.of >= FEWEST for row in counts(WHERE, tallies))


def test_what_most_learners_did_comes_first() -> None:
    """One learner's many slips do not outweigh what three did once."""
    one, two, three = LABELS[:3]
    slips = [(place, 0.0, two, three) for place in range(4)]
    everybody = [tallied(slips), *(tallied([(0, 0.0, one, two), (1, 1.0, one, one)]) for _ in range(3))]
    worst, other = confused(MODEL, everybody).taken
    assert worst == Taken(one, two, who=3, met=3, times=3, of=6)
    assert (worst.enough, other.enough) == (True, False)


def test_surely_hard_comes_before_perhaps_hard() -> None:
    """None of three may be chance; three of twenty is not. What nobody missed is no hard item."""
    rows = [Count("few", 0, 3), Count("many", 3, 20), Count("easy", 20, 20), Count("gone", 0, 20)]
    assert [row.name for row in hardest(rows, 10, {"few", "many", "easy"})] == ["many", "few"]
    assert (rows[0].few, rows[1].few) == (True, False)


def test_the_weakest_chapter_has_ten_answers() -> None:
    """Nine wrong ones say nothing yet."""
    where = Places(ITEMS * 5, {}, {}, {"one": slice(0, 9), "two": slice(9, 20)}, "")
    assert weakest(where, Tally([*"000000000", *"11111111100"])) == Count("two", 9, 11)
    assert weakest(where, Tally([*"000000000", *"-----------"])) is None


def test_the_shipped_course_has_a_place_for_every_item_a_key_marks(course: Course) -> None:
    """Chapter by chapter, without cards; two builds of the same course have the same digest."""
    where = places(course)
    assert [where.items[place] for place in where.at.values()] == list(where.items)
    assert sum(span.stop - span.start for span in where.spans.values()) == len(where.items)
    assert not any(course.items[item].kind in {"card", "term"} for item in where.items if item in course.items)
    assert places(course).digest == where.digest
