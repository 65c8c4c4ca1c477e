"""A whole course as one value: editions, chapters, skills, exams, models, lessons and items."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from quizzes.course.items import Item, Place, Scenario
    from quizzes.course.problems import Problem


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of the exam, such as itil4."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """A folder of the course; `ready` is false while it is only planned."""

    id: str
    title: str
    number: int
    ready: bool


@dataclass(frozen=True, slots=True)
class Skill:
    """What memory, weights and weak areas are about; `criteria` an edition, none: not in that edition."""

    id: str
    title: str
    chapter: str
    criteria: Mapping[str, tuple[str, ...]]

    @property
    def editions(self) -> tuple[str, ...]:
        """The editions whose syllabus this skill serves."""
        return tuple(self.criteria)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a blueprint: how many marks its criteria carry, `of` which larger area."""

    id: str
    marks: int
    of: str = ""
    official: bool = True

    @property
    def area(self) -> str:
        """The top-level group it belongs to: the first part of `of`, else of its own id."""
        return (self.of or self.id).partition(".")[0]


@dataclass(frozen=True, slots=True)
class Area:
    """A top-level group of cells, such as a learning outcome, and their marks; `title` is "" where none is written."""

    id: str
    title: str
    marks: int


@dataclass(frozen=True, slots=True)
class Exam:
    """The profile of one edition's exam; minutes and marks as on the real paper; `titles` by area."""

    edition: str
    questions: int
    minutes: int
    pass_mark: int
    options: int
    extra_time: float
    styles: Mapping[str, int]
    bloom: Mapping[int, int]
    cells: tuple[Cell, ...]
    titles: Mapping[str, str] = field(default_factory=dict)

    @property
    def areas(self) -> tuple[Area, ...]:
        """The areas in the order of their first cells."""
        marks: dict[str, int] = {}
        for cell in self.cells:
            marks[cell.area] = marks.get(cell.area, 0) + cell.marks
        return tuple(Area(area, self.titles.get(area, ""), together) for area, together in marks.items())

    def area_of(self, criterion: str) -> str | None:
        """The area of a criterion's cell."""
        slug = self.cell_of(criterion)
        return next((cell.area for cell in self.cells if cell.id == slug), None)

    def cell_of(self, criterion: str) -> str | None:
        """The cell with the longest prefix of a criterion, dot by dot: 4.6.1 belongs to 4.6 or 4, not to 4.61."""
        parts = criterion.split(".")
        known = {cell.id for cell in self.cells}
        prefixes = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
        return next((prefix for prefix in prefixes if prefix in known), None)


@dataclass(frozen=True, slots=True)
class Label:
    """One label of a model: what a scenario can show."""

    id: str
    title: str
    short: str
    skill: str
    gist: str
    cues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """Two neighbours that get confused, the question that decides, and what to say to a wrong choice."""

    labels: tuple[str, str]
    question: str
    answers: Mapping[str, str]
    chose: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Model:
    """An axis for classification: its labels in reading order and its pairs of neighbours."""

    id: str
    title: str
    editions: tuple[str, ...]
    ordered: bool
    labels: tuple[Label, ...]
    pairs: tuple[Pair, ...] = ()

    def label(self, slug: str) -> Label:
        """The label of this id; KeyError if there is none."""
        for label in self.labels:
            if label.id == slug:
                return label
        raise KeyError(slug)

    def number(self, slug: str) -> int:
        """The 1-based place of a label, as its sign shows it."""
        return [label.id for label in self.labels].index(slug) + 1

    def pair(self, one: str, other: str) -> Pair | None:
        """What tells two labels apart, if an author wrote it."""
        return next((pair for pair in self.pairs if set(pair.labels) == {one, other}), None)


@dataclass(frozen=True, slots=True)
class Section:
    """One titled part of a lesson; `text` is its Markdown, directives and callouts included."""

    id: str
    title: str
    skills: tuple[str, ...]
    editions: tuple[str, ...]
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Lesson:
    """A chapter's lesson."""

    chapter: str
    title: str
    minutes: int
    sections: tuple[Section, ...]
    sources: str = ""
    reviewed: str = ""


@dataclass(frozen=True, slots=True)
class Course:
    """Everything authors wrote that could be read, and the problems of the rest.

    `items` keeps course order: chapters in reading order, files and lines as written. `events` are what cases are
    answered by: each happening as a scenario of the kind "event", its id that of the case, a dot, and its own.
    """

    title: str
    editions: tuple[Edition, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    skills: Mapping[str, Skill] = field(default_factory=dict)
    exams: Mapping[str, Exam] = field(default_factory=dict)
    models: Mapping[str, Model] = field(default_factory=dict)
    lessons: Mapping[str, Lesson] = field(default_factory=dict)
    items: Mapping[str, Item] = field(default_factory=dict)
    events: Mapping[str, Scenario] = field(default_factory=dict)
    figures: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def find(self, slug: str) -> Item | None:
        """What answers of this id were given to: an item, or an event of a case."""
        return self.items.get(slug) or self.events.get(slug)

    def asking(self, *sections: Section) -> tuple[str, ...]:
        """The editions whose exam asks for any of these: those a section names, else those of its skills, else all."""
        found: set[str] = set()
        for section in sections:
            own = [
                edition for skill in section.skills if skill in self.skills for edition in self.skills[skill].editions
            ]
            found.update(section.editions or own or [edition.id for edition in self.editions])
        return tuple(edition.id for edition in self.editions if edition.id in found)
