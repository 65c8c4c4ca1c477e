"""One item written back into its file: every byte outside it stays, for all shipped files and for careless ones."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from quizzes.course.grammar.reading import read_file
from quizzes.course.grammar.splicing import (
    Span,
    SplicingError,
    appended,
    block_of,
    etag_of,
    heading_of,
    removed,
    replaced,
    spans,
    where,
    with_attribute,
)
from tests.course.careless import item_texts
from tests.strategies import any_text, item_files, mutated

if TYPE_CHECKING:
    from hypothesis.strategies import DataObject

NEW = "## term a-new-one\nskill: a.words\n\nNobody has this id yet.\n\nTwo paragraphs."
FILE = "\ufeff---\ntitle: Two\n---\n\n## term one\nsee: two\n\nFirst.  \n\n\n## term two\n\nSecond."


def longer(block: str) -> str:
    """A block with a paragraph and a code block more, which reads as the same item in every kind of file."""
    return f"{block}\n\nMore words: é.\n\n~~~\n## no heading\n~~~"


ENDS = [
    pytest.param(text, end, id=f"{place}-{name}", marks=pytest.mark.hard if name == "CRLF" and place % 5 else [])
    for place, text in enumerate(item_files())
    for name, end in (("LF", "\n"), ("CRLF", "\r\n"))
]
"""Every file with each kind of line ends; in the short form only a fifth of them with both."""


@pytest.mark.parametrize(("text", "end"), ENDS)
def test_an_edit_of_any_shipped_item_changes_its_own_lines_only(text: str, end: str) -> None:
    """Every item of every file: what stands before and after is the same, and the item has the new lines."""
    text = text.replace("\n", end)
    for span in (span for span in spans(text) if span.id):
        block = longer(block_of(text, span))
        fresh = replaced(text, span.id, block)
        assert fresh[: span.start] == text[: span.start]
        assert fresh[span.start :] == block.replace("\n", end) + text[span.end :]


@pytest.mark.parametrize("text", item_files())
def test_items_are_found_where_the_reader_finds_them(text: str) -> None:
    """Kind, id, first and last line of every item; each span begins with its heading and ends with a word."""
    found = [(span.kind, span.id, span.line, span.end_line) for span in spans(text) if span.id]
    items = [entry.item for entry in read_file(text, "", "").entries if entry.item]
    assert found == [(item.kind, item.id, item.place.line, item.place.end_line) for item in items]
    assert all(block_of(text, span).lstrip().startswith("##") for span in spans(text))


def any_item(data: DataObject, text: str) -> Span:
    """One of the items of a text; a text without any is of no use."""
    named = [span for span in spans(text) if span.id and span == where(text, span.id)]
    assume(named)
    return data.draw(st.sampled_from(named))


careless = st.one_of(item_texts(), mutated(item_files()))


@given(careless, st.data())
def test_every_byte_outside_an_edited_item_stays(text: str, data: DataObject) -> None:
    """Also in files with mistakes and mixed line ends; and an edit that would reach outside is refused."""
    span = any_item(data, text)
    block = data.draw(st.one_of(st.just(longer(block_of(text, span))), mutated([block_of(text, span)]), any_text))
    try:
        fresh = replaced(text, span.id, block)
    except SplicingError:
        return
    own = len(fresh) - len(text) + span.end - span.start
    assert fresh[: span.start] == text[: span.start]
    assert fresh[span.start + own :] == text[span.end :]
    others = [text[each.start : each.end] for each in spans(text) if each != span]
    assert [fresh[each.start : each.end] for each in spans(fresh) if each.start != span.start] == others


@given(careless, st.data())
def test_saving_an_item_as_it_is_changes_nothing(text: str, data: DataObject) -> None:
    """Whatever a browser makes of its line ends, and with blank lines around it."""
    span = any_item(data, text)
    block = block_of(text, span)
    for sent in (block, block.replace("\n", "\r\n"), f"\n \n{block}\n\n"):
        assert replaced(text, span.id, sent) == text


@given(careless)
def test_a_new_item_stands_at_the_end_and_nothing_else_moves(text: str) -> None:
    """The file begins as before, and holds one item more; taking it out again gives the items of before."""
    try:
        fresh = appended(text, NEW)
    except SplicingError:
        assert any(problem.code == "C18" for problem in read_file(text, "", "").problems)  # an open fence swallows it
        return
    assert fresh.startswith(text)
    assert [fresh[each.start : each.end] for each in spans(fresh)][:-1] == [
        text[each.start : each.end] for each in spans(text)
    ]
    assert block_of(fresh, spans(fresh)[-1]) == NEW
    again = removed(fresh, "a-new-one")
    assert again.rstrip() == text.rstrip()


@given(careless, st.data())
def test_taking_an_item_out_leaves_all_others_as_they_are(text: str, data: DataObject) -> None:
    """Byte for byte, with what stands before them."""
    span = any_item(data, text)
    try:
        fresh = removed(text, span.id)
    except SplicingError:
        assert any(problem.code == "C18" for problem in read_file(text, "", "").problems)
        return
    others = [text[each.start : each.end] for each in spans(text) if each != span]
    assert [fresh[each.start : each.end] for each in spans(fresh)] == others
    before = text[: span.start].rstrip()
    assert fresh.startswith(before)


@given(careless, st.data())
def test_an_etag_tells_every_change_and_nothing_else(text: str, data: DataObject) -> None:
    """An item that moved down has its etag still; one with a letter more has not."""
    span = any_item(data, text)
    moved = replace_front(text)
    assume(len(spans(moved)) == len(spans(text)))
    there = where(moved, span.id)
    assert there
    assert etag_of(moved, there) == etag_of(text, span)
    assert etag_of(text[: span.end] + "." + text[span.end :], span._replace(end=span.end + 1)) != etag_of(text, span)


def replace_front(text: str) -> str:
    """The text some lines further down."""
    return f"title: New\n\n\n{text}"


def test_line_ends_follow_those_around() -> None:
    """The item's own lines, else its own end, else those of most lines; the byte order mark stays."""
    mixed = "## term one\r\n\r\nFirst.\n\n## term two\n\nSecond.\n"
    assert (
        replaced(mixed, "one", "## term one\n\nA.\n\nB.")
        == "## term one\r\n\r\nA.\r\n\r\nB.\n\n## term two\n\nSecond.\n"
    )
    assert replaced(mixed, "two", "## term two\r\n\r\nC.") == "## term one\r\n\r\nFirst.\n\n## term two\n\nC.\n"
    bare = "a: b\r\n\r\n## term one\n"
    assert replaced(bare, "one", "## term one\n\nA.") == "a: b\r\n\r\n## term one\n\nA.\n"
    assert appended("a: b\r\n", NEW) == "a: b\r\n\r\n" + NEW.replace("\n", "\r\n") + "\r\n"
    assert replaced(FILE, "one", "## term one\n\nA.") == FILE.replace("see: two\n\nFirst.  ", "\nA.")


def test_the_end_of_a_file_stays_as_it_was() -> None:
    """Without a last line end it stays without one, but for a new item, which needs it."""
    assert replaced(FILE, "two", "## term two\n\nSecond again.\n").endswith("\n\nSecond again.")
    assert removed(FILE, "two") == FILE[: FILE.index("\n\n\n## term two")]
    assert removed(FILE, "one") == FILE.replace("## term one\nsee: two\n\nFirst.  \n\n\n", "")
    assert appended(FILE, NEW) == f"{FILE}\n\n{NEW}\n"
    assert appended(f"{FILE}\n \n", NEW) == f"{FILE}\n \n{NEW}\n"
    assert appended("\ufeff", NEW) == f"\ufeff{NEW}\n"


def test_several_new_items_come_in_their_order() -> None:
    """With a blank line between them, and none is taken twice."""
    other = NEW.replace("a-new-one", "another")
    assert appended(FILE, NEW, other) == appended(appended(FILE, NEW), other)
    with pytest.raises(SplicingError, match="The id 'a-new-one' is taken in this file"):
        appended(FILE, NEW, NEW)


@pytest.mark.parametrize(
    ("block", "words"),
    [
        ("", "This is not one item"),
        ("Words.", "This is not one item"),
        ("Words.\n\n## term one\n\nA.", "This is not one item"),
        ("## term one\n\nA.\n\n## term three\n\nB.", "This is not one item"),
        ("## term\n\nA.", "This is not one item"),
        ("## term other\n\nA.", "The first line must stay ## term one: a kind and an id are for ever."),
        ("## card one\n\nA.", "The first line must stay ## term one: a kind and an id are for ever."),
    ],
)
def test_what_is_not_this_item_is_refused(block: str, words: str) -> None:
    """Nothing, several, another, or another kind."""
    with pytest.raises(SplicingError, match=re.escape(words)):
        replaced(FILE, "one", block)


def test_an_open_fence_cannot_swallow_its_neighbours() -> None:
    """A code fence without an end is one character from swallowing the next item; with one further down it would."""
    text = "## term one\n\nA.\n\n## term two\n\nB.\n\n```\ncode\n```\n"
    with pytest.raises(SplicingError, match="the items around it would read differently"):
        replaced(text, "one", "## term one\n\n```\nA.")


def test_who_is_gone_cannot_be_edited() -> None:
    """The words name it."""
    with pytest.raises(SplicingError, match="There is no item 'three' in this file any more"):
        replaced(FILE, "three", "## term three\n\nA.")


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ("## term one\n\nA.", "## term one\nstatus: retired\n\nA."),
        ("## term one\nsee: x\n\nA.", "## term one\nsee: x | status: retired\n\nA."),
        ("## term one\nstatus: live | see: x\n\nA.", "## term one\nstatus: retired | see: x\n\nA."),
        ("## term one\nsee: x\nstatus:draft\n\nA.", "## term one\nsee: x\nstatus:retired\n\nA."),
        ("## term one\nok: L1 a | status: it\n\nA.", "## term one\nok: L1 a | status: retired\n\nA."),
        ("## term one\nok: L1 a\n\nA.", "## term one\nok: L1 a\nstatus: retired\n\nA."),
    ],
)
def test_an_attribute_is_set_in_its_place(block: str, expected: str) -> None:
    """There, beside the first ones, or on a line of its own where those are long."""
    assert with_attribute(block, "status", "retired") == expected


def test_a_reason_gets_a_line_of_its_own() -> None:
    """Bars and line ends in it would begin another attribute; an attribute that a kind lacks is refused."""
    block = with_attribute("## term one\nsee: x\n\nA.", "revision", "keep: a | b\nc")
    assert block == "## term one\nsee: x\nrevision: keep: a / b c\n\nA."
    assert heading_of(block) == ("term", "one")
    with pytest.raises(SplicingError, match="A term has no attribute 'bloom'"):
        with_attribute(block, "bloom", "2")
