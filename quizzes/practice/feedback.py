"""What to say about one very mistake: the author's own reason first, then what tells the two labels apart."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from quizzes.course.items import Card, Order, Question, Scenario

if TYPE_CHECKING:
    from collections.abc import Mapping

    from quizzes.course.course import Course, Model
    from quizzes.course.items import Item
    from quizzes.practice.marking import Part


@dataclass(frozen=True, slots=True)
class Feedback:
    """What was true, what was chosen instead ("" for nothing), the choice's credit, and Markdown to say about it.

    The pair's deciding question and its answers by label are there when an author wrote them for these two.
    """

    axis: str
    true: str
    chosen: str
    credit: float
    text: str
    pair_question: str = ""
    pair_answers: Mapping[str, str] = field(default_factory=dict)


def feedback(course: Course, item: Item, part: Part) -> Feedback:
    """What to say about one marked part of an item, never without words for a label of a model."""
    if isinstance(item, Scenario):
        return _of_labels(item, part, course.models.get(part.axis))
    if isinstance(item, Question):
        return _of_options(item, part)
    if isinstance(item, Order):
        return _of_order(item, part)
    text = item.answer if isinstance(item, Card) else item.text
    return Feedback(part.axis, "", part.chosen[0] if part.chosen else "", part.points, text)


def _mistake(part: Part) -> tuple[str, str]:
    """The true label to speak of and the choice: the first false pick with the first one missed, else the first hit."""
    hits = [slug for slug in part.chosen if slug in part.right]
    false = [slug for slug in part.chosen if slug not in part.right]
    missed = [slug for slug in part.right if slug not in part.chosen]
    if false or missed:
        return next(iter(missed or part.right), ""), next(iter(false), "")
    return next(iter(hits), ""), next(iter(hits), "")


def _of_labels(item: Scenario, part: Part, model: Model | None) -> Feedback:
    true, chosen = _mistake(part)
    grades = {grade.label: grade for grade in item.axes.get(part.axis, ())}
    spoken = grades.get(chosen or true)
    pair = model.pair(true, chosen) if model and true != chosen else None
    text = spoken.reason if spoken else ""
    if not text and pair:
        text = pair.chose.get(chosen, "")
    return Feedback(
        part.axis,
        true,
        chosen,
        spoken.credit if spoken and chosen else 0.0,
        text or _gists(model, true, chosen),
        pair.question if pair else "",
        pair.answers if pair else {},
    )


def _gists(model: Model | None, true: str, chosen: str) -> str:
    """The labels' own descriptions side by side, the true one first."""
    slugs = [slug for slug in dict.fromkeys((true, chosen)) if slug]
    known = {label.id: label for label in model.labels} if model else {}
    return "\n\n".join(
        f"**{known[slug].title}** {known[slug].gist}".strip() if slug in known else f"**{slug}**" for slug in slugs
    )


def _of_options(item: Question, part: Part) -> Feedback:
    true, chosen = _mistake(part)
    options = {option.id: option for option in item.options}
    spoken = options.get(chosen or true)
    known = options.get(true)
    text = (spoken.reason if spoken else "") or item.why or (known.reason if known else "")
    credit = spoken.credit if spoken and chosen else 0.0
    return Feedback("", true, chosen, credit, text or (f"The answer is: {known.text}" if known else ""))


def _of_order(item: Order, part: Part) -> Feedback:
    """The first pair of neighbours that was torn apart."""
    texts = {option.id: option.text for option in item.options}
    for one, after in zip(part.right, part.right[1:], strict=False):
        place = part.chosen.index(one) + 1
        found = part.chosen[place] if place < len(part.chosen) else ""
        if found != after:
            return Feedback("", after, found, part.points, f"After *{texts[one]}* comes *{texts[after]}*.")
    return Feedback("", "", "", part.points, "Each stands in its place.")
