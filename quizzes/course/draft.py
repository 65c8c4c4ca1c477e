"""All files of a course as read, before they are checked against each other."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from quizzes.course.grammar.figures import read_figure
from quizzes.course.grammar.lessons import read_lesson
from quizzes.course.grammar.lines import is_note, split_lines
from quizzes.course.grammar.reading import read_items
from quizzes.course.items import Scenario
from quizzes.course.problems import Problem
from quizzes.course.tables.models import read_model
from quizzes.course.tables.syllabus import read_exams, read_syllabus

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from quizzes.course.course import Lesson, Model
    from quizzes.course.items import Item
    from quizzes.course.problems import Level
    from quizzes.course.tables.syllabus import Exams, Syllabus

LONGEST_WORD = 200
SYLLABUS, EXAMS = "syllabus.toml", "exams.toml"


class Part(NamedTuple):
    """What one file gave: one of these values (or none) and its problems."""

    lines: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    items: tuple[Item, ...] = ()
    lesson: Lesson | None = None
    model: Model | None = None
    syllabus: Syllabus | None = None
    exams: Exams | None = None
    figure: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """The parts of a course by path, and the values in them by id."""

    parts: Mapping[str, Part]
    syllabus: Syllabus
    exams: Exams
    models: Mapping[str, Model] = field(default_factory=dict)
    model_paths: Mapping[str, str] = field(default_factory=dict)
    lessons: Mapping[str, Lesson] = field(default_factory=dict)
    figures: Mapping[str, str] = field(default_factory=dict)
    items: tuple[Item, ...] = ()
    first: Mapping[str, Item] = field(default_factory=dict)

    def lines(self, path: str) -> tuple[str, ...]:
        """The lines of a file, () if there is none."""
        return self.parts[path].lines if path in self.parts else ()

    def find(self, path: str, words: Iterable[str], first: int, last: int = 0) -> tuple[int, int] | None:
        """Line and column of the first of these words that stands whole in these lines, None if none does."""
        lines = self.lines(path)
        for word in (word[:LONGEST_WORD] for word in words):
            before = r"(?<![\w.-])" if word[:1].isalnum() else ""
            after = r"(?![\w-]|\.\w)" if word[-1:].isalnum() else ""
            whole = re.compile(f"{before}{re.escape(word)}{after}", re.IGNORECASE)
            for number in range(first, min(last or len(lines), len(lines)) + 1):
                if found := whole.search(lines[number - 1]):
                    return number, found.start() + 1
        return None

    def editions_of(self, item: Item) -> tuple[str, ...]:
        """Those an item names. Else, of a scenario: those of its axes' models; of others: those of the first skill."""
        every = tuple(edition.id for edition in self.syllabus.editions)
        if item.editions:
            return item.editions
        if isinstance(item, Scenario):
            serving = {edition for axis in item.axes if axis in self.models for edition in self.models[axis].editions}
        elif item.skills and item.skills[0] in self.syllabus.skills:
            serving = set(self.syllabus.skills[item.skills[0]].editions)
        else:
            return every
        return tuple(edition for edition in every if edition in serving)

    def in_item(
        self,
        item: Item,
        code: str,
        message: str,
        hint: str = "",
        *,
        word: str = "",
        line: int = 0,
        level: Level = "error",
    ) -> Problem:
        """A problem of an item: at a word below its heading (or in one line), else at the line or the heading."""
        place = item.place
        at, column = line or place.line, 1
        if word:
            first = line or min(place.line + 1, place.end_line)
            found = self.find(place.path, [word], first, line or place.end_line)
            at, column = found or (at, column)
        return Problem(place.path, at, column, code, message, hint, level)


def chapter_of(path: str) -> str:
    """The chapter folder of a file, "" for a file of the course folder itself."""
    folder = PurePosixPath(path).parts[0]
    return folder if folder != path else ""


@lru_cache(maxsize=512)  # an author saves one file at a time; the others need not be read again
def read_part(path: str, data: bytes) -> Part:
    """Read one file for what it is by its path; a file that is not UTF-8 is one problem."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line, column = before.count(b"\n") + 1, error.start - (before.rfind(b"\n") + 1) + 1
        message = f"not UTF-8 text: byte 0x{data[error.start]:02X}"
        hint = "save the file with the encoding UTF-8; editors offer it when saving"
        return Part((), (Problem(path, line, column, "C01", message, hint),))
    return read_text(path, text)


def read_text(path: str, text: str) -> Part:
    """Read the text of one file for what it is by its path."""
    lines = tuple(split_lines(text))
    part = Part(lines)
    match PurePosixPath(path).parts:
        case ("syllabus.toml",):
            syllabus, problems = read_syllabus(text, path)
            part = Part(lines, problems, syllabus=syllabus)
        case ("exams.toml",):
            exams, problems = read_exams(text, path)
            part = Part(lines, problems, exams=exams)
        case ("models", _):
            model, problems = read_model(text, path)
            part = Part(lines, problems, model=model)
        case ("figures", _):
            figure, problems = read_figure(text, path)
            part = Part(lines, problems, figure=figure)
        case (chapter, "lesson.md"):
            lesson, problems = read_lesson(text, path, chapter)
            part = Part(lines, problems, lesson=lesson)
        case _:
            items, problems = read_items(text, path, chapter_of(path))
            part = Part(lines, problems, items)
    return part


def belongs(path: str) -> bool:
    """Whether a file is part of a course: its tables, models, figures, lessons and items, but no notes."""
    match PurePosixPath(path).parts:
        case ("syllabus.toml" | "exams.toml",):
            return True
        case ("models", name):
            return name.endswith(".toml")
        case ("figures", name):
            return name.endswith(".svg")
        case (name,) | (_, name):
            return name.endswith(".md") and not is_note(name) and not path.startswith(".")
    return False
