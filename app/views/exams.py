"""Exams: what can be sat, one sitting question by question, handing in, and what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from flask import Blueprint, abort, flash, jsonify, redirect, render_template, request, url_for
from werkzeug.exceptions import BadRequest

from app import clock, current
from app.db import database
from app.rooms import correcting, judging, missed, papers, settling, sitting_room
from app.rooms.exam_form import StartForm
from app.rooms.sitting_room import ActError
from app.store import sittings
from app.store.learners import hold
from quizzes.exam.paper import Thin
from quizzes.exam.sitting import GRACE, stretches

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from app.rooms.papers import Offer
    from app.rooms.sitting_room import Desk, Seat

room = Blueprint("exams", __name__, url_prefix="/exams")
AGAIN = 60
"""Seconds after which the page of a paper that could not be marked looks again."""
NOT_NOW = "That paper could not be drawn: questions that give each other away stand in the way. Try another one."


@room.get("/")
def index() -> ResponseReturnValue:
    """What can be sat, what is under way, and what was sat before."""
    settling.settle_over()
    correcting.follow()
    full = papers.mock()
    with database().reading() as db:
        mine = [one for one in sittings.of_learner(db, current.learner()) if one.edition == current.edition()]
    return render_template(
        "exams/index.html",
        full=full,
        half=papers.half(full) if full else None,
        chapters=papers.chapters(full.exam) if full else {},
        titles=judging.cell_titles(),
        under_way=[one for one in mine if not one.settled],
        earlier=judging.history(mine),
    )


@room.get("/new")
def new() -> ResponseReturnValue:
    """The start page of one paper: its rules, and what happens at the end."""
    form = StartForm(request.args, meta={"csrf": False})
    return start_page(form, form.offer() or abort(404))


@room.post("/start")
def start() -> ResponseReturnValue:
    """Draw the paper and start the clock; one that is under way is gone on with instead."""
    settling.settle_over()
    form = StartForm()
    offer = form.offer() or abort(404)
    if not form.validate() or not offer.can:
        return start_page(form, offer), 422
    with database().writing() as db:
        hold(db, current.learner().id)
        under_way = settling.under_way(db)
        begun = None if under_way else papers.begin(db, offer, practice=form.practice.data)
    if under_way:
        flash("A paper is under way already. Hand it in first, or go on with it.")
        return redirect(url_for(".go_on", name=under_way), 303)
    if begun is None or isinstance(begun, Thin):
        flash(NOT_NOW, "fault")
        return start_page(form, offer), 409
    return redirect(url_for(".show", name=begun.id, place=1), 303)


def start_page(form: StartForm, offer: Offer) -> str:
    """The rules of a paper and the button that begins it."""
    return render_template("exams/new.html", form=form, offer=offer, styles=papers.STYLES, titles=judging.cell_titles())


@room.get("/<uuid:name>")
def go_on(name: object) -> ResponseReturnValue:
    """Where it was left, or its result."""
    found = desk(name)
    if found.over:
        return redirect(url_for(".result", name=name), 303)
    return redirect(url_for(".show", name=name, place=found.latest()), 303)


@room.get("/<uuid:name>/<int:place>")
def show(name: object, place: int) -> ResponseReturnValue:
    """One question of a sitting."""
    found = desk(name, place)
    if not found.open:
        return redirect(url_for(".result", name=name), 303)
    if not 1 <= place <= found.questions:
        abort(404)
    if found.sitting.paused:
        return render_template("exams/paused.html", desk=found, place=place)
    return render_template("exams/question.html", desk=found, place=place, act_id=str(uuid4()))


@room.post("/<uuid:name>/<int:place>")
def act(name: object, place: int) -> ResponseReturnValue:
    """What a question's form says is kept, in time or not; then on to where it wants to go."""
    found = seat(name)
    keep(found, sitting_room.from_form, place, request.form)
    if request.form.get("go") == "hand-in":
        return redirect(url_for(".last_look", name=name), 303)
    go = sitting_room.place_sent(request.form)
    return redirect(url_for(".show", name=name, place=place if go is None else go), 303)


@room.post("/<uuid:name>/acts")
def acts(name: object) -> ResponseReturnValue:
    """The same from the page's script: acts as they were made, however late they come."""
    found = seat(name)
    keep(found, sitting_room.from_json, request.get_json(silent=True))
    return jsonify(said(found))


@room.get("/<uuid:name>/state")
def state(name: object) -> ResponseReturnValue:
    """What stands now, for a page that slept or has a sister in another tab."""
    found = desk(name)
    now = found.standing
    return jsonify({**said(found), "chosen": now.chosen, "flagged": sorted(now.flagged), "seen": sorted(now.seen)})


def said(found: Seat) -> dict[str, object]:
    """What the server says of the time."""
    return {"left": round(found.left, 1), "open": found.open, "paused": found.sitting.paused is not None}


def keep(found: Seat, read: object, *sent: object) -> None:
    """Keep what was sent to a sitting; 400 with words for what cannot be understood."""
    try:
        heard = read(found.sitting, *sent)  # type: ignore[operator]
    except ActError as error:
        raise BadRequest(str(error)) from error
    with database().writing() as db:
        sittings.keep(db, current.learner(), found.sitting.id, heard)


@room.get("/<uuid:name>/last-look")
def last_look(name: object) -> ResponseReturnValue:
    """Blanks and flags before handing in."""
    found = desk(name)
    if not found.open or found.sitting.paused:
        return redirect(url_for(".go_on", name=name), 303)
    return render_template("exams/last_look.html", desk=found, stretches=stretches)


@room.post("/<uuid:name>/hand-in")
def hand_in(name: object) -> ResponseReturnValue:
    """Hand it in; after the deadline what is still on its way is waited for."""
    with database().writing() as db:
        hold(db, current.learner().id)
        found = sitting_room.seat(db, str(name)) or abort(404)
        if found.open:
            sittings.hand_in(db, current.learner(), found.sitting, clock.now())
    return redirect(url_for(".result", name=name), 303)


@room.post("/<uuid:name>/pause")
def pause(name: object) -> ResponseReturnValue:
    """Stop the clock of a practice paper, or let it run on; the real exam knows no pause."""
    with database().writing() as db:
        hold(db, current.learner().id)
        found = sitting_room.desk(db, str(name)) or abort(404)
        if not found.sitting.practice:
            abort(400)
        if found.open:
            change = sittings.resume if found.sitting.paused else sittings.pause
            change(db, current.learner(), found.sitting, clock.now(), found.latest())
    return redirect(url_for(".go_on", name=name), 303)


@room.get("/<uuid:name>/result")
def result(name: object) -> ResponseReturnValue:
    """What it says, once nothing more can arrive in time."""
    settling.settle_over()
    correcting.follow()
    found = desk(name)
    if found.open:
        return redirect(url_for(".go_on", name=name), 303)
    if not found.sitting.settled:
        return render_template("exams/waiting.html", desk=found, wait=AGAIN if found.over else GRACE.seconds + 1)
    with database().reading() as db:
        verdict = judging.verdict(db, found)
    return render_template(
        "exams/result.html",
        desk=found,
        verdict=verdict,
        styles=papers.STYLES,
        corrected=correcting.of_sitting(found.sitting),
    )


@room.get("/<uuid:name>/review")
def review(name: object) -> ResponseReturnValue:
    """Its questions with every option's reason: all, or the wrong, flagged or blank ones."""
    correcting.follow()
    found = desk(name)
    if not found.sitting.settled:
        return redirect(url_for(".result", name=name), 303)
    which = request.args.get("which", "all")
    with database().reading() as db:
        verdict = judging.verdict(db, found)
        reviewed = judging.reviewed(verdict, found, which)
    return render_template("exams/review.html", desk=found, verdict=verdict, which=which, reviewed=reviewed)


@room.post("/<uuid:name>/study")
def study(name: object) -> ResponseReturnValue:
    """Put the skills that lost marks in front of today's plan."""
    found = desk(name)
    if not found.sitting.settled:
        abort(404)
    added = missed.study(judging.lines(found), found.sitting.id)
    skills = "1 skill is" if added == 1 else f"{added} skills are"
    flash(f"{skills} in front of your plan now." if added else "Nothing is left to ask of it.")
    return redirect(url_for("study.index"), 303)


@room.post("/<uuid:name>/regrade")
def regrade(name: object) -> ResponseReturnValue:
    """Let today's keys count for a paper that was marked by older ones."""
    correcting.follow()
    with database().writing() as db:
        hold(db, current.learner().id)
        found = sitting_room.desk(db, str(name)) or abort(404)
        changed = settling.regrade(db, found)
    flash("Marked anew." if changed else "Today's keys give the same marks.")
    return redirect(url_for(".result", name=name), 303)


def seat(name: object) -> Seat:
    """The learner's sitting of this name, without what was done in it; 404 when there is none."""
    with database().reading() as db:
        return sitting_room.seat(db, str(name)) or abort(404)


def desk(name: object, here: int = 0) -> Desk:
    """The same with what was done in it."""
    with database().reading() as db:
        return sitting_room.desk(db, str(name), here) or abort(404)
