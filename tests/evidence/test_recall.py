from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from quizzes.evidence.recall import by_skill
from quizzes.practice.learning import Held
from quizzes.practice.memory import Memory
from tests.builders import a_card, a_course, a_question

if TYPE_CHECKING:
    from quizzes.practice.learning import Key


def hold(stability: float) -> Held:
    """A memory rated on day 100."""
    return Held(Memory(stability, 5, 100, 3, 1, 0), 1)


def test_a_skill_is_the_mean_of_its_own_memory_and_its_cards() -> None:
    """In course order; skills not met and things gone from the course are left out."""
    course = a_course(a_card("c1", "b"), a_card("c2", "b"), a_question("q", "a"), a_card("loose", ""), models=())
    held: dict[Key, Held] = {
        ("skill", "a"): hold(10),
        ("card", "c1"): hold(10),
        ("card", "c2"): hold(1e9),
        ("card", "gone"): hold(1),
        ("card", "loose"): hold(1),
        ("skill", "gone"): hold(1),
    }
    recall = by_skill(course, held, 110)
    assert list(recall) == ["b", "a"]
    assert recall == pytest.approx({"b": 0.95, "a": 0.9})
    assert by_skill(course, {}, 110) == {}
