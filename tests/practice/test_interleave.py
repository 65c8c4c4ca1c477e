"""A drill's next scenario: fresh ones first, labels in turns, chance only between equals."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from quizzes.course.items import Frame
from quizzes.practice.interleave import EVERY_OTHER, Leaning, next_scenario, practised, shows
from quizzes.practice.learning import Sighting
from tests.builders import STEPS, a_frame, a_scenario, dice

if TYPE_CHECKING:
    from quizzes.course.items import Scenario

STORIES = tuple(a_scenario(f"{label}-{number}", {"step": label}) for label in STEPS for number in range(4))
FRAMES = tuple(a_frame(f"{label}-frame", axes={"step": label}) for label in STEPS)
PAIRS = [("vision", "now"), ("now", "target"), ("vision", "target"), ("now", "gone")]
pools = st.lists(st.sampled_from([*STORIES, *FRAMES]), min_size=1, max_size=12, unique_by=lambda story: story.id)
leanings = st.lists(st.builds(Leaning, st.just("step"), st.sampled_from(PAIRS), st.floats(0.01, 50)), max_size=3)
days = st.lists(st.sampled_from([0, 0, 0, 0, 1, 9]), min_size=1, max_size=20)


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


class Drill:
    """A drill over some days: each turn as it was, with what could be chosen."""

    def __init__(self, pool: list[Scenario], leanings: list[Leaning], seed: int) -> None:
        self.pool, self.leanings, self.seed = pool, leanings, seed
        self.seen: dict[str, Sighting] = {}
        self.turn = 0

    def next(self, day: int, leanings: list[Leaning] | None = None) -> Scenario:
        """The next scenario; nothing is remembered of it yet."""
        own = self.leanings if leanings is None else leanings
        rng = dice(self.seed + self.turn)
        found = next_scenario(self.pool, ("step",), self.seen, day, rng, leanings=own, turn=self.turn)
        assert found
        return found

    def answer(self, story: Scenario, day: int) -> None:
        """Answer it."""
        times = self.seen[story.id].times if story.id in self.seen else 0
        self.seen[story.id] = Sighting(times + 1, day, self.turn)
        self.turn += 1

    def fresh(self, day: int) -> set[str]:
        """What comes first on a day: what is written out and never seen, else what was not seen today, else frames."""
        unseen = {one.id for one in self.pool if one.id not in self.seen and not isinstance(one, Frame)}
        rested = {one.id for one in self.pool if one.id not in self.seen or self.seen[one.id].day != day}
        return unseen or rested or {one.id for one in self.pool if isinstance(one, Frame)}


@given(pools, leanings, days, st.integers(0, 10_000))
def test_nothing_comes_twice_on_a_day_while_something_is_fresh(
    pool: list[Scenario], leanings: list[Leaning], gaps: list[int], seed: int
) -> None:
    """Fresh scenarios, then frames, then what was seen today; whatever pair gets mixed up."""
    drill, day = Drill(pool, leanings, seed), 100
    for gap in gaps:
        day += gap
        story, fresh = drill.next(day), drill.fresh(day)
        assert not fresh or story.id in fresh
        drill.answer(story, day)


@given(pools, leanings, days, st.integers(0, 10_000))
def test_a_leaning_chooses_every_other_turn_at_most(
    pool: list[Scenario], leanings: list[Leaning], gaps: list[int], seed: int
) -> None:
    """Over any number of turns no more than half; then one of its labels is found, if any fresh story has one."""
    drill, day, led = Drill(pool, leanings, seed), 100, 0
    for gap in gaps:
        day += gap
        story = drill.next(day)
        led += story != drill.next(day, [])
        labels = {label for leaning in leanings for label in leaning.labels}
        fitting = {one.id for one in pool if one.id in drill.fresh(day) and shows(one, "step", labels)}
        if drill.turn % EVERY_OTHER and len(leanings) == 1 and fitting:
            assert story.id in fitting
        drill.answer(story, day)
        assert led <= -(-drill.turn // EVERY_OTHER)


def test_the_weightier_pair_leads_more_often() -> None:
    """By its share of all that got mixed up."""
    stories = [a_scenario(label, {"step": label}) for label in ("vision", "now", "target", "route")]
    both = [Leaning("step", ("vision", "now"), 9.0), Leaning("step", ("target", "route"), 1.0)]
    led: Counter[bool] = Counter()
    for seed in range(400):
        story = next_scenario(stories, ("step",), {}, 9, dice(seed), leanings=both, turn=1)
        assert story
        led[story.id in {"vision", "now"}] += 1
    assert 330 <= led[True] <= 390


def test_a_pair_of_another_axis_leads_on_that_axis() -> None:
    """A story shows a pair where its label is the one to find, and nowhere else."""
    story = a_scenario("both", {"step": {"now": 1.0, "vision": 0.5}, "activity": "plan"})
    assert shows(story, "step", ("now", "target"))
    assert not shows(story, "step", ("vision", "target"))
    assert shows(story, "activity", ("improve", "plan"))
    assert not shows(story, "level", ("now", "plan"))
