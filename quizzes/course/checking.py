"""Checking a course across its files, and one item against the rest of its course."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from quizzes.course.checks.lesson_links import check_lessons
from quizzes.course.checks.outline import check_outline
from quizzes.course.checks.references import check_items
from quizzes.course.draft import Draft, Part
from quizzes.course.flaws.every import check_flaws, check_item
from quizzes.course.flaws.frame import check_frames
from quizzes.course.flaws.neighbours import Neighbours
from quizzes.course.grammar.lines import split_lines
from quizzes.course.items import Frame
from quizzes.course.tables.syllabus import Exams, Syllabus
from quizzes.course.variants import complete

if TYPE_CHECKING:
    from quizzes.course.course import Course
    from quizzes.course.items import Item
    from quizzes.course.problems import Problem


def check(draft: Draft, *, errors_only: bool = False) -> list[Problem]:
    """All problems between the files of a course, and the flaws of its items; or only the errors among them."""
    flaws = check_flaws(draft, errors_only=errors_only)
    found = [*check_outline(draft), *check_items(draft), *check_lessons(draft), *flaws]
    return [problem for problem in found if not errors_only or problem.level == "error"]


def neighbours(course: Course) -> Neighbours:
    """What `flaws_of` needs to know of a course; made once a course, it serves any number of items."""
    return Neighbours(
        Draft(
            parts={},
            syllabus=Syllabus(course.title, course.editions, course.chapters, course.skills, {}),
            exams=Exams(course.exams, {}),
            models=course.models,
            lessons=course.lessons,
            items=tuple(course.items.values()),
            first=course.items,
        )
    )


def prepared(draft: Draft) -> Neighbours:
    """As `neighbours`, for a draft: prepared anew only where one of its files is not the very one of the last draft."""
    return _prepared(_Read(draft))


def flaws_of(around: Neighbours, item: Item, text: str = "") -> list[Problem]:
    """What is wrong with one item, saved or not, alone and beside all others; what it waives is left out.

    An item of the same id in the course is the one being edited. With the text of the file that the item was read from,
    problems are placed at the words they are about, else at lines only.
    """
    waived = {code for code, _ in item.waived}
    found = all_flaws_of(around, item, text)
    return sorted({problem for problem in found if problem.level == "error" or problem.code not in waived})


def all_flaws_of(around: Neighbours, item: Item, text: str = "", former: str = "") -> list[Problem]:
    """As `flaws_of`, with what is waived; `former` is the id that the item has in the course, where that is another."""
    parts = {**around.draft.parts, item.place.path: Part(tuple(split_lines(text)))}
    first = {**around.draft.first, item.id: item}
    draft = replace(around.draft, parts=parts, items=(item,), first=first)
    found = list(check_items(draft))
    if item.status != "retired":
        found += [*check_item(draft, item, around.common), *around.against(item, draft, former)]
        if isinstance(item, Frame) and complete(item):
            found += check_frames(draft, [item], [frame for frame in around.frames if frame.id != former])
    return found


class _Read:
    """A draft as the key of a cache: parts are compared by identity, since `read_part` keeps them while bytes stay."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self._parts = {path: id(part) for path, part in draft.parts.items()}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Read) and self._parts == other._parts

    def __hash__(self) -> int:
        return hash(tuple(sorted(self._parts.items())))


@lru_cache(maxsize=1)
def _prepared(read: _Read) -> Neighbours:
    return Neighbours(read.draft)
