"""Sketches: a line for each step of a case of one's own, saved, compared with a model answer, taken along as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for

from app import clock, current
from app.db import database
from app.rooms import sketching
from app.store import sketches
from app.store.learners import hold
from quizzes.course.items import Sketch

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

room = Blueprint("sketches", __name__, url_prefix="/sketches")


@room.get("/<slug>")
def show(slug: str) -> ResponseReturnValue:
    """The lines to write, as they were saved."""
    return page("sketches/write.html", sketch_of(slug))


@room.post("/<slug>")
def save(slug: str) -> ResponseReturnValue:
    """Save the lines; then write on, or compare."""
    sketch = sketch_of(slug)
    sent = request.form.getlist("line")
    if amiss := sketching.faults(sketch, sent):
        return page("sketches/write.html", sketch, sent=sent, amiss=amiss), 422
    with database().writing() as db:
        hold(db, current.learner().id)
        former = sketches.find(db, current.learner(), sketch.id)
        lines = sketching.kept(sketch, sent, former)
        ticked = former.ticked if former else ()
        sketches.save(db, current.learner(), sketch.id, sketches.Draft(lines, ticked, clock.now()))
    if "compare" in request.form:
        return redirect(url_for(".compare", slug=slug), 303)
    flash("Saved.")
    return redirect(url_for(".show", slug=slug), 303)


@room.get("/<slug>/compare")
def compare(slug: str) -> ResponseReturnValue:
    """One's own lines beside the model answer, and the checklist."""
    return page("sketches/compare.html", sketch_of(slug))


@room.post("/<slug>/compare")
def tick(slug: str) -> ResponseReturnValue:
    """Save which points of the checklist hold."""
    sketch = sketch_of(slug)
    points = {str(place): place for place in range(len(sketch.checklist))}
    ticked = tuple(sorted({points[sent] for sent in request.form.getlist("point") if sent in points}))
    with database().writing() as db:
        hold(db, current.learner().id)
        former = sketches.find(db, current.learner(), sketch.id)
        lines = former.lines if former else ("",) * len(sketch.model)
        sketches.save(db, current.learner(), sketch.id, sketches.Draft(lines, ticked, clock.now()))
    flash("Saved.")
    return redirect(url_for(".compare", slug=slug), 303)


@room.get("/<slug>.md")
def export(slug: str) -> ResponseReturnValue:
    """The sketch as Markdown, to take along."""
    sketch = sketch_of(slug)
    with database().reading() as db:
        own = sketches.find(db, current.learner(), sketch.id)
    headings = sketching.headings(current.course(), sketch, len(own.lines) if own else 0)
    text = sketching.as_markdown(sketch, headings, own)
    disposition = {"Content-Disposition": f'attachment; filename="{sketch.id}.md"'}
    return Response(text, mimetype="text/markdown", headers=disposition)


def sketch_of(slug: str) -> Sketch:
    """A live sketch of the course; else 404."""
    found = current.course().items.get(slug)
    return found if isinstance(found, Sketch) and found.status == "live" else abort(404)


def page(template: str, sketch: Sketch, sent: list[str] | None = None, amiss: dict[int, str] | None = None) -> str:
    """A page about a sketch with what was saved, or with what was just sent."""
    with database().reading() as db:
        own = sketches.find(db, current.learner(), sketch.id)
    lines = list(sent or (own.lines if own else ()))
    blank = [""] * (len(sketch.model) - len(lines))
    return render_template(
        template,
        sketch=sketch,
        headings=sketching.headings(current.course(), sketch, len(lines)),
        lines=lines + blank,
        own=own,
        amiss=amiss or {},
    )
