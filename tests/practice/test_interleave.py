"""A drill's next scenario: fresh ones first, labels in turns, chance only between equals."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from quizzes.practice.interleave import next_scenario, practised
from quizzes.practice.learning import Sighting
from tests.builders import STEPS, a_scenario, dice

STORIES = tuple(a_scenario(f"{label}-{number}", {"step": label}) for label in STEPS for number in range(4))


def test_nothing_comes_of_nothing() -> None:
    """Without scenarios there is no next one."""
    assert next_scenario((), ("step",), {}, 5, dice()) is None


def test_never_seen_ones_come_first() -> None:
    """While one is fresh, nothing is repeated."""
    seen = {story.id: Sighting(1, 1, 1) for story in STORIES[1:]}
    assert next_scenario(STORIES, ("step",), seen, 9, dice()) == STORIES[0]


def test_then_those_not_seen_today() -> None:
    """A second time on one day only when all were seen today."""
    seen = {story.id: Sighting(1, 9, 1) for story in STORIES[1:]} | {STORIES[0].id: Sighting(5, 8, 1)}
    assert next_scenario(STORIES, ("step",), seen, 9, dice()) == STORIES[0]
    today = {story.id: Sighting(1, 9, 1) for story in STORIES}
    assert next_scenario(STORIES, ("step",), today, 9, dice()) in STORIES


@given(st.integers(0, 10_000))
def test_labels_take_turns(seed: int) -> None:
    """Over one round every label was asked equally often, at every moment to within one."""
    seen: dict[str, Sighting] = {}
    asked: Counter[str] = Counter()
    for turn in range(len(STORIES)):
        story = next_scenario(STORIES, ("step",), seen, 9, dice(seed + turn))
        assert story is not None
        assert story.id not in seen
        seen[story.id] = Sighting(1, 9, turn)
        asked.update(story.full("step"))
        assert max(asked[label] for label in STEPS) - min(asked[label] for label in STEPS) <= 1


def test_practice_is_counted_for_every_label_to_find() -> None:
    """A scenario seen three times practises each of its labels three times, on the axes asked only."""
    story = a_scenario("both", {"step": "now", "activity": {"plan": 1.0, "engage": 1.0}})
    counts = practised([story, a_scenario("unseen")], ("activity",), {"both": Sighting(3, 1, 1)})
    assert counts == {("activity", "plan"): 3, ("activity", "engage"): 3}
