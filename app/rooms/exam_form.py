"""The form that begins a sitting: which paper, and for one's own test which areas, styles and how many questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_wtf import FlaskForm
from wtforms import BooleanField, SelectMultipleField, StringField, validators

from app.rooms import papers
from app.rooms.whole_number import WholeNumber, Within

if TYPE_CHECKING:
    from app.rooms.papers import Offer

MOST = 40


class Several(SelectMultipleField):  # type: ignore[misc] # wtforms has no types
    """Boxes to tick; none ticked means all."""

    def pre_validate(self, form: object) -> None:
        """Whatever is not among the choices is left out later."""


class StartForm(FlaskForm):  # type: ignore[misc] # flask-wtf has no types
    """What to sit."""

    kind = StringField()
    chapter = StringField()
    areas, styles = Several(), Several()
    number = WholeNumber("Questions", default=20, validators=[validators.Optional(), Within(1, MOST)])
    practice = BooleanField()

    def offer(self) -> Offer | None:
        """The paper asked for; None for one that there is not."""
        full = papers.mock()
        if full is None or self.kind.data not in papers.KINDS:
            return None
        if self.kind.data == "mock":
            return full
        if self.kind.data == "half":
            return papers.half(full)
        if self.kind.data == "chapter":
            return papers.chapters(full.exam).get(self.chapter.data or "")
        return papers.custom(full.exam, self.areas.data or (), self.styles.data or (), self.number.data or MOST // 2)

    def faults(self) -> list[tuple[str, str]]:
        """Every fault as (field, sentence)."""
        return [(name, str(sentence)) for name, found in self.errors.items() for sentence in found]
