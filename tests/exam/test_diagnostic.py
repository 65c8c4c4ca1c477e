"""The diagnostic: its laws, and how often its bands are right over simulated learners."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.exam.ability import Tally, chance
from quizzes.exam.diagnostic import (
    CLEAR,
    CUT,
    FULL,
    MOST,
    QUICK,
    Band,
    State,
    after,
    bands,
    next_area,
    rebuilt,
    start,
)
from tests.builders import dice

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

AREAS = tuple("1234567")
AT_HAND = dict.fromkeys(AREAS, 30)
answers = st.lists(st.tuples(st.sampled_from(AREAS), st.booleans()), max_size=FULL)
budgets = st.sampled_from([FULL, QUICK, 5])


def walk(state: State, right: Callable[[str], bool]) -> list[tuple[str, bool]]:
    """The (area, right) of a whole diagnostic."""
    given_: list[tuple[str, bool]] = []
    while area := next_area(state):
        got = right(area)
        given_.append((area, got))
        state = after(state, area, right=got)
    return given_


def band(state: State, area: str) -> Band:
    """What is said of one area."""
    return next(each for each in bands(state) if each.area == area)


def test_areas_without_questions_are_skipped_and_named() -> None:
    """They are asked nothing, and no band speaks of them."""
    state = start({"1": 4, "2": 0, "3": 1, "4": 0})
    assert state == State({"1": Tally(0, 0), "3": Tally(0, 0)}, ("2", "4"), FULL)
    assert [each.area for each in bands(state)] == ["1", "3"]
    assert after(state, "2", right=True) == state
    nothing = start({"1": 0})
    assert (next_area(nothing), bands(nothing), next_area(start({}))) == (None, (), None)


def test_each_area_is_asked_twice_first_in_turns() -> None:
    """One after the other through all seven, and again."""
    assert [area for area, _ in walk(start(AT_HAND, 14), lambda _: True)] == [*AREAS, *AREAS]


def test_then_the_area_nearest_to_the_cut_for_its_spread() -> None:
    """Where all else is right, the area with one of two; where it has no question left, the next nearest."""
    state = rebuilt(start(AT_HAND), [(area, area != "4" or turn) for turn in (False, True) for area in AREAS])
    assert next_area(state) == "4"
    nearest = sorted(bands(state), key=lambda each: abs(each.z))
    assert nearest[0].area == "4"
    clear = abs(nearest[1].z) > CLEAR
    assert next_area(state, closed={"4"}) == (None if clear else nearest[1].area)
    assert next_area(state, closed=AREAS) is None


def test_it_ends_early_when_all_areas_are_clear() -> None:
    """Nobody who gets everything right answers 28 questions for it, and nobody who gets everything wrong."""
    for everything in (True, False):
        given_ = walk(start(AT_HAND), lambda _, everything=everything: everything)  # type: ignore[misc]
        state = rebuilt(start(AT_HAND), given_)
        assert 14 <= len(given_) < FULL
        assert {each.name for each in bands(state)} == {"likely-fine" if everything else "start-here"}


def test_bands_say_what_was_right_beside_them() -> None:
    """3 of 4, with P, and how far from the cut."""
    heard = [("1", True)] * 3 + [("1", False)] + [("2", False)] * 4 + [("3", True)] * 6
    state = rebuilt(start({"1": 9, "2": 9, "3": 9, "4": 9}), heard)
    found = {each.area: each for each in bands(state)}
    assert (found["1"].right, found["1"].asked) == (3, 4)
    assert {area: each.name for area, each in found.items()} == {
        "1": "not-sure",
        "2": "start-here",
        "3": "likely-fine",
        "4": "not-sure",
    }
    assert found["2"].z < -1 < 0 < found["3"].z
    assert 0.25 < found["2"].chance < 0.5 < found["1"].chance < found["3"].chance < 1


def test_a_band_rests_on_answers_of_its_own() -> None:
    """However clear all others are, an area asked once stays open."""
    others = [(area, False) for area in AREAS[1:] for _ in range(8)]
    assert band(rebuilt(start(AT_HAND), [*others, ("1", False)]), "1").name == "not-sure"
    assert band(rebuilt(start(AT_HAND), [*others, ("1", False), ("1", False)]), "1").name == "start-here"


@given(answers, st.randoms(use_true_random=False), budgets)
def test_the_order_of_answers_does_not_matter(heard: list[tuple[str, bool]], rng: Random, budget: int) -> None:
    """The state is its counts; the same answers in any order give the same bands and the same next area."""
    one = rebuilt(start(AT_HAND, budget), heard)
    other = rebuilt(start(AT_HAND, budget), rng.sample(heard, len(heard)))
    assert one == other
    assert (bands(one), next_area(one)) == (bands(other), next_area(other))


@given(answers, st.sampled_from(AREAS), st.booleans())
def test_more_right_never_lowers_a_chance(heard: list[tuple[str, bool]], area: str, more: bool) -> None:  # noqa: FBT001 drawn
    """One right answer more, or one wrong answer that is right instead, lowers P in no area."""
    before = bands(rebuilt(start(AT_HAND), heard if more else [*heard, (area, False)]))
    later = bands(rebuilt(start(AT_HAND), [*heard, (area, True)]))
    for one, other in zip(before, later, strict=True):
        assert other.chance >= one.chance - 1e-9


@given(st.dictionaries(st.sampled_from("123456789"), st.integers(0, 3), max_size=9), st.integers(0, 999), budgets)
def test_never_over_eight_in_an_area_nor_over_the_budget(at_hand: dict[str, int], seed: int, budget: int) -> None:
    """And a run that is rebuilt after each answer asks the same areas."""
    rng = dice(seed)
    given_ = walk(start(at_hand, budget), lambda _: rng.random() < 0.6)
    assert len(given_) <= budget
    asked = [area for area, _ in given_]
    assert all(asked.count(area) <= MOST and at_hand[area] for area in asked)
    for place, area in enumerate(asked):
        assert next_area(rebuilt(start(at_hand, budget), given_[:place])) == area


def prior(rng: Random) -> list[float]:
    """Seven abilities as the model expects them."""
    common = rng.gauss(0, 0.8)
    return [common + rng.gauss(0, 0.8) for _ in AREAS]


def strong(rng: Random) -> list[float]:
    """Somebody who has studied: higher, and less apart."""
    common = rng.gauss(0.6, 0.5)
    return [common + rng.gauss(0, 0.6) for _ in AREAS]


def patchy(rng: Random) -> list[float]:
    """Knows some areas and not the others, whichever: nothing in common, which the model does not expect."""
    return [rng.choice([-1.5, 1.2]) for _ in AREAS]


def simulate(draw: Callable[[Random], list[float]], budget: int, learners: int = 200) -> dict[str, float]:
    """Over learners: questions asked; how many areas get a band that says something; how many such are right."""
    rng = dice(11)
    asked = said = right = fine = 0
    for _ in range(learners):
        truth = dict(zip(AREAS, draw(rng), strict=True))
        given_ = walk(start(AT_HAND, budget), lambda area, truth=truth: rng.random() < chance(truth[area]))  # type: ignore[misc]
        asked += len(given_)
        for each in bands(rebuilt(start(AT_HAND, budget), given_)):
            if each.name != "not-sure":
                said += 1
                right += (each.name == "likely-fine") == (truth[each.area] > CUT)
                fine += each.name == "likely-fine"
    areas = learners * len(AREAS)
    return {"asked": asked / learners, "said": said / areas, "right": right / said, "fine": fine / areas}


@pytest.mark.parametrize(
    ("draw", "budget", "most_asked", "least_said", "least_right"),
    [
        (prior, FULL, 27.5, 0.48, 0.87),
        (prior, QUICK, 21, 0.36, 0.87),
        (strong, FULL, 27, 0.48, 0.85),
        (patchy, FULL, 28, 0.40, 0.92),
    ],
)
def test_bands_are_mostly_right(
    draw: Callable[[Random], list[float]], budget: int, most_asked: float, least_said: float, least_right: float
) -> None:
    """Of the areas called fine or weak nine in ten are, and about half are called so; the rest are "not sure"."""
    found = simulate(draw, budget)
    assert found["asked"] <= most_asked
    assert found["said"] >= least_said
    assert found["right"] >= least_right
