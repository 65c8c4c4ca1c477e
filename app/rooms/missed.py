"""What to do about the marks that a sitting lost: where to learn them, and how they come onto today's plan."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app import current
from app.db import database
from app.rooms import planning
from app.rooms.asking import chance
from app.rooms.feedback import section_for
from app.store import memories, plans
from app.store.learners import hold
from quizzes.practice.draw import draw
from quizzes.practice.plan import Entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from quizzes.course.course import Section
    from quizzes.exam.result import Line
    from quizzes.practice.learning import Key

MOST_ADVICE = 3


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing to do first: a skill that lost marks, the section that teaches it, and the drill that trains it."""

    skill: str
    title: str
    lost: int
    lesson: tuple[str, Section] | None
    drill: tuple[str, str] | None


def advice(own: Sequence[Line]) -> tuple[Advice, ...]:
    """The skills that lost most marks, three at most, with where to learn them."""
    course, lost = current.course(), Counter[str]()
    for line in own:
        item = course.items.get(line.item)
        if item and not line.right:
            lost.update(item.skills[:1])
    found = []
    for skill, marks in sorted(lost.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_ADVICE]:
        title = course.skills[skill].title if skill in course.skills else skill
        found.append(Advice(skill, title, marks, section_for((skill,)), drill_of(skill)))
    return tuple(found)


def drill_of(skill: str) -> tuple[str, str] | None:
    """The axis and label that train a skill, if a model does."""
    for model in current.course().models.values():
        if current.edition() in model.editions:
            for label in model.labels:
                if label.skill == skill:
                    return model.id, label.id
    return None


def study(own: Iterable[Line], sitting: str) -> int:
    """Put the skills that lost marks in front of today's open entries, each with one question; how many."""
    day, course, learner = current.today(), current.course(), current.learner()
    skills = dict.fromkeys(
        course.items[line.item].skills[0] for line in own if not line.right and line.item in course.items
    )
    with database().writing() as db:
        hold(db, learner.id)
        entries = plans.of_day(db, learner, day)
        still = [planning.as_entry(entry) for entry in entries if entry.answer is None]
        open_ = {entry.key: entry for entry in reversed(still)}
        pool, seen, rng = planning.candidates(db), memories.seen(db, learner), chance(learner.id, sitting)
        front = []
        for skill in skills:
            key: Key = ("skill", skill)
            if key in open_:
                front.append(open_[key])
            elif items := pool.get(key):
                drawn = draw(items, seen, 0, day, rng)
                front.append(Entry(key, drawn.item.id, drawn.repeat))
        plans.keep(db, learner, day, [*front, *(entry for entry in still if entry not in front)])
    return len(front)
