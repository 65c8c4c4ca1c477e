"""Tokens: letting a program of one's own speak to the API, and ending that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from app import identity
from app.db import database
from app.rooms.sign_in_forms import PresentPasswordForm
from app.store import tokens

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

room = Blueprint("tokens", __name__, url_prefix="/tokens")


class TokenForm(PresentPasswordForm):
    """What a token is for; whoever has it is let in for long, so it takes the password."""

    name = StringField(
        "What it is for", validators=[DataRequired("Say what it is for."), Length(max=80, message="Up to 80 letters.")]
    )


@room.get("/")
def index() -> ResponseReturnValue:
    """All of them, and the form for another."""
    return page(TokenForm(formdata=None))


def page(form: TokenForm, made: str = "") -> str:
    """The list; a token just made is shown this once."""
    with database().reading() as db:
        found = tokens.of(db, identity.somebody().account.id)
    return render_template("tokens/index.html", form=form, found=found, made=made)


@room.post("/")
def add() -> ResponseReturnValue:
    """Make one and show it."""
    form = TokenForm()
    if not form.validate():
        return page(form), form.status
    with database().writing() as db:
        made = tokens.issue(db, identity.somebody().account.id, form.name.data.strip())
    return page(TokenForm(formdata=None), made)


@room.post("/<beginning>/end")
def end(beginning: str) -> ResponseReturnValue:
    """End one: whoever has it is let in no more."""
    with database().writing() as db:
        ended = tokens.end(db, identity.somebody().account.id, beginning)
    if not ended:
        abort(404)
    flash("That token works no more.")
    return redirect(url_for(".index"), 303)
