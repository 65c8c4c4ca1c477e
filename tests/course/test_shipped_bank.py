"""The shipped bank of scenarios keeps its promises: enough of every label, balanced, cued, and in couples."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from quizzes.course.items import Case, Frame, Scenario

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quizzes.course.course import Course, Model, Pair


def written(course: Course) -> list[Scenario]:
    """The scenarios that stand in the course word for word: no frames, no events."""
    return [item for item in course.items.values() if isinstance(item, Scenario) and not isinstance(item, Frame)]


def of(course: Course, kind: type[Frame | Case]) -> int:
    """How many items there are of a kind."""
    return sum(isinstance(item, kind) for item in course.items.values())


def by_label(scenarios: Iterable[Scenario], model: Model) -> dict[str, int]:
    """How many scenarios each label of a model is right in."""
    counts = Counter(label for item in scenarios if model.id in item.axes for label in item.full(model.id))
    return {label.id: counts[label.id] for label in model.labels}


@pytest.mark.parametrize(("what", "least"), [("scenarios", 260), ("hard scenarios", 60), ("frames", 24), ("cases", 6)])
def test_there_are_enough(course: Course, what: str, least: int) -> None:
    """Of scenarios written out, of hard ones among them, of frames and of cases."""
    stories = written(course)
    counts = {
        "scenarios": len(stories),
        "hard scenarios": sum(item.hard for item in stories),
        "frames": of(course, Frame),
        "cases": of(course, Case),
    }
    assert counts[what] >= least, counts


@pytest.mark.parametrize(("axis", "least"), [("step", 22), ("activity", 22), ("lifecycle", 10), ("principle", 10)])
def test_every_label_is_right_often_enough(course: Course, axis: str, least: int) -> None:
    """Counted over scenarios written out; frames and events come on top."""
    counts = by_label(written(course), course.models[axis])
    assert [label for label, times in counts.items() if times < least] == [], counts


@pytest.mark.parametrize(("axis", "most"), [("step", 0.25), ("activity", 0.30)])
def test_no_label_is_a_good_guess(course: Course, axis: str, most: float) -> None:
    """The share of the commonest label among the scenarios of its axis, with and without frames."""
    frames = [item for item in course.items.values() if isinstance(item, Frame)]
    for stories in (written(course), [*written(course), *frames]):
        keyed = [item for item in stories if axis in item.axes]
        counts = by_label(keyed, course.models[axis])
        assert max(counts.values()) <= most * len(keyed), counts


def test_every_keyed_axis_has_its_deciding_words(course: Course) -> None:
    """In each scenario, frame and event, so that feedback can show them."""
    stories = [item for item in (*course.items.values(), *course.events.values()) if isinstance(item, Scenario)]
    bare = [(item.id, axis) for item in stories for axis in item.axes if axis not in {cue.axis for cue in item.cues}]
    assert bare == []


def couples(course: Course, model: Model, pair: Pair) -> list[tuple[str, str]]:
    """The twins that differ by exactly this pair: each couple once."""
    found = set()
    for item in written(course):
        twin = course.items.get(item.twin)
        if isinstance(twin, Scenario) and model.id in item.axes and model.id in twin.axes:
            labels = item.full(model.id), twin.full(model.id)
            if sorted(map(sorted, labels)) == sorted([label] for label in pair.labels):
                found.add((min(item.id, twin.id), max(item.id, twin.id)))
    return sorted(found)


@pytest.mark.parametrize("axis", ["step", "activity", "lifecycle", "principle", "level"])
def test_every_pair_of_neighbours_has_couples_of_twins(course: Course, axis: str) -> None:
    """Two stories alike but for the words that decide between the two labels: one such couple at least, mostly two."""
    model = course.models[axis]
    counts = {pair.labels: len(couples(course, model, pair)) for pair in model.pairs}
    assert counts
    assert [labels for labels, number in counts.items() if number < 1] == [], counts
    assert [labels for labels, number in counts.items() if number < 2] == [], counts


def test_twins_are_told_apart_on_one_axis(course: Course) -> None:
    """They name each other, and on at least one axis that both have their labels differ."""
    for item in written(course):
        if item.twin:
            twin = course.items[item.twin]
            assert isinstance(twin, Scenario)
            assert twin.twin == item.id
            assert any(set(item.full(axis)) != set(twin.full(axis)) for axis in item.axes.keys() & twin.axes.keys())


def test_every_case_walks_through_the_steps(course: Course) -> None:
    """Each event of each case is placed on the axis of steps, and every step comes up in most cases."""
    steps = course.models["step"]
    cases = [item for item in course.items.values() if isinstance(item, Case)]
    assert all("step" in event.axes for event in course.events.values())
    for case in cases:
        own = [event for event in course.events.values() if event.id.startswith(f"{case.id}.")]
        met = {label for event in own for label in event.full("step")}
        assert len(own) >= len(steps.labels), case.id
        assert met == {label.id for label in steps.labels}, (case.id, sorted(met))
