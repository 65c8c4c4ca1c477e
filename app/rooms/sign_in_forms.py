"""The forms of the ways in: signing in, signing up, a code of the second step, and passwords old and new."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flask_wtf import FlaskForm
from wtforms import Field, PasswordField, StringField, ValidationError
from wtforms.validators import DataRequired, Length

from app import identity
from app.passwords import fault, passwords
from app.rooms import guarding

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ADDRESS = re.compile(r"[^\s@,;:<>()\[\]\\\"]+@[^\s@,;:<>()\[\]\\\"]+\.[^\s@,;:<>()\[\]\\\"]+")
"""One mailbox: signs that would make a list, a name or a comment of it in a mail's head are not taken."""
LONGEST_ADDRESS = 254
UNREADABLE, TOO_MANY = 422, 429
NO_ADDRESS = "That is no e-mail address. One looks like name@example.org."


def address(_form: FlaskForm, field: Field) -> None:
    """Validator: text that a mail could be sent to. Whether one arrives only sending it tells."""
    field.data = (field.data or "").strip()
    if len(field.data) > LONGEST_ADDRESS or not ADDRESS.fullmatch(field.data) or not field.data.isprintable():
        raise ValidationError(NO_ADDRESS)


def given_name(_form: FlaskForm, field: Field) -> None:
    """Validator: a name of one to eighty letters, blanks set right."""
    field.data = " ".join((field.data or "").split())
    if not field.data:
        raise ValidationError("Say what your class should call you.")
    if len(field.data) > 80 or not field.data.isprintable():  # noqa: PLR2004 as on the page You
        raise ValidationError("Up to 80 letters.")


class SignInForm(FlaskForm):  # type: ignore[misc] # flask-wtf has no types
    """Address and password, as somebody says them; what is wrong with them is never said singly."""

    email = StringField("E-mail", validators=[DataRequired("Say your e-mail address.")])
    password = PasswordField("Password", validators=[DataRequired("Say your password.")])


class CodeForm(FlaskForm):  # type: ignore[misc]
    """Six digits of the second step, or one of the spare codes."""

    code = StringField("Code", validators=[DataRequired("Say the six digits."), Length(max=40, message="Six digits.")])


class AddressForm(FlaskForm):  # type: ignore[misc]
    """Where to send a link for a new password."""

    email = StringField("E-mail", validators=[address])


class NewPasswordForm(FlaskForm):  # type: ignore[misc]
    """A new password, judged; `about` are words others know of its owner."""

    password = PasswordField("New password", validators=[DataRequired("Choose a password.")])
    about: tuple[str, ...] = ()

    def validate_password(self, field: Field) -> None:
        """Long enough, and not among those that are guessed first."""
        if said := fault(field.data or "", about=self.about):
            raise ValidationError(said)


class PresentPasswordForm(FlaskForm):  # type: ignore[misc]
    """The password once more, before something that a stranger at an open screen must not do.

    `status` is that of the page which says what is wrong.
    """

    old = PasswordField("Present password", validators=[DataRequired("Say your present password.")])
    status = UNREADABLE

    def validate(self, extra_validators: Mapping[str, Sequence[object]] | None = None) -> bool:
        """The other fields first: who slips there has not tried a password."""
        if not super().validate(extra_validators):
            return False
        said = self.refusal()
        self.old.errors = [*self.old.errors, said] if said else self.old.errors
        return not said

    def refusal(self) -> str:
        """Why this is not the password of who is signed in, or "" where it is; tries are counted."""
        account = identity.somebody().account
        if said := guarding.wait("change", account.email):
            self.status = TOO_MANY
            return said
        return "" if passwords().right(account.password, self.old.data) else "The password is another."


class SecondStepForm(PresentPasswordForm, CodeForm):
    """A code that the telephone shows, and the password."""


class ChangePasswordForm(NewPasswordForm, PresentPasswordForm):
    """The present password and a new one."""


class SignUpForm(NewPasswordForm):
    """A new learner with the code of a class."""

    code = StringField("Class code", validators=[DataRequired("Say the code your instructor gave you.")])
    name = StringField("Your name", validators=[given_name])
    email = StringField("E-mail", validators=[address])

    def validate_password(self, field: Field) -> None:
        """As everywhere, and not made of name and address."""
        self.about = (self.name.data or "", self.email.data or "")
        super().validate_password(field)
