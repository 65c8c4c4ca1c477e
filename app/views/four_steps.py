"""Four steps: one story read by four questions, each told before the next; every answer is kept as it is given."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from flask import Blueprint, abort, redirect, render_template, request, url_for

from app import current
from app.db import database
from app.rooms import answering, asking, tracing
from app.rooms.feedback import feedback, lit
from app.store import answers, memories, suspensions
from quizzes.course.items import TRIGGER
from quizzes.practice import words
from quizzes.practice.interleave import next_scenario

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from app.rooms.asking import Asked
    from app.rooms.tracing import Trace

room = Blueprint("four_steps", __name__, url_prefix="/four-steps")


@room.get("/")
def index() -> ResponseReturnValue:
    """On to the next story: one not read yet, the labels in turn."""
    every = tracing.stories(current.course(), current.edition())
    axes = [model.id for model in tracing.axes(current.course(), current.edition())]
    with database().reading() as db:
        seen, away = memories.seen(db, current.learner()), suspensions.suspended(db, current.learner())
    stories = [story for story in every if story.id not in away]
    rng = asking.chance(current.learner().id, current.today(), len(seen))
    story = next_scenario(stories, axes, seen, current.today(), rng)
    if story is None:
        return render_template("drills/empty.html", heading="Read it in four steps")
    return redirect(url_for(".show", slug=story.id), 303)


@room.get("/<slug>")
def show(slug: str) -> ResponseReturnValue:
    """The question to answer now, below what has been told; after the last one, all of it."""
    return page(trace_of(slug), None)


@room.post("/<slug>/answer")
def answer(slug: str) -> ResponseReturnValue:
    """Keep the answer to one of the questions, and ask the next."""
    asked, kept = answering.receive("reading")
    if kept is None:
        return page(trace_of(slug), asked), asked.status
    told = ",".join([*told_sent(), kept.id])
    return redirect(url_for(".show", slug=slug, told=told, word=words_sent()), 303)


def trace_of(slug: str) -> Trace:
    """How far the story of an address is; 404 when it cannot be read so."""
    stories = {story.id: story for story in tracing.stories(current.course(), current.edition())}
    story = stories.get(slug) or abort(404)
    with database().reading() as db:
        return tracing.trace(db, story, told_sent())


def told_sent() -> list[str]:
    """The ids of the answers given on the way, as the address has them."""
    return [name for name in request.args.get("told", "").split(",") if answering.UUID_TEXT.fullmatch(name)]


def words_sent() -> list[str]:
    """The numbers of the words marked as what set it off."""
    return [word for word in request.values.getlist("word") if word.isdecimal() and len(word) <= answering.WORD]


def page(trace: Trace, refused: Asked | None) -> str:
    """The story with what has been told of it, and the question of now."""
    learner, story = current.learner(), trace.story
    told = bool(trace.given) or "trigger" in request.args or refused is not None
    marked = [int(word) for word in words_sent()]
    asked = refused or asking.ask(story, learner.id, (trace.asked,) if trace.asked and told else ())
    with database().reading() as db:
        said = [feedback(db, one, story) for one in trace.given]
        last = answers.last(db, learner)
    return render_template(
        "four_steps/story.html",
        trace=trace,
        asked=asked,
        told=told,
        said=said,
        story=lit(story, trace.lit, marked) if told else None,
        overlap=words.overlap(story, (TRIGGER,), marked) if told and marked else None,
        marked=words_sent(),
        address=url_for(
            ".show", slug=story.id, trigger=1, told=",".join(one.id for one in trace.given), word=words_sent()
        ),
        scope=asking.scope(current.course(), story, trace.models),
        undoable=last if last and trace.given and last.id == trace.given[-1].id else None,
        undo_id=str(uuid4()),
        number=len(trace.given) + 1 + told,
    )
