"""Signing up with the code of a class, which an instructor gives out."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import Blueprint, flash, redirect, render_template, request

from app import identity
from app.db import database
from app.passwords import passwords
from app.rooms import guarding, teaching
from app.rooms.sign_in_forms import SignUpForm
from app.store import accounts, classes
from app.store.accounts import Role, TakenError

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

room = Blueprint("sign_up", __name__, url_prefix="/sign-up")
UNREADABLE = 422
TOO_MANY = 429
NO_CLASS = "No class has this code now. Ask your instructor; letters and digits, capitals do not matter."
TAKEN = "This address has an account. Sign in with it, and join the class from there."


@room.get("/")
def index() -> ResponseReturnValue:
    """The form; a link with a code fills that in. Who has an account joins by the code instead."""
    if identity.person():
        return redirect(f"/classes/join?{urlencode({'code': request.args.get('code', '')[:40]})}", 303)
    form = SignUpForm(formdata=None)
    form.code.data = request.args.get("code", "")[:40]
    return page(form)


@room.post("/")
def enter() -> ResponseReturnValue:
    """Open an account, join the class, and sign in."""
    if said := guarding.wait_here("class code"):
        return page(SignUpForm(), said), TOO_MANY
    form = SignUpForm()
    if not form.validate():
        return page(form), UNREADABLE
    with database().reading() as db:  # before the hash, which is work that a stranger must not order
        if classes.by_code(db, form.code.data) is None:
            return page(form, NO_CLASS), UNREADABLE
    kept = passwords().hash(form.password.data)
    try:
        with database().writing() as db:
            found = classes.by_code(db, form.code.data)
            if found is None:
                return page(form, NO_CLASS), UNREADABLE
            number = accounts.add(db, form.email.data, Role.LEARNER, name=form.name.data, password=kept)
            teaching.join(db, found, number)
    except TakenError:
        return page(form, TAKEN), UNREADABLE
    identity.sign_in(number)
    flash(f"You are in {found.name}.")
    return redirect("/", 303)


def page(form: SignUpForm, fault: str = "") -> str:
    """The form, never with the password in it."""
    faults = [(name, str(said)) for name, found in form.errors.items() for said in found]
    return render_template("sign_up/index.html", form=form, fault=fault, faults=faults)
