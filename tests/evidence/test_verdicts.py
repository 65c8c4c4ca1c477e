"""What is said of an item, word for word, and from how many answers on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from quizzes.evidence.series import First, series
from quizzes.evidence.tasks import tasks
from quizzes.evidence.verdicts import either, verdicts
from quizzes.practice.marking import mark
from tests.builders import a_card, a_course, a_question, a_scenario, an_option, an_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quizzes.course.items import Item

FILLERS = tuple(a_question(f"filler{number}") for number in range(4))


def said(item: Item, tries: Sequence[tuple[Any, int]]) -> list[str]:
    """What is said of an item after these tries: (response, how many of four other questions were right)."""
    course = a_course(item, *FILLERS)
    firsts = []
    for who, (response, strength) in enumerate(tries):
        given = [(item, response)]
        given += [(one, {"options": ["a" if place < strength else "b"]}) for place, one in enumerate(FILLERS)]
        for one, own in given:
            marked = mark(one, own, course.models)
            firsts.append(First(who, one.id, marked.points, marked.parts))
    asked, axis = tasks(course), next(iter(getattr(item, "axes", [""])))
    return [one.words for one in verdicts(asked[item.id, axis], series(asked, firsts)[item.id, axis])]


def options(chosen: str, strength: str = "") -> list[tuple[Any, int]]:
    """Tries at a question: one letter a learner, one digit a strength."""
    return [
        ({"options": [slug]}, int(number)) for slug, number in zip(chosen, strength or "2" * len(chosen), strict=True)
    ]


def test_under_ten_there_are_counts_only() -> None:
    """Not even a wrong key is spoken of."""
    assert said(a_question(), options("a")) == ["1 of 1 right so far. Too few to judge."]
    assert said(a_question(), options("ddddddabc", "444444000")) == ["1 of 9 right so far. Too few to judge."]


def test_from_ten_on_the_interval_and_a_key_that_may_be_wrong() -> None:
    """Most chose the key, but who chose something else knew more."""
    question = a_question(options=(*(an_option(slug) for slug in "abc"), an_option("d", 1.0)))
    tries = options("ddddddddd" + "aaa" + "bb" + "c", "000011111" + "444" + "43" + "0")
    assert said(question, tries)[0] == "Key may be wrong: 9 of 15 chose D, but the stronger learners chose A or B."


def test_a_distractor_the_strong_prefer_to_a_sound_key_is_a_suspect_only_if_chosen_as_often() -> None:
    """The key has an r above 0 here: fewer choices clear the distractor."""
    often = options("bbbbbb" + "aaaaaa" + "ccc", "444333" + "333222" + "000")
    assert said(a_question(), often)[0] == "Key may be wrong: 6 of 15 chose A, but the stronger learners chose B."
    seldom = options("bbbbb" + "aaaaaaa" + "ccc", "44444" + "3333222" + "000")
    assert not said(a_question(), seldom)[0].startswith("Key")


def test_one_slip_of_a_strong_learner_accuses_no_key() -> None:
    """Of those who are nearly all right, one who is not may be the strongest by chance; two are said."""
    assert said(a_question(), options("a" * 11 + "b", "1" * 11 + "4")) == ["11 of 12 right (likely 65 to 99 %)."]
    assert said(a_question(), options("a" * 10 + "bb", "1" * 10 + "44"))[0].startswith("Key may be wrong: 10 of 12")


def test_nobody_chose_the_key() -> None:
    """Said in a word; that it is hard is said after it."""
    assert said(a_question(), options("bbbbbbcccc", "4433330000")) == [
        "Key may be wrong: none of 10 chose A, but the stronger learners chose B.",
        "No better than guessing: none of 10 right (likely 0 to 28 %); blind choice brings 25 %.",
    ]


def test_a_sound_question_says_how_many_were_right() -> None:
    """With its interval, and no word of distractors or discrimination before there are enough."""
    assert said(a_question(), options("aaaaaaaaaaaabcc", "444333222222100")) == ["12 of 15 right (likely 55 to 93 %)."]


def test_a_high_facility_is_no_fault() -> None:
    """All right is what a course is for."""
    assert said(a_question(), options("a" * 20, "0123" * 5)) == ["20 of 20 right (likely 84 to 100 %)."]


@pytest.mark.parametrize(
    ("right", "words"),
    [
        (2, "No better than guessing: only 2 of 20 right (likely 3 to 30 %); blind choice brings 25 %."),
        (6, "Hardly better than guessing: only 6 of 20 right (likely 15 to 52 %); blind choice brings 25 %."),
    ],
)
def test_near_guessing_is_said_with_what_chance_brings(right: int, words: str) -> None:
    """From chance to ten points above it, and below."""
    assert words in said(a_question(), options("a" * right + "bc" * (10 - right // 2)))


def test_hard_is_said_where_chance_is_small() -> None:
    """Ten options bring 10 % by chance: at 25 % it is hard and not guessed."""
    question = a_question(wrong=tuple("bcdefghij"))
    assert "Hard: only 5 of 20 right (likely 11 to 47 %)." in said(question, options("a" * 5 + "bcdefghij" + "bcdefg"))


def test_from_thirty_on_distractors_out_of_use_are_named() -> None:
    """With how many chose them; at 29 not a word."""
    tries = options("a" * 27 + "b" * 12 + "c")
    assert "Hardly anybody is taken in by C (1 of 40) or D (0 of 40)." in said(a_question(), tries)
    assert len(said(a_question(), tries[:29])) == 1


def test_from_a_hundred_on_how_well_it_tells_strong_from_weak() -> None:
    """In words with D and the number compared; at 99 not a word."""
    tries = options("a" * 60 + "b" * 20 + "c" * 20 + "d" * 20, "4" * 60 + "1" * 60)
    assert said(a_question(), tries)[-1] == "Tells strong from weak very well (D = 1.00 over 120 learners)."
    assert len(said(a_question(), tries[21:])) == 1


def test_stronger_learners_doing_worse_is_said_from_a_hundred_on() -> None:
    """With r and its N."""
    tries = options("a" * 80 + "bcd" * 20, "1" * 80 + "123" * 20)
    assert "Stronger learners do worse here: r = -0.68 over 140 learners." in said(a_question(), tries)


def test_what_nearly_everybody_knows_need_not_tell_anybody_apart() -> None:
    """Low discrimination at a high facility is excused in words."""
    tries = options("a" * 114 + "bbccdd", "4321" * 28 + "44" + "444111")
    assert said(a_question(), tries)[-1].startswith(
        "Tells strong from weak hardly, as nearly everybody is right: no fault (D"
    )


def test_labels_are_spoken_of_by_their_titles() -> None:
    """A story that may be keyed wrongly on one axis."""
    story = a_scenario(axes={"step": "now"})
    tries = [({"labels": {"step": [label]}}, right) for label, right in [("target", 4)] * 7 + [("now", 1)] * 5]
    assert said(story, tries) == [
        "Key may be wrong: 5 of 12 chose “Now?”, but the stronger learners chose “Target?”.",
        "Hardly better than guessing: only 5 of 12 right (likely 19 to 68 %); blind choice brings 33 %.",
    ]


def test_part_marks_are_said_beside_full_ones() -> None:
    """A list half kept is half a mark."""
    tries = [({"order": ["vision", "now", "target"]}, 2)] * 6 + [({"order": ["target", "vision", "now"]}, 2)] * 6
    assert said(an_order(), tries) == ["6 of 12 fully right, 75 % of the marks (likely 47 to 91 %)."]


def test_of_a_card_the_learner_is_the_judge() -> None:
    """No key, so no fault to find; the first look at a card comes before it is learned."""
    tries = [({"grade": "again"}, 2)] * 9 + [({"grade": "good"}, 2)]
    assert said(a_card(), tries) == ["1 of 10 said they knew it (likely 2 to 40 %)."]
    assert said(a_card(), tries[7:]) == ["1 of 3 said they knew it so far."]


def test_names_are_joined_as_one_says_them() -> None:
    """A; A or B; A, B or C."""
    assert [either(["A"]), either(["A", "B"]), either(["A", "B", "C"])] == ["A", "A or B", "A, B or C"]
