"""People, for operators: who has an account, inviting more, roles, closing and opening, a way back in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for

from app import identity
from app.db import database
from app.rooms import inviting
from app.rooms.inviting import InvitationForm, RefusedError, RoleForm
from app.store import accounts
from app.store.accounts import Role, TakenError

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from app.store.accounts import Account

room = Blueprint("people", __name__, url_prefix="/people")
UNREADABLE = 422
CONFLICT = 409
TAKEN = "This address has an account already."


@room.get("/")
def index() -> ResponseReturnValue:
    """Everybody, searched by name or address, and the form that invites."""
    return page(InvitationForm(formdata=None))


def page(form: InvitationForm) -> str:
    """The list and the form."""
    words = request.args.get("words", "").strip().lower()
    with database().reading() as db:
        everybody = accounts.every(db)
    found = [one for one in everybody if words in f"{one.name} {one.email}".lower()]
    return render_template(
        "people/index.html", form=form, found=found, words=words, whole=len(everybody), roles=list(Role)
    )


@room.post("/invite")
def invite() -> ResponseReturnValue:
    """Open an account without a password and send the link that chooses one; the link is shown too."""
    form = InvitationForm()
    if not form.validate():
        return page(form), UNREADABLE
    try:
        with database().writing() as db:
            link = inviting.invite(
                db, identity.somebody().learner, form.email.data, form.name.data, Role(form.role.data)
            )
    except TakenError:
        form.email.errors = [TAKEN]
        return page(form), UNREADABLE
    inviting.send(form.email.data, link)
    return render_template("people/link.html", link=link, name=form.name.data, email=form.email.data)


@room.get("/<int:number>")
def show(number: int) -> ResponseReturnValue:
    """One account and what can be done with it."""
    return render_template("people/show.html", one=found(number), form=RoleForm(formdata=None), fault="")


def found(number: int) -> Account:
    """The account of this number, or 404."""
    with database().reading() as db:
        account = accounts.find(db, number)
    return account or abort(404)


@room.post("/<int:number>/role")
def role(number: int) -> ResponseReturnValue:
    """Give another role; it holds from that person's next page on."""
    one, form = found(number), RoleForm()
    if not form.validate():
        return render_template("people/show.html", one=one, form=form, fault=""), UNREADABLE
    return settled(
        one, lambda: inviting.give(identity.somebody().learner, one, Role(form.role.data)), "The role is changed."
    )


@room.post("/<int:number>/close")
def close(number: int) -> ResponseReturnValue:
    """Shut an account: its sign-ins and tokens end, what was learned stays."""
    one = found(number)
    return settled(one, lambda: inviting.close(identity.somebody().learner, one), f"{one.name} can no longer sign in.")


@room.post("/<int:number>/open")
def reopen(number: int) -> ResponseReturnValue:
    """Open it again."""
    one = found(number)
    return settled(one, lambda: inviting.reopen(identity.somebody().learner, one), f"{one.name} can sign in again.")


@room.post("/<int:number>/link")
def link(number: int) -> ResponseReturnValue:
    """A link that chooses a new password, sent and shown: for somebody whose mail does not arrive."""
    one = found(number)
    if not one.open:
        abort(CONFLICT, "This account is closed. Open it first.")
    with database().writing() as db:
        made = inviting.link(db, identity.somebody().learner, one)
    inviting.send(one.email, made)
    return render_template("people/link.html", link=made, name=one.name, email=one.email)


@room.post("/<int:number>/second-step-off")
def second_step_off(number: int) -> ResponseReturnValue:
    """Take the second step away from somebody who lost the telephone and the spare codes."""
    one = found(number)
    return settled(one, lambda: inviting.second_step_off(identity.somebody().learner, one), "The second step is off.")


@room.post("/<int:number>/delete")
def delete(number: int) -> ResponseReturnValue:
    """Delete a person and all they did; the box must be ticked."""
    one = found(number)
    if request.form.get("sure") != "yes":
        words = "Tick the box to delete, or leave it."
        return render_template("people/show.html", one=one, form=RoleForm(formdata=None), fault=words), UNREADABLE
    return settled(
        one, lambda: inviting.remove(identity.somebody().learner, one), f"{one.name} is deleted.", url_for(".index")
    )


def settled(one: Account, act: inviting.Act, words: str, onward: str = "") -> ResponseReturnValue:
    """Do it and say so, or show why not: the last operator stays one."""
    try:
        act()
    except RefusedError as error:
        return render_template("people/show.html", one=one, form=RoleForm(formdata=None), fault=str(error)), CONFLICT
    flash(words)
    return redirect(onward or url_for(".show", number=one.id), 303)
