"""Reading syllabus.toml (editions, chapters, skills) and exams.toml (one exam profile an edition)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from quizzes.course.course import Cell, Chapter, Edition, Exam, Skill
from quizzes.course.grammar.slugs import DOTTED, SLUG, slug_of
from quizzes.course.problems import clip, did_you_mean
from quizzes.course.tables.toml import read_table

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from re import Pattern

    from quizzes.course.problems import Problem
    from quizzes.course.tables.toml import Spot, Table

FOLDER = re.compile(r"\d{2}-[a-z0-9]+(?:-[a-z0-9]+)*")
STYLES = ("standard", "list", "missing-word", "negative")
BLOOM = ("1", "2")


class Syllabus(NamedTuple):
    """What syllabus.toml says; `spots` tells where each skill's and chapter's table stands."""

    title: str
    editions: tuple[Edition, ...]
    chapters: tuple[Chapter, ...]
    skills: Mapping[str, Skill]
    spots: Mapping[str, Spot]


class Exams(NamedTuple):
    """What exams.toml says; `spots` tells where each edition's table stands."""

    exams: Mapping[str, Exam]
    spots: Mapping[str, Spot]


def read_syllabus(text: str, path: str) -> tuple[Syllabus | None, tuple[Problem, ...]]:
    """The syllabus of a course (None if the file is not TOML) and its problems."""
    table, notes = read_table(text, path)
    if table is None:
        return None, tuple(notes.problems)
    table.only("format", "title", "edition", "chapter", "skill")
    if (number := table.number("format", 1)) != 1:
        table.problem("C33", f"format {number} is newer than this program", "format = 1", key="format")
    spots: dict[str, Spot] = {}
    editions = tuple(each for row in table.tables("edition") if (each := read_edition(row, spots)))
    chapters: list[Chapter] = []
    for row in table.tables("chapter"):
        if chapter := read_chapter(row, len(chapters) + 1, spots):
            chapters.append(chapter)
    known = ({each.id for each in editions}, {each.id for each in chapters})
    skills = [skill for row in table.tables("skill") if (skill := read_skill(row, *known, spots))]
    for key, rows in (("edition", editions), ("chapter", chapters)):
        if not rows:
            table.problem("C32", f"the course has no {key}", f"add [[{key}]] with its keys")
    title = table.text("title")
    found = Syllabus(title, editions, tuple(chapters), {skill.id: skill for skill in skills}, spots)
    return found, tuple(sorted(notes.problems))


def identity(row: Table, key: str, kind: str, pattern: Pattern[str], spots: dict[str, Spot]) -> str:
    """The id of a row, well written and new; "" (and a problem) if it is neither. Its place is kept."""
    value = row.text(key)
    name = f"{kind} {value}"
    if value and not pattern.fullmatch(value):
        hint = f"small letters, digits and hyphens, as in {slug_of(value)}"
        hint = "two digits, a hyphen and a slug, as in 15-continual-improvement" if pattern is FOLDER else hint
        row.problem("C33", f"{key!r} cannot be {clip(value)!r}", hint, key=key)
        return ""
    if name in spots:
        row.problem("C34", f"the {name} is already in line {spots[name].line}", "keep one of the two", key=key)
        return ""
    if value:
        spots[name] = row.spot(key)
    return value


def read_edition(row: Table, spots: dict[str, Spot]) -> Edition | None:
    """One [[edition]]."""
    row.only("id", "title")
    slug, title = identity(row, "id", "edition", SLUG, spots), row.text("title")
    return Edition(slug, title) if slug else None


def read_chapter(row: Table, number: int, spots: dict[str, Spot]) -> Chapter | None:
    """One [[chapter]]; its number is its place in reading order."""
    row.only("folder", "title", "status")
    folder, title = identity(row, "folder", "chapter", FOLDER, spots), row.text("title")
    status = row.text("status", "ready")
    if status not in {"ready", "planned"}:
        row.problem("C33", f"'status' cannot be {clip(status)!r}", 'write "ready" or "planned"', key="status")
    return Chapter(folder, title, number, ready=status == "ready") if folder else None


def read_skill(
    row: Table, editions: Collection[str], chapters: Collection[str], spots: dict[str, Spot]
) -> Skill | None:
    """One [[skill]] with its criteria for each edition."""
    row.only("id", "title", "chapter", "criteria")
    slug, title, chapter = identity(row, "id", "skill", DOTTED, spots), row.text("title"), row.text("chapter")
    if chapter and chapter not in chapters:
        row.problem("C35", f"there is no chapter {clip(chapter)!r}", did_you_mean(chapter, chapters), key="chapter")
    criteria: dict[str, tuple[str, ...]] = {}
    for edition, written in row.table("criteria").items():
        key = f"criteria.{edition}"
        if edition not in editions:
            row.problem(
                "C35", f"there is no edition {clip(edition)!r}", did_you_mean(edition, editions), key="criteria"
            )
        elif not isinstance(written, list) or not written or not all(isinstance(each, str) for each in written):
            row.problem("C33", f"the criteria of {edition!r} are not a list of texts", 'write ["1.1"]', key=key)
        else:
            criteria[edition] = tuple(written)
    if not criteria and "criteria" in row.found:
        row.problem("C33", "this skill serves no edition", 'write criteria = { itil4 = ["1.1"] }', key="criteria")
    return Skill(slug, title, chapter, criteria) if slug else None


def read_exams(text: str, path: str) -> tuple[Exams | None, tuple[Problem, ...]]:
    """The exam profiles of a course (None if the file is not TOML) and its problems."""
    table, notes = read_table(text, path)
    if table is None:
        return None, tuple(notes.problems)
    table.only("exam")
    spots: dict[str, Spot] = {}
    exams = [each for row in table.tables("exam") if (each := read_exam(row, spots))]
    if not exams:
        table.problem("C32", "there is no exam profile", "add [[exam]] with edition, questions, minutes, pass")
    return Exams({exam.edition: exam for exam in exams}, spots), tuple(sorted(notes.problems))


def read_exam(row: Table, spots: dict[str, Spot]) -> Exam | None:
    """One [[exam]] with its areas and cells; what it counts must add up to its questions."""
    row.only("edition", "questions", "minutes", "pass", "options", "extra_time", "styles", "bloom", "area", "cell")
    edition = identity(row, "edition", "exam", SLUG, spots)
    questions, passed = row.number("questions", 1), row.number("pass", 1)
    if passed > questions and isinstance(row.found.get("questions"), int):
        row.problem("C33", f"'pass' is {passed} of {questions} questions", "it cannot be more", key="pass")
    names: dict[str, Spot] = {}
    cells = tuple(each for cell in row.tables("cell") if (each := read_cell(cell, names)))
    styles = counts(row, "styles", STYLES)
    bloom = counts(row, "bloom", BLOOM)
    if isinstance(row.found.get("questions"), int):
        check_sum(row, "", "the marks of the cells", [cell.marks for cell in cells])
        for key, found in (("styles", styles), ("bloom", bloom)):
            if found and len(found) == len(row.found[key]):
                check_sum(row, key, f"the numbers of {key!r}", found.values())
    exam = Exam(
        edition=edition,
        questions=questions,
        minutes=row.number("minutes", 1),
        pass_mark=passed,
        options=row.number("options", 2, 4),
        extra_time=row.real("extra_time", 1.0, 1.0),
        styles=styles,
        bloom={int(level): number for level, number in bloom.items()},
        cells=cells,
        titles=read_titles(row, {cell.area for cell in cells}, names),
    )
    return exam if edition else None


def check_sum(row: Table, key: str, name: str, parts: Iterable[int]) -> None:
    """Note numbers that do not add up to the exam's questions."""
    total, questions = sum(parts), row.found["questions"]
    if total != questions:
        message = f"{name} are {total} together, the exam has {questions} questions"
        row.problem("C36", message, "they must add up to the number of questions", key=key)


def counts(row: Table, key: str, allowed: Collection[str]) -> dict[str, int]:
    """A table of whole numbers with known keys."""
    found: dict[str, int] = {}
    for name, value in row.table(key).items():
        if name not in allowed:
            row.problem("C31", f"{key!r} has no {clip(name)!r}", did_you_mean(name, allowed), key=key)
        elif not isinstance(value, int) or isinstance(value, bool) or value < 0:
            row.problem("C33", f"{name!r} in {key!r} is no whole number", "write 0 or more", key=key)
        else:
            found[name] = value
    return found


def read_cell(row: Table, names: dict[str, Spot]) -> Cell | None:
    """One [[exam.cell]]."""
    row.only("cell", "marks", "of", "official")
    slug = identity(row, "cell", "cell", DOTTED, names)
    cell = Cell(slug, row.number("marks", 1), row.text("of", ""), row.truth("official", True))
    return cell if slug else None


def read_titles(row: Table, areas: Collection[str], names: dict[str, Spot]) -> dict[str, str]:
    """The title of each [[exam.area]]; `areas` are those that have cells."""
    titles: dict[str, str] = {}
    for area in row.tables("area"):
        area.only("id", "title")
        slug, title = identity(area, "id", "area", DOTTED, names), area.text("title")
        if slug and slug not in areas:
            hint = did_you_mean(slug, areas)
            area.problem("C35", f"no cell belongs to the area {clip(slug)!r}", hint, key="id")
        elif slug:
            titles[slug] = title
    return titles
