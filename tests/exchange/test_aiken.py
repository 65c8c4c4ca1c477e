"""Aiken: read with the place of each mistake, written with all that is lost told, the key where it belongs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.course.items import Question
from quizzes.exchange import aiken
from quizzes.exchange.texts import bare_words, of_plain
from tests.builders import a_card, a_course, a_question, an_option
from tests.exchange.carried import bank, lines, questions, texts

if TYPE_CHECKING:
    from quizzes.course.course import Course
    from quizzes.course.items import Item

ALWAYS = "its id, attributes and ids of options"
MARKS = "marks of emphasis, lists and line breaks"
SOUND = "Which?\nA. one\nB) two\nANSWER: B\n"


def read(text: str) -> tuple[list[Question], list[tuple[int, str, str]]]:
    """Questions, and the line, code and message of problems."""
    arrival = aiken.read(text.encode(), "a.txt")
    told = [(each.line, each.code, each.message) for each in arrival.problems]
    return [item for item in arrival.items if isinstance(item, Question)], told


def test_points_and_brackets_letters_and_blank_lines() -> None:
    """Two questions with and without a blank line between them; both marks behind a letter."""
    found, told = read("\n" + SOUND + "\n\nWhat is 2 * 3?\n\nA) 5\nB. 6 < 7\n\nanswer:  b.\n" + SOUND)
    assert told == []
    assert [(item.id, item.text, item.place.line, item.place.end_line) for item in found] == [
        ("which", "Which?", 2, 5),
        ("what-is-2-3", r"What is 2 \* 3?", 8, 13),
        ("which-2", "Which?", 14, 17),
    ]
    assert [(option.id, option.text, option.credit, option.line) for option in found[1].options] == [
        ("5", "5", 0.0, 10),
        ("6-7", r"6 \< 7", 1.0, 11),
    ]


def test_a_gap_is_a_missing_word() -> None:
    """As other programs draw it."""
    (found,), told = read("It is _____ here.\nA. wet\nB. dry\nANSWER: A")
    assert (found.text, found.style, told) == ("It is [?] here.", "missing-word", [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Which?\nA. one\nB. two\nANSWER: C\n", (4, "E32", "the key 'C' is not one of the options A to B")),
        ("Which?\nA. one\nB. two\nANSWER: A and B\n", (4, "E32", "the key 'A and B' is not one of the options A to B")),
        ("Which?\nA. one\nB. two\nANSWER:\n", (4, "E32", "the key '' is not one of the options A to B")),
        ("Which?\nA. one\nB. two\n\nNext?\n", (1, "E31", "no ANSWER: under the options of this question: 'Which?'")),
        ("A heading\n\n", (1, "E31", "no ANSWER: under the line of this question: 'A heading'")),
        ("ANSWER: A\n", (1, "E30", "ANSWER: without options above it")),
        ("Which?\nANSWER: A\n", (2, "E30", "ANSWER: without options above it")),
        ("A. one\nB. two\nANSWER: A\n", (1, "E35", "options without a question above them")),
        ("Which?\nA. one\nC. two\nANSWER: C\n", (3, "E33", "option C stands where B should")),
        ("Which?\nA. one\nANSWER: A\n", (1, "E34", "a question with one option")),
        ("Which?\nA. one\nB.\nANSWER: A\n", (3, "E34", "an option without text")),
    ],
)
def test_a_question_that_is_not_whole_is_refused_with_its_line(text: str, expected: tuple[int, str, str]) -> None:
    """And the sound one before it is read all the same."""
    found, told = read(SOUND + "\n" + text)
    line, code, message = expected
    assert told[0] == (line + 5, code, message)
    assert len(found) == 1
    arrival = aiken.read(text.encode(), "a.txt")
    assert all(each.hint for each in arrival.problems)


@given(bank(questions()))
def test_what_we_wrote_is_read_as_the_same_questions(items: list[Item]) -> None:
    """Words, their order and the key; what else there was is told for each."""
    parcel = aiken.write(a_course(*items), items, "bank")
    arrival = aiken.read(parcel.data, "bank.txt")
    left_out = {loss.item for loss in parcel.losses if loss.whole}
    sent = [item for item in items if item.id not in left_out and isinstance(item, Question)]
    assert len(arrival.items) == parcel.written == len(sent)
    assert all(item.answers != 1 for item in items if item.id in left_out and isinstance(item, Question))
    for one, other, loss in zip(sent, arrival.items, (each for each in parcel.losses if not each.whole), strict=True):
        assert isinstance(other, Question)
        assert bare_words(other.text) == bare_words(one.text)
        assert [bare_words(each.text) for each in other.options] == [bare_words(each.text) for each in one.options]
        assert [each.credit == 1 for each in other.options] == [each.credit == 1 for each in one.options]
        assert ("reasons" in loss.what) == any(each.reason for each in one.options)


@given(st.one_of(lines(), texts()))
def test_bare_words_show_as_themselves(text: str) -> None:
    """Whatever marks are in them."""
    words = bare_words(text)
    assert bare_words(of_plain(words)) == words


def test_shipped_questions_lose_nothing_that_is_not_told(course: Course) -> None:
    """Where no marks are told as lost, text and options are the very same; the numbers of statements stay."""
    items = [item for item in course.items.values() if isinstance(item, Question)]
    parcel = aiken.write(course, items, "bank")
    arrival = aiken.read(parcel.data, "bank.txt")
    losses = {loss.item: loss for loss in parcel.losses}
    sent = [item for item in items if not losses[item.id].whole]
    assert {item.answers for item in items if losses[item.id].whole} == {2}
    for one, other in zip(sent, arrival.items, strict=True):
        assert isinstance(other, Question)
        if "marks" not in losses[one.id].what:
            assert other.text == one.text
        if one.style == "list":
            assert all(f"{number}\\. " in other.text or f"{number}. " in other.text for number in (1, 2, 3, 4))
        assert [(each.text, each.credit) for each in other.options] == [
            (each.text, each.credit) for each in one.options
        ]


def test_what_aiken_cannot_hold_is_told() -> None:
    """Other kinds and several right answers whole, the rest in words."""
    two = a_question("two", right=("a", "b"), wrong=("c",))
    odd = a_question(
        "odd", text="*Why*?", options=(an_option("a", 1.0), an_option("b", 0.5), an_option("c", void=True))
    )
    letter = a_question("letter", text="A. What?")
    parcel = aiken.write(a_course(), [a_card("c"), two, odd, letter], "bank")
    assert [(loss.item, loss.what, loss.whole) for loss in parcel.losses] == [
        ("c", "Aiken has nothing like a card", True),
        ("two", "Aiken has no question with several right answers, or with none", True),
        (
            "odd",
            f"Aiken has no place for {ALWAYS}, {MARKS}, reasons, part credit, withdrawn options",
            False,
        ),
        ("letter", "Aiken could not tell the question from its options", True),
    ]
    assert parcel.data.decode() == "Why?\nA. Option a\nB. Option b\nANSWER: A\n"
