"""Questions of Moodle that are answered in words, or by matching: cards, sketches, and questions out of pairs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzes.course.grammar.slugs import Taken
from quizzes.course.items import Card, Option, Question, Sketch
from quizzes.exchange.elements import markdown_of, said_by
from quizzes.exchange.markup import Node, tree
from quizzes.exchange.moodle_parts import shared, stem, switched, weight, why
from quizzes.exchange.moodle_tree import Element, Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quizzes.course.items import Item
    from quizzes.exchange.moodle_text import Hearing

MOST_PAIRS = 12
TYPED = "write what the answer is"


def essay(hearing: Hearing) -> Sequence[Item]:
    """With notes for those who mark it a sketch; with feedback alone a card; else there is nothing to learn from it."""
    notes, told = hearing.source(hearing.node.one("graderinfo")), why(hearing)
    if notes:
        if told:
            hearing.drop("feedback")
        model, checklist = lists(notes)
        more = {"model": model, "checklist": checklist}
        return [Sketch(**(shared(hearing, "sketch", stem(hearing)) | more))]
    if told:
        return [Card(**(shared(hearing, "card", stem(hearing)) | {"answer": told}))]
    hint = "write a model answer into the information for graders, or into the general feedback"
    raise Refusal("E58", "an essay without a model answer", hint)


def lists(notes: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The model lines and the checklist: the first numbered and the first plain list, else each paragraph a line."""
    top = [part for part in tree(notes).inside if isinstance(part, Node)]
    numbered, points = (entries(next((node for node in top if node.tag == tag), None)) for tag in ("ol", "ul"))
    return (numbered, points) if numbered else (tuple(filter(None, markdown_of(notes).split("\n\n"))), ())


def entries(node: Node | None) -> tuple[str, ...]:
    """The entries of a list."""
    inside = [part for part in node.inside if isinstance(part, Node)] if node else []
    return tuple(text for text in map(said_by, inside) if text)


def shortanswer(hearing: Hearing) -> Sequence[Item]:
    """A card with the best answer."""
    return [card(hearing, best(hearing), "")]


def numerical(hearing: Hearing) -> Sequence[Item]:
    """A card with the number, and how far off it may be."""
    answer = best(hearing)
    off = answer.told("tolerance")
    if hearing.node.one("units"):
        hearing.drop("units")
    return [card(hearing, answer, f" (± {off})" if off.strip("0.") else "")]


def best(hearing: Hearing) -> Element:
    """The first answer of full weight."""
    answers = [*hearing.node.all("answer")]
    full = [answer for answer in answers if weight(answer) == 100]  # noqa: PLR2004 percent
    if not full:
        raise Refusal("E59", "no answer has full weight", TYPED)
    if len(answers) > 1:
        hearing.drop("other answers")
    return full[0]


def card(hearing: Hearing, answer: Element, more: str) -> Card:
    """A question with a typed answer as a card."""
    if answer.told("feedback") or hearing.node.told("generalfeedback"):
        hearing.drop("feedback")
    text = hearing.plain(answer)
    if not text:
        raise Refusal("E58", "an answer without words", TYPED, answer.line)
    return Card(**(shared(hearing, "card", stem(hearing)) | {"answer": text + more}))


def answer_of(hearing: Hearing, pair: Element) -> str:
    """What matches the text of a pair."""
    answer = pair.one("answer")
    return hearing.plain(answer) if answer else ""


def matching(hearing: Hearing) -> Sequence[Item]:
    """A question for each pair; what the others match is wrong for it."""
    pairs = [(hearing.text(each), answer_of(hearing, each)) for each in hearing.node.all("subquestion")]
    asked = [(text, answer) for text, answer in pairs if text]
    words = [*dict.fromkeys(answer for _, answer in pairs if answer)]
    if not asked or len(words) < 2 or any(not answer for _, answer in asked):  # noqa: PLR2004 a choice
        raise Refusal("E58", "matching without pairs", "it needs two pairs or more")
    if len(pairs) > MOST_PAIRS:
        raise Refusal("E57", f"matching of more than {MOST_PAIRS} pairs", "make several questions of it")
    hearing.problem("E65", f"matching becomes {len(asked)} questions, one for each pair", level="info")
    before, feedback = stem(hearing), why(hearing)
    shuffle = switched(hearing, "shuffleanswers", default=True)
    found: list[Item] = []
    for text, right in asked:
        taken = Taken(())
        options = tuple(Option(taken.derive(one), one, float(one == right)) for one in words)
        more = {"options": options, "shuffle": shuffle, "why": feedback}
        found.append(Question(**(shared(hearing, "question", f"{before}\n\n{text}") | more)))
    return found
