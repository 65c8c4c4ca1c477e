"""The editor speaks of its own fields: all slips of a new item at once, by the names that stand on the form."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import pytest

from quizzes.course.form_words import LABELS, TEXT
from quizzes.course.grammar.attributes import ALLOWED

if TYPE_CHECKING:
    from tests.app.author_room import Ines

NEW = "/author/items/new/{}?chapter=01-moving"
SKILL = ("skill", "No Skill is given")
MISSING = {
    "question": [
        SKILL,
        ("text", "This question asks nothing: write it under Question"),
        ("bloom", "No Level is chosen"),
        ("style", "No Style is chosen"),
        ("rows", "A question with one option"),
        ("rows-0-text", "An option without text: write its words"),
        ("why", "Nothing explains the right answer"),
    ],
    "card": [SKILL, ("text", "This card asks nothing: write it under Front"), ("answer", "This card has no answer")],
    "scenario": [("text", "There is no story"), ("rows-0-text", "No label is chosen")],
    "frame": [
        ("text", "There is no story"),
        ("slots", "This frame has no slots"),
        ("rows-0-text", "No label is chosen"),
    ],
    "order": [SKILL, ("text", "There is no task: write it under Task"), ("rows", "There are no steps")],
    "case": [SKILL, ("text", "This case has no beginning"), ("events", "This case has no events")],
    "sketch": [SKILL, ("text", "This sketch has no task"), ("model", "This sketch has no model answer")],
    "term": [("text", "This term has no definition: write it under Definition")],
}


def summary(html: str) -> list[tuple[str, str]]:
    """The fields that the summary leads to, and what it says of each."""
    found = re.findall(r'<li><a href="#([\w-]+)">(.*?)</li>', html.partition('id="summary"')[2].partition("</ul>")[0])
    return [(field, unescape(words.replace("</a>", ""))) for field, words in found]


@pytest.mark.parametrize("kind", MISSING)
def test_an_empty_save_tells_all_that_is_missing_at_once(ines: Ines, kind: str) -> None:
    """The id is one thing among the others; each is said at a field that is there, and nothing of files."""
    answer = ines.send(NEW.format(kind), ines.form(NEW.format(kind)))
    assert answer.status_code == 422
    told = summary(answer.text)
    for field, words in [("id", "It has no id yet"), *MISSING[kind]]:
        assert any(name == field and said.startswith(words) for name, said in told), (field, words, told)
        assert re.search(rf' id="{field}"', answer.text), field
    assert len(told) == len(MISSING[kind]) + 1
    assert not re.search(r"##|\[x\]|bloom|line \d|- \[", " ".join(said for _, said in told))


@pytest.mark.parametrize("kind", MISSING)
def test_fields_are_called_as_on_the_form(ines: Ines, kind: str) -> None:
    """The labels that the words speak of are those of the page."""
    page = unescape(ines.open(NEW.format(kind)).text)
    for field, label in [("text", TEXT[kind]), *((key, LABELS[key]) for key in ALLOWED[kind])]:
        assert re.search(rf'<label for="{field}"[^>]*>{label}\b', page), field


def test_the_preview_does_not_wait_for_an_id(ines: Ines) -> None:
    """While somebody types the question first, they see it, and what the rules say of it."""
    path = NEW.format("question")
    typed = ines.form(path) | {"text": "How heavy is a box?", "rows-0-text": "As much as one can lift", "right": "0"}
    for slug in ("", "Not yet an id"):
        html = ines.client.post(path.replace("?", "/preview?"), data=typed | {"id": slug}).text
        assert "No preview yet" not in html
        assert html.count("How heavy is a box?") >= 2
        assert "As much as one can lift" in html
        assert "No Level is chosen" in html


def test_what_another_row_says_is_told_by_its_number(ines: Ines) -> None:
    """The form has no lines, and no style: negative to write."""
    page = unescape(ines.edit("box-size", **{"rows-2-text": "A large one!"}).text)
    assert ("rows-2-text", "The same as option 2: 'A large one!': write another wrong option") in summary(page)
    page = unescape(ines.edit("box-size", "check", text="Which box is NOT for books?").text)
    assert "A negative question (NOT), but its Style is Standard: choose Negative under Style" in page


def test_source_keeps_the_words_of_the_file(ines: Ines) -> None:
    """There it has lines and marks."""
    path = "/author/items/box-size/source"
    form = ines.form(path)
    page = unescape(ines.send(path, form, source=form["source"].replace("style: standard | ", "")).text)
    assert "This question has no style: add style: standard, negative, list or missing-word" in page
