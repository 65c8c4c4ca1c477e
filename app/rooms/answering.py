"""Hearing an answer: from the sent form to the answer that is kept, for study, drill and a lesson's self-check."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from flask import abort, flash, request
from flask_wtf import FlaskForm
from wtforms import StringField, validators

from app import clock, current, metrics
from app.db import database
from app.rooms.asking import CONFIDENCE, SEEDS, Asked
from app.rooms.whole_number import WholeNumber, Within
from app.store import answers
from app.store.answers import ConflictError, Submission
from app.store.learners import hold
from quizzes.course.items import Frame, Order, Question, Scenario
from quizzes.course.variants import variant
from quizzes.practice import marking

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from app.store.answers import Answer
    from app.store.log import Where
    from quizzes.course.course import Course, Model
    from quizzes.course.items import Item

KINDS = ("card", "question", "scenario", "order", "frame", "event")
BACK = re.compile(r"/lessons/[a-z0-9-]+/[a-z0-9-]*")
EXERCISES = re.compile(r"/(?:drills|contrasts|cases|four-steps|orders|diagnostics)/[\w./+?=&%,:|-]*", re.ASCII)
TAKEN: dict[str, tuple[type, ...]] = {
    "drill": (Scenario, Order),
    "reading": (Scenario,),
    "diagnostic": (Question,),
}
"""What each place takes besides study and lessons, which take everything."""
UUID_TEXT = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
DAY = timedelta(days=1)
WORD = 4  # digits; no story has ten thousand words
CHANGED = "This form was changed on its way. Look at it again and send it once more; nothing was counted."


class AnswerForm(FlaskForm):  # type: ignore[misc] # the library has no types
    """What every answer carries beside the response, which differs from kind to kind."""

    class Meta:
        """The token of every form that is sent has been checked before any view is asked."""

        csrf = False

    answer_id = StringField(validators=[validators.UUID(CHANGED)])
    shown = StringField()
    shown_at = StringField()
    seed = WholeNumber(validators=[validators.Optional(), Within(0, SEEDS - 1, said=CHANGED)])
    confidence = StringField(
        validators=[
            validators.Optional(),
            validators.AnyOf(CONFIDENCE, message="Choose Sure, Not quite or Guess, or leave it out."),
        ]
    )


def receive(where: Where, **noted: str) -> tuple[Asked, Answer | None]:
    """Hear the sent answer and keep it; without an answer, the item says in its errors why it does not count yet.

    What is `noted` stands in the raw response beside what was chosen.

    An answer that was kept before is returned as it is, and the learner is told so. 404 for an unknown item,
    and for one that a drill cannot ask.
    """
    item = item_sent(current.course())
    if where != "study" and not isinstance(item, TAKEN[where]):
        abort(404)
    asked = hear(AnswerForm(), item, models_sent(current.course(), item))
    asked = replace(asked, response={**asked.response, **noted})
    if asked.errors:
        return asked, None
    sent, day = submission(asked, "lesson" if asked.back else where), current.today()
    try:
        with database().writing() as db:
            kept = answers.keep(db, current.course(), current.learner(), sent, day)
    except ConflictError:
        return replace(refused(asked, {"": CHANGED}, 409), answer_id=str(uuid4())), None
    metrics.kept(kept.fresh)
    if not kept.fresh:
        flash("Already counted. Nothing was changed.")
    return asked, kept.answer


def hear_side(side: str, model: Model) -> Asked:
    """One of two stories that a form asks side by side, with its label; its fields end in the name of the side."""
    course = current.course()
    item = course.find(request.form.get(f"item-{side}", ""))
    if not isinstance(item, Scenario) or model.id not in item.axes:
        abort(404)
    labels = request.form.getlist(f"label-{side}")
    sent = request.form.get(f"answer_id-{side}", "")
    asked = Asked(
        item, sent, request.form.get("shown_at", ""), (), (model,), {"labels": {model.id: labels}},
        request.form.get("confidence", "") if request.form.get("confidence") in CONFIDENCE else "",
    )  # fmt: skip
    if not UUID_TEXT.fullmatch(sent):
        return refused(replace(asked, answer_id=str(uuid4())), {"": CHANGED}, 400)
    if not labels:
        return refused(asked, {side: "Choose one here."}, 422)
    try:
        marking.mark(item, asked.response, {model.id: model})
    except marking.ResponseError as error:
        return refused(asked, {"": str(error)}, 400)
    return asked


def keep_together(asked: Iterable[Asked]) -> list[Answer] | None:
    """Keep several answers in one transaction, all or none; None when an id belongs to something else.

    Each takes its part of the time that they took together.
    """
    day, sent = current.today(), [submission(each, "drill") for each in asked]
    took = sent[0].ms
    shares = [replace(one, ms=took and (took + place) // len(sent)) for place, one in enumerate(sent)]
    try:
        with database().writing() as db:
            kept = [answers.keep(db, current.course(), current.learner(), one, day) for one in shares]
    except ConflictError:
        return None
    metrics.kept(sum(one.fresh for one in kept))
    if not any(one.fresh for one in kept):
        flash("Already counted. Nothing was changed.")
    return [one.answer for one in kept]


def take_back() -> Answer | None:
    """Undo the answers a page was about, newest first, and say so; None when one is not the newest or a paper's.

    The form names each by `answer_id`, with an `undo_id` of its own that makes pressing twice harmless.
    """
    pairs = list(zip(ids_sent("answer_id"), ids_sent("undo_id"), strict=False)) or abort(400)
    learner, taken = current.learner(), None
    with database().writing() as db:
        hold(db, learner.id)
        for answer_id, undo_id in pairs:
            taken = answers.find(db, learner, answer_id) or abort(404)
            if taken.where == "exam":
                flash("An answer of a paper cannot be taken back.")
                return None
            last = answers.last(db, learner)
            if not taken.undone and last is not None and last.id != taken.id:
                flash("There is a newer answer since, so this one was left as it is.")
                return None
            if not taken.undone:
                answers.undo(db, current.course(), learner, undo_id, clock.now())
    flash("Taken back.")
    return taken


def ids_sent(name: str) -> list[str]:
    """The uuids a form sends under a name; 400 for anything else."""
    try:
        return [str(UUID(sent)) for sent in request.form.getlist(name)]
    except ValueError:
        abort(400)


def item_sent(course: Course) -> Item:
    """The item a form speaks of; 404 when the course has none of that id or it cannot be answered.

    One that was retired counts: its form was opened before.
    """
    item = course.find(request.form.get("item", ""))
    return item if item is not None and item.status != "draft" and answerable(item) else abort(404)


def answerable(item: Item) -> bool:
    """Whether an item is asked outside of exams: a question that is kept for mocks is not."""
    return item.kind in KINDS and not (isinstance(item, Question) and item.use == "mock")


def models_sent(course: Course, item: Item) -> tuple[Model, ...]:
    """The axes a form says it asked; 400 when the scenario has no such axes."""
    if not isinstance(item, Scenario):
        return ()
    sent = tuple(dict.fromkeys(request.form.get("axes", "").split("+")))
    if any(axis not in item.axes or axis not in course.models for axis in sent):
        abort(400)
    return tuple(course.models[axis] for axis in sent)


def hear(form: AnswerForm, item: Item, models: tuple[Model, ...] = ()) -> Asked:
    """Read a sent form: the same item with what was chosen; `errors` when it cannot be counted as it stands."""
    seed = form.seed.data if isinstance(item, Frame) else None
    asked = Asked(
        variant(item, seed),
        form.answer_id.data or "",
        form.shown_at.data or "",
        order_sent(item, form.shown.data or ""),
        models,
        response_sent(item, models),
        form.confidence.data or "",
        back_sent(),
        seed,
        bool(request.form.get("marking")),
    )
    if not form.validate():
        renewed = replace(asked, answer_id=str(uuid4())) if form.answer_id.errors else asked
        return refused(renewed, {name: found[0] for name, found in form.errors.items()}, 400)
    return judged(asked)


def judged(asked: Asked) -> Asked:
    """The same item; with `errors` when what was chosen cannot be counted."""
    if asked.missing:
        return refused(asked, asked.missing, 422)
    try:
        marking.mark(asked.item, asked.response, {model.id: model for model in asked.axes})
    except marking.ResponseError as error:
        return refused(asked, {"": str(error)}, 400)
    return asked


def refused(asked: Asked, errors: Mapping[str, str], status: int) -> Asked:
    """The same item with what is wrong about the answer."""
    return replace(asked, errors=dict(errors), status=status)


def response_sent(item: Item, models: tuple[Model, ...]) -> dict[str, Any]:
    """The raw response in a sent form, in the shape that marking reads."""
    if isinstance(item, Scenario):
        labels = {model.id: request.form.getlist(f"axis-{model.id}") for model in models}
        words = sorted({int(word) for word in request.form.getlist("word") if word.isdecimal() and len(word) <= WORD})
        return {"labels": labels, "words": words} if words else {"labels": labels}
    if isinstance(item, Question):
        return {"options": request.form.getlist("options")}
    if isinstance(item, Order):
        return {"order": places_sent(item) or request.form.getlist("order")}
    return {"grade": request.form.get("grade", "")}


def places_sent(order: Order) -> list[str]:
    """The order given by numbered selects, which a browser without JavaScript sends; a place given twice drops one."""
    places = {request.form.get(f"place-{slug}", ""): slug for slug in marking.standing(order.options)}
    return [places[place] for place in sorted(places, key=lambda place: (len(place), place)) if place]


def order_sent(item: Item, sent: str) -> tuple[str, ...]:
    """The order of options the form was shown with; the written order if the form was changed or the item since."""
    written = marking.standing(getattr(item, "options", ()))
    slugs = tuple(sent.split(","))
    return slugs if sorted(slugs) == sorted(written) else written


def back_sent() -> str:
    """Where the learner came from, if it is a section of a lesson and nothing else."""
    sent = request.values.get("back", "")
    return sent if BACK.fullmatch(sent) else ""


def exercise_sent() -> str:
    """The page of an exercise that an undo leads back to; "" when none was sent."""
    sent = request.form.get("back", "")
    return sent if EXERCISES.fullmatch(sent) else ""


def submission(asked: Asked, where: Where) -> Submission:
    """The answer as the store keeps it; the time taken is left out where the form's clock makes no sense."""
    now, began = clock.now(), moment(asked.shown_at)
    sound = began is not None and timedelta() <= now - began < DAY
    return Submission(
        id=str(UUID(asked.answer_id)),
        item=asked.item.id,
        response=dict(asked.response),
        shown=asked.shown,
        seed=asked.seed,
        confidence=asked.confidence or None,
        ms=int((now - began) / timedelta(milliseconds=1)) if sound and began else None,
        where=where,
        shown_at=began if sound else None,
        answered_at=now,
    )


def moment(text: str) -> datetime | None:
    """An ISO moment with its zone, as UTC; None for anything else."""
    try:
        read = datetime.fromisoformat(text)
        return read.astimezone(UTC) if read.tzinfo else None
    except (ValueError, OverflowError):
        return None
