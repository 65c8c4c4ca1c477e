"""Building a course from its files: read each, check them together, keep what is sound, list the rest."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from quizzes.course.checking import check
from quizzes.course.course import Course
from quizzes.course.draft import EXAMS, SYLLABUS, Draft, Part, belongs, read_part
from quizzes.course.flaws.waivers import apply_waivers
from quizzes.course.grammar.layout import event_block
from quizzes.course.hashes import hashes
from quizzes.course.items import Case, Place, Scenario
from quizzes.course.tables.syllabus import Exams, Syllabus

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from quizzes.course.course import Lesson, Model
    from quizzes.course.items import Event, Item
    from quizzes.course.problems import Problem

NO_SYLLABUS = Syllabus("", (), (), {}, {})


def build(files: Mapping[str, bytes], *, errors_only: bool = False) -> Course:
    """A course from its files; keys are POSIX paths relative to the course folder.

    Items, lessons and models with an error are left out; every problem is in `problems`, sorted by place. Serving
    needs the errors only; without the rules that give warnings the course is the same, and there in half the time.
    """
    return _build(frozenset(files.items()), errors_only=errors_only)


@lru_cache(maxsize=2)  # what an author saves is judged before it is written, and told once more where it is shown
def _build(files: frozenset[tuple[str, bytes]], *, errors_only: bool) -> Course:
    parts = {path: read_part(path, data) for path, data in sorted(files) if belongs(path)}
    return assemble(parts, errors_only=errors_only)


def assemble(parts: Mapping[str, Part], *, errors_only: bool = False) -> Course:
    """A course from files that have been read; a part read earlier may be used again."""
    draft = draft_of(parts)
    found = [problem for part in parts.values() for problem in part.problems]
    found += check(draft, errors_only=errors_only)
    errors = [problem for problem in found if problem.level == "error"]
    problems = errors if errors_only else apply_waivers(draft.items, found)
    syllabus = draft.syllabus
    items = sound_items(draft, lines_with_errors(errors))
    return Course(
        title=syllabus.title,
        editions=syllabus.editions,
        chapters=syllabus.chapters,
        skills=syllabus.skills,
        exams=draft.exams.exams,
        models=draft.models,
        lessons=sound_lessons(draft),
        items=items,
        events=events_of(items.values()),
        figures={name: figure for name, figure in draft.figures.items() if figure},
        problems=tuple(sorted(set(problems))),
    )


def draft_of(parts: Mapping[str, Part]) -> Draft:
    """All values of the parts, items in course order: chapters as in the syllabus, files and lines as written."""
    syllabus = parts[SYLLABUS].syllabus if SYLLABUS in parts else None
    exams = parts[EXAMS].exams if EXAMS in parts else None
    syllabus = syllabus or NO_SYLLABUS
    ranks = {chapter.id: chapter.number for chapter in syllabus.chapters}
    items = [item for part in parts.values() for item in part.items]
    items.sort(key=lambda item: (ranks.get(item.chapter, len(ranks) + 1), item.place.path, item.place.line))
    first: dict[str, Item] = {}
    models: dict[str, Model] = {}
    lessons: dict[str, Lesson] = {}
    model_paths: dict[str, str] = {}
    for item in items:
        first.setdefault(item.id, item)
    for path, part in parts.items():
        if part.model:
            models[part.model.id] = part.model
            model_paths[part.model.id] = path
        if part.lesson:
            lessons[part.lesson.chapter] = part.lesson
    figures = {
        path.split("/")[1].removesuffix(".svg"): part.figure
        for path, part in parts.items()
        if path.startswith("figures/")
    }
    return Draft(parts, syllabus, exams or Exams({}, {}), models, model_paths, lessons, figures, tuple(items), first)


def lines_with_errors(errors: list[Problem]) -> dict[str, list[int]]:
    """The lines with errors of each file."""
    found: dict[str, list[int]] = {}
    for problem in errors:
        found.setdefault(problem.path, []).append(problem.line)
    return found


def sound_lessons(draft: Draft) -> dict[str, Lesson]:
    """The lessons of chapters that the syllabus has, in its order."""
    return {chapter.id: draft.lessons[chapter.id] for chapter in draft.syllabus.chapters if chapter.id in draft.lessons}


def sound_items(draft: Draft, broken: Mapping[str, list[int]]) -> dict[str, Item]:
    """The items without an error in their lines, of known chapters, with their editions filled in."""
    chapters = {chapter.id for chapter in draft.syllabus.chapters} | {""}
    found: dict[str, Item] = {}
    for item in draft.items:
        place = item.place
        sound = not any(place.line <= line <= place.end_line for line in broken.get(place.path, ()))
        if sound and item.chapter in chapters and item.id not in found:
            found[item.id] = item if item.editions else replace(item, editions=draft.editions_of(item))
    return found


def events_of(items: Iterable[Item]) -> dict[str, Scenario]:
    """The events of all cases, by id."""
    cases = (item for item in items if isinstance(item, Case))
    return {one.id: one for case in cases for one in (as_scenario(case, event) for event in case.events)}


def as_scenario(case: Case, event: Event) -> Scenario:
    """An event as a scenario, so that it is asked, marked and remembered like any other."""
    place = Place(case.place.path, event.line, case.place.end_line)
    own = Scenario(
        id=f"{case.id}.{event.id}", kind="event", chapter=case.chapter, place=place, text=event.text, cues=event.cues,
        axes=event.axes, skills=case.skills, editions=case.editions, status=case.status, confidence=case.confidence,
        revision=case.revision,
    )  # fmt: skip
    return replace(own, hashes=hashes(own, event_block(event)))
