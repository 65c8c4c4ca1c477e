from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from quizzes.practice.draw import draw, shown
from quizzes.practice.learning import Sighting
from tests.builders import a_card, a_frame, a_question, a_scenario, an_option, an_order, dice

ITEMS = [a_question(slug) for slug in ("one", "two", "three")]
FRAMES = [a_frame("early"), a_frame("late")]
seeds = st.integers(0, 2**32)


def seen(**days: int) -> dict[str, Sighting]:
    """Each item answered once on a day, long ago in answers."""
    return {item: Sighting(1, day, 0) for item, day in days.items()}


@given(seeds)
def test_what_was_never_seen_comes_first(seed: int) -> None:
    """However long ago the others were."""
    drawn = draw(ITEMS, seen(one=1, three=2), 50, 1000, dice(seed))
    assert (drawn.item.id, drawn.repeat) == ("two", False)


def test_among_the_unseen_chance_decides() -> None:
    """So that two learners, or two skills, do not walk the same path."""
    assert {draw(ITEMS, {}, 0, 1000, dice(seed)).item.id for seed in range(30)} == {"one", "two", "three"}


@given(seeds)
def test_then_the_one_seen_longest_ago(seed: int) -> None:
    """Seven days and three siblings later an item is as good as new."""
    drawn = draw(ITEMS, seen(one=990, two=980, three=993), 3, 1000, dice(seed))
    assert (drawn.item.id, drawn.repeat) == ("two", False)


@given(seeds)
def test_an_item_without_siblings_in_between_waits(seed: int) -> None:
    """Seen longest ago, but nothing else was asked of that memory since: the other one is fresher."""
    sightings = {"one": Sighting(1, 900, 10), "two": Sighting(1, 950, 5), "three": Sighting(1, 999, 1)}
    drawn = draw(ITEMS, sightings, 10, 1000, dice(seed))
    assert (drawn.item.id, drawn.repeat) == ("two", False)


@given(seeds)
def test_when_all_were_seen_lately_it_is_a_repeat(seed: int) -> None:
    """It says so, and takes the one seen longest ago."""
    drawn = draw(ITEMS, seen(one=995, two=994, three=999), 50, 1000, dice(seed))
    assert (drawn.item.id, drawn.repeat) == ("two", True)


@given(seeds)
def test_frames_wait_for_what_is_fresh(seed: int) -> None:
    """An item never seen, or as good as new, comes before a frame never seen."""
    assert draw([*FRAMES, *ITEMS], seen(one=1, three=2), 50, 1000, dice(seed)).item.id == "two"
    assert draw([*FRAMES, *ITEMS], seen(one=990, two=980, three=993), 3, 1000, dice(seed)).item.id == "two"


@given(seeds)
def test_frames_come_before_repeats(seed: int) -> None:
    """When all that is written out was seen lately, a frame asks in fresh words: the one seen longest ago."""
    lately = seen(one=995, two=994, three=999)
    drawn = draw([*FRAMES, *ITEMS], {**lately, **seen(early=999)}, 50, 1000, dice(seed))
    assert (drawn.item.id, drawn.repeat) == ("late", False)
    drawn = draw([*FRAMES, *ITEMS], {**lately, **seen(early=999, late=1000)}, 50, 1000, dice(seed))
    assert (drawn.item.id, drawn.repeat) == ("early", False)


def test_frames_alone_never_repeat() -> None:
    """However often they were seen today; chance settles equals."""
    drawn = [draw(FRAMES, seen(early=1000, late=1000), 0, 1000, dice(seed)) for seed in range(30)]
    assert not any(one.repeat for one in drawn)
    assert {one.item.id for one in drawn} == {"early", "late"}


@given(seeds, st.booleans())
def test_all_options_are_shown_once(seed: int, shuffle: bool) -> None:  # noqa: FBT001 drawn
    """Nothing is lost or doubled; an author who says `shuffle: no` gets the written order."""
    question = a_question(shuffle=shuffle)
    order = shown(question, dice(seed))
    assert sorted(order) == ["a", "b", "c", "d"]
    assert shuffle or order == ("a", "b", "c", "d")


def test_options_are_shuffled() -> None:
    """The place of an option tells nothing."""
    assert len({shown(a_question(), dice(seed)) for seed in range(200)}) == 24


@given(seeds, st.integers(2, 7))
def test_an_order_never_starts_solved(seed: int, length: int) -> None:
    """There is something to do, however short it is."""
    entries = tuple("abcdefg"[:length])
    start = shown(an_order(entries=entries), dice(seed))
    assert start != entries
    assert sorted(start) == list(entries)


def test_withdrawn_options_are_not_shown() -> None:
    """Nobody should choose what no longer counts."""
    options = (an_option("a", 1.0), an_option("b"), an_option("c", void=True))
    assert set(shown(a_question(options=options), dice(1))) == {"a", "b"}


def test_cards_and_scenarios_have_no_options() -> None:
    """A card has grades, a scenario its models' labels in reading order."""
    assert shown(a_card(), dice(1)) == shown(a_scenario(), dice(1)) == ()
