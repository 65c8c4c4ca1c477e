"""What a GIFT question becomes here: a question or a card; of those we wrote also a scenario or an order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from quizzes.course.items import Card, Order, Question, Scenario
from quizzes.exchange.gift.escapes import GAP
from quizzes.exchange.gift.questions import told
from quizzes.exchange.gift.weights import MOST_RIGHT, credits_of
from quizzes.exchange.texts import BLANK, flat, of_html, of_moodle, of_plain, report_lost

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from quizzes.course.grammar.lines import Notes
    from quizzes.course.items import Item, Option
    from quizzes.exchange.gift.marked import Marks
    from quizzes.exchange.gift.values import Choice, Gift, Number, Words

GIVE = {
    "description": "it asks nothing: put its text into a lesson, or into the questions that need it",
    "essay": "answers in free words cannot be marked here: write it as a card or a question with options",
    "matching": "write it as several questions, or as a scenario with labels",
}
NAMES = {"description": "a text without answers", "essay": "an essay", "matching": "a matching question"}


def markdown(words: Words, gap: str = "[?]") -> str:
    """A text of whatever format as Markdown."""
    turn = {"html": of_html, "moodle": of_moodle, "plain": of_plain}.get(words.format, str)
    return turn(words.text).replace(GAP, gap)


def refuse(gift: Gift, notes: Notes) -> None:
    """Note a question of a kind that has no counterpart."""
    what = NAMES[gift.kind]
    notes.problem("E15", gift.line, f"{what} cannot be taken over: {told(gift)!r}", hint=GIVE[gift.kind])


def report_html(gift: Gift, notes: Notes) -> None:
    """Note the first element of HTML in the texts of a question that is lost."""
    texts = [gift.text, gift.general, *(each for choice in gift.choices for each in (choice.words, choice.feedback))]
    joined = " ".join(each.text for each in texts if each.format in {"html", "moodle"} and "<" in each.text)
    report_lost(joined, gift.line, notes)


def card(gift: Gift, shared: dict[str, Any], marks: Marks, notes: Notes) -> Item | None:
    """An essay that is marked as a card: its general feedback is the back."""
    if marks.kind != "card" or not gift.general.text:
        refuse(gift, notes)
        return None
    return Card(**shared, kind="card", text=markdown(gift.text), answer=markdown(gift.general))


def typed(gift: Gift, shared: dict[str, Any], _marks: Marks, notes: Notes) -> Item | None:
    """A card of a question whose answer is typed: the front asks, the back holds every full answer."""
    every: list[Choice | Number] = [*gift.choices, *gift.numbers]
    best = max([each.weight for each in every], default=0.0)
    words = [markdown(each.words) for each in gift.choices if each.weight == best]
    numbers = [spelled(each) for each in gift.numbers if each.weight == best and each.answer is not None]
    answer = " / ".join(dict.fromkeys(each for each in (*words, *numbers) if each))
    if not answer or not gift.text.text.strip(GAP):
        notes.problem("E12", gift.line, f"no answer, or no question: {told(gift)!r}", hint="complete it, or delete it")
        return None
    lost = ["feedback"] if any(each.feedback.text for each in every) or gift.general.text else []
    lost += ["answers with part credit"] if len({each.weight for each in every if each.weight > 0}) > 1 else []
    what = "a short answer" if gift.kind == "shortanswer" else "a number to be typed"
    message = f"{what} became a card" + (f", without its {' and '.join(lost)}" if lost else "")
    hint = "learners turn it over and rate themselves; write options if it is to be marked"
    if gift.kind == "shortanswer" and answer.upper() in {"T", "F", "TRUE", "FALSE"}:
        hint = "a true/false question needs TRUE or FALSE in capitals, without ="
    notes.problem("E16", gift.line, message, hint=hint, level="warning")
    return Card(**shared, kind="card", text=markdown(gift.text, BLANK), answer=answer)


def spelled(number: Number) -> str:
    """A number with what it may be off by."""
    if number.answer is None:
        return ""
    return f"{number.answer:.12g}" + (f" ± {number.tolerance:.12g}" if number.tolerance else "")


def choice(gift: Gift, shared: dict[str, Any], marks: Marks, notes: Notes) -> Item | None:
    """A question of options, or a scenario of one axis."""
    texts = [flat(markdown(each.words)) for each in gift.choices]
    empty = next((each for each, text in zip(gift.choices, texts, strict=True) if not text), None)
    if empty or not gift.text.text.strip(GAP):
        what = "an answer without text" if empty else "a question without text"
        notes.problem("E12", empty.line if empty else gift.line, what, hint="write its words, or delete it")
        return None
    worth = credits_of([each.weight for each in gift.choices], single=gift.single)
    reasons = [markdown(each.feedback) for each in gift.choices]
    if marks.kind == "scenario" and marks.axis:
        grades = marks.grades(texts, worth, reasons)
        text = markdown(gift.text)
        return Scenario(**shared, kind="scenario", text=text, axes={marks.axis: grades}, cues=marks.cues(text))
    options = marks.options(texts, worth, reasons, gift.choices)
    if not sound(gift, options, worth, notes):
        return None
    right = sum(full for _, full in worth)
    text = markdown(gift.text)
    if "style:missing-word" in marks.tags and "[?]" not in text:
        text = text.replace(BLANK, "[?]", 1)
    style = "missing-word" if GAP in gift.text.text else "standard"
    own: dict[str, Any] = {"options": options, "answers": right, "style": style, "why": markdown(gift.general)}
    return Question(**shared, kind="question", text=text, **own)


def sound(gift: Gift, options: tuple[Option, ...], worth: list[tuple[float, bool]], notes: Notes) -> bool:
    """Whether a question has as many right answers as one here may have; odd weights are told."""
    right = [each for each, (_, full) in zip(gift.choices, worth, strict=True) if full]
    if not 1 <= len(right) <= (1 if gift.single else MOST_RIGHT):
        found = "no answer is" if not right else f"{len(right)} answers are"
        message = f"{found} fully right: {told(gift)!r}"
        hint = "mark the right answer with =, or two of them with ~%50%"
        if right:
            hint = "a question here has one right answer, or two of ~%50% that are both to be found"
        notes.problem("E18", gift.line, message, hint=hint)
        return False
    uneven = len({each.weight for each in right}) > 1
    if uneven or (gift.single and any(each.weight < 0 for each in gift.choices)):
        what = "right answers of different weights count the same" if uneven else "a wrong answer costs nothing"
        notes.problem("E17", gift.line, f"{what} here: {told(gift)!r}", level="warning")
    return bool(options)


def steps(gift: Gift, shared: dict[str, Any], marks: Marks, notes: Notes) -> Item | None:
    """A matching question that is marked as an order: each place with what stands there."""
    places = [each.left.text for each in gift.pairs]
    if marks.kind != "order" or sorted(places) != sorted(str(number + 1) for number in range(len(places))):
        refuse(gift, notes)
        return None
    pairs = sorted(gift.pairs, key=lambda each: int(each.left.text))
    texts = [flat(each.right) for each in pairs]
    options = marks.options(texts, [(0.0, False)] * len(texts), [""] * len(texts), pairs)
    return Order(**shared, kind="order", text=markdown(gift.text), options=options)


def nothing(gift: Gift, _shared: dict[str, Any], _marks: Marks, notes: Notes) -> Item | None:
    """A text without answers."""
    refuse(gift, notes)
    return None


SHAPES: Mapping[str, Callable[[Gift, dict[str, Any], Marks, Notes], Item | None]] = {
    "description": nothing,
    "essay": card,
    "shortanswer": typed,
    "numerical": typed,
    "multichoice": choice,
    "truefalse": choice,
    "matching": steps,
}
