"""Laws of writing: the usual layout changes no item, and writing slugs touches no other byte."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.course.grammar.reading import read_file
from quizzes.course.grammar.writing import canonical, item_meaning, lesson_meaning, with_ids
from quizzes.course.items import Order, Question
from tests.course.careless import item_texts
from tests.strategies import any_text, item_files, lesson_files, mutated

PATH = "01-start/more.md"
LAYOUT = re.compile(r"(?m)^\s*[-*+]\s*\[[^\]]*\]|^\s*\d+[.)](?=\s|$)|~\s*[\d.]+|[*+]")


def words(text: str) -> Counter[str]:
    """How often each word stands in a text, boxes and numbers of steps left out."""
    return Counter(re.findall(r"\w+", LAYOUT.sub(" ", text.replace("\r", "\n")).casefold()))


@pytest.mark.parametrize("text", item_files())
def test_real_files_read_the_same_when_formatted(text: str) -> None:
    """All shipped item files, and one of each rare form."""
    assert item_meaning(canonical(text, PATH)) == item_meaning(text)


@given(st.one_of(item_texts(), mutated(item_files())))
def test_reading_what_was_formatted_gives_the_same_items(text: str) -> None:
    """And the same problems, whatever mistakes are in the file."""
    assert item_meaning(canonical(text, PATH)) == item_meaning(text)


def test_what_excludes_each_other_stands_below_the_slots() -> None:
    """Wherever an author wrote it; nothing of it is lost."""
    text = (
        "## frame f\n\n- {a}:  x / y\n- Never : {b} =  z &  {a}=x\n\n* {b ~ a}: z / z\n{A} {b}\n\n### step\n- [x] now\n"
    )
    rows = canonical(text, PATH).split("\n")[2:5]
    assert rows == ["- {a}: x / y", "- {b ~ a}: z / z", "- never: {b} = z & {a} = x"]
    assert item_meaning(canonical(text, PATH)) == item_meaning(text)


@given(st.one_of(item_texts(), mutated(item_files())))
def test_formatting_twice_is_formatting_once(text: str) -> None:
    """The usual layout is a resting place."""
    once = canonical(text, PATH)
    assert canonical(once, PATH) == once


@given(st.one_of(item_texts(), mutated(item_files()), any_text))
def test_formatting_loses_no_word(text: str) -> None:
    """Every word of the file is still there, as often as before."""
    assert words(canonical(text, PATH)) == words(text)


@given(item_texts())
def test_sound_files_are_really_formatted(text: str) -> None:
    """The fallback of leaving a file as it is, is not needed for sound ones: they get the usual headings and ends."""
    fresh = canonical(text, PATH)
    assert not re.search(r"(?m)^##(?:  |[^ #])|[ \t]+\r?$|\n\r?\n\r?\n", fresh)
    assert fresh.endswith("\n")
    assert not fresh.endswith("\n\n")


@given(mutated(lesson_files()))
def test_a_formatted_lesson_reads_the_same(text: str) -> None:
    """Sections, their attributes and texts stay; formatting twice is formatting once."""
    once = canonical(text, "01-start/lesson.md")
    assert lesson_meaning(once) == lesson_meaning(text)
    assert canonical(once, "01-start/lesson.md") == once


@given(st.one_of(item_texts(), mutated(item_files()), any_text))
def test_writing_ids_only_adds_slugs(text: str) -> None:
    """Taking the added slugs out again gives the file byte for byte; a second time adds nothing."""
    fresh = with_ids(text, PATH)
    added = [each for each in missing(text) if each not in missing(fresh)]
    bare = fresh
    for line, slug in reversed(added):
        bare = cut_out(bare, line, f" {{#{slug}}}")
    assert bare == text
    assert with_ids(fresh, PATH) == fresh


def missing(text: str) -> list[tuple[int, str]]:
    """The options without a written slug: the line their text ends in, and the slug derived for them."""
    reading = read_file(text, PATH, "01-start")
    return [
        (option.end_line, option.id)
        for entry in reading.entries
        if isinstance(entry.item, Question | Order)
        for option in entry.item.options
        if not option.written
    ]


def cut_out(text: str, number: int, piece: str) -> str:
    """The text without a piece in one line, searched from the line's end."""
    ends = [found.end() for found in re.finditer(r"\r\n|\r|\n", text)]
    start = [0, *ends][number - 1]
    stop = [*ends, len(text)][number - 1]
    at = text.rfind(piece, start, stop)
    return text if at < 0 else text[:at] + text[at + len(piece) :]


@given(item_texts())
def test_written_ids_are_those_that_were_derived(text: str) -> None:
    """Options keep their slugs, all are unique in their item, and none is missing afterwards."""
    before = read_file(text, PATH, "01-start").entries
    after = read_file(with_ids(text, PATH), PATH, "01-start")
    assert not after.problems
    for old, new in zip(before, after.entries, strict=True):
        if isinstance(old.item, Question) and isinstance(new.item, Question):
            slugs = [option.id for option in new.item.options]
            assert slugs == [option.id for option in old.item.options]
            assert len(set(slugs)) == len(slugs)


def test_other_files_are_left_alone() -> None:
    """Tables, figures, READMEs and empty files stay as they are."""
    assert canonical("a  =  1\n\n\n", "syllabus.toml") == "a  =  1\n\n\n"
    assert canonical("##  x\n\n\n\n", "README.md") == "##  x\n\n\n\n"
    assert canonical("\n \n", PATH) == "\n \n"
    assert with_ids("- [x] A\n", "01-start/lesson.md") == "- [x] A\n"
