from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from quizzes.practice.learning import Held, Key, Sighting
from quizzes.practice.memory import Memory, due, retrievability
from quizzes.practice.plan import Entry, plan_day, pool, seconds, without
from tests.builders import (
    a_card,
    a_case,
    a_course,
    a_frame,
    a_model,
    a_question,
    a_scenario,
    a_skill,
    a_term,
    an_order,
    dice,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from quizzes.course.course import Course

DAY = 1000
STEPS = ("vision", "now", "target")
ACTS = ("plan", "improve", "engage")
ITEMS = (
    *(a_card(f"card-{n}", skill) for n in range(8) for skill in [f"s.{n % 3}"]),
    *(a_question(f"question-{n}", f"s.{n % 4}") for n in range(8)),
    *(a_scenario(f"{step}-{act}", {"step": step, "activity": act}) for step in STEPS for act in ACTS),
    an_order("order-0", "s.5"),
    an_order("order-1", "s.5"),
)
COURSE = a_course(*ITEMS)
POOL = pool(COURSE, "itil4")

memories = st.builds(
    Memory,
    stability=st.floats(0.1, 100),
    difficulty=st.floats(1, 10),
    day=st.integers(DAY - 60, DAY),
    rating=st.sampled_from([1, 2, 3, 4]),
    reps=st.just(3),
    lapses=st.just(0),
)
holds = st.dictionaries(st.sampled_from(list(POOL)), st.builds(Held, memories, st.integers(1, 9)))
sights = st.dictionaries(
    st.sampled_from([item.id for item in ITEMS]),
    st.builds(Sighting, st.just(1), st.integers(DAY - 60, DAY), st.just(0)),
)


def fading(stability: float) -> Held:
    """A memory rated ten days ago."""
    return Held(Memory(stability, 5, DAY - 10, 3, 1, 0), 1)


def keys_of(entries: tuple[Entry, ...]) -> list[Key]:
    """The memories of a plan, in order."""
    return [entry.key for entry in entries]


def kinds_of(course: Course, entries: tuple[Entry, ...]) -> list[str]:
    """The kinds of a plan's items, in order."""
    return [course.items[entry.item].kind for entry in entries]


def test_a_pool_goes_skill_by_skill() -> None:
    """In course order: the skill's own memory, then its cards, whatever file they stand in."""
    course = a_course(a_card("c2", "b"), a_question("q2", "b"), a_card("c1", "a"), a_question("q1", "a"), models=())
    ordered = replace(course, skills={"a": a_skill("a"), "b": a_skill("b")})
    assert list(pool(ordered, "itil4")) == [("skill", "a"), ("card", "c1"), ("skill", "b"), ("card", "c2")]


def test_a_scenario_stands_under_each_skill_it_speaks_to() -> None:
    """So that both its step and its activity can ask for it."""
    assert {item.id for item in POOL["skill", "ci.step.now"]} == {"now-plan", "now-improve", "now-engage"}
    assert {item.id for item in POOL["skill", "ci.activity.plan"]} == {"vision-plan", "now-plan", "target-plan"}


def test_frames_are_planned_like_scenarios_and_cases_are_not() -> None:
    """A frame stands under each skill it speaks to; a case is a walk of its own, and so are its events."""
    course = a_course(a_frame(axes={"step": "now"}), a_scenario("story", {"step": "now"}), a_case())
    assert {key: [item.id for item in items] for key, items in pool(course, "itil4").items()} == {
        ("skill", "ci.step.now"): ["frame", "story"]
    }
    assert seconds(course.items["frame"]) == seconds(course.items["story"])
    seen = {"story": Sighting(1, DAY - 1, 1)}
    plan = plan_day(pool(course, "itil4"), {}, seen, DAY, new=1, minutes=5, rng=dice())
    assert plan == (Entry(("skill", "ci.step.now"), "frame", repeat=False),)


def test_only_what_is_for_practice_in_this_edition() -> None:
    """Drafts, retired items, mock questions, other editions, other kinds and other editions' skills stay out."""
    course = a_course(
        a_question("ok", "s"),
        a_question("any", "s", editions=()),
        a_question("mock", "s", use="mock"),
        a_question("draft", "s", status="draft"),
        a_card("retired", "s", status="retired"),
        a_card("other", "s", editions=("v5",)),
        a_question("alien", "v5.only"),
        a_term("term"),
        a_scenario("half", {"step": "now", "activity": "plan"}),
        a_card("loose", ""),
        models=(a_model(), a_model("activity", ACTS, editions=("v5",))),
    )
    course = replace(course, skills={**course.skills, "v5.only": a_skill("v5.only", editions=("v5",))})
    found = {key: [item.id for item in items] for key, items in pool(course, "itil4").items()}
    assert found == {
        ("skill", "s"): ["ok", "any"],
        ("skill", "ci.step.now"): ["half"],
        ("card", "loose"): ["loose"],
    }
    unknown = replace(course, skills={})
    assert ("skill", "ci.step.now") in pool(unknown, "itil4")


def test_what_is_suspended_is_left_out() -> None:
    """A memory without an item left is not asked for."""
    left = without({("skill", "s"): (a_question("a"), a_question("b")), ("card", "c"): (a_card("c"),)}, {"a", "c"})
    assert {key: [item.id for item in items] for key, items in left.items()} == {("skill", "s"): ["b"]}


def test_due_first_the_weakest_first_then_new_in_course_order() -> None:
    """What fades most comes first; what is known well does not come at all."""
    cards = [a_card(f"c{n}", "s") for n in range(5)]
    order = [a_question("q", "s"), a_scenario("x", {"step": "now"})]
    course = a_course(*cards, *order)
    held: Mapping[Key, Held] = {("card", "c1"): fading(5), ("card", "c3"): fading(2), ("card", "c0"): fading(50)}
    plan = plan_day(pool(course, "itil4"), held, {}, DAY, new=3, minutes=25, rng=dice())
    assert keys_of(plan) == [("card", "c3"), ("card", "c1"), ("skill", "s"), ("card", "c2"), ("card", "c4")]
    assert plan[0] == Entry(("card", "c3"), "c3", repeat=False)


def test_the_minutes_planned_are_filled() -> None:
    """Two minutes hold five cards; the fifth may run over."""
    course = a_course(*(a_card(f"c{n}", "s") for n in range(20)))
    assert len(plan_day(pool(course, "itil4"), {}, {}, DAY, new=20, minutes=2, rng=dice())) == 5
    assert plan_day(pool(course, "itil4"), {}, {}, DAY, new=20, minutes=0, rng=dice()) == ()


def test_how_long_things_take() -> None:
    """The estimates that fill a day, in seconds."""
    items = (a_card(), a_question(), a_scenario(), an_order(), a_term())
    assert [seconds(item) for item in items] == [24, 45, 70, 60, 60]


def test_enemies_do_not_meet_in_one_plan() -> None:
    """An item that gives another away waits for another day, whichever of the two names the other."""
    course = a_course(
        a_question("one", "a", enemies=("two",)),
        a_question("two", "b"),
        a_question("three", "c", enemies=("one",)),
        a_question("four", "c"),
        models=(),
    )
    plan = plan_day(pool(course, "itil4"), {}, {}, DAY, new=9, minutes=25, rng=dice())
    assert [entry.item for entry in plan] == ["one", "four"]


def test_a_scenario_serves_both_its_skills_at_once() -> None:
    """Its activity needs no entry of its own that day."""
    plan = plan_day(pool(a_course(a_scenario()), "itil4"), {}, {}, DAY, new=9, minutes=25, rng=dice())
    assert keys_of(plan) == [("skill", "ci.step.now")]


def test_a_repeat_is_marked() -> None:
    """The only question of a skill, seen three days ago, says so."""
    seen = {"q": Sighting(1, DAY - 3, 1)}
    plan = plan_day(
        pool(a_course(a_question("q", "s")), "itil4"),
        {("skill", "s"): fading(1)},
        seen,
        DAY,
        new=0,
        minutes=5,
        rng=dice(),
    )
    assert plan == (Entry(("skill", "s"), "q", repeat=True),)


@given(holds, sights, st.integers(0, 12), st.integers(0, 40), st.integers(0, 999))
def test_the_laws_of_a_day(held: dict[Key, Held], seen: dict[str, Sighting], new: int, minutes: int, seed: int) -> None:
    """Only due or new, new within its number, time within its minutes, one entry a memory and an item, repeatable."""
    plan, again = (plan_day(POOL, held, seen, DAY, new=new, minutes=minutes, rng=dice(seed)) for _ in range(2))
    assert plan == again
    assert len(set(keys_of(plan))) == len({entry.item for entry in plan}) == len(plan)
    assert sum(key not in held for key in keys_of(plan)) <= new
    assert all(key not in held or due(held[key].memory) <= DAY for key in keys_of(plan))
    times = [seconds(COURSE.items[entry.item]) for entry in plan]
    assert sum(times) - max(times, default=0) < max(minutes * 60, 1)
    assert all(COURSE.items[entry.item] in POOL[entry.key] for entry in plan)


@given(holds, st.integers(0, 20), st.integers(0, 999))
def test_never_four_of_a_kind_while_another_is_at_hand(held: dict[Key, Held], new: int, seed: int) -> None:
    """Kinds are mixed; only when nothing else is left does one kind go on."""
    plan = plan_day(POOL, held, {}, DAY, new=new, minutes=60, rng=dice(seed))
    kinds = kinds_of(COURSE, plan)
    for start in range(len(kinds) - 3):
        if len(set(kinds[start : start + 4])) == 1:
            assert set(kinds[start:]) == {kinds[start]}


@given(holds, st.integers(0, 999))
def test_with_time_enough_everything_due_is_served(held: dict[Key, Held], seed: int) -> None:
    """Each due memory has an entry of its own, or one whose item speaks to it as well."""
    plan = plan_day(POOL, held, {}, DAY, new=0, minutes=600, rng=dice(seed))
    served = {key for key, items in POOL.items() for entry in plan if entry.item in {item.id for item in items}}
    assert {key for key, hold in held.items() if due(hold.memory) <= DAY} <= served


@given(holds, st.integers(0, 999))
def test_among_cards_the_weakest_comes_first(held: dict[Key, Held], seed: int) -> None:
    """Mixing kinds never changes the order within a kind."""
    plan = plan_day(POOL, held, {}, DAY, new=0, minutes=600, rng=dice(seed))
    recalls = [retrievability(held[key].memory, DAY) for key in keys_of(plan) if key[0] == "card"]
    assert recalls == sorted(recalls)
