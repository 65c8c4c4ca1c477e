"""Signing in and out: a password, then a code for those who have a second step."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request, session, url_for

from app import clock, identity
from app.db import database
from app.passwords import passwords
from app.rooms import guarding, second_steps
from app.rooms.sign_in_forms import CodeForm, SignInForm
from app.security import own_path
from app.store import accounts
from app.store.sign_ins import digest

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from app.store.accounts import Account

room = Blueprint("sign_in", __name__, url_prefix="/sign-in")
UNREADABLE = 422
TOO_MANY = 429
WRONG = "E-mail and password do not match."
WRONG_CODE = "This code does not fit. Take the one that is shown now."
HALFWAY = timedelta(minutes=10)


@room.get("/")
def index() -> ResponseReturnValue:
    """The form; who is signed in goes on."""
    if identity.person():
        return redirect(onward(), 303)
    return page(SignInForm(formdata=None))


@room.post("/")
def enter() -> ResponseReturnValue:
    """Check the password, and count the try before."""
    form = SignInForm()
    if not form.validate():
        return page(form), UNREADABLE
    if said := guarding.wait("password", form.email.data):
        return page(form, said), TOO_MANY
    with database().reading() as db:
        account = accounts.find_by_email(db, form.email.data)
    right = passwords().right(account.password if account else None, form.password.data)
    if not account or not right or not account.open:
        return page(form, WRONG), UNREADABLE
    guarding.worked("password", account.email)
    if not account.second:
        guarding.remember(account.email)
    kept = renew(account, form.password.data)
    if account.second:
        session["halfway"] = [account.id, clock.now().isoformat(), digest(kept)]
        return redirect(url_for(".code", next=onward()), 303)
    identity.sign_in(account.id)
    return redirect(onward(), 303)


def renew(account: Account, password: str) -> str:
    """What is kept of the right password, hashed anew if that was done by other parameters than today's."""
    kept = account.password or ""
    if passwords().old(kept):
        kept = passwords().hash(password)
        with database().writing() as db:
            accounts.change(db, account.id, password=kept)
    return kept


@room.route("/code", methods=["GET", "POST"])
def code() -> ResponseReturnValue:
    """The second step, for those who came through the first not long ago."""
    account = halfway()
    if account is None:
        flash("That took too long. Sign in again.", "fault")
        return redirect(url_for(".index", next=onward()), 303)
    form = CodeForm()
    if request.method == "GET":
        return render_template("sign_in/code.html", form=form, fault="", next=onward())
    if not form.validate():
        return render_template("sign_in/code.html", form=form, fault="", next=onward()), UNREADABLE
    if said := guarding.wait("code", account.email):
        return render_template("sign_in/code.html", form=form, fault=said, next=onward()), TOO_MANY
    if not second_steps.right(account, form.code.data):
        return render_template("sign_in/code.html", form=form, fault=WRONG_CODE, next=onward()), UNREADABLE
    guarding.worked("code", account.email)
    guarding.remember(account.email)
    identity.sign_in(account.id)
    return redirect(onward(), 303)


def halfway() -> Account | None:
    """Who said the right password up to ten minutes ago, if it still is the right one."""
    found = session.get("halfway")
    if not found or clock.now() - datetime.fromisoformat(found[1]) > HALFWAY:
        return None
    with database().reading() as db:
        account = accounts.find(db, found[0])
    good = account and account.open and account.second and digest(account.password or "") == found[2]
    return account if good else None


@room.post("/out")
def out() -> ResponseReturnValue:
    """Sign this browser out."""
    identity.sign_out()
    flash("You are signed out.")
    return redirect(url_for(".index"), 303)


def onward() -> str:
    """Where somebody wanted to go, if that is one of our pages; else Today."""
    return own_path(request.values.get("next", "")) or "/"


def page(form: SignInForm, fault: str = "") -> str:
    """The form, never with the password in it."""
    return render_template("sign_in/index.html", form=form, fault=fault, next=onward())
