"""A lesson as one learner reads it: its sections in their edition, which were read, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizzes.practice.opening import SKIPPED

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    from quizzes.course.course import Course, Lesson, Section


@dataclass(frozen=True, slots=True)
class Reading:
    """A lesson, the sections this learner's edition shows, the ids of those already read, whether it is skipped."""

    lesson: Lesson
    sections: tuple[Section, ...]
    read: frozenset[str]
    skipped: bool = False

    @property
    def minutes(self) -> int:
        """Minutes for the sections shown."""
        return self._minutes(len(self.sections))

    @property
    def minutes_left(self) -> int:
        """Minutes for the sections not read yet."""
        return self._minutes(len(self.sections) - len(self.read))

    @property
    def next(self) -> Section | None:
        """The first section not read yet."""
        return next((section for section in self.sections if section.id not in self.read), None)

    def after(self, section: Section) -> Section | None:
        """The section that follows, if any."""
        return self._beside(section, 1)

    def before(self, section: Section) -> Section | None:
        """The section before, if any."""
        return self._beside(section, -1)

    def _minutes(self, sections: int) -> int:
        """The lesson's minutes shared evenly by its sections of both editions; at least one while something is left."""
        return max(1, round(self.lesson.minutes * sections / len(self.lesson.sections))) if sections else 0

    def _beside(self, section: Section, step: int) -> Section | None:
        place = self.sections.index(section) + step
        return self.sections[place] if 0 <= place < len(self.sections) else None


def reading(lesson: Lesson, read: Mapping[str, AbstractSet[str]], edition: str) -> Reading:
    """A lesson with what was read of it; sections of the other edition alone are left out."""
    shown = tuple(section for section in lesson.sections if not section.editions or edition in section.editions)
    known = {section.id for section in shown}
    own = frozenset(read.get(lesson.chapter, set()))
    return Reading(lesson, shown, own & known, SKIPPED in own)


def next_section(course: Course, read: Mapping[str, AbstractSet[str]], edition: str) -> tuple[Reading, Section] | None:
    """The first section in course order that was not read yet, with its lesson; none when all were.

    Chapters that this edition's exam does not ask are passed over.
    """
    for chapter in course.chapters:
        lesson = course.lessons.get(chapter.id)
        if lesson and edition in course.asking(*lesson.sections):
            found = reading(lesson, read, edition)
            if found.next:
                return found, found.next
    return None
