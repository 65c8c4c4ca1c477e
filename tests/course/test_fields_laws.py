"""Laws of the form: an item taken apart into fields and put together again is the item in its usual layout."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.course.grammar.composing import compose, misread
from quizzes.course.grammar.fields import Fields, Happening, Row, fields_of, tidied, with_slugs
from quizzes.course.grammar.layout import item_block
from quizzes.course.grammar.reading import read_file
from quizzes.course.items import Order, Question
from tests.course.careless import item_texts
from tests.strategies import any_text, item_files

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quizzes.course.grammar.reading import Entry

KINDS = ["card", "question", "scenario", "frame", "order", "term", "case", "sketch"]


def sound(text: str) -> Iterator[Entry]:
    """The entries of a file in which no line has an error."""
    reading = read_file(text, "", "")
    faulty = {problem.line for problem in reading.problems if problem.level == "error"}
    for entry in reading.entries:
        if entry.item and not faulty.intersection(range(entry.item.place.line, entry.item.place.end_line + 1)):
            yield entry


def holds(entry: Entry) -> None:
    """Fields and back give the usual layout, nothing is misread, and tidying has nothing to do."""
    assert entry.item
    fields = fields_of(entry.item, entry.attributes)
    composed = compose(fields)
    assert composed.block == item_block(entry.item, entry.attributes)
    assert misread(fields, composed) == []
    assert compose(tidied(fields)).block == composed.block


@pytest.mark.parametrize("text", item_files())
def test_every_shipped_item_comes_back_from_its_fields(text: str) -> None:
    """Of every kind, and one of each rare form."""
    for entry in sound(text):
        holds(entry)


def test_the_shipped_items_are_of_every_kind() -> None:
    """So that the law above is about all of them."""
    assert {entry.item.kind for text in item_files() for entry in sound(text) if entry.item} == set(KINDS)


@given(item_texts())
def test_any_sound_item_comes_back_from_its_fields(text: str) -> None:
    """Whatever spelling its author chose."""
    for entry in sound(text):
        holds(entry)


marks = st.sampled_from(["x", "## card two", "- [x] a", "{#slug}", "> [!why] b", "### step", "1. a"])
typed = st.one_of(any_text, marks)
boxes, axes = st.sampled_from(["", "x", "~ 0.5", "void", "y]"]), st.sampled_from(["step", ""])
rows = st.builds(Row, boxes, typed, axes, typed, typed)
happenings = st.builds(Happening, typed, typed, st.lists(rows, max_size=3).map(tuple))
forms = st.builds(
    Fields,
    st.sampled_from(KINDS),
    st.sampled_from(["one", "", "A b"]),
    st.dictionaries(st.sampled_from(["skill", "sources", "ok"]), typed),
    st.dictionaries(st.sampled_from(["text", "answer", "why", "slots", "model", "checklist"]), typed),
    st.lists(rows, max_size=4).map(tuple),
    st.lists(happenings, max_size=2).map(tuple),
)


@given(forms)
def test_what_was_typed_is_kept_or_complained_of(typed: Fields) -> None:
    """Nothing turns into another item, row or attribute unseen: the text has an error, is misread, or comes back."""
    fields = tidied(typed)
    composed = compose(fields)
    reading = read_file(composed.block, "", "")
    if any(problem.level == "error" for problem in reading.problems) or misread(fields, composed):
        return
    assert [(entry.item.kind, entry.item.id) for entry in reading.entries if entry.item] == [(fields.kind, fields.id)]
    entry = reading.entries[0]
    assert entry.item
    again = fields_of(entry.item, entry.attributes)
    assert {key: text for key, text in again.texts.items() if text} == {k: t for k, t in fields.texts.items() if t}
    assert len(again.rows) == sum(not row.blank for row in fields.rows)


@given(item_texts())
def test_every_line_of_an_item_names_its_field(text: str) -> None:
    """A problem can be shown where it was typed."""
    for entry in sound(text):
        assert entry.item
        composed = compose(fields_of(entry.item, entry.attributes))
        names = {composed.field_at(line, column) for line in range(2, len(composed.pieces) + 1) for column in (1, 20)}
        assert names <= {"text", "answer", "why", "slots", "model", "checklist", *entry.attributes} | {
            name for name in names if name.startswith(("rows-", "events-"))
        }


@given(item_texts())
def test_slugs_are_given_once_and_kept(text: str) -> None:
    """An option that has one keeps it; the others get those that `momentum ids` would write."""
    for entry in sound(text):
        if isinstance(entry.item, Question | Order):
            fields = with_slugs(fields_of(entry.item, entry.attributes))
            assert [row.slug for row in fields.rows] == [option.id for option in entry.item.options]
            assert with_slugs(fields) == fields


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"texts": {"text": "Why?\n\n## card other\n\nQ: a\nA: b"}}, "text"),
        ({"texts": {"text": "Why?\n\n- [x] a stray option"}}, "text"),
        ({"attributes": {"skill": "a | status: retired"}}, "status"),
        ({"attributes": {"skill": "a | status: live | skill: b"}}, "skill"),
        ({"rows": (Row("x", "One {#other}", slug="one"),)}, "rows-0-text"),
        ({"rows": (Row(), Row("x", "One", slug="one", reason="[!why] more"))}, "rows-1-reason"),
    ],
)
def test_text_that_would_be_something_else_is_found(changes: dict[str, Any], field: str) -> None:
    """A heading, a row, a bar, a slug or a callout inside a field is noticed at that field."""
    sent = Fields("question", "one", {"skill": "a"}, {"text": "Why?", "why": ""}, (Row("x", "One", slug="one"),))
    fields = replace(sent, **changes)
    composed = compose(fields)
    problems = read_file(composed.block, "", "").problems
    found = {*misread(fields, composed), *(composed.field_at(each.line, each.column) for each in problems)}
    assert field in found
