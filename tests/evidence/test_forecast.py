from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.evidence import scores
from quizzes.evidence.forecast import (
    Evidence,
    First,
    Forecast,
    Hold,
    Mock,
    Refused,
    Served,
    Told,
    cell_chance,
    chance_of_right,
    first_rates,
    forecast,
    lacking,
    offset,
    ready,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import DrawFn, SearchStrategy

TODAY, EXAM, PASS = 100, 110, 26
ENOUGH = tuple(First(str(place % 4), float(place % 3 == 0), 0.25) for place in range(60))

unmet = st.builds(Hold, st.floats(0.01, 5), st.none(), st.just(0))
met = st.builds(Hold, st.floats(0.01, 5), st.floats(0.001, 5000), st.integers(1, TODAY))
answers = st.lists(st.builds(Told, st.integers(80, TODAY), st.floats(0, 1), st.sampled_from([0.0, 1.0])), max_size=30)
mocks = st.lists(st.builds(Mock, st.integers(85, TODAY), st.integers(0, 40), st.just(40), st.floats(0, 1)), max_size=2)


@st.composite
def blueprints(draw: DrawFn, holds: SearchStrategy[Hold] = unmet | met) -> list[Served]:
    """Forty marks in ten cells of four areas, the first six with a memory that was met."""
    return [
        Served(str(place), 4, str(place % 4), draw(st.lists(met, min_size=place < 6, max_size=1)) + each)
        for place, each in enumerate(draw(st.lists(st.lists(holds, max_size=4), min_size=10, max_size=10)))
    ]


@st.composite
def evidence(draw: DrawFn) -> Evidence:
    """Enough first answers; any later ones and mocks."""
    more = draw(st.lists(st.builds(First, st.sampled_from("0123"), st.floats(0, 1), st.sampled_from([0.0, 0.25]))))
    return Evidence(TODAY, (*ENOUGH, *more), draw(answers), draw(mocks))


def told(blueprint: Sequence[Served], known: Evidence, day: float = EXAM) -> Forecast:
    """A forecast that is not refused."""
    found = forecast(blueprint, known, day, PASS)
    assert isinstance(found, Forecast)
    return found


def even(stability: float | None, day: int = TODAY) -> list[Served]:
    """Ten cells of four marks, each with one memory."""
    return [Served(str(place), 4, str(place % 4), [Hold(1, stability, day)]) for place in range(10)]


@given(blueprints(), evidence(), st.integers(90, 400))
def test_a_forecast_keeps_its_bounds(blueprint: list[Served], known: Evidence, day: int) -> None:
    """Chances lie within 0 and 1, scores within the paper, the mean within the range; the cells add up to it."""
    found = told(blueprint, known, day)
    assert 0 <= found.chance <= 1
    assert 0 <= found.low <= found.mean + 1e-9
    assert found.mean - 1e-9 <= found.high <= found.questions == 40
    assert 0 <= found.tomorrow <= 1
    assert all(0 <= marks <= 4 + 1e-9 for marks in found.cells.values())
    assert sum(found.cells.values()) == pytest.approx(found.mean)


@given(blueprints(), evidence(), st.data())
def test_more_recall_never_lowers_the_chance(blueprint: list[Served], known: Evidence, data: st.DataObject) -> None:
    """Any memory made stronger, or answered later: every score or more becomes as likely at least."""
    cell = data.draw(st.integers(0, 5))
    holds = list(blueprint[cell].holds)
    first, factor = holds[0], data.draw(st.floats(1, 1000))
    assert first.stability
    holds[0] = first._replace(stability=first.stability * factor, day=data.draw(st.integers(int(first.day), TODAY)))
    better = list(blueprint)
    better[cell] = blueprint[cell]._replace(holds=holds)
    before, after = told(blueprint, known), told(better, known)
    assert after.chance >= before.chance - 1e-9
    assert after.mean >= before.mean - 1e-9


@given(blueprints(), evidence(), st.randoms())
def test_the_order_of_memories_cells_and_answers_does_not_matter(
    blueprint: list[Served], known: Evidence, rng: st.DataObject
) -> None:
    """Permuted in every way, the forecast is the same but for rounding."""

    def dealt(things: Sequence[object]) -> list[object]:
        return rng.sample(list(things), len(things))  # type: ignore[attr-defined,no-any-return]

    mixed = dealt([cell._replace(holds=dealt(cell.holds)) for cell in blueprint])  # type: ignore[arg-type]
    again = Evidence(TODAY, *(dealt(part) for part in (known.firsts, known.told, known.mocks)))  # type: ignore[arg-type]
    first, second = told(blueprint, known), told(mixed, again)  # type: ignore[arg-type]
    assert second.chance == pytest.approx(first.chance, abs=1e-9)
    assert second.cells == pytest.approx(first.cells)


@given(blueprints(unmet), st.integers(0, 80), st.integers(0, 10), answers, mocks)
def test_a_forecast_is_refused_below_the_floor_and_never_above(
    blueprint: list[Served], firsts: int, cells: int, later: list[Told], sat: list[Mock]
) -> None:
    """Sixty first answers, and something met in cells of half the marks; nothing else decides."""
    bare = [cell._replace(holds=[Hold(1, 5.0 if place < cells else None, 99)]) for place, cell in enumerate(blueprint)]
    found = forecast(bare, Evidence(TODAY, [First("0", 1.0, 0.25)] * firsts, later, sat), EXAM, PASS)
    reasons = [reason for reason, lacks in (("answers", firsts < 60), ("marks", cells < 5)) if lacks]
    if reasons:
        assert found == Refused(tuple(reasons), firsts, 60, 4 * cells, 20)  # type: ignore[arg-type]
    else:
        assert isinstance(found, Forecast)


def test_without_any_memory_there_is_nothing_to_forecast() -> None:
    """Neither for a new learner nor for a paper without cells; a cell that no memory serves is as one not met."""
    assert forecast([], Evidence(TODAY), EXAM, PASS) == Refused(("answers", "marks"), 0, 60, 0, 0)
    assert forecast([], Evidence(TODAY, ENOUGH), EXAM, PASS) == Refused(("marks",), 60, 60, 0, 0)
    rates = first_rates(ENOUGH)
    nobody, unseen = Served("1", 4, "0", []), Served("1", 4, "0", [Hold(2, None, 0)])
    assert cell_chance(nobody, rates, EXAM) == cell_chance(unseen, rates, EXAM) > 0.25


def test_a_cell_is_the_mean_of_its_memories_by_weight() -> None:
    """A question of a memory is right with .25 + .70 R, R(S; S) = .9; of one not met with .85 of the first tries."""
    cell = Served("1.1", 4, "1", [Hold(3, 10.0, 100), Hold(1, None, 0)])
    rates = {"": 0.3, "1": 0.4}
    assert cell_chance(cell, rates, 110) == pytest.approx(0.25 + 0.70 * (3 * 0.9 + 0.85 * 0.4) / 4)
    assert cell_chance(cell._replace(area="2"), rates, 110) == pytest.approx(0.25 + 0.70 * (2.7 + 0.85 * 0.3) / 4)
    moved = scores.shifted(0.9, 0.5)
    assert cell_chance(cell, rates, 110, 0.5) == pytest.approx(0.25 + 0.70 * (3 * moved + 0.85 * 0.4) / 4)


def test_first_tries_are_corrected_for_guessing_and_areas_lean_on_the_learner() -> None:
    """Beta(2, 3) for the learner, five tries of the learner's rate for each area."""
    assert first_rates([]) == {"": 0.4}
    cards = [First("a", 1.0, 0.0)] * 5 + [First("b", 0.0, 0.0)] * 5
    assert first_rates(cards) == pytest.approx({"": 7 / 15, "a": (5 + 7 / 3) / 10, "b": (7 / 3) / 10})
    guessed = [First("a", float(place % 4 == 0), 0.25) for place in range(100)]
    assert first_rates(guessed)["a"] < 0.05
    slipped = [First("a", float(place % 20 != 0), 0.25) for place in range(100)]
    assert first_rates(slipped)["a"] > 0.95


def test_the_offset_follows_what_memory_did_not_foresee() -> None:
    """Better answers than foreseen lift it, worse lower it, old ones say nothing; it is bounded."""
    better, worse = ([Told(TODAY, 0.7, right)] * 20 for right in (1.0, 0.0))
    assert offset([], TODAY) == 0
    assert 0.3 < offset(better, TODAY) <= 1.8
    assert -1.8 <= offset(worse, TODAY) < -0.3
    assert offset(worse * 50, TODAY) == -1.8
    assert offset(worse, TODAY + 9) == offset(worse, TODAY)
    assert offset(worse, TODAY + 10) == 0
    assert told(even(10.0), Evidence(TODAY, ENOUGH, worse)).mean < told(even(10.0), Evidence(TODAY, ENOUGH)).mean
    as_foreseen = [Told(TODAY, 0.5 / 0.7, float(place % 4 != 0)) for place in range(40)]
    assert offset(as_foreseen, TODAY) == pytest.approx(0, abs=1e-9)


def test_answers_that_were_nearly_sure_say_little_of_a_learner() -> None:
    """Nine of ten right where .94 was foreseen is no news; nine of ten where .6 was foreseen is."""
    nine = [float(place % 10 != 0) for place in range(40)]
    sure, open_ = ([Told(TODAY, recall, right) for right in nine] for recall in (0.98, 0.5))
    assert abs(offset(sure, TODAY)) < 0.15
    assert offset(open_, TODAY) > 0.5


def test_the_offset_moves_one_answer_between_guessing_and_knowing() -> None:
    """Without an offset the chance is .25 + .70 R."""
    assert chance_of_right(0.6) == pytest.approx(0.67)
    assert 0.25 < chance_of_right(0.6, -3) < 0.67 < chance_of_right(0.6, 3) < 0.95


def test_a_mock_of_the_last_week_moves_the_forecast() -> None:
    """By what was expected of it; later or without its expectation it is heard as far as it can be."""
    plain = told(even(10.0), Evidence(TODAY, ENOUGH))

    def heard(mock: Mock, today: int = TODAY) -> float:
        return told(even(10.0), Evidence(today, ENOUGH, mocks=[mock])).mean

    assert heard(Mock(95, 36, 40, 0.7)) > plain.mean > heard(Mock(95, 20, 40, 0.7))
    assert heard(Mock(95, 30, 40)) == heard(Mock(95, 30, 40, plain.tomorrow)) < plain.mean
    assert heard(Mock(92, 10, 40, 0.7)) == plain.mean
    sat = told(even(10.0), Evidence(TODAY, ENOUGH, mocks=[Mock(95, 28, 40, 0.7)]))
    assert sat.high - sat.low < plain.high - plain.low
    assert sat.tomorrow == plain.tomorrow


GOOD = Forecast(31.0, 27, 35, 0.93, {}, 0.8, PASS, 40)


@pytest.mark.parametrize(
    ("changes", "sat", "lacks"),
    [
        ({}, [Mock(90, 27, 40)], ()),
        ({}, [Mock(86, 26, 40)], ()),
        ({}, [Mock(99, 13, 20)], ()),
        ({}, [], ("mock",)),
        ({}, [Mock(85, 40, 40)], ("mock",)),
        ({}, [Mock(99, 12, 20), Mock(90, 30, 40)], ("score",)),
        ({"low": 25}, [Mock(90, 27, 40)], ()),
        ({"low": 24}, [Mock(90, 27, 40)], ("range",)),
        ({"chance": 0.79, "low": 24}, [Mock(90, 25, 40)], ("chance", "range", "score")),
    ],
)
def test_ready_needs_a_good_chance_a_safe_range_and_a_mock(
    changes: dict[str, float], sat: list[Mock], lacks: tuple[str, ...]
) -> None:
    """The newest mock of the last two weeks passed, whatever its length; what is missing is named."""
    found = replace(GOOD, **changes)  # type: ignore[arg-type]
    assert lacking(found, sat, TODAY) == lacks
    assert ready(found, sat, TODAY) is not bool(lacks)
