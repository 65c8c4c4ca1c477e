"""The two forms of exchange: what goes out, and what comes in."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, SelectField
from wtforms.fields import SelectChoice

from app import current
from quizzes.course.grammar.reading import BUILDERS
from quizzes.exchange.formats import FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterable

GUESS = "by its ending"


class List(SelectField):  # type: ignore[misc] # the library has no types
    """A list whose choices templates read as (value, words) pairs."""

    @property
    def pairs(self) -> list[tuple[object, str]]:
        """What can be chosen."""
        return [(choice.value, choice.label) for choice in self.choices]


def choices(pairs: Iterable[tuple[str, str]], first: str = "") -> list[SelectChoice]:
    """Choices of a list, with words for none of them in front."""
    return [SelectChoice("", first)] * bool(first) + [SelectChoice(value, words) for value, words in pairs]


class OutForm(FlaskForm):  # type: ignore[misc] # the library has no types
    """Which items go out, and how; it is sent by GET, as it changes nothing."""

    class Meta:
        """No token: nothing is changed."""

        csrf = False

    form = List("Format")
    chapter = List("Chapter")
    kind = List("Kind")
    edition = List("Edition")
    drafts = BooleanField("Drafts too")

    @classmethod
    def of(cls, **more: object) -> OutForm:
        """The form with what the course has."""
        found, course = cls(**more), current.course()
        found.form.choices = choices((each.name, each.title) for each in FORMATS.values())
        found.chapter.choices = choices(chapters(), "All chapters")
        found.kind.choices = choices(((kind, kind.capitalize()) for kind in BUILDERS), "All kinds")
        found.edition.choices = choices(((each.id, each.title) for each in course.editions), "Both editions")
        return found


class InForm(FlaskForm):  # type: ignore[misc] # the library has no types
    """A file of another program and where its items are to go."""

    file = FileField("File", [FileRequired("Choose a file first.")])
    form = List("Format")
    chapter = List("Chapter for new items")
    skill = List("Skill of items that name none")

    @classmethod
    def of(cls) -> InForm:
        """The form with what the course has."""
        found, course = cls(), current.course()
        readable = ((each.name, each.title) for each in FORMATS.values() if each.reads)
        found.form.choices = choices(readable, GUESS.capitalize())
        found.chapter.choices = choices(chapters())
        found.skill.choices = choices(
            ((each.id, f"{each.title} ({each.id})") for each in course.skills.values()), "None"
        )
        return found

    @property
    def format(self) -> str:
        """The format chosen, or the one that the file's ending tells; "" when it tells none."""
        ending = PurePath(self.file.data.filename or "").suffix.lower()
        by_ending = (each.name for each in FORMATS.values() if each.reads and each.ending == ending)
        return self.form.data or next(by_ending, "")


def chapters() -> list[tuple[str, str]]:
    """The chapters to choose from."""
    return [(each.id, f"{each.number}. {each.title}") for each in current.course().chapters]
