"""What an item asks: its choices with their names, its key, and what blind choice brings."""

from __future__ import annotations

from itertools import permutations

import pytest

from quizzes.evidence.tasks import tasks
from quizzes.practice.marking import mark
from tests.builders import a_card, a_case, a_course, a_frame, a_question, a_scenario, a_term, an_option, an_order

near = pytest.approx


def test_each_axis_and_each_event_is_a_task_of_its_own() -> None:
    """Cards, questions, orders once; stories and frames by axis; cases by their events; terms are not answered."""
    course = a_course(
        *(a_card(), a_question(), an_order(), a_term(), a_scenario(axes={"step": "now"})),
        *(a_frame(), a_case(events={"first": {"step": "now"}})),
    )
    assert [*tasks(course)] == [
        *(("card", ""), ("question", ""), ("order", ""), ("scenario", "step")),
        *(("frame", "step"), ("frame", "activity"), ("case.first", "step")),
    ]


def test_options_are_spoken_of_by_letter_and_labels_by_title() -> None:
    """Letters as written in the file, a withdrawn option keeps its own; a label's title in quotation marks."""
    options = (an_option("x", 1.0), an_option("gone", void=True), an_option("z", 0.5))
    found = tasks(a_course(a_question(options=options), a_scenario(axes={"step": "now"})))
    assert [(one.id, one.name, one.key) for one in found["question", ""].choices] == [
        ("x", "A", True),
        ("z", "C", False),
    ]
    assert [(one.name, one.key) for one in found["scenario", "step"].choices] == [
        ("“Vision?”", False),
        ("“Now?”", True),
        ("“Target?”", False),
    ]


@pytest.mark.parametrize(
    ("options", "answers", "guess"),
    [
        ([1, 0, 0, 0], 1, 1 / 4),
        ([1, 0, 0.5, 0], 1, 1.5 / 4),
        ([1, 1, 0, 0], 2, 1 / 6),  # of six pairs one is right; half right is one hit less one false pick
        ([1, 1, 0, 0, 0], 2, 1 / 10),
    ],
)
def test_blind_choice_brings_the_mean_of_all_choices(options: list[float], answers: int, guess: float) -> None:
    """Part credit counts, and false picks are taken off as they are in marking."""
    written = tuple(an_option(f"o{place}", credit) for place, credit in enumerate(options))
    found = tasks(a_course(a_question(options=written, answers=answers)))
    assert found["question", ""].guess == near(guess)


def test_blind_choice_among_labels_and_in_lists() -> None:
    """All labels of the model count, also those the story does not list; a list keeps one neighbour in n by chance."""
    order = an_order()
    found = tasks(a_course(a_scenario(axes={"step": {"now": 1, "target": 0.5}}), order))
    assert found["scenario", "step"].guess == near(1.5 / 3)
    ways = [mark(order, {"order": list(way)}).points for way in permutations([one.id for one in order.options])]
    assert found["order", ""].guess == near(sum(ways) / len(ways))


def test_a_question_whose_key_was_withdrawn_cannot_be_failed() -> None:
    """Everybody gets full marks, and chance is no measure."""
    found = tasks(a_course(a_question(options=(an_option("a", 1.0, void=True), an_option("b")))))
    assert found["question", ""].guess == 1
