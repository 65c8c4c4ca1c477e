"""The shipped frames: enough renderings, and every one of them a scenario like any other."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import pytest

from quizzes.course.items import TRIGGER, Frame
from quizzes.course.variants import filled, fillings, variant
from quizzes.practice.marking import mark

if TYPE_CHECKING:
    from quizzes.course.course import Course


def frames_of(course: Course) -> list[Frame]:
    """All frames of a course."""
    return [item for item in course.items.values() if isinstance(item, Frame)]


def test_every_frame_renders_two_hundred_texts(course: Course) -> None:
    """Different ones, word for word."""
    few = {}
    for frame in frames_of(course):
        texts: set[str] = set()
        for values in fillings(frame):
            texts.add(filled(frame, values).text)
            if len(texts) == 200:
                break
        else:
            few[frame.id] = len(texts)
    assert few == {}


@pytest.mark.parametrize("seeds", [100, pytest.param(1000, marks=pytest.mark.hard)])
def test_a_variant_comes_again_from_id_and_seed_and_keeps_its_key(course: Course, seeds: int) -> None:
    """The same text and cues; the same axes and labels as the frame; all its full labels give all points."""
    for frame in frames_of(course):
        right = {"labels": {axis: list(frame.full(axis)) for axis in frame.axes}}
        for seed in range(seeds):
            shown = variant(frame, seed)
            assert shown == variant(course.items[frame.id], seed)
            assert (shown.id, shown.axes, shown.hashes) == (frame.id, frame.axes, frame.hashes)
            assert mark(shown, right, course.models).points == 1
            assert all(shown.text[cue.start : cue.end] == cue.text for cue in shown.cues)
            assert {cue.axis for cue in shown.cues} - {TRIGGER} == set(frame.axes)


def test_seeds_give_fresh_words(course: Course) -> None:
    """Of fifty meetings nearly all are in words of their own."""
    for frame in frames_of(course):
        texts = {variant(frame, seed).text for seed in range(50)}
        assert len(texts) >= 40, frame.id


def test_no_rendering_has_a_slot_or_mark_left(course: Course) -> None:
    """What a learner reads is plain words."""
    for frame in frames_of(course):
        for values in islice(fillings(frame), 500):
            text = filled(frame, values).text
            assert not any(mark in text for mark in ("{", "}", "==", "  ", " / ")), text
