"""Laws of variants: a frame and a seed give one text, sound in its cues, articles, capitals and combinations."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.course.items import Cue, Frame
from quizzes.course.variants import (
    alternatives,
    article,
    chosen,
    complete,
    filled,
    fillings,
    form,
    overlap,
    pieces,
    total,
    variant,
)
from tests.builders import a_card, a_frame, a_scenario
from tests.course.frames import frames

MAPS = a_frame(
    "maps",
    {"who": ("Ada", "Bo", "Cy"), "org": ("inn", "bank"), "goods ~ org": ("beds", "loans")},
    text="Here {who} counts the {goods} of {an org}.",
    cues=(Cue("counts the {goods}", "step", 11, 29),),
)
COUPLES = {(("org", "inn"), ("goods", "beds")), (("org", "bank"), ("goods", "loans"))}
seeds = st.integers(0, 2**31 - 1)
rows = st.lists(st.lists(st.text("ab", max_size=2), min_size=1, max_size=3), max_size=4)


def spelled(row: list[list[str]]) -> set[str]:
    """Every text that a row of alternatives can give."""
    return {"".join(words) for words in product(*row)}


def texts(frame: Frame) -> set[str]:
    """Every text that a frame can be shown with."""
    return {filled(frame, values).text for values in fillings(frame)}


sound = frames().filter(lambda frame: bool(texts(frame)))


@given(sound, seeds)
def test_id_and_seed_give_the_variant(frame: Frame, seed: int) -> None:
    """The same in text and cues each time; the values do not hang on the words around them; the rest stays."""
    shown = variant(frame, seed)
    assert shown == variant(frame, seed)
    assert chosen(replace(frame, text="{who}", cues=(), hard=True), seed) == chosen(frame, seed)
    assert replace(shown, text=frame.text, cues=frame.cues) == frame


def test_renderings_are_pinned() -> None:
    """Answers keep a seed only, so these renderings must come out on every machine and in every version."""
    frame = replace(MAPS, never=((("who", "Bo"), ("org", "inn")),))
    assert [variant(frame, seed).text for seed in range(4)] == [
        "Here Cy counts the loans of a bank.",
        "Here Ada counts the beds of an inn.",
        "Here Cy counts the beds of an inn.",
        "Here Bo counts the loans of a bank.",
    ]
    assert variant(frame, None) == variant(frame, 0)


def test_other_items_are_shown_as_they_are() -> None:
    """Only frames have variants."""
    assert [variant(item, 5) for item in (a_card(), a_scenario())] == [a_card(), a_scenario()]


@given(sound, seeds)
def test_cues_are_where_they_say(frame: Frame, seed: int) -> None:
    """Each cue's words are those at its place, on the same axis, and they are the cue of the frame, filled."""
    shown = variant(frame, seed)
    for before, cue in zip(frame.cues, shown.cues, strict=True):
        assert shown.text[cue.start : cue.end] == cue.text
        alone = "".join(piece.words(chosen(frame, seed)) for piece in pieces(before.text))
        assert (cue.axis, cue.text) == (before.axis, alone)


def test_a_mark_inside_a_slot_marks_all_of_its_words() -> None:
    """No cue ends in the middle of a value."""
    inside = replace(MAPS, cues=(Cue("n org", "step", MAPS.text.index("n org"), MAPS.text.index("}.")),))
    shown = filled(inside, {"who": "Ada", "org": "inn", "goods": "beds"})
    assert [cue.text for cue in shown.cues] == ["an inn"]


@given(sound, seeds)
def test_what_excludes_each_other_never_stands_together(frame: Frame, seed: int) -> None:
    """Neither for a seed nor among all fillings."""
    for values in (chosen(frame, seed), *fillings(frame)):
        assert not any(set(never) <= values.items() for never in frame.never)


@given(frames())
def test_what_is_not_excluded_can_be_shown(frame: Frame) -> None:
    """All combinations but those, followers at the place of what they follow."""
    lead = [slot for slot in frame.slots if not slot.follows]
    every = [dict(zip(lead, places, strict=True)) for places in product(*(range(len(one.values)) for one in lead))]
    by_name = {slot.name: slot for slot in lead}
    wanted = [
        {slot.name: slot.values[places[by_name[slot.follows or slot.name]]] for slot in frame.slots} for places in every
    ]
    allowed = [values for values in wanted if not any(set(never) <= values.items() for never in frame.never)]
    assert Counter(map(str, allowed)) == Counter(map(str, fillings(frame)))
    assert total(frame) == len(every)


@given(sound)
def test_enough_seeds_give_every_filling_and_no_other(frame: Frame) -> None:
    """Nothing that an author wrote stays unseen."""
    given_out = {str(chosen(frame, seed)) for seed in range(30 * total(frame))}
    assert given_out == set(map(str, fillings(frame)))


def test_what_is_forbidden_makes_no_other_one_common() -> None:
    """Where a hundred neighbours are forbidden, what comes after them is shown no more often than others."""
    slots = {name: tuple(f"{name}{number}" for number in range(10)) for name in ("one", "two", "three")}
    frame = a_frame(slots=slots, never=((("two", "two0"), ("three", "three0")), (("two", "two1"), ("three", "three0"))))
    counts = Counter(str(chosen(frame, seed)) for seed in range(9800))
    assert max(counts.values()) <= 35
    assert len(counts) > 900


def test_a_frame_that_forbids_everything_says_so() -> None:
    """`momentum check` refuses it before it comes so far."""
    frame = a_frame(slots={"who": ("Ada",), "org": ("inn",)}, never=((("who", "Ada"), ("org", "inn")),))
    with pytest.raises(ValueError, match="'frame' forbids all"):
        chosen(frame, 1)


def test_slots_that_go_together_stand_together() -> None:
    """An inn never has loans."""
    found = {tuple(pair for pair in values.items() if pair[0] != "who") for values in fillings(MAPS)}
    assert found == COUPLES


A = "bank hotel house unit university uniform union user useful usual utility European one-day once-only UK 1 180"
AN = "inn hour honest honour heir orange umbrella uninformed unimportant usher apple IT order e-mail 8 11 18-hour 80"


def test_articles_go_by_sound() -> None:
    """A unit, an hour, a one-day course, an 8-hour day."""
    assert [word for word in A.split() if article(word) != "a"] == []
    assert [word for word in AN.split() if article(word) != "an"] == []


@pytest.mark.parametrize(
    ("use", "value", "words"),
    [
        ("{org}", "old inn", "old inn"),
        ("{Org}", "old inn", "Old inn"),
        ("{a org}", "old inn", "an old inn"),
        ("{an org}", "bank", "a bank"),
        ("{A org}", "old inn", "An old inn"),
        ("{An org}", "bank", "A bank"),
        ("{a Org}", "bank", "a Bank"),
        ("{org-2}", "bank", "bank"),
        ("{Org}", "\u00e9clair", "\u00c9clair"),
        ("{Org}", "8 pots", "8 pots"),
    ],
)
def test_a_slot_takes_the_form_that_its_braces_ask_for(use: str, value: str, words: str) -> None:
    """Capitals and articles as written, the article by the value's sound."""
    assert form(use, value) == words


@given(sound, seeds)
def test_no_slot_is_left_open(frame: Frame, seed: int) -> None:
    """Every use is replaced by a form of its value, and all other words stay."""
    values = chosen(frame, seed)
    at = re.split(r"\{(?:[Aa]n? )?(?:who|org|when-1|goods)\}", frame.text, flags=re.IGNORECASE)
    shown = variant(frame, seed).text
    assert all(words in shown for words in at)
    assert all(value in shown or value.capitalize() in shown or value.title() in shown for value in values.values())


@given(rows, rows)
def test_overlap_is_true_exactly_when_a_text_is_common(one: list[list[str]], other: list[list[str]]) -> None:
    """As if all texts of both were written out; the order of the two does not matter."""
    assert overlap(one, other) == overlap(other, one) == bool(spelled(one) & spelled(other))


@given(rows)
def test_a_row_overlaps_with_itself(row: list[list[str]]) -> None:
    """And with each text of its own."""
    assert all(overlap(row, [[text]]) for text in spelled(row))


@given(frames(), frames())
def test_two_frames_with_a_common_text_are_found(one: Frame, other: Frame) -> None:
    """What goes together or excludes each other is looked at as free, so nothing is missed."""
    same = bool(texts(one) & texts(other))
    assert overlap(alternatives(one), alternatives(other)) >= same
    assert texts(one) <= spelled(alternatives(one))


@pytest.mark.parametrize(
    ("slots", "text", "whole"),
    [
        ({"who": ("Ada",)}, "{who} counts.", True),
        ({}, "Nobody counts.", False),
        ({"who": ("Ada",)}, "{org} counts.", False),
        ({"who": ("Ada", "Bo"), "org ~ who": ("inn",)}, "{who} {org}", False),
        ({"who": ("Ada",), "org ~ what": ("inn",)}, "{who} {org}", False),
        ({"who": ("Ada",), "org ~ who": ("inn",), "what ~ org": ("tea",)}, "{who} {org} {what}", False),
    ],
)
def test_only_whole_frames_are_rendered(slots: dict[str, tuple[str, ...]], text: str, whole: bool) -> None:  # noqa: FBT001 a row
    """Slots that are missing, uneven, or follow a follower are told by reading; no rule renders them."""
    assert complete(a_frame(slots=slots, text=text)) is whole
