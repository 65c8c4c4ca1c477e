"""What an instructor does with a class: only its own instructors get at it, and what touches a learner is audited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, current_app, url_for
from flask_wtf import FlaskForm
from wtforms import Field, StringField, ValidationError

from app import clock, current, identity
from app.db import database
from app.rooms.account_form import Choice, listed
from app.rooms.sign_in_forms import address
from app.store import accounts, audit, class_results, classes, learners, rosters
from app.store.accounts import Role

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from app.store.classes import Classroom
    from app.store.rosters import Member

LONGEST_NAME = 80
LARGEST = 2**63 - 1
"""No row of a database has a greater number."""
BOTH = "both"
NOBODY = "No instructor has this address. An operator can invite one, or give an account the role."


class ClassForm(FlaskForm):  # type: ignore[misc] # flask-wtf has no types
    """A class's name and edition."""

    name = StringField("Name")
    edition = Choice("Edition", validate_choice=False)

    @classmethod
    def of(cls, classroom: Classroom | None = None, *, sent: bool = False) -> ClassForm:
        """The form as a class is, or as it was sent."""
        form: ClassForm = cls() if sent else cls(formdata=None)
        form.edition.choices = listed(*((one.id, one.title) for one in current.course().editions), (BOTH, "Both"))
        if not sent:
            form.name.data = classroom.name if classroom else ""
            form.edition.data = (classroom.edition or BOTH) if classroom else current.edition()
        return form

    def validate_name(self, field: Field) -> None:
        """One to eighty letters, blanks set right."""
        field.data = " ".join((field.data or "").split())
        if not field.data:
            raise ValidationError("Give the class a name, such as “Evening course, autumn”.")
        if len(field.data) > LONGEST_NAME or not field.data.isprintable():
            raise ValidationError(f"Up to {LONGEST_NAME} letters.")

    def validate_edition(self, field: Field) -> None:
        """One of the course's editions, or both."""
        if field.data not in {value for value, _ in field.pairs}:
            raise ValidationError("Choose an edition, or both.")

    def chosen(self) -> str | None:
        """The edition's id; None for both."""
        return None if self.edition.data == BOTH else str(self.edition.data)


class InstructorForm(FlaskForm):  # type: ignore[misc]
    """Whom to let teach too."""

    email = StringField("E-mail", validators=[address])


def mine(number: int) -> Classroom:
    """A class that who is signed in teaches; 404 for everybody else, as if there were none."""
    with database().reading() as db:
        found = class_results.teaches(db, identity.somebody().account.id, number) if number <= LARGEST else None
    return found or abort(404)


def learner_of(classroom: Classroom, number: int) -> Member:
    """A learner of a class; 404 for anybody else."""
    with database().reading() as db:
        return (number <= LARGEST and rosters.member(db, classroom.id, number)) or abort(404)


def link(classroom: Classroom) -> str:
    """Where one signs up for a class, under the name this server is known by."""
    return f"{current_app.config['MOMENTUM'].url}{url_for('sign_up.index', code=classroom.code)}"


def join(db: Connection, classroom: Classroom, account: int) -> None:
    """Put somebody into a class; who has chosen no edition yet studies that of the class."""
    classes.join(db, classroom.id, account)
    learner = learners.find(db, account)
    if classroom.edition and learner.edition is None:
        learners.change(db, learner, edition=classroom.edition)


def let_teach(classroom: Classroom, email: str) -> str:
    """One more instructor by address; what is wrong, "" when it is done."""
    with database().writing() as db:
        found = accounts.find_by_email(db, email)
        if found is None or not found.open or not found.role.covers(Role.INSTRUCTOR):
            return NOBODY
        rosters.let_teach(db, classroom.id, found.id)
        note(db, classroom, "let teach", {"account": found.id})
    return ""


def stop_teaching(classroom: Classroom) -> str:
    """No longer an instructor of it; what is wrong, "" when it is done. A class keeps one instructor."""
    me = identity.somebody().account.id
    with database().writing() as db:
        rosters.hold(db, classroom.id)
        if [one.id for one in rosters.teachers_of(db, classroom.id)] == [me]:
            return "You are its only instructor. Add another one first, or put the class away."
        rosters.stop_teaching(db, classroom.id, me)
        note(db, classroom, "stop teaching", {})
    return ""


def remove(classroom: Classroom, member: Member) -> None:
    """Take a learner out of the class."""
    with database().writing() as db:
        rosters.leave(db, classroom.id, member.id)
        note(db, classroom, "remove from class", {"account": member.id})


def give_time(classroom: Classroom, member: Member, *, extra: bool) -> None:
    """Give a learner extra time in exams, or take it back."""
    with database().writing() as db:
        learners.change(db, learners.find(db, member.id), extra_time=extra)
        told = {"class": classroom.id, "extra": extra}
        audit.note(db, identity.somebody().learner, "extra time", f"account:{member.id}", told)


def change(classroom: Classroom, act: str, **values: object) -> None:
    """Change a class and note the act."""
    with database().writing() as db:
        classes.change(db, classroom.id, **values)
        note(db, classroom, act, {})


def put_away(classroom: Classroom) -> None:
    """Learners no longer see it and nobody may join; its instructors find it below the others."""
    change(classroom, "put away", closed_at=clock.now())


def note(db: Connection, classroom: Classroom, act: str, told: dict[str, object]) -> None:
    """A line in the audit, by number."""
    audit.note(db, identity.somebody().learner, act, f"class:{classroom.id}", told)
