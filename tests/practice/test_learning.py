from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.practice.learning import Given, Held, Sighting, asked, is_leech, is_repeat, keys, learn
from quizzes.practice.memory import Memory, Rating, due
from tests.builders import (
    a_card,
    a_case,
    a_course,
    a_frame,
    a_label,
    a_model,
    a_question,
    a_scenario,
    a_term,
    an_order,
)

if TYPE_CHECKING:
    from quizzes.practice.learning import Key, Learned

STEP: Key = ("skill", "ci.step.now")
PLAN: Key = ("skill", "ci.activity.plan")
DEFINITION: Key = ("skill", "ci.definition")
COURSE = a_course(
    a_card(),
    *(a_question(slug, skills=("ci.definition", "ci.levels")) for slug in ("one", "two", "three", "four", "five")),
    a_scenario(),
    a_scenario("both", {"step": {"now": 1.0, "vision": 1.0}}),
    an_order(),
    a_term(),
    a_frame(),
    a_case(),
)


def given_answer(item: str, response: dict[str, Any], day: int, confidence: str | None = None) -> Given:
    """An answer on a day."""
    return Given("uuid", item, response, confidence, day, "study", 1000)


class Learner:
    """Answers one thing after another and keeps what comes of it."""

    def __init__(self) -> None:
        self.held: dict[Key, Held] = {}
        self.seen: dict[str, Sighting] = {}

    def answers(
        self, item: str, response: dict[str, Any], day: int, confidence: str | None = None, where: str = "study"
    ) -> Learned:
        """One answer of any kind."""
        found, given_now = COURSE.find(item), given_answer(item, response, day, confidence)
        assert found
        learned = learn(COURSE, found, replace(given_now, where=where), self.held, self.seen.get(item))
        self.held |= learned.held
        self.seen[item] = learned.sighting
        return learned

    def asks(self, item: str, day: int, *, right: bool = True, confidence: str | None = None) -> Learned:
        """One question, right or wrong."""
        return self.answers(item, {"options": ["a" if right else "b"]}, day, confidence)


def test_which_memories_an_item_speaks_to() -> None:
    """A card has its own; a question and an order their first skill's; a scenario each full label's."""
    items = COURSE.items
    assert keys(COURSE, items["card"]) == (("card", "card"),)
    assert keys(COURSE, items["one"]) == (DEFINITION,)
    assert keys(COURSE, items["order"]) == (("skill", "ci.steps"),)
    assert keys(COURSE, items["scenario"]) == (STEP, PLAN)
    assert keys(COURSE, items["scenario"], ["activity"]) == (PLAN,)
    assert keys(COURSE, items["both"]) == (("skill", "ci.step.vision"), STEP)
    assert keys(COURSE, items["term"]) == ()
    assert keys(COURSE, items["frame"]) == (STEP, PLAN)
    assert keys(COURSE, items["case"]) == ()
    assert keys(COURSE, COURSE.events["case.first"]) == (STEP,)
    assert keys(a_course(models=()), items["scenario"]) == ()


def test_only_the_axes_of_the_edition_are_asked() -> None:
    """A model of another edition has no place in this one."""
    course = a_course(models=(a_model(), a_model("activity", editions=("v5",))))
    assert asked(course, a_scenario(), "itil4") == ("step",)
    assert asked(course, a_scenario(), "v5") == ("step", "activity")


GOLDEN = [
    # day, item, right, confidence, rating heard (0: none), answers, due
    (1, "one", True, None, 3, 1, 3),
    (1, "two", True, "sure", 0, 2, 3),
    (1, "two", False, None, 1, 3, 2),
    (1, "three", False, "sure", 0, 4, 2),
    (2, "four", True, "unsure", 2, 5, 4),
    (3, "five", True, "sure", 3, 6, 6),
    (5, "three", True, "sure", 2, 7, 10),
    (9, "one", True, "sure", 3, 8, 18),
    (9, "one", True, "guess", 0, 9, 18),
    (15, "two", True, "guess", 1, 10, 16),
]


def test_a_golden_story_of_one_skill() -> None:
    """Day by day: the first answer rates, later ones are counted, a wrong one lowers once, a repeat is Hard at best."""
    anna = Learner()
    for day, item, right, confidence, rating, answers, due_day in GOLDEN:
        learned = anna.asks(item, day, right=right, confidence=confidence)
        held = anna.held[DEFINITION]
        story = (day, item, learned.ratings.get(DEFINITION, 0), held.answers, due(held.memory))
        assert story == (day, item, rating, answers, due_day)
    assert anna.seen["one"] == Sighting(3, 9, 9)


def test_a_card_hears_its_learner_and_is_never_capped() -> None:
    """Easy is for cards alone, also the second day running; its memory is its own."""
    anna = Learner()
    assert anna.answers("card", {"grade": "easy"}, 1, "guess").ratings == {("card", "card"): Rating.EASY}
    assert anna.answers("card", {"grade": "good"}, 2).ratings == {("card", "card"): Rating.GOOD}
    assert anna.answers("card", {"grade": "again"}, 2).ratings == {("card", "card"): Rating.AGAIN}
    assert anna.answers("card", {"grade": "again"}, 2).ratings == {}
    assert anna.held["card", "card"].answers == 4


def test_a_scenario_speaks_to_one_skill_an_axis() -> None:
    """Each axis is news for its own skill, by its own points."""
    learned = Learner().answers("scenario", {"labels": {"step": ["now"], "activity": ["engage"]}}, 1)
    assert learned.ratings == {STEP: Rating.GOOD, PLAN: Rating.AGAIN}
    assert learned.mark.points == 0.5


def test_an_axis_not_asked_is_not_heard_of() -> None:
    """Drilling by activity says nothing about steps."""
    learned = Learner().answers("scenario", {"labels": {"activity": ["plan"]}}, 1)
    assert set(learned.held) == set(learned.ratings) == {PLAN}


def test_half_of_several_labels_is_hard_for_each() -> None:
    """One of two found: both skills hear Hard."""
    learned = Learner().answers("both", {"labels": {"step": ["now"]}}, 1)
    assert set(learned.ratings.values()) == {Rating.HARD}
    assert len(learned.ratings) == 2


def test_a_skill_that_two_axes_speak_to_hears_the_lower() -> None:
    """One memory, one rating."""
    labels = (a_label("plan", skill="ci.step.now"), a_label("engage"))
    course = a_course(models=(a_model(), a_model("activity", labels=labels)))
    response = {"labels": {"step": ["now"], "activity": ["engage"]}}
    assert learn(course, a_scenario(), given_answer("scenario", response, 1), {}, None).ratings == {STEP: Rating.AGAIN}


NOW: dict[str, Any] = {"labels": {"step": ["now"]}}


def test_a_frame_is_never_a_repeat() -> None:
    """It asks in fresh words each day: Good stays Good, where a scenario would be Hard at best."""
    anna = Learner()
    assert [anna.answers("frame", NOW, day).ratings[STEP] for day in (1, 2, 3)] == [Rating.GOOD] * 3
    assert anna.seen["frame"] == Sighting(3, 3, 3)
    ben = Learner()
    ratings = [ben.answers("scenario", NOW, day).ratings[STEP] for day in (1, 2, 3)]
    assert ratings == [Rating.GOOD, Rating.HARD, Rating.HARD]


def test_the_axes_of_one_reading_are_no_repeats_of_each_other() -> None:
    """Asked one by one on a day, each is rated by itself; the same story on a later day is a repeat."""
    plan: dict[str, Any] = {"labels": {"activity": ["plan"]}}
    anna = Learner()
    assert anna.answers("scenario", NOW, 1, where="reading").ratings == {STEP: Rating.GOOD}
    assert anna.answers("scenario", plan, 1, where="reading").ratings == {PLAN: Rating.GOOD}
    assert anna.answers("scenario", NOW, 2, where="reading").ratings == {STEP: Rating.HARD}
    ben = Learner()
    ben.answers("scenario", NOW, 1, where="drill")
    assert ben.answers("scenario", plan, 1, where="drill").ratings == {PLAN: Rating.HARD}


def test_an_event_is_learned_like_a_scenario() -> None:
    """It speaks to its label's memory, and is a repeat the next day."""
    anna = Learner()
    assert anna.answers("case.first", NOW, 1).ratings == {STEP: Rating.GOOD}
    assert anna.answers("case.first", NOW, 2).ratings == {STEP: Rating.HARD}
    assert anna.seen["case.first"] == Sighting(2, 2, 2)


def test_an_item_without_a_memory_is_still_seen() -> None:
    """A question of no skill is marked and counted as seen; nothing else happens."""
    learned = learn(COURSE, a_question(skills=()), given_answer("x", {"options": ["a"]}, 5), {}, None)
    assert (learned.ratings, learned.held, learned.sighting) == ({}, {}, Sighting(1, 5, 0))


@pytest.mark.parametrize(
    ("days", "siblings", "repeat"), [(6, 9, True), (7, 3, False), (7, 2, True), (400, 0, True), (0, 0, True)]
)
def test_seven_days_and_three_siblings(days: int, siblings: int, repeat: bool) -> None:  # noqa: FBT001 a row
    """Both must have passed, then an item is new again."""
    assert is_repeat(Sighting(1, 100, 10), 10 + siblings, 100 + days) is repeat
    assert not is_repeat(None, 0, 100)


@pytest.mark.parametrize(("lapses", "leech"), [(0, 0), (5, 0), (6, 1), (7, 0), (8, 0), (9, 1), (12, 1), (13, 0)])
def test_a_leech_is_told_at_six_lapses_and_every_three_more(lapses: int, leech: int) -> None:
    """Once each time, and only just after the lapse."""
    assert is_leech(Held(Memory(1, 5, 1, Rating.AGAIN, 20, lapses), 20)) == bool(leech)
    assert not is_leech(Held(Memory(1, 5, 1, Rating.GOOD, 20, lapses), 20))


answer_strategy = st.tuples(
    st.sampled_from(["one", "two", "three"]),
    st.integers(0, 9),
    st.booleans(),
    st.sampled_from(["sure", "unsure", "guess", None]),
)


@given(st.lists(answer_strategy, max_size=25))
def test_a_day_rates_once_and_lowers_at_most_once(story: list[tuple[str, int, bool, str | None]]) -> None:
    """Never more than two ratings a day, the second always Again; every answer is counted."""
    anna, day = Learner(), 100
    heard: dict[int, list[Rating]] = {}
    for item, gap, right, confidence in story:
        day += gap // 5
        before = anna.held.get(DEFINITION)
        learned = anna.asks(item, day, right=right, confidence=confidence)
        heard.setdefault(day, []).extend(learned.ratings.values())
        assert anna.held[DEFINITION].answers == (before.answers if before else 0) + 1
        assert (learned.ratings == {}) == (before is not None and learned.held[DEFINITION].memory is before.memory)
        if not right and before and before.memory.day == day:
            assert anna.held[DEFINITION].memory.stability <= before.memory.stability
    for ratings in heard.values():
        assert len(ratings) == 1 or (len(ratings) == 2 and ratings[0] != Rating.AGAIN and ratings[1] == Rating.AGAIN)
