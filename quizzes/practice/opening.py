"""Which memories may be met now: those of what was read or skipped, and of one more chapter when all else was met."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from collections.abc import Set as AbstractSet

    from quizzes.course.course import Course, Section
    from quizzes.practice.learning import Key
    from quizzes.practice.plan import Pool

SKIPPED = ""
"""Stands among the sections read of a chapter whose lesson is to be passed over."""


def opened(
    course: Course, edition: str, pool: Pool, read: Mapping[str, AbstractSet[str]], met: Collection[Key]
) -> frozenset[Key]:
    """The memories of a pool that may be asked for the first time, or were met already.

    `read` has the ids of the sections read by chapter. A skill opens with a section that teaches it, all of a chapter
    with its last section or when it is skipped. While nothing new is open, the next chapter in the pool's order opens
    by itself, so that nobody stands before a closed door.
    """
    taught = {key: _home(course, key) for key in pool}
    chapters = {home[0] for home in taught.values()}
    whole = {chapter for chapter in chapters if _done(course, edition, chapter, read.get(chapter, frozenset()))}
    skills = {skill for chapter, sections in read.items() for skill in _skills(course, chapter, sections)}
    found = {key for key, (chapter, skill) in taught.items() if chapter in whole or skill in skills}
    if found <= set(met):
        following = next((chapter for key, (chapter, _) in taught.items() if key not in met and key not in found), None)
        found |= {key for key, (chapter, _) in taught.items() if chapter == following}
    return frozenset(found | set(met) & taught.keys())


def _home(course: Course, key: Key) -> tuple[str, str]:
    """The chapter and the skill that a memory belongs to."""
    kind, name = key
    card = course.items.get(name) if kind == "card" else None
    skill = name if kind == "skill" else card.skills[0] if card and card.skills else ""
    if skill in course.skills:
        return course.skills[skill].chapter, skill
    return (card.chapter if card else ""), skill


def _sections(course: Course, edition: str, chapter: str) -> tuple[Section, ...]:
    lesson = course.lessons.get(chapter)
    shown = lesson.sections if lesson else ()
    return tuple(section for section in shown if not section.editions or edition in section.editions)


def _done(course: Course, edition: str, chapter: str, read: AbstractSet[str]) -> bool:
    sections = _sections(course, edition, chapter)
    return SKIPPED in read or (bool(sections) and {section.id for section in sections} <= read)


def _skills(course: Course, chapter: str, read: AbstractSet[str]) -> set[str]:
    lesson = course.lessons.get(chapter)
    return {skill for section in (lesson.sections if lesson else ()) if section.id in read for skill in section.skills}
