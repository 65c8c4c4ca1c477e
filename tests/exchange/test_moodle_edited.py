"""Items that were edited in Moodle and come back: what a teacher changed there counts, and ids stay."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from quizzes.course.items import Question, Scenario
from quizzes.exchange.moodle_xml import read, write
from tests.builders import a_card, a_course, a_question, a_scenario

if TYPE_CHECKING:
    from quizzes.course.items import Item, Option


def options(item: Item) -> tuple[Option, ...]:
    """What is offered."""
    assert isinstance(item, Question)
    return item.options


def edited(item: Item, *changes: tuple[str, str]) -> tuple[Item, list[str]]:
    """An item as it comes back after somebody edited the file."""
    text = write(a_course(item), [item], "Bank").data.decode()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    arrival = read(text.encode(), "bank.xml")
    [back] = arrival.items
    return back, [each.message for each in arrival.problems]


def test_a_key_that_was_changed_in_moodle_is_the_key() -> None:
    """The gap decides; what the feedback says of other labels stays."""
    item = a_scenario(axes={"step": {"now": 1.0, "target": 0.5}, "activity": "plan"})
    back, problems = edited(item, ("Step: [[2]]", "Step: [[1]]"), ("Activity: [[4]]", "Activity: [[6]]"))
    assert problems == []
    assert isinstance(back, Scenario)
    assert {axis: [(each.label, each.credit, each.full) for each in grades] for axis, grades in back.axes.items()} == {
        "step": [("now", 0, False), ("target", 0.5, False), ("vision", 1, True)],
        "activity": [("plan", 0, False), ("engage", 1, True)],
    }


def test_words_that_were_changed_in_moodle_are_the_words() -> None:
    """Also where our own Markdown travels along; ids stay."""
    item = a_question(text="What is *this")
    back, problems = edited(
        item,
        ("this</div>", "that</div>"),
        ("Option b", "Other b"),
    )
    assert problems == []
    assert back.text == "What is \\*that"
    assert [(each.id, each.text) for each in options(back)][:2] == [("a", "Option a"), ("b", "Other b")]


def test_weights_that_were_changed_in_moodle_are_the_credits() -> None:
    """A credit of ours that Moodle had to round counts only while its weight is the same."""
    item = a_question()
    item = replace(item, options=(*item.options[:1], replace(item.options[1], credit=0.45), *item.options[2:]))
    back, _ = edited(item, ('fraction="50"', 'fraction="25"'))
    assert [each.credit for each in options(back)] == [1, 0.25, 0, 0]


def test_deciding_words_that_are_gone_are_told() -> None:
    """The others stay where they are."""
    item = a_scenario(text="It runs now.")
    text = write(a_course(item), [item], "Bank").data.decode()
    cue = '<ul><li data-cue="step" data-nth="1">runs</li><li data-cue="step">stops</li></ul>'
    arrival = read(
        re.sub(r"(<generalfeedback.*?)\]\]>", rf"\1{cue}]]>", text, count=1, flags=re.DOTALL).encode(), "a.xml"
    )
    [back] = arrival.items
    assert isinstance(back, Scenario)
    assert [(each.text, each.axis, each.start, each.end) for each in back.cues] == [("runs", "step", 3, 7)]
    assert [each.message for each in arrival.problems] == ["deciding words that are not in the text: 'stops'"]


def test_tags_that_say_something_wrong_are_problems_with_their_line() -> None:
    """As they are in a course file."""
    card = a_card()
    _, problems = edited(card, ("skill:ci.definition", "status:finished"))
    assert problems == ["'status' cannot be 'finished'"]
