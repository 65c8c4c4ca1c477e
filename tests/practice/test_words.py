"""Words that a learner marks as deciding: where they stand, and how they meet the cues."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from quizzes.course.items import TRIGGER, Cue, Scenario
from quizzes.practice.words import Overlap, has_trigger, overlap, spans, tokens
from tests.builders import a_scenario

TEXT = "After a letter, the desk  counts\nits calls (twice)."
texts = st.text(st.sampled_from("ab .\n,\u00e9\u4eac*"), max_size=40)
numbers = st.lists(st.integers(-3, 30), max_size=12)


def cue(words: str, axis: str) -> Cue:
    """These words of TEXT as a cue."""
    start = TEXT.index(words)
    return Cue(words, axis, start, start + len(words))


STORY = a_scenario(
    text=TEXT, cues=(cue("After a letter", TRIGGER), cue("counts\nits calls", "step"), cue("desk", "activity"))
)


def test_words_keep_the_marks_that_stand_at_them() -> None:
    """A word goes from space to space."""
    assert [TEXT[start:end] for start, end in tokens(TEXT)] == [
        *("After", "a", "letter,", "the", "desk", "counts", "its", "calls", "(twice)."),
    ]
    assert tokens("") == tokens(" \n ") == ()


@given(texts)
def test_words_are_all_of_a_text_but_space(text: str) -> None:
    """In order, none empty, nothing else left out."""
    found = tokens(text)
    assert [text[start:end] for start, end in found] == text.split()
    assert all(before[1] < after[0] for before, after in pairwise(found))


@given(texts, numbers)
def test_marked_words_stand_where_they_are_said_to(text: str, marked: list[int]) -> None:
    """Each once, in reading order; a number of no word is passed over."""
    every = tokens(text)
    assert spans(text, marked) == tuple(span for number, span in enumerate(every) if number in marked)


def test_marked_words_meet_the_cues_of_the_axes_asked() -> None:
    """A word decides when a cue touches it; cues of other axes are not held against anyone."""
    assert overlap(STORY, ("step",), (4, 5, 6)) == Overlap(marked=3, hits=2, deciding=3)
    assert overlap(STORY, ("step", "activity"), (4, 5, 6)) == Overlap(marked=3, hits=3, deciding=4)
    assert overlap(STORY, (TRIGGER,), (2, 2, 99, -1)) == Overlap(marked=1, hits=1, deciding=3)
    assert overlap(STORY, (), (1,)) == Overlap(marked=1, hits=0, deciding=0)


def test_a_cue_inside_a_word_decides_the_word() -> None:
    """Brackets and stops belong to their word, also where the author's mark ends before them."""
    item = a_scenario(text=TEXT, cues=(cue("twice", "step"),))
    assert overlap(item, ("step",), (8,)) == Overlap(1, 1, 1)


@given(texts, st.lists(st.tuples(st.integers(0, 40), st.integers(1, 8)), max_size=3), numbers)
def test_hits_are_among_the_marked_and_the_deciding(
    text: str, places: list[tuple[int, int]], marked: list[int]
) -> None:
    """Never more hits than either; marking every deciding word, and no other, meets them all."""
    item = with_cues(text, places)
    found = overlap(item, ("step",), marked)
    assert 0 <= found.hits <= min(found.marked, found.deciding)
    every = range(len(tokens(text)))
    deciding = [number for number in every if overlap(item, ("step",), (number,)).hits]
    assert overlap(item, ("step",), deciding) == Overlap(*[found.deciding] * 3)
    assert overlap(item, ("step",), every).hits == found.deciding


def with_cues(text: str, places: list[tuple[int, int]]) -> Scenario:
    """A scenario with cues at these places, as far as the text goes."""
    cues = [Cue(text[at : at + size], "step", at, at + size) for at, size in places if at + size <= len(text)]
    return a_scenario(text=text, cues=tuple(cues))


def test_a_story_says_what_set_it_off_or_not() -> None:
    """Then the first step of a reading can be checked."""
    assert has_trigger(STORY)
    assert not has_trigger(a_scenario(text=TEXT, cues=STORY.cues[1:]))
