"""The gap guide: for each skill what to do first, most marks to gain first. It names things by id and draws nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from quizzes.course.items import Card, Order, Question, Scenario
from quizzes.exam.ability import chance

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from quizzes.course.course import Course, Label, Model, Skill
    from quizzes.course.items import Item

UNKNOWN = chance(0)
"""P of a skill of which nothing is known: that of the middling learner whom the diagnostic expects."""
NEIGHBOURS = 2
"""Labels drilled beside the one that is weak, so that there is something to tell apart."""

Kind: TypeAlias = Literal["read", "drill", "cards", "questions"]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do for a skill.

    "read": a `section` of a `chapter`'s lesson; "drill": `axes` and their `labels`; "cards" and "questions": those
    of the skill. What a kind does not use is empty.
    """

    kind: Kind
    chapter: str = ""
    section: str = ""
    axes: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """A skill with its exam `marks`, the `chance` P of a right answer, marks to `gain`, and steps in order.

    There are no steps where the course has nothing for the skill yet. `area` is "" for a skill of no cell.
    """

    area: str
    skill: str
    marks: float
    chance: float
    gain: float
    steps: tuple[Step, ...]


def gain(marks: float, right: float) -> float:
    """Marks to gain: those of the blueprint times the chance of a wrong answer, 1 - P."""
    return marks * (1 - right)


def guide(
    course: Course,
    edition: str,
    marks: Mapping[str, float],
    by_area: Mapping[str, float],
    by_skill: Mapping[str, float],
    read: Collection[tuple[str, str]],
) -> tuple[Gap, ...]:
    """All skills of an edition that carry marks, those with most marks to gain first, equals in course order.

    `marks` by skill, of the paper's; P `by_area` as the diagnostic has it, and `by_skill` where later answers tell
    more, which then counts; `read`: (chapter, section) of lessons that need no reading any more.
    """
    exam = course.exams.get(edition)
    keyed = _keyed(course, edition)
    kinds = _kinds(course, edition)
    found = []
    for skill in course.skills.values():
        share = marks.get(skill.id, 0.0)
        if share > 0 and edition in skill.criteria:
            area = (exam.area_of(skill.criteria[edition][0]) if exam else None) or ""
            right = by_skill.get(skill.id, by_area.get(area, UNKNOWN))
            steps = (
                *_reading(course, edition, skill, read),
                *_drills(course, edition, skill, keyed),
                *(Step(kind) for kind in ("cards", "questions") if (kind, skill.id) in kinds),
            )
            found.append(Gap(area, skill.id, share, right, gain(share, right), steps))
    return tuple(sorted(found, key=lambda gap: -gap.gain))


def _reading(course: Course, edition: str, skill: Skill, read: Collection[tuple[str, str]]) -> Iterator[Step]:
    """The sections about a skill that are not read yet, those of its own chapter first."""
    lessons = course.lessons
    for chapter in sorted(lessons, key=lambda chapter: chapter != skill.chapter):
        for section in lessons[chapter].sections:
            fits = not section.editions or edition in section.editions
            if fits and skill.id in section.skills and (chapter, section.id) not in read:
                yield Step("read", chapter=chapter, section=section.id)


def _drills(course: Course, edition: str, skill: Skill, keyed: Collection[tuple[str, str]]) -> Iterator[Step]:
    """A drill for each axis with labels of this skill that some story shows, their neighbours included."""
    for model in course.models.values():
        own = [label for label in model.labels if label.skill == skill.id and (model.id, label.id) in keyed]
        if own and edition in model.editions:
            yield Step("drill", axes=(model.id,), labels=_beside(model, own))


def _beside(model: Model, own: list[Label]) -> tuple[str, ...]:
    """These labels, and beside a single one its nearest neighbours among those it gets confused with, as read."""
    wanted = {label.id for label in own}
    if len(wanted) == 1:
        one = own[0].id
        others = [label.id for label in model.labels if label.id != one]
        paired = [other for other in others if model.pair(one, other)] or others
        wanted.update(sorted(paired, key=lambda other: abs(model.number(other) - model.number(one)))[:NEIGHBOURS])
    return tuple(label.id for label in model.labels if label.id in wanted)


def _practised(course: Course, edition: str) -> Iterator[Item]:
    for item in course.items.values():
        mock = isinstance(item, Question) and item.use == "mock"
        if item.status == "live" and not mock and (not item.editions or edition in item.editions):
            yield item


def _keyed(course: Course, edition: str) -> set[tuple[str, str]]:
    """The (axis, label) pairs that some story or frame shows."""
    stories = (item for item in _practised(course, edition) if isinstance(item, Scenario))
    return {(axis, label) for story in stories for axis in story.axes for label in story.full(axis)}


def _kinds(course: Course, edition: str) -> set[tuple[str, str]]:
    """What there is to practise: ("cards" or "questions", skill)."""
    found = set()
    for item in _practised(course, edition):
        if isinstance(item, Card | Question | Order) and item.skills:
            found.add(("cards" if isinstance(item, Card) else "questions", item.skills[0]))
    return found
