"""Feedback of the shipped course: whatever label was taken for whatever other one, there are words about it."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

import pytest

from quizzes.course.items import Case, Scenario
from quizzes.practice.feedback import feedback
from quizzes.practice.marking import mark
from tests.builders import a_scenario

if TYPE_CHECKING:
    from quizzes.course.course import Course

PAIRS = {"step": 42, "activity": 30, "lifecycle": 56, "principle": 42, "level": 12}


@pytest.mark.parametrize(("axis", "number"), PAIRS.items())
def test_every_true_and_chosen_label_has_words(course: Course, axis: str, number: int) -> None:
    """Also where the scenario itself says nothing about that choice."""
    model = course.models[axis]
    mistakes = list(permutations([label.id for label in model.labels], 2))
    assert len(mistakes) == number
    for true, chosen in mistakes:
        item = a_scenario(axes={axis: true})
        told = feedback(course, item, mark(item, {"labels": {axis: [chosen]}}, course.models).parts[0])
        assert (told.true, told.chosen) == (true, chosen)
        assert told.text.strip()
        if pair := model.pair(true, chosen):
            assert told.pair_question.endswith("?")
            assert set(told.pair_answers) == {true, chosen}
            assert all(words.strip() for words in told.pair_answers.values())
            assert told.text == pair.chose[chosen]


@pytest.mark.parametrize("axis", ["step", "activity"])
def test_every_two_labels_have_a_deciding_question(course: Course, axis: str) -> None:
    """Of steps and of activities, each pair whichever was true."""
    model = course.models[axis]
    ids = [label.id for label in model.labels]
    assert [(true, chosen) for true, chosen in permutations(ids, 2) if not model.pair(true, chosen)] == []
    assert len({pair.question for pair in model.pairs}) > len(model.pairs) / 2


def test_every_story_has_words_about_every_choice(course: Course) -> None:
    """Scenarios, frames and events, each axis, each label: right or wrong, something is said."""
    stories = [item for item in (*course.items.values(), *course.events.values()) if isinstance(item, Scenario)]
    for item in stories:
        for axis in item.axes:
            for label in course.models[axis].labels:
                part = mark(item, {"labels": {axis: [label.id]}}, course.models).parts[0]
                assert feedback(course, item, part).text.strip(), (item.id, axis, label.id)
    assert any(isinstance(item, Case) for item in course.items.values())
