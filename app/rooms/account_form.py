"""The forms of You: settings, the edition on the first visit, and starting over."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any
from zoneinfo import available_timezones

from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, RadioField, StringField, ValidationError
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length

from app.rooms.dates import from_today, read_date
from app.rooms.whole_number import WholeNumber, Within
from app.store.learners import UNNAMED

if TYPE_CHECKING:
    from datetime import date

    from app.store.learners import Learner
    from quizzes.course.course import Course

MINUTES = (5, 180)
NEW = (0, 60)


class Choice(RadioField):  # type: ignore[misc] # wtforms has no types
    """Radio buttons whose choices templates read as (value, words) pairs."""

    @property
    def pairs(self) -> list[tuple[object, str]]:
        """What can be chosen."""
        return [(choice.value, choice.label) for choice in self.choices]


def listed(*pairs: tuple[object, str]) -> list[SelectChoice]:
    """Choices from (value, words) pairs, as WTForms wants them."""
    return [SelectChoice(value, words) for value, words in pairs]


class AccountForm(FlaskForm):  # type: ignore[misc] # flask-wtf has no types
    """The settings of one learner. The exam date is text, so that a wrong one can be answered in words."""

    name = StringField("Your name", validators=[Length(max=80, message="Up to 80 letters.")])
    exam_date = StringField("Exam date")
    edition = Choice("Edition", validate_choice=False, validators=[InputRequired("Choose an edition.")])
    minutes = WholeNumber("Minutes a day", validators=[Within(*MINUTES, "Say how many minutes, such as 25.")])
    new_a_day = WholeNumber("New things a day", validators=[Within(*NEW, "Say how many, such as 10.")])
    extra_time = BooleanField("Extra time in exams")
    zone = StringField("Time zone")
    theme = Choice("Light or dark", choices=listed(("auto", "As my system"), ("light", "Light"), ("dark", "Dark")))
    buttons = Choice(
        "Buttons under a card",
        coerce=int,
        choices=listed((2, "Two: Not yet, Got it"), (4, "Four: Again, Hard, Good, Easy")),
    )
    shortcuts = BooleanField("Single-key shortcuts")

    today = 0
    former: date | None = None

    @classmethod
    def of(cls, learner: Learner, course: Course, today: int) -> AccountForm:
        """The form filled from a learner; `today` is a local day number."""
        form: AccountForm = cls(obj=learner)
        form.name.data = "" if form.name.data == UNNAMED else form.name.data
        form.edition.choices = listed(*((one.id, one.title) for one in course.editions))
        if not form.is_submitted():
            form.exam_date.data = learner.exam_date.isoformat() if learner.exam_date else ""
            form.edition.data = learner.edition or course.editions[0].id
        form.today, form.former = today, learner.exam_date
        return form

    def validate_exam_date(self, field: Field) -> None:
        """Empty, or a real day that is neither past nor far off (unless it was there before)."""
        from_today(field.data or "", self.today, self.former)

    def validate_edition(self, field: Field) -> None:
        """One of the course's editions."""
        if field.data not in {value for value, _ in field.pairs}:
            raise ValidationError("Choose an edition.")

    def validate_zone(self, field: Field) -> None:
        """A name of the time zone database; a near miss gets a suggestion."""
        zones = available_timezones()
        field.data = (field.data or "").strip()
        if field.data not in zones:
            near = get_close_matches(field.data, zones, n=1, cutoff=0.5)
            hint = f" Did you mean {near[0]}?" if near else ""
            raise ValidationError(f"No time zone has this name.{hint} Names look like Europe/Berlin.")

    def faults(self) -> list[tuple[str, str]]:
        """Every fault as (field, sentence), for the summary on top."""
        return [(name, str(sentence)) for name, found in self.errors.items() for sentence in found]

    def settings(self) -> dict[str, Any]:
        """What to keep, by the names of Learner."""
        kept = {name: field.data for name, field in self._fields.items() if name != "csrf_token"}
        name = " ".join((kept["name"] or "").split()) or UNNAMED
        return kept | {"name": name, "exam_date": read_date(kept["exam_date"] or "", self.today)}


class EditionForm(FlaskForm):  # type: ignore[misc]
    """Which edition to study."""

    edition = Choice(validators=[InputRequired()])

    @classmethod
    def of(cls, course: Course) -> EditionForm:
        """The form with this course's editions to choose from."""
        form: EditionForm = cls()
        form.edition.choices = listed(*((one.id, one.title) for one in course.editions))
        return form


class StartOverForm(FlaskForm):  # type: ignore[misc]
    """A tick that says the learner means it."""

    sure = BooleanField("Yes, delete all of it", validators=[DataRequired("Tick the box to delete, or go back.")])
