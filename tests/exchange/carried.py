"""Items that hypothesis makes up for tests of exchange: sound ones, with the marks of other formats in their words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from quizzes.course.items import Card, Cue, Grade, Option, Order, Question, Scenario, Term
from tests.builders import ACTIVITIES, STEPS, a_place

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

    from quizzes.course.items import Item

MARKS = ["#", "=", "~", "{", "}", ":", "\\", "%50%", "%", "[html]", "[", "]", "->", "####", "//", "::", "\\n"]
OTHERS = ["$CATEGORY:", ";", ",", '"', "'", "+", "-", "@", "<b>", "&amp;", "<", "*", "_", "`", "1.", "é", "🧭"]
WORDS = ["A. word", "ANSWER: A", "two words", "2", "NOT", "Why?", "=1+1", "'", "\u2009x", "\ty"]
PIECES = st.sampled_from(MARKS + OTHERS + WORDS)
SLUGS = st.integers(0, 999).map(lambda number: f"slug-{number}")
CREDITS = st.sampled_from([0.0, 0.0, 0.0, 0.5, 0.25, 0.333333, 0.9, 0.05])
WAIVED = [(), (("L1", "official [definition] of <all> `it`\\ covers"),), (("L4", "x"),)]


def lines() -> SearchStrategy[str]:
    """Words on one line, without space around them."""
    return st.lists(PIECES, min_size=1, max_size=5).map(lambda parts: " ".join(parts).strip())


def texts() -> SearchStrategy[str]:
    """Words on one line or several, paragraphs among them."""
    parts = st.lists(st.one_of(PIECES, st.sampled_from(["\n", "\n\n"])), max_size=6)
    return parts.map(lambda parts: f"Words {' '.join(parts)}".strip().replace(" \n", "\n").replace("\n ", "\n"))


@st.composite
def shared(draw: DrawFn, kind: str) -> dict[str, Any]:
    """What all kinds have, with attributes of every sort."""
    own: dict[str, Any] = {"id": draw(SLUGS), "kind": kind, "chapter": "15-continual-improvement", "place": a_place()}
    own["text"] = draw(texts())
    own["skills"] = tuple(draw(st.lists(st.sampled_from(["ci.steps", "ci.definition"]), unique=True)))
    own["editions"] = tuple(draw(st.lists(st.sampled_from(["itil4", "v5"]), unique=True)))
    own["status"] = draw(st.sampled_from(["live", "draft", "retired"]))
    own["confidence"] = draw(st.sampled_from(["certain", "likely"]))
    own["waived"] = draw(st.sampled_from(WAIVED))
    own["sources"] = draw(st.sampled_from(["", "Somebody, Some Book, page 12; and another one that is long; 2nd ed."]))
    return own


@st.composite
def options(draw: DrawFn, least: int = 2) -> list[Option]:
    """Options with slugs, none right."""
    slugs = draw(st.lists(SLUGS, min_size=least, max_size=5, unique=True))
    return [Option(slug, draw(lines()), draw(CREDITS), draw(st.one_of(st.just(""), texts()))) for slug in slugs]


@st.composite
def questions(draw: DrawFn) -> Question:
    """A question with one right answer or two."""
    found = draw(options())
    answers = draw(st.sampled_from([1, 1, 2])) if len(found) > 2 else 1
    right = draw(st.permutations(range(len(found))))[:answers]
    own = [Option(o.id, o.text, 1.0 if number in right else o.credit, o.reason) for number, o in enumerate(found)]
    style = draw(st.sampled_from(["standard", "negative", "list", "missing-word"]))
    fields = draw(shared("question"))
    if draw(st.booleans()):
        fields["text"] += " [?]" + draw(st.sampled_from(["", ".", " and more", "\n\nNext."]))
    more: dict[str, Any] = {"style": style, "bloom": draw(st.sampled_from([1, 2])), "shuffle": draw(st.booleans())}
    why = draw(st.one_of(st.just(""), texts()))
    return Question(**fields, **more, options=tuple(own), answers=answers, why=why)


@st.composite
def cards(draw: DrawFn) -> Card:
    """A card."""
    return Card(**draw(shared("card")), answer=draw(texts()))


@st.composite
def terms(draw: DrawFn) -> Term:
    """A term."""
    return Term(**draw(shared("term")), title=draw(lines()))


@st.composite
def orders(draw: DrawFn) -> Order:
    """Things to put in order."""
    found = draw(options(3))
    return Order(**draw(shared("order")), options=tuple(Option(each.id, each.text) for each in found))


@st.composite
def scenarios(draw: DrawFn) -> Scenario:
    """A scenario of one axis of the small course, with cues."""
    axis, labels = draw(st.sampled_from([("step", STEPS), ("activity", ACTIVITIES)]))
    listed = draw(st.lists(st.sampled_from(labels), min_size=1, unique=True))
    full = draw(st.integers(1, len(listed)))
    grades = [
        Grade(label, 1.0, full=True, reason=draw(st.sampled_from(["", "Why # so."])))
        if number < full
        else Grade(label, draw(st.sampled_from([0.5, 0.0, 0.75, 1.0])) if full == 1 else 0.0, reason="Near.")
        for number, label in enumerate(listed)
    ]
    fields = draw(shared("scenario"))
    words = fields["text"].split("\n")[0]
    cues = (Cue(words, axis, 0, len(words)),) if draw(st.booleans()) else ()
    return Scenario(**fields, axes={axis: tuple(grades)}, cues=cues, hard=draw(st.booleans()), domain="a bank")


def bank(*kinds: SearchStrategy[Any]) -> SearchStrategy[list[Item]]:
    """Several items with different ids."""
    return st.lists(st.one_of(*kinds), min_size=1, max_size=4, unique_by=lambda item: str(item.id))
