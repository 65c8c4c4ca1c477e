"""Passwords: a link by mail for one that is forgotten, the page of such a link, and changing the present one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, current_app, flash, redirect, render_template, url_for

from app import identity, mail
from app.db import database
from app.mail import Letter
from app.passwords import passwords
from app.rooms import guarding
from app.rooms.sign_in_forms import AddressForm, ChangePasswordForm, NewPasswordForm
from app.store import accounts, sign_ins, tickets, tokens

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from app.store.accounts import Account

room = Blueprint("password", __name__, url_prefix="/password")
UNREADABLE = 422
TOO_MANY = 429
GONE = 410
SENT = "If this address has an account, a mail with a link is on its way. The link works for an hour."
WORDS = """Somebody, we hope you, asked for a new password for Momentum.

Choose one here within an hour:
{link}

If it was not you, do nothing: your password stays as it is.
"""


@room.get("/forgotten")
def forgotten() -> ResponseReturnValue:
    """Where to say one's address."""
    return render_template("password/forgotten.html", form=AddressForm(formdata=None), fault="")


@room.post("/forgotten")
def send() -> ResponseReturnValue:
    """Send a link; the answer is the same whether or not there is such an account, and takes as long."""
    form = AddressForm()
    if not form.validate():
        return render_template("password/forgotten.html", form=form, fault=""), UNREADABLE
    if said := guarding.wait("reset", form.email.data):
        return render_template("password/forgotten.html", form=form, fault=said), TOO_MANY
    email = form.email.data
    mail.later(lambda: letter_to(email))
    flash(SENT)
    return redirect(url_for("sign_in.index"), 303)


def letter_to(email: str) -> Letter | None:
    """A link for whoever has an open account at this address; None where nobody has."""
    with database().writing() as db:
        account = accounts.find_by_email(db, email)
        secret = tickets.issue(db, account.id, "reset") if account and account.open else ""
    if not account or not secret:
        return None
    return Letter(account.email, "A new password for Momentum", WORDS.format(link=link(secret)))


def link(secret: str) -> str:
    """The address of a ticket, under the name this server is known by: never by what a request says of itself."""
    return f"{current_app.config['MOMENTUM'].url}{url_for('password.choose', ticket=secret)}"


@room.get("/new/<ticket>")
def choose(ticket: str) -> ResponseReturnValue:
    """Where a link leads."""
    return page(NewPasswordForm(formdata=None), holder(ticket))


@room.post("/new/<ticket>")
def keep(ticket: str) -> ResponseReturnValue:
    """Take the new password, end all sign-ins and tokens of the account, and use up the link."""
    form, account = NewPasswordForm(), holder(ticket)
    if account is None:
        return page(form, None)
    form.about = (account.name, account.email)
    if not form.validate():
        return page(form, account)[0], UNREADABLE
    kept = passwords().hash(form.password.data)
    with database().writing() as db:
        if tickets.use(db, ticket) is None:
            return page(form, None)
        accounts.change(db, account.id, password=kept)
        sign_ins.end_all(db, account.id)
        tokens.end_all(db, account.id)
    flash("Your password is changed. Sign in with it.")
    return redirect(url_for("sign_in.index"), 303)


def holder(ticket: str) -> Account | None:
    """Whose ticket it is, while it is good."""
    with database().reading() as db:
        found = tickets.read(db, ticket)
        account = accounts.find(db, found[0]) if found else None
    return account if account and account.open else None


def page(form: NewPasswordForm, account: Account | None) -> tuple[str, int]:
    """The form, or that the link is of no use any more."""
    shown = render_template("password/new.html", form=form, account=account)
    return (shown, 200) if account else (shown, GONE)


@room.route("/", methods=["GET", "POST"])
def change() -> ResponseReturnValue:
    """Change the present password; every other browser is signed out."""
    who = identity.somebody()
    form = ChangePasswordForm()
    form.about = (who.account.name, who.account.email)
    if not form.is_submitted():
        return render_template("password/index.html", form=form)
    if not form.validate():
        return render_template("password/index.html", form=form), form.status
    kept = passwords().hash(form.password.data)
    with database().writing() as db:
        accounts.change(db, who.account.id, password=kept)
        sign_ins.end_all(db, who.account.id, but=who.digest)
        tickets.end_all(db, who.account.id)
    flash("Your password is changed. All other browsers are signed out.")
    return redirect(url_for("account.index"), 303)
