"""Questions of Moodle as items: what each type becomes here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzes.course.items import Option, Order, Question, Scenario
from quizzes.exchange.moodle_blanks import cloze, missing_word
from quizzes.exchange.moodle_gaps import axes_of, cues_of, split_gaps
from quizzes.exchange.moodle_open import essay, matching, numerical, shortanswer
from quizzes.exchange.moodle_parts import named, options, shared, stem, switched, weight, why
from quizzes.exchange.moodle_tree import Refusal
from quizzes.exchange.weights import credit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from quizzes.course.items import Item
    from quizzes.exchange.moodle_text import Hearing

MOST_KEYS = 2
FULL = 100


def multichoice(hearing: Hearing) -> Sequence[Item]:
    """A question with one right option, or two."""
    answers = [*hearing.node.all("answer")]
    weights = [weight(answer) for answer in answers]
    several = not switched(hearing, "single", default=True)
    best = max(weights, default=0.0)
    keys = round(FULL / best) if several and best > 0 else 1
    full = sum(credit(each, keys) == 1 for each in weights)
    if not full or keys > MOST_KEYS or (several and full != keys):
        why_not = "its right answers do not weigh the same" if several else "no answer has full weight"
        message = f"{keys} right answers" if several and full == keys else why_not
        raise Refusal("E59", message, "a question has one answer of full weight, or two of half the weight each")
    if not several and min(weights) < 0:
        hearing.drop("points taken away")
    more = {
        "options": options(hearing, answers, keys),
        "answers": keys,
        "shuffle": switched(hearing, "shuffleanswers", default=False),
        "why": why(hearing),
    }
    return [Question(**(shared(hearing, "question", stem(hearing)) | more))]


def truefalse(hearing: Hearing) -> Sequence[Item]:
    """A question with the options True and False."""
    words = [("true", "True"), ("false", "False")]
    answers = [*hearing.node.all("answer")][:2]
    if answers and hearing.source(answers[0]).lower() == "false":
        words.reverse()
    found = tuple(
        Option(slug, text, float(weight(answer) == FULL), hearing.text(answer.one("feedback")), line=answer.line)
        for (slug, text), answer in zip(words, answers, strict=False)
    )
    if sum(option.credit for option in found) != 1:
        raise Refusal("E59", "neither true nor false is right, or both are", "one of the two weighs 100")
    more = {"options": found, "shuffle": False, "why": why(hearing)}
    return [Question(**(shared(hearing, "question", stem(hearing)) | more))]


def gapselect(hearing: Hearing) -> Sequence[Item]:
    """A scenario where the gaps name their axes; with one gap alone a question with a missing word."""
    node = hearing.node
    offered = [*node.all("selectoption"), *node.all("dragbox")]
    words = [hearing.source(each) for each in offered]
    text, keys = split_gaps(hearing.source(node.one("questiontext")), words)
    if not keys:
        return missing_word(hearing, offered, words)
    if not text or not all(keys.values()):
        hint = "each line of gaps needs one, as in [[1]], with the number of a choice"
        raise Refusal("E58", "a scenario without a text, or an axis without its gap", hint)
    listed = hearing.source(node.one("generalfeedback"))
    cues, missing = cues_of(listed, text)
    for each in missing:
        message = f"deciding words that are not in the text: {each[:60]!r}"
        hearing.problem("E64", message, "mark them again in the text", level="warning")
    more = {"axes": axes_of(listed, keys), "cues": cues}
    return [Scenario(**(shared(hearing, "scenario", text) | more))]


def ordering(hearing: Hearing) -> Sequence[Item]:
    """Things to put in order; a weight is a place."""
    answers = sorted(hearing.node.all("answer"), key=weight)
    if len(answers) < 2:  # noqa: PLR2004 one thing has no order
        raise Refusal("E58", "an order of fewer than two things", "write what is to be put in order")
    if any(answer.told("feedback") for answer in answers) or hearing.node.told("generalfeedback"):
        hearing.drop("feedback")
    steps = [Option(slug, text, line=one.line, end_line=one.end) for one, slug, text in named(hearing, answers)]
    return [Order(**(shared(hearing, "order", stem(hearing)) | {"options": tuple(steps)}))]


READERS: Mapping[str, Callable[[Hearing], Sequence[Item]]] = {
    "multichoice": multichoice,
    "truefalse": truefalse,
    "gapselect": gapselect,
    "ddwtos": gapselect,
    "ordering": ordering,
    "matching": matching,
    "match": matching,
    "ddmatch": matching,
    "shortanswer": shortanswer,
    "numerical": numerical,
    "essay": essay,
    "cloze": cloze,
    "multianswer": cloze,
}
