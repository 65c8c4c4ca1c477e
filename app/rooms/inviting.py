"""What operators do with accounts: invite, give roles, close, open, delete. Each act is noted in the audit, by number.

The command line and the page People do it through here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from flask import current_app, url_for
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import AnyOf

from app import mail
from app.db import database
from app.mail import Letter
from app.rooms.account_form import Choice, listed
from app.rooms.sign_in_forms import address, given_name
from app.store import accounts, audit, sign_ins, tickets, tokens
from app.store.accounts import Role

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from app.store.accounts import Account
    from app.store.learners import Learner

Act = Callable[[], None]
ROLES = (
    (Role.LEARNER, "Learner: studies"),
    (Role.INSTRUCTOR, "Instructor: has classes, writes items"),
    (Role.OPERATOR, "Operator: also looks after accounts"),
)
LAST = "This is the last operator. Make somebody else an operator first."
WORDS = """You can use Momentum, the exam coach for ITIL Foundation.

Choose your password here; the link works once:
{link}
"""


class RefusedError(Exception):
    """What cannot be done with this account; the words say why."""


class RoleForm(FlaskForm):  # type: ignore[misc] # flask-wtf has no types
    """Which role to give."""

    role = Choice(
        "Role", choices=listed(*ROLES), validate_choice=False, validators=[AnyOf(list(Role), "Choose a role.")]
    )


class InvitationForm(RoleForm):
    """Whom to invite."""

    name = StringField("Name", validators=[given_name])
    email = StringField("E-mail", validators=[address])


def about(number: int) -> str:
    """An account in the audit: its number, which says nothing once the account is gone."""
    return f"account:{number}"


def invite(db: Connection, by: Learner | None, email: str, name: str, role: Role, *, learner: int | None = None) -> str:
    """Open an account that waits for its password; returns the link. `learner` keeps what they did before accounts.

    Raises:
        TakenError: the address has an account.
    """
    number = accounts.add(db, email, role, name=name, password=None, learner=learner)
    audit.note(db, by, "invite", about(number), {"role": role})
    return address_of(tickets.issue(db, number, "invitation"))


def link(db: Connection, by: Learner | None, one: Account) -> str:
    """A new link to choose a password."""
    audit.note(db, by, "send a link", about(one.id), {})
    return address_of(tickets.issue(db, one.id, "reset" if one.password else "invitation"))


def address_of(ticket: str) -> str:
    """Where a ticket is used, under the name this server is known by."""
    return f"{current_app.config['MOMENTUM'].url}{url_for('password.choose', ticket=ticket)}"


def send(email: str, made: str) -> None:
    """Send a link to its owner."""
    mail.send(Letter(email, "Your account for Momentum", WORDS.format(link=made)))


def give(by: Learner | None, one: Account, role: Role) -> None:
    """Another role. Raises RefusedError for the last operator."""
    with database().writing() as db:
        if role is not Role.OPERATOR:
            keep_one(db, one)
        accounts.change(db, one.id, role=role)
        audit.note(db, by, "give a role", about(one.id), {"before": one.role, "after": role})


def close(by: Learner | None, one: Account) -> None:
    """No more sign-in; present ones, tokens and links end. Raises RefusedError for the last operator."""
    with database().writing() as db:
        keep_one(db, one)
        accounts.change(db, one.id, open=False)
        sign_ins.end_all(db, one.id)
        tokens.end_all(db, one.id)
        tickets.end_all(db, one.id)
        audit.note(db, by, "close", about(one.id), {})


def reopen(by: Learner | None, one: Account) -> None:
    """Sign-in as before."""
    with database().writing() as db:
        accounts.change(db, one.id, open=True)
        audit.note(db, by, "open", about(one.id), {})


def second_step_off(by: Learner | None, one: Account) -> None:
    """Ask this account for the second step no more."""
    with database().writing() as db:
        accounts.change(db, one.id, second=None, spare=[], step=0)
        audit.note(db, by, "second step off", about(one.id), {})


def remove(by: Learner | None, one: Account) -> None:
    """Delete a person and everything of theirs. Raises RefusedError for the last operator."""
    with database().writing() as db:
        keep_one(db, one)
        audit.note(db, by, "delete", about(one.id), {})
        accounts.remove(db, one.id)


def keep_one(db: Connection, one: Account) -> None:
    """Raise RefusedError if there would be no operator left; two at the same moment wait for each other."""
    if one.role is Role.OPERATOR and one.open and accounts.operators(db) == [one.id]:
        raise RefusedError(LAST)
