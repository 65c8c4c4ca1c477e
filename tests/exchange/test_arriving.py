"""Importing: what would be added, changed, left alone or refused, and that nothing is lost that a file does not say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.library import read_folder
from quizzes.course.grammar.reading import read_items
from quizzes.course.items import Card, Place, Question
from quizzes.course.library import build
from quizzes.exchange.arriving import steps
from quizzes.exchange.parcel import Arrival
from tests.strategies import CONTENT

COURSE = build(read_folder(CONTENT))
CHAPTER = "15-continual-improvement"
HERE = Place("some.gift", 7, 12)
QUESTION = """## question {id}
{attributes}style: standard | bloom: 1

Which tool keeps ideas for improvement of a bakery?

- [x] A register {{#register}}{reason}
- [ ] A diary {{#diary}}
"""


def foreign(slug: str = "bakery", attributes: str = "", reason: str = "\n  > It keeps them.") -> Question:
    """A question as a reader of a format hands it over: no chapter, slugs not written."""
    text = QUESTION.format(id=slug, attributes=attributes, reason=reason)
    item = read_items(text, "some.gift", "")[0][0]
    assert isinstance(item, Question)
    options = tuple(replace(option, written=False) for option in item.options)
    return replace(item, place=HERE, options=options)


def test_a_new_question_is_added_with_the_skill_given_and_its_slugs_written() -> None:
    """Nothing of it needs to be touched by hand afterwards."""
    (step,) = steps(COURSE, Arrival((foreign(),)), CHAPTER, "ci.steps")
    assert (step.act, step.item, step.kind, step.place) == ("add", "bakery", "question", HERE)
    assert "skill: ci.steps" in step.block
    assert "A diary {#diary}" in step.block


def test_a_question_without_any_explanation_comes_in_as_a_draft() -> None:
    """It waits for its reasons and is asked of nobody until then."""
    (step,) = steps(COURSE, Arrival((foreign(reason=""),)), CHAPTER, "ci.steps")
    assert "status: draft" in step.block


def test_without_a_skill_a_question_is_refused_at_its_place_in_the_file() -> None:
    """The words are those of `momentum check`, the place is that of the file that was brought."""
    (step,) = steps(COURSE, Arrival((foreign(),)), CHAPTER)
    assert step.act == "refuse"
    assert [(each.path, each.line, each.message) for each in step.problems if each.level == "error"] == [
        ("some.gift", 7, "this question has no skill")
    ]


def test_what_was_written_by_us_comes_back_as_the_same() -> None:
    """Every shipped item as it stands: nothing to do."""
    arrival = Arrival(tuple(replace(item, chapter="", place=HERE) for item in COURSE.items.values()))
    assert {step.act for step in steps(COURSE, arrival, CHAPTER)} == {"same"}


def test_a_change_keeps_what_the_file_does_not_say() -> None:
    """Reasons, explanation and attributes stay where the other program has none."""
    there = next(item for item in COURSE.items.values() if isinstance(item, Question) and item.why and item.bloom > 1)
    bare = replace(
        there, text=f"{there.text} Really?", why="", bloom=1, place=HERE, chapter="",
        options=tuple(replace(option, reason="") for option in there.options),
    )  # fmt: skip
    (step,) = steps(COURSE, Arrival((bare,)), CHAPTER)
    assert step.act == "change"
    (fresh,) = read_items(step.block, "", "")[0]
    assert isinstance(fresh, Question)
    assert fresh.text == f"{there.text} Really?"
    assert (fresh.why, fresh.bloom, fresh.skills) == (there.why, there.bloom, there.skills)
    assert [option.reason for option in fresh.options] == [option.reason for option in there.options]


def test_an_id_that_was_made_from_words_gives_way() -> None:
    """A stranger's question never takes the place of one of ours that happens to be called the same."""
    there = next(item for item in COURSE.items.values() if isinstance(item, Question))
    (step,) = steps(COURSE, Arrival((foreign(there.id),)), CHAPTER, "ci.steps")
    assert (step.act, step.item) == ("add", f"{there.id}-2")


def test_the_very_same_question_is_known_again_without_its_id() -> None:
    """A file that carries no ids can be brought twice."""
    card = next(item for item in COURSE.items.values() if isinstance(item, Card))
    stranger = replace(card, id="from-words", skills=(), chapter="", place=HERE)
    (step,) = steps(COURSE, Arrival((stranger,)), CHAPTER)
    assert (step.act, step.item) == ("same", card.id)


def test_an_item_that_comes_twice_is_refused_the_second_time() -> None:
    """Of two with one id the first stands."""
    one = foreign(attributes="skill: ci.steps | ")
    found = list(steps(COURSE, Arrival((one, one)), CHAPTER))
    assert [step.act for step in found] == ["add", "refuse"]
    assert found[1].problems[0].message == "this file holds the same item before"


def test_an_unknown_chapter_or_skill_is_an_error_of_the_caller() -> None:
    """They are chosen from lists; a slip on the command line is told there."""
    with pytest.raises(KeyError, match="nowhere"):
        list(steps(COURSE, Arrival(()), "nowhere"))
    with pytest.raises(KeyError, match=r"no\.skill"):
        list(steps(COURSE, Arrival(()), CHAPTER, "no.skill"))


def test_a_text_cannot_smuggle_in_another_item() -> None:
    """A heading in it would begin one, which nobody was shown; each step is one item or none."""
    more = "a\n\n## card smuggled\nskill: ci.steps\n\nQ: What?\nA: That."
    card = Card(id="", kind="card", chapter="", place=HERE, text="What holds flour?", answer=more, skills=("ci.steps",))
    (step,) = steps(COURSE, Arrival((replace(card, id="flour"),)), CHAPTER)
    assert step.act == "refuse"
    assert [(each.code, each.line) for each in step.problems if each.level == "error"] == [("E09", 7)]
