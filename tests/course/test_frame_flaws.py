"""L38 on the shipped frames: clean as they are; a flaw put into one of their renderings is found."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

import pytest

from quizzes.course.flaws.every import check_flaws
from quizzes.course.flaws.frame import ENOUGH, renderings, sample
from quizzes.course.items import Frame, Grade, Slot
from quizzes.course.variants import free
from tests.builders import a_frame
from tests.course.clean import DRAFT

if TYPE_CHECKING:
    from collections.abc import Callable

FRAMES = [item for item in DRAFT.items if isinstance(item, Frame)]


def told(*frames: Frame) -> list[tuple[str, str, str]]:
    """Code, level and message of what the rules say to these frames alone."""
    draft = replace(DRAFT, items=frames, first={frame.id: frame for frame in frames})
    return [(problem.code, problem.level, problem.message) for problem in check_flaws(draft)]


def with_slot(frame: Frame, words: str, *values: str) -> Frame:
    """The frame with one more slot, {tin}, used at its end; the first value is sound, the flaw is in another one."""
    return replace(frame, text=f"{frame.text} {words}", slots=(*frame.slots, Slot("tin", values)))


def article(frame: Frame) -> Frame:
    """An article that fits one value only."""
    return with_slot(frame, "There is a {tin}.", "new tin", "old tin")


def twice(frame: Frame) -> Frame:
    """A value begins with the word before it."""
    return with_slot(frame, "Now the {tin} is there.", "tin", "the tin")


def one_of_many(frame: Frame) -> Frame:
    """A number that is one, beside a plural."""
    return with_slot(frame, "There are {tin} tins.", "7", "1")


def gap(frame: Frame) -> Frame:
    """A value that leaves a space before the full stop."""
    return with_slot(frame, "There is {tin}.", "tin", "tin ")


def small_letter(frame: Frame) -> Frame:
    """A value at the start of a sentence."""
    return with_slot(frame, "{tin} is there.", "Tea", "tin")


def label_words(frame: Frame) -> Frame:
    """A value that says the label."""
    axis = next(iter(frame.axes))
    title = DRAFT.models[axis].label(frame.full(axis)[0]).title.rstrip("?")
    return with_slot(frame, "There is {tin}.", "tin", title)


def too_few(frame: Frame) -> Frame:
    """Every slot keeps two values."""
    return replace(frame, slots=tuple(replace(slot, values=slot.values[:2]) for slot in frame.slots))


def all_forbidden(frame: Frame) -> Frame:
    """Each value of one slot excludes each value of another one."""
    small = too_few(frame)
    one, other = free(small)[:2]
    pairs = product([(one.name, value) for value in one.values], [(other.name, value) for value in other.values])
    return replace(small, never=tuple(pairs))


def nearly_all_forbidden(frame: Frame) -> Frame:
    """The same, with so many fillings that nobody counts them."""
    small = all_forbidden(frame)
    wide = [Slot(f"wide{number}", tuple(f"w{value}" for value in range(60))) for number in range(3)]
    return replace(small, slots=(*small.slots, *wide))


FLAWS: list[tuple[Callable[[Frame], Frame], str, str]] = [
    (article, "warning", "a rendering says 'a old'"),
    (twice, "warning", "a rendering holds a word twice: 'the the'"),
    (one_of_many, "warning", "a rendering holds one of many: '1 tins'"),
    (gap, "warning", "a rendering holds a gap or brace: ' .'"),
    (small_letter, "warning", "a sentence begins in small letters: 'tin'"),
    (label_words, "warning", "a rendering holds the words of its label"),
    (too_few, "warning", "different renderings"),
    (all_forbidden, "error", "this frame forbids all of its renderings"),
    (nearly_all_forbidden, "error", "this frame forbids nearly all of its renderings"),
]


def test_the_shipped_frames_are_clean() -> None:
    """No rule speaks to one of them, nor to all together."""
    assert [(frame.id, told(frame)) for frame in FRAMES if told(frame)] == []
    assert told(*FRAMES) == []


@pytest.mark.parametrize(("inject", "level", "words"), FLAWS, ids=[flaw[0].__name__ for flaw in FLAWS])
def test_an_injected_flaw_is_found_and_nothing_else(inject: Callable[[Frame], Frame], level: str, words: str) -> None:
    """Recall of at least 90 % over the shipped frames, with the right words, and no other hits."""
    found = [told(inject(frame)) for frame in FRAMES]
    assert sum(any(words in message for _, _, message in said) for said in found) >= 0.9 * len(FRAMES)
    every = [problem for said in found for problem in said]
    assert {(code, weight) for code, weight, _ in every} == {("L38", level)}
    assert all(words in message for _, _, message in every)


def test_a_flaw_of_one_value_is_found() -> None:
    """Of the last value of any slot, followers too: nobody has to meet that rendering by chance."""
    for frame in FRAMES:
        for slot in frame.slots:
            broken = replace(slot, values=(*slot.values[:-1], "tin  tin"))
            slots = tuple(broken if one is slot else one for one in frame.slots)
            assert any("a gap or brace" in message for *_, message in told(replace(frame, slots=slots))), slot.name


def test_frames_that_can_say_the_same_with_another_label_are_found() -> None:
    """Whatever seeds: one common text is enough; with the same labels there is nothing to tell."""
    for frame in FRAMES:
        axis = next(iter(frame.axes))
        other = next(label.id for label in DRAFT.models[axis].labels if label.id not in frame.full(axis))
        axes: dict[str, tuple[Grade, ...]] = {axis: (Grade(other, 1.0, full=True, reason="So it is."),)}
        turned = replace(frame, id="turned", axes=axes, slots=shifted(frame))
        message = f"can give the same text as {frame.id!r}, which has another label"
        assert told(frame, turned) == [("L38", "error", message)]
        assert told(frame, replace(turned, axes={axis: frame.axes[axis]})) == []
        assert told(frame, replace(turned, text=f"{frame.text} So it is.")) == []
        assert told(frame, replace(turned, status="retired")) == []


def shifted(frame: Frame) -> tuple[Slot, ...]:
    """The slots with their values in another order; the first value of the first slot is another one."""
    slots = [replace(slot, values=tuple(reversed(slot.values))) for slot in frame.slots]
    first = next(slot for slot in slots if not slot.follows)
    return tuple(
        replace(slot, values=(f"{slot.values[0]} or so", *slot.values[1:])) if slot is first else slot for slot in slots
    )


def test_every_value_of_a_slot_stands_three_times_in_the_sample() -> None:
    """Beside other values each time."""
    for frame in FRAMES:
        shown = list(sample(frame))
        for slot in frame.slots:
            for place, value in enumerate(slot.values):
                around = [one for one in shown if one[slot.name] == value]
                assert len(around) >= 3, (frame.id, slot.name, place)
        assert len({tuple(one.items()) for one in shown}) == len(shown)


def test_renderings_are_counted() -> None:
    """Those that are forbidden are left out, up to numbers that nobody counts."""
    frame = a_frame(slots={"one": "abcde", "two": "abcd", "six ~ two": "abcd"})
    assert renderings(frame) == 20
    assert renderings(replace(frame, never=((("one", "a"), ("six", "a")), (("one", "a"), ("two", "b"))))) == 18
    large = a_frame(slots={name: tuple(map(str, range(50))) for name in ("one", "two", "three")}, never=((),))
    assert renderings(large) == 125_000
    assert ENOUGH == 200
