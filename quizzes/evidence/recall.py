"""Recall by skill: how much of what was met would be known on a day, from the memories alone."""

from __future__ import annotations

from statistics import fmean
from typing import TYPE_CHECKING

from quizzes.practice.memory import retrievability

if TYPE_CHECKING:
    from collections.abc import Mapping

    from quizzes.course.course import Course
    from quizzes.practice.learning import Held, Key


def by_skill(course: Course, held: Mapping[Key, Held], day: int) -> dict[str, float]:
    """The mean retrievability (0 to 1) of each skill's own memory and its cards', in course order.

    Skills not met yet are left out, and so are memories of what is no longer in the course.
    """
    found: dict[str, list[float]] = {skill: [] for skill in course.skills}
    for key, hold in held.items():
        skill = _skill(course, key)
        if skill in found:
            found[skill].append(retrievability(hold.memory, day))
    return {skill: fmean(recalls) for skill, recalls in found.items() if recalls}


def _skill(course: Course, key: Key) -> str:
    kind, name = key
    if kind == "skill":
        return name
    card = course.items.get(name)
    return card.skills[0] if card and card.skills else ""
