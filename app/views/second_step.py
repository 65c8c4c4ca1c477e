"""The second step: turned on by showing that the telephone knows the secret, turned off with the password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, session, url_for
from markupsafe import Markup

from app import identity
from app.db import database
from app.rooms import second_steps
from app.rooms.sign_in_forms import PresentPasswordForm, SecondStepForm
from app.store import sign_ins

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

room = Blueprint("second_step", __name__, url_prefix="/second-step")
WRONG = "This code does not fit. Is the telephone's clock right? Take the code that is shown now."


@room.get("/")
def index() -> ResponseReturnValue:
    """On or off, and the way to the other."""
    return page(SecondStepForm(formdata=None))


def page(form: PresentPasswordForm, fault: str = "") -> str:
    """The picture to take with a telephone, or the way to turn it off."""
    account = identity.somebody().account
    if account.second:
        return render_template("second_step/on.html", form=form)
    # The secret waits in the signed cookie of this browser and counts for nothing until a code was made with it.
    secret = session.setdefault("second", second_steps.new_secret())
    shown = Markup(second_steps.picture(secret, account.email))  # noqa: S704 our own drawing of our own words
    spaced = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    return render_template("second_step/off.html", form=form, picture=shown, secret=spaced, fault=fault)


@room.post("/on")
def on() -> ResponseReturnValue:
    """Turn it on when code and password fit; the spare codes are shown once."""
    form, who = SecondStepForm(), identity.somebody()
    secret = session.get("second", "")
    if who.account.second or not secret:
        return redirect(url_for(".index"), 303)
    if not form.validate():
        return page(form), form.status
    if second_steps.fitting(secret, "".join(form.code.data.split())) < 0:
        return page(form, WRONG), form.status
    del session["second"]
    codes = second_steps.begin(who.account.id, secret)
    with database().writing() as db:
        sign_ins.end_all(db, who.account.id, but=who.digest)
    return render_template("second_step/spare.html", codes=codes)


@room.post("/off")
def off() -> ResponseReturnValue:
    """Turn it off; the password shows that it is not somebody at an open screen."""
    form, who = PresentPasswordForm(), identity.somebody()
    if not who.account.second:
        return redirect(url_for(".index"), 303)
    if not form.validate():
        return page(form), form.status
    second_steps.end(who.account.id)
    flash("The second step is off.")
    return redirect(url_for(".index"), 303)
