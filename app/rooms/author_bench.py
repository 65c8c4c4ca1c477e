"""What the author's pages work on: the course as it is in its files, sound or not, and one item being edited."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from flask import g, url_for

from app import current
from app.desk.authors import configured
from app.desk.files import closed
from app.desk.shelf import FILES, Shelf
from app.desk.values import Author, Opened
from app.library import read_folder
from app.rooms.author_form import CHECKLIST
from app.store.learners import UNNAMED
from quizzes.course.draft import belongs, read_part
from quizzes.course.form_words import Told
from quizzes.course.grammar.composing import compose, misread
from quizzes.course.grammar.fields import TEXTS, Fields, Row, fields_of
from quizzes.course.grammar.reading import read_file
from quizzes.course.library import draft_of
from quizzes.course.trial import Trial, fields_on_trial, on_trial

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from quizzes.course.course import Model
    from quizzes.course.draft import Draft
    from quizzes.course.items import Item
    from quizzes.course.problems import Problem
    from quizzes.evidence.impact import Impact

FRESH: dict[str, tuple[Row, ...]] = {
    "question": (Row("x"), Row(), Row(), Row()),
    "order": (Row(), Row(), Row()),
    "scenario": (Row("x"),),
    "frame": (Row("x"),),
}
"""The rows that a new item begins with."""


@dataclass(frozen=True, slots=True)
class Editing:
    """One item on the desk: as it was opened, as it is written now, and what the item rules say.

    `fields` is None where it does not read well enough for a form. `touched`: something was typed that is not saved.
    `refused` says why a save was; `focus` is the field to go on with. `impact` is what saving would do, `ruling` and
    `reason` what the author says about former answers, `amiss` what is wrong with that.
    """

    opened: Opened
    block: str
    trial: Trial
    fields: Fields | None = None
    told: tuple[Told, ...] = ()
    note: str = ""
    ticked: tuple[str, ...] = ()
    touched: bool = False
    focus: str = ""
    refused: str = ""
    impact: Impact | None = None
    ruling: str = ""
    reason: str = ""
    amiss: Mapping[str, str] = field(default_factory=dict)

    checklist = tuple(CHECKLIST.items())

    def at(self, name: str) -> list[Problem]:
        """What is wrong at a field."""
        return [each.problem for each in self.told if each.field == name]

    def wrong(self, name: str) -> bool:
        """Whether a field holds an error."""
        return any(problem.level == "error" for problem in self.at(name))

    def any_at(self, *names: str) -> bool:
        """Whether the rules have something to say at one of these fields."""
        return any(each.field in names for each in self.told)

    @property
    def errors(self) -> list[Told]:
        """What keeps it from being saved."""
        return [each for each in self.told if each.problem.level == "error"]

    @property
    def item(self) -> Item | None:
        """The item as it would be served."""
        return self.trial.item

    @property
    def to_rule(self) -> bool:
        """Whether somebody answered under another key, so that the author must say what becomes of that."""
        return bool(self.impact and self.impact.effects and (self.impact.learners or self.impact.results))

    @property
    def slug(self) -> str:
        """Its id; of a new item, the one that was typed."""
        return self.opened.id or (self.fields.id if self.fields else "")

    @property
    def key(self) -> str:
        """The name under which a browser keeps what was not saved."""
        return self.opened.id or f"new {self.opened.kind} {self.opened.chapter}"

    @property
    def source_key(self) -> str:
        """The same for its source."""
        return f"{self.opened.id} source"

    @property
    def preview_url(self) -> str:
        """Where the preview of what is typed comes from."""
        if self.opened.id:
            return url_for("author_items.preview", slug=self.opened.id)
        return url_for("author_items.new_preview", kind=self.opened.kind, chapter=self.opened.chapter)

    @property
    def chapter_title(self) -> str:
        """The title of its chapter, or the folder's name."""
        named = (each.title for each in current.course().chapters if each.id == self.opened.chapter)
        return next(named, self.opened.chapter or "The whole course")

    @property
    def unwritable(self) -> str:
        """Why nothing can be saved in this course, if so."""
        return closed(current.library().folder)

    @property
    def models(self) -> tuple[Model, ...]:
        """The models whose labels can be chosen."""
        return tuple(current.course().models.values())

    def known(self, row: Row) -> bool:
        """Whether a model has the label of a row."""
        return any(row.axis == model.id and row.text in {each.id for each in model.labels} for model in self.models)

    @property
    def skills(self) -> list[tuple[str, str]]:
        """The skills to choose from, those of its own chapter first."""
        every = sorted(current.course().skills.values(), key=lambda skill: skill.chapter != self.opened.chapter)
        return [(skill.id, skill.title) for skill in every]

    @property
    def editions(self) -> list[tuple[str, str]]:
        """The editions to choose from."""
        return [("", "Those of its skill"), *((each.id, f"{each.title} only") for each in current.course().editions)]


def draft() -> Draft:
    """The course as its files are now, read once a request: also what is not sound enough to be served."""
    if "author_draft" not in g:
        files = read_folder(current.library().folder)
        g.author_draft = draft_of({path: read_part(path, files[path]) for path in sorted(files) if belongs(path)})
    found: Draft = g.author_draft
    return found


def opened(slug: str) -> Opened | None:
    """An item as it stands in its file; None when there is none of this id. The path comes from nowhere else."""
    return Shelf(read_folder(current.library().folder)).opened(slug)


def fresh(kind: str, chapter: str) -> Opened | None:
    """A new item of a kind in a chapter; None when there is no such kind or chapter."""
    if kind not in TEXTS or chapter not in {each.id for each in draft().syllabus.chapters}:
        return None
    return Opened("", kind, chapter, f"{chapter}/{FILES[kind]}.md", 1, "", "")


def as_form(found: Opened) -> Editing:
    """An item as it stands, in a form where it reads well enough for one; a new one with rows to fill in."""
    if not found.id:
        fields = Fields(found.kind, attributes={"status": "draft"}, rows=FRESH.get(found.kind, ()))
        return Editing(found, "", Trial(None, ()), fields)
    entries = read_file(found.block, "", "").entries
    if len(entries) == 1 and entries[0].item:
        fields = fields_of(entries[0].item, entries[0].attributes)
        if faithful(found.block, fields):
            return typed(found, fields)
    return as_source(found, found.block)


def faithful(block: str, fields: Fields) -> bool:
    """Whether a form shows all that is written in an item: what was not understood would be lost."""
    composed = compose(fields)
    before = sorted(each.code for each in read_file(block, "", "").problems)
    after = sorted(each.code for each in read_file(composed.block, "", "").problems)
    return before == after and not misread(fields, composed)


def typed(found: Opened, fields: Fields, **more: object) -> Editing:
    """An item as it was typed into a form, with all that the rules say."""
    trial, told = fields_on_trial(draft(), found.path, fields, found.id)
    return Editing(found, compose(fields).block, trial, fields, told, **more)  # type: ignore[arg-type] # its own fields


def as_source(found: Opened, block: str, **more: object) -> Editing:
    """An item as source text; problems have their line in it."""
    trial = on_trial(draft(), found.path, block, found.id)
    told = tuple(Told("source", each) for each in trial.problems)
    return Editing(found, block, trial, None, told, **more)  # type: ignore[arg-type] # its own fields


def author() -> Author:
    """Who edits: the name given under You, else who Git takes this machine's user for."""
    folder, name = current.library().folder, current.learner().name
    return Author(name) if name != UNNAMED else configured(folder)


def chapters() -> Iterator[tuple[str, str]]:
    """The chapters to choose from."""
    return ((each.id, each.title) for each in draft().syllabus.chapters)
