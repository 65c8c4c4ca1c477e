"""What each memory is worth: the exam marks that hang on it in one edition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzes.course.blueprint import weights

if TYPE_CHECKING:
    from quizzes.course.course import Course
    from quizzes.practice.learning import Key
    from quizzes.practice.plan import Pool

QUESTIONS = 0.5
"""The part of a skill's marks that its own memory (questions, scenarios) carries; its cards share the rest."""


def memory_weights(course: Course, edition: str, pool: Pool) -> dict[Key, float]:
    """Marks on the paper of an edition that hang on each memory of `pool`, in the pool's order.

    A cell's marks are shared evenly over the skills that serve it and have a memory in the pool; a skill's marks go
    half to its own memory, half evenly to its cards, and whole to the one kind where the other is missing. A memory
    that serves no cell is left out, so the sum is the marks of the cells that can be practised.
    """
    groups = _by_skill(course, pool)
    served = [course.skills[skill] for skill in groups if skill in course.skills]
    exams = {edition: course.exams[edition]} if edition in course.exams else {}
    marks = weights(served, exams)
    found: dict[Key, float] = {}
    for skill, keys in groups.items():
        if share := marks.get((skill, edition), 0.0):
            found.update(_within(keys, share))
    return {key: found[key] for key in pool if key in found}


def _by_skill(course: Course, pool: Pool) -> dict[str, list[Key]]:
    """The memories of each skill; a card belongs to its first skill."""
    groups: dict[str, list[Key]] = {}
    for key in pool:
        kind, name = key
        card = course.items.get(name) if kind == "card" else None
        skill = name if kind == "skill" else card.skills[0] if card and card.skills else ""
        groups.setdefault(skill, []).append(key)
    return groups


def _within(keys: list[Key], share: float) -> dict[Key, float]:
    """A skill's marks over its memories."""
    own = [key for key in keys if key[0] == "skill"]
    cards = [key for key in keys if key[0] == "card"]
    half = (QUESTIONS if cards else 1.0) if own else 0.0
    part = {"skill": share * half / max(1, len(own)), "card": share * (1 - half) / max(1, len(cards))}
    return {key: part[key[0]] for key in keys}
