"""One item in GIFT: id, attributes and ids of options above it as Moodle's tags, its texts as Markdown."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from quizzes.course.items import Card, Order, Question, Scenario
from quizzes.exchange.gift.escapes import bracket, escape, ours
from quizzes.exchange.gift.weights import WHOLE, spelled, weight_of
from quizzes.exchange.tags import tags_of
from quizzes.exchange.texts import BLANK, like

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from quizzes.course.course import Course
    from quizzes.course.items import Grade, Item

GAP = "[?]"


class Form(NamedTuple):
    """An item as it stands in the file ("" if it cannot), the item that this is, and what it lacks."""

    text: str
    item: Item
    losses: tuple[str, ...] = ()


class Answer(NamedTuple):
    """One answer to be written: id of the option or label, its text, credit, whether it is to be found, its reason."""

    id: str
    text: str
    credit: float
    full: bool
    reason: str


def form_of(item: Item, course: Course) -> Form:
    """An item in GIFT."""
    match item:
        case Card():
            body = f"{start(item)}{{{general(item.answer)}}}"
            return Form(f"{above(item, ['kind:card'])}{body}", item)
        case Question():
            return question(item)
        case Order():
            return order(item)
        case Scenario() if item.kind == "scenario" and len(item.axes) == 1:
            return scenario(item, course)
        case Scenario() if item.kind == "scenario":
            return Form("", item, ("GIFT has no question on several axes; Moodle XML has",))
    return Form("", item, (like("GIFT", item.kind),))


def above(item: Item, marks: Iterable[str], ids: Sequence[str] = (), more: Iterable[str] = ()) -> str:
    """The comments above a question: its id and attributes, the ids of its options, what only we read."""
    rows = [
        [f"[id:{item.id}]", *map(bracket, [*marks, *tags_of(item)])],
        [bracket(f"option:{number} {slug}") for number, slug in enumerate(ids, start=1)],
        [ours(words) for words in more],
    ]
    return "".join(f"// {' '.join(row)}\n" for row in rows if row)


def start(item: Item, text: str | None = None) -> str:
    """The title of a question and its text up to the braces."""
    return f"::{item.id}::[markdown]{escape(item.text) if text is None else text}"


def words(text: str) -> str:
    """A text in the format of the question; its own first bracket or weight is not taken for one of GIFT's."""
    return ("[markdown]" if text.startswith(("[", "%")) else "") + escape(text)


def general(text: str) -> str:
    """What is said to everybody afterwards."""
    return f"####{words(text)}" if text else ""


def weight(answer: Answer, right: int) -> float:
    """What stands for the credit of an answer; of several right ones, a wrong one takes away what one gives."""
    if right == 1 or answer.credit:
        return weight_of(answer.credit, right)
    return -weight_of(1.0, right)


def block(answers: Sequence[Answer], why: str) -> tuple[str, list[str]]:
    """Answers between braces, and the numbers and credits of those whose weight says less."""
    right = sum(answer.full for answer in answers)
    rows, exact = [], []
    for number, answer in enumerate(answers, start=1):
        given = weight(answer, right)
        mark = "=" if answer.full and right == 1 else f"~{spelled(given)}"
        rows.append(f"\t{mark}{words(answer.text)}" + (f"#{words(answer.reason)}" if answer.reason else ""))
        if answer.credit and abs(given * right / WHOLE - answer.credit) > 1e-5:  # noqa: PLR2004 as exact as weights
            exact.append(f"credit:{number} {answer.credit:.6f}")
    rows += [f"\t{general(why)}"] if why else []
    return "{\n" + "\n".join(rows) + "\n}", exact


def rounded(exact: Iterable[str]) -> tuple[str, ...]:
    """What is told of credits that Moodle has no weight for."""
    return tuple(
        f"Moodle gets the nearest weight it knows for a credit of {each.split()[1].rstrip('0')}" for each in exact
    )


def question(item: Question) -> Form:
    """A question; one missing word stands in braces where it is missing, if words follow."""
    carried = replace(item, options=tuple(option for option in item.options if not option.void))
    losses = tuple(f"the withdrawn option {option.id!r}" for option in item.options if option.void)
    answers = [Answer(each.id, each.text, each.credit, each.credit == 1, each.reason) for each in carried.options]
    braces, exact = block(answers, item.why)
    text = escape(item.text)
    before, gap, after = text.partition(GAP)
    if gap and GAP not in after and after.strip():
        body = start(item, before) + braces + after
    elif gap and GAP not in after and item.style == "missing-word" and BLANK not in text:
        body = start(item, before + BLANK + after) + braces
    else:
        body = start(item) + braces
    ids = [answer.id for answer in answers]
    return Form(above(carried, (), ids, exact) + body, carried, (*losses, *rounded(exact)))


def order(item: Order) -> Form:
    """Things to put in order, as places to be matched with them."""
    rows = [f"\t={number} -> {escape(option.text)}" for number, option in enumerate(item.options, start=1)]
    ids = [option.id for option in item.options]
    braces = "{\n" + "\n".join(rows) + "\n}"
    return Form(above(item, ["kind:order"], ids) + start(item) + braces, item)


def scenario(item: Scenario, course: Course) -> Form:
    """A scenario of one axis: all labels of its model to choose from."""
    ((axis, grades),) = item.axes.items()
    model = course.models.get(axis)
    if model is None:
        return Form("", item, (f"there is no model {axis!r} to take the labels from",))
    keyed = {grade.label: grade for grade in grades}
    answers = [answer_of(label.id, label.title, keyed.get(label.id)) for label in model.labels]
    braces, exact = block(answers, "")
    listed = " ".join(f"~{each.label}" if each.credit == 1 and not each.full else each.label for each in grades)
    cues = [f"cue:{cue.axis} {cue.start} {cue.text}" for cue in item.cues]
    marks = ["kind:scenario", f"axis:{axis}"]
    comments = above(item, marks, [answer.id for answer in answers], [f"listed:{listed}", *cues, *exact])
    return Form(comments + start(item) + braces, item, rounded(exact))


def answer_of(slug: str, title: str, grade: Grade | None) -> Answer:
    """A label as an answer."""
    if grade is None:
        return Answer(slug, title, 0.0, full=False, reason="")
    return Answer(slug, title, grade.credit, grade.full, grade.reason)
