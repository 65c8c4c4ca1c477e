"""The export contract: a whole course, and what a check found, as plain JSON values for other tools.

`course_as_json` gives, in format 1 (times in minutes, marks as on the paper, lines 1-based):

    {"format": 1, "course": {"title"}, "editions": [{"id", "title"}],
     "chapters": [{"id", "title", "status", "minutes", "sections": [{"id", "title", "skills"}]}],
     "skills": [{"id", "title", "chapter", "criteria": {edition: [..]}, "weight": {edition: marks}}],
     "exams": [{"edition", "questions", "minutes", "pass", "areas": [{"id", "title"}],
                "cells": [{"id", "marks", "official"}]}],
     "models": [{"id", "title", "editions", "ordered", "labels": [{"id", "title", "skill"}],
                 "pairs": [{"labels", "question", "answers", "chose"}]}],
     "items": [{"id", "kind", "chapter", "file", "line", "end_line", "skills", "editions", "status",
                "confidence", "hashes": {"content", "meaning", "key"}, "text", "cues", and by kind:
        card "answer"; question "style", "bloom", "use", "answers", "options", "why";
        scenario "hard", "domain", "twin", "axes"; order "options" in the right order;
        frame "slots", "never", "axes"; case "events"; sketch "model", "checklist"; term "title", "see"}]}

A cue is {"text", "axis", "start", "end"} with text[start:end] the cue's text, counted in Unicode characters.
The weight of a skill is its share of the marks of its cells: a cell's marks are split evenly over the
skills that serve it. `problems_as_json` gives what `momentum check --format json` prints.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from quizzes.course.blueprint import weights
from quizzes.course.items import Card, Case, Frame, Order, Question, Scenario, Sketch, Term

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from quizzes.course.course import Chapter, Course, Exam, Model, Skill
    from quizzes.course.items import Cue, Grade, Item, Option
    from quizzes.course.problems import Problem

FORMAT = 1


def course_as_json(course: Course) -> dict[str, Any]:
    """The course as plain JSON values."""
    shares = weights(course.skills.values(), course.exams)
    return {
        "format": FORMAT,
        "course": {"title": course.title},
        "editions": [{"id": edition.id, "title": edition.title} for edition in course.editions],
        "chapters": [chapter_as_json(chapter, course) for chapter in course.chapters],
        "skills": [skill_as_json(skill, shares) for skill in course.skills.values()],
        "exams": [exam_as_json(exam) for exam in course.exams.values()],
        "models": [model_as_json(model) for model in course.models.values()],
        "items": [item_as_json(item) for item in course.items.values()],
    }


def chapter_as_json(chapter: Chapter, course: Course) -> dict[str, Any]:
    """A chapter with its lesson's minutes (0 without a lesson) and sections."""
    lesson = course.lessons.get(chapter.id)
    sections = lesson.sections if lesson else ()
    return {
        "id": chapter.id,
        "title": chapter.title,
        "status": "ready" if chapter.ready else "planned",
        "minutes": lesson.minutes if lesson else 0,
        "sections": [{"id": each.id, "title": each.title, "skills": list(each.skills)} for each in sections],
    }


def skill_as_json(skill: Skill, shares: Mapping[tuple[str, str], float]) -> dict[str, Any]:
    """A skill with its weight in each of its editions."""
    return {
        "id": skill.id,
        "title": skill.title,
        "chapter": skill.chapter,
        "criteria": {edition: list(criteria) for edition, criteria in skill.criteria.items()},
        "weight": {edition: shares.get((skill.id, edition), 0.0) for edition in skill.editions},
    }


def exam_as_json(exam: Exam) -> dict[str, Any]:
    """An exam profile."""
    return {
        "edition": exam.edition,
        "questions": exam.questions,
        "minutes": exam.minutes,
        "pass": exam.pass_mark,
        "areas": [{"id": area.id, "title": area.title} for area in exam.areas],
        "cells": [{"id": cell.id, "marks": cell.marks, "official": cell.official} for cell in exam.cells],
    }


def model_as_json(model: Model) -> dict[str, Any]:
    """A model with its labels and pairs."""
    return {
        "id": model.id,
        "title": model.title,
        "editions": list(model.editions),
        "ordered": model.ordered,
        "labels": [{"id": label.id, "title": label.title, "skill": label.skill} for label in model.labels],
        "pairs": [
            {
                "labels": list(pair.labels),
                "question": pair.question,
                "answers": dict(pair.answers),
                "chose": dict(pair.chose),
            }
            for pair in model.pairs
        ],
    }


def item_as_json(item: Item) -> dict[str, Any]:
    """An item: what all kinds share, then what its kind adds."""
    hashes = item.hashes
    return {
        "id": item.id,
        "kind": item.kind,
        "chapter": item.chapter,
        "file": item.place.path,
        "line": item.place.line,
        "end_line": item.place.end_line,
        "skills": list(item.skills),
        "editions": list(item.editions),
        "status": item.status,
        "confidence": item.confidence,
        "hashes": {"content": hashes.content, "meaning": hashes.meaning, "key": hashes.key},
        "text": item.text,
        "cues": [cue_as_json(cue) for cue in item.cues] if isinstance(item, Scenario) else [],
        **kind_as_json(item),
    }


def kind_as_json(item: Item) -> dict[str, Any]:
    """What only items of this kind have."""
    found: dict[str, Any] = {}
    match item:
        case Card():
            found = {"answer": item.answer}
        case Question():
            found = question_as_json(item)
        case Frame():
            slots = [{"name": s.name, "follows": s.follows, "values": list(s.values)} for s in item.slots]
            never = [[{"slot": name, "value": value} for name, value in pairs] for pairs in item.never]
            found = {"slots": slots, "never": never, **scenario_as_json(item)}
        case Scenario():
            found = scenario_as_json(item)
        case Order():
            found = {"options": [{"id": option.id, "text": option.text} for option in item.options]}
        case Term():
            found = {"title": item.title, "see": list(item.see)}
        case Case():
            found = {"events": [{"id": e.id, "text": e.text, "axes": axes_as_json(e.axes)} for e in item.events]}
        case Sketch():
            found = {"model": list(item.model), "checklist": list(item.checklist)}
    return found


def question_as_json(item: Question) -> dict[str, Any]:
    """What only questions have."""
    return {
        "style": item.style,
        "bloom": item.bloom,
        "use": item.use,
        "answers": item.answers,
        "options": [option_as_json(option) for option in item.options],
        "why": item.why,
    }


def option_as_json(option: Option) -> dict[str, Any]:
    """An option with its key and reason."""
    return {
        "id": option.id,
        "text": option.text,
        "credit": option.credit,
        "reason": option.reason,
        "void": option.void,
    }


def scenario_as_json(item: Scenario) -> dict[str, Any]:
    """What scenarios and frames have."""
    axes = axes_as_json(item.axes)
    return {"hard": item.hard, "domain": item.domain, "twin": item.twin, "axes": axes}


def axes_as_json(axes: Mapping[str, tuple[Grade, ...]]) -> dict[str, Any]:
    """The labels of each axis with their credits and reasons."""
    return {
        axis: [{"label": grade.label, "credit": grade.credit, "reason": grade.reason} for grade in grades]
        for axis, grades in axes.items()
    }


def cue_as_json(cue: Cue) -> dict[str, Any]:
    """A cue with its offsets in the item's text."""
    return {"text": cue.text, "axis": cue.axis, "start": cue.start, "end": cue.end}


def problems_as_json(problems: Iterable[Problem], counts: Mapping[str, int]) -> dict[str, Any]:
    """What `momentum check --format json` prints: the problems in order, and the number of items by kind."""
    return {"problems": [problem_as_json(problem) for problem in problems], "counts": dict(counts)}


def problem_as_json(problem: Problem) -> dict[str, Any]:
    """One problem with its place."""
    return {
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "level": problem.level,
        "code": problem.code,
        "message": problem.message,
        "hint": problem.hint,
    }


def counts_by_kind(items: Iterable[Item]) -> dict[str, int]:
    """How many items there are of each kind, kinds in alphabetical order."""
    return dict(sorted(Counter(item.kind for item in items).items()))
