"""Hearing an answer that a program sends: the same checks as a form's, each fault with its place in the JSON."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from app import current
from app.db import database
from app.problem_details import Fault, RefusedError
from app.rooms.answering import answerable, judged, order_sent, submission
from app.rooms.asking import Asked, models_asked
from app.store import answers
from app.store.answers import ConflictError, Kept
from quizzes.course.items import Card, Frame, Order, Question, Scenario
from quizzes.course.variants import variant

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from app.store.answers import Answer
    from quizzes.course.items import Item

FIELDS: dict[type, tuple[str, ...]] = {
    Card: ("grade",),
    Question: ("options",),
    Scenario: ("labels", "words"),
    Order: ("order",),
}
"""What a response to each kind is made of."""
CONFLICT = "An answer with this answer_id was kept before, and it was another one. Give a new answer a new uuid."
UNREADABLE = 400
UNFIT = "This answer cannot be counted as it stands. Nothing was kept."


@dataclass(frozen=True, slots=True)
class Sent:
    """An answer as it arrived; `response` holds only what was given, `shown` the option slugs as they stood."""

    answer_id: str
    item: str
    response: Mapping[str, Any]
    shown: Sequence[str] | None = None
    seed: int | None = None
    shown_at: str = ""
    confidence: str = ""


def keep(sent: Sent) -> Kept:
    """Keep an answer, or find that the very same one was kept before.

    Raises:
        RefusedError: 404 for an item that cannot be answered, 422 with all faults, 409 for an id that is another's.
    """
    learner, course, day = current.learner(), current.course(), current.today()
    with database().reading() as db:
        known = answers.find(db, learner, sent.answer_id)
    if known:
        return Kept(same(known, sent), fresh=False)
    asked = hear(sent)
    try:
        with database().writing() as db:
            kept = answers.keep(db, course, learner, submission(asked, "study"), day)
    except ConflictError as error:
        raise RefusedError(409, CONFLICT) from error
    return kept if kept.fresh else Kept(same(kept.answer, sent), fresh=False)


def same(known: Answer, sent: Sent) -> Answer:
    """The kept answer, if what was sent is the same; when it was shown may differ, for it says nothing new."""
    alike = (
        known.item == sent.item,
        known.response == raw(sent.response),
        sent.shown is None or tuple(sent.shown) == known.shown,
        known.seed is None or sent.seed == known.seed,
        (sent.confidence or None) == known.confidence,
    )
    if not all(alike):
        raise RefusedError(409, CONFLICT)
    return known


def raw(response: Mapping[str, Any]) -> dict[str, Any]:
    """A response as the log keeps it: marked words in their order, once each, and left out where there are none."""
    words = sorted(set(response.get("words", ())))
    rest = {name: value for name, value in response.items() if name != "words"}
    return rest | ({"words": words} if words else {})


def hear(sent: Sent) -> Asked:
    """The item with what was chosen; raises RefusedError with every fault together."""
    item = item_of(sent.item)
    models = models_asked(current.course(), item, current.edition())
    faults, seed = list(misfits(item, sent)), sent.seed if isinstance(item, Frame) else None
    asked = judged(
        Asked(
            variant(item, seed),
            sent.answer_id,
            sent.shown_at,
            order_sent(item, ",".join(sent.shown or ())),
            models,
            fitting(item, sent.response),
            sent.confidence,
            seed=seed,
        )
    )
    if asked.status == UNREADABLE and faults:
        asked = replace(asked, errors={})  # what marking says of the whole is said of its parts already
    faults += [Fault(place(name, item), said) for name, said in asked.errors.items()]
    if faults:
        raise RefusedError(422, UNFIT, faults)
    return asked


def fitting(item: Item, response: Mapping[str, Any]) -> dict[str, Any]:
    """What of a response belongs to this kind of item, with nothing chosen where something is missing."""
    own = FIELDS[shape(item)]
    empty = {"grade": "", "order": []}
    given = {name: value for name, value in raw(response).items() if name in own}
    return {name: empty[name] for name in own if name in empty} | given


def item_of(slug: str) -> Item:
    """An item that can be answered here; 404 for another, and for a question that is kept for mock exams."""
    item = current.course().find(slug)
    if item is None or item.status != "live" or not answerable(item):
        raise RefusedError(404, "There is no item with this id to answer.", [Fault("/item", "Take the id from next.")])
    return item


def shape(item: Item) -> type:
    """The kind whose fields a response has."""
    return next(kind for kind in FIELDS if isinstance(item, kind))


def misfits(item: Item, sent: Sent) -> Iterator[Fault]:
    """What does not belong to this kind of item, or to this very one."""
    own = FIELDS[shape(item)]
    for name in sorted(sent.response.keys() - set(own)):
        yield Fault(f"/response/{name}", f"A {item.kind} is answered by {own[0]}.")
    if sent.shown is not None and order_sent(item, ",".join(sent.shown)) != tuple(sent.shown):
        yield Fault("/shown", "Name each option once, in the order shown, or leave it out. The item may have changed.")
    if isinstance(item, Frame) and sent.seed is None:
        yield Fault("/seed", "Send the seed that came with the item: it says which words were shown.")
    if isinstance(item, Scenario):
        asked = {model.id for model in models_asked(current.course(), item, current.edition())}
        for axis in sorted(sent.response.get("labels", {}).keys() - asked):
            yield Fault(f"/response/labels/{axis}", "This is not asked here. It may have changed: get it again.")


def place(name: str, item: Item) -> str:
    """Where a form's field stands in the JSON."""
    if name.startswith("axis-"):
        return f"/response/labels/{name.removeprefix('axis-')}"
    return f"/response/{name or FIELDS[shape(item)][0]}"
