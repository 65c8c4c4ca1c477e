"""Checking the frame of a course: syllabus, exams and models against each other and against the folders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzes.course.draft import EXAMS, SYLLABUS, chapter_of
from quizzes.course.items import Case, Scenario
from quizzes.course.problems import Problem, clip, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from quizzes.course.course import Model, Skill
    from quizzes.course.draft import Draft
    from quizzes.course.items import Item


def check_outline(draft: Draft) -> Iterator[Problem]:
    """All problems of the frame."""
    if SYLLABUS not in draft.parts:
        hint = "write its format, title, [[edition]], [[chapter]] and [[skill]] tables"
        yield Problem(SYLLABUS, 1, 1, "C40", "the course has no syllabus.toml", hint)
    if EXAMS not in draft.parts:
        hint = "without it nothing can be weighed by exam marks: add a profile for each edition"
        yield Problem(EXAMS, 1, 1, "C40", "the course has no exams.toml", hint, "warning")
    if draft.parts.get(SYLLABUS) and draft.parts[SYLLABUS].syllabus:
        yield from check_folders(draft)
        yield from check_exams(draft)
        yield from check_models(draft)
        yield from check_use(draft)


def check_folders(draft: Draft) -> Iterator[Problem]:
    """Chapter folders against the syllabus, both ways."""
    known = {chapter.id for chapter in draft.syllabus.chapters}
    folders: dict[str, str] = {}
    for path in draft.parts:
        folder = chapter_of(path)
        if folder not in {"", "models", "figures"}:
            folders.setdefault(folder, path)
    for folder, path in folders.items():
        if folder not in known:
            near = did_you_mean(folder, known - set(folders))
            hint = near if near.startswith("did") else f'add [[chapter]] folder = "{folder}" to {SYLLABUS}'
            yield Problem(path, 1, 1, "C41", f"the folder {clip(folder)!r} is not a chapter of the syllabus", hint)
    for chapter in draft.syllabus.chapters:
        if not chapter.ready:
            continue
        line, column = draft.syllabus.spots[f"chapter {chapter.id}"]
        if chapter.id not in folders:
            hint = 'make the folder, or write status = "planned"'
            yield Problem(SYLLABUS, line, column, "C42", f"the chapter {chapter.id!r} has no folder", hint)
        elif f"{chapter.id}/lesson.md" not in draft.parts:
            hint = f'write {chapter.id}/lesson.md, or status = "planned"'
            yield Problem(SYLLABUS, line, column, "C43", f"the ready chapter {chapter.id!r} has no lesson", hint)


def check_exams(draft: Draft) -> Iterator[Problem]:
    """Exams against editions, and the skills' criteria against the exams' cells."""
    editions = {edition.id for edition in draft.syllabus.editions}
    for edition, exam in draft.exams.exams.items():
        if edition not in editions:
            line, column = draft.exams.spots[f"exam {exam.edition}"]
            message = f"there is no edition {clip(edition)!r}"
            yield Problem(EXAMS, line, column, "C35", message, did_you_mean(edition, editions))
    for edition in sorted(editions - set(draft.exams.exams)):
        if draft.exams.exams:
            hint = f'add [[exam]] with edition = "{edition}"'
            yield Problem(EXAMS, 1, 1, "C32", f"the edition {edition!r} has no exam profile", hint)
    for skill in draft.syllabus.skills.values():
        yield from check_criteria(draft, skill)


def check_criteria(draft: Draft, skill: Skill) -> Iterator[Problem]:
    """Each criterion of a skill must belong to a cell of its edition's exam."""
    for edition, criteria in skill.criteria.items():
        exam = draft.exams.exams.get(edition)
        for criterion in criteria:
            if exam and exam.cell_of(criterion) is None:
                start = draft.syllabus.spots[f"skill {skill.id}"].line
                line, column = draft.find(SYLLABUS, [criterion], start) or (start, 1)
                message = f"the criterion {clip(criterion)!r} belongs to no cell of the exam {edition!r}"
                hint = did_you_mean(criterion, (cell.id for cell in exam.cells))
                yield Problem(SYLLABUS, line, column, "C37", message, hint or "add the cell to exams.toml")


def check_models(draft: Draft) -> Iterator[Problem]:
    """The models' editions and their labels' skills."""
    editions = {edition.id for edition in draft.syllabus.editions}
    for model in draft.models.values():
        for edition in model.editions:
            if edition not in editions:
                message = f"there is no edition {clip(edition)!r}"
                yield in_model(draft, model, edition, 1, message, did_you_mean(edition, editions))
        for label in model.labels:
            if label.skill and label.skill not in draft.syllabus.skills:
                start, _ = draft.find(draft.model_paths[model.id], [f'"{label.id}"', f"'{label.id}'"], 1) or (1, 1)
                message = f"there is no skill {clip(label.skill)!r}"
                hint = did_you_mean(label.skill, draft.syllabus.skills)
                yield in_model(draft, model, label.skill, start, message, hint)


def in_model(draft: Draft, model: Model, word: str, start: int, message: str, hint: str) -> Problem:
    """A reference of a model that leads nowhere."""
    path = draft.model_paths[model.id]
    line, column = draft.find(path, [word], start) or (start, 1)
    return Problem(path, line, column, "C35", message, hint)


def check_use(draft: Draft) -> Iterator[Problem]:
    """Skills of ready chapters that no item serves (info)."""
    served = served_skills(draft.items, draft.models)
    ready = {chapter.id for chapter in draft.syllabus.chapters if chapter.ready}
    for skill in draft.syllabus.skills.values():
        if skill.chapter in ready and skill.id not in served:
            line, column = draft.syllabus.spots[f"skill {skill.id}"]
            hint = "write an item for it, or take the skill out"
            message = f"no item serves the skill {skill.id!r}"
            yield Problem(SYLLABUS, line, column, "C57", message, hint, "info")


def served_skills(items: tuple[Item, ...], models: Mapping[str, Model]) -> set[str]:
    """Skills that items name, or that the full labels of scenarios speak to."""
    served: set[str] = set()
    for item in items:
        served.update(item.skills)
        keyed = [item.axes] if isinstance(item, Scenario) else []
        keyed += [event.axes for event in item.events] if isinstance(item, Case) else []
        for axes in keyed:
            for axis, grades in axes.items():
                full = {grade.label for grade in grades if grade.full}
                labels = models[axis].labels if axis in models else ()
                served.update(label.skill for label in labels if label.id in full)
    return served
