"""What an edit would do, against a made class and a replay done by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.course.items import Hashes
from quizzes.evidence.impact import Effect, Paper, Past, impact, kind_of, names, related, with_item
from quizzes.evidence.replay import replay
from quizzes.exam.correction import Place
from quizzes.practice.learning import Given, Held, learn
from quizzes.practice.marking import mark
from quizzes.practice.memory import due
from quizzes.practice.ruling import RULINGS, judged
from tests.builders import a_card, a_case, a_course, a_question, a_scenario

if TYPE_CHECKING:
    from quizzes.course.course import Course
    from quizzes.course.items import Item
    from quizzes.practice.learning import Key, Sighting
    from quizzes.practice.ruling import Ruling

SKILL: Key = ("skill", "ci.definition")
LEARNERS = 15
FIRST = "bbbbbb" + "aaaaa" + "ccdd"
"""What each of the class chose: by the old key (a) five were right, by the new one (b) six."""
OTHERS = tuple(map(int, "213021" + "21322" + "1320"))
"""How many of the other three questions of each paper they had right; two of four pass."""


def keyed(item: Item, key: str) -> Any:
    """The item with this hash of its key; wording and meaning have hashes of their own."""
    return replace(item, hashes=Hashes("content", "meaning", key))


OLD = keyed(a_question("q", right="a", wrong="bcd"), "then")
NEW = replace(keyed(a_question("q", right="b", wrong="acd"), "now"), hashes=Hashes("other", "other", "now"))
COURSE = a_course(
    OLD,
    *(keyed(a_question(slug), "same") for slug in ("r", "s", "t")),
    a_scenario("x", {"step": "now"}),
    a_card("card", "other.skill"),
)


def given_to(course: Course, item: str, choice: str, day: int) -> Given:
    """An answer in study as the log has it."""
    found = course.items[item]
    response = {"options": [choice]}
    marked = mark(found, response, course.models)
    return Given(f"{item}-{day}", item, response, None, day, "study", None, found.hashes.key, marked)


def the_class() -> list[Past]:
    """15 learners: some practice with the question in it, and two papers each, the question in both."""
    found = []
    for number, (choice, others) in enumerate(zip(FIRST, OTHERS, strict=True)):
        log = [given_to(COURSE, "r", "a" if number % 2 else "b", 1000), given_to(COURSE, "q", choice, 1003)]
        log += [given_to(COURSE, "s", "a", 1009), given_to(COURSE, "q", choice, 1030)][: number % 3]
        asked = [Place("q", "then", choice, int(choice == "a"), int(choice == "a"))]
        rest = [Place(slug, "same", "a", int(at < others), int(at < others)) for at, slug in enumerate("rst")]
        blank = [Place("q", "then", None, 0, 0)]
        found.append(Past(tuple(log), (Paper((*asked, *rest), 2), Paper((*blank, *rest), None))))
    return found


def by_hand(said: Ruling, past: Past) -> tuple[list[float | None], dict[Key, Held]]:
    """One learner's marks for the question and memories after a ruling, with nothing but marking and learning."""
    after = with_item(COURSE, NEW)
    held: dict[Key, Held] = {}
    seen: dict[str, Sighting] = {}
    marks: list[float | None] = []
    for one in past.log:
        item = after.items[one.item]
        old, new = (mark(each.items[one.item], one.response, after.models) for each in (COURSE, after))
        best = new if new.points >= old.points else old
        marked = {"regrade": new, "accept-both": best, "keep": old, "void": None}[said] if one.item == "q" else new
        if one.item == "q":
            marks.append(marked.points if marked else None)
        if marked:
            learned = learn(after, item, replace(one, mark=None), held, seen.get(one.item), marked)
            held |= learned.held
            seen[one.item] = learned.sighting
    return marks, held


@pytest.mark.parametrize("said", RULINGS)
def test_the_impact_equals_a_replay_done_by_hand(said: Ruling) -> None:
    """For a made class, each number of each choice."""
    found = next(one for one in impact(COURSE, NEW, the_class()).effects if one.ruling == said)
    answers = moved = sooner = later = days = results = to_pass = to_fail = 0
    for past in the_class():
        before = replay(COURSE, past.log).held
        marks, held = by_hand(said, past)
        then = [one.mark.points for one in past.log if one.item == "q" and one.mark]
        answers += sum(old != new for old, new in zip(then, marks, strict=True))
        if held.get(SKILL) != before.get(SKILL):
            moved += 1
            shift = due(held[SKILL].memory) - due(before[SKILL].memory)
            sooner, later, days = sooner + (shift < 0), later + (shift > 0), max(days, abs(shift))
        for (asked, *rest), passes in past.papers:
            old, new = asked.mark, int(asked.chosen == "b")
            now = {"regrade": new, "accept-both": max(old, new), "keep": old, "void": 1}[said]
            others = sum(place.mark for place in rest)
            results += old != now
            to_pass += passes is not None and others + old < 2 <= others + now
            to_fail += passes is not None and others + now < 2 <= others + old
    assert found == Effect(said, answers, moved, sooner, later, days, results, to_pass, to_fail)


def test_the_impact_on_the_class_in_figures() -> None:
    """Worked out on paper: six chose the new key, two of them twice; five the old, one of them twice.

    Of these, those with one other mark pass or fail; void gives its mark to whoever had none, blanks too.
    """
    found = impact(COURSE, NEW, the_class())
    assert (found.change, found.learners, found.answers, found.results) == ("key", 15, 20, 30)
    figures = {one.ruling: (one.answers, one.results, one.to_pass, one.to_fail) for one in found.effects}
    assert figures == {
        "regrade": (14, 11, 2, 1),
        "accept-both": (8, 6, 2, 0),
        "keep": (0, 0, 0, 0),
        "void": (20, 25, 3, 0),
    }
    moved = {one.ruling: one.moved for one in found.effects}
    assert moved["keep"] == 0
    assert moved["void"] == LEARNERS


def test_what_is_related_is_enough() -> None:
    """Practice of other skills changes no figure, and what counts in one skill is in nobody else's."""
    whole = impact(COURSE, NEW, [Past((*past.log, given_card(1040)), past.papers) for past in the_class()])
    assert whole == impact(COURSE, NEW, the_class())
    assert related(COURSE, NEW) == {"q", "r", "s", "t"}
    assert "x" in related(COURSE, a_question("q", "ci.step.now"))


def given_card(day: int) -> Given:
    """A card that was known."""
    response = {"grade": "good"}
    return Given("c", "card", response, None, day, "study", None, "", mark(COURSE.items["card"], response))


@pytest.mark.parametrize(
    ("edited", "change"),
    [
        (OLD, "none"),
        (replace(OLD, hashes=Hashes("typo", "meaning", "then")), "wording"),
        (replace(OLD, hashes=Hashes("other", "other", "then")), "meaning"),
        (NEW, "key"),
        (replace(OLD, revision="void: it was unclear"), "ruling"),
        (a_question("fresh"), "new"),
    ],
)
def test_how_far_an_edit_goes(edited: Item, change: str) -> None:
    """The three hashes and the ruling tell; only a key or a ruling asks what becomes of answers."""
    assert kind_of(COURSE.items.get(edited.id), edited) == change
    found = impact(COURSE, edited, the_class())
    assert found.change == change
    assert bool(found.effects) is (change in {"key", "ruling"})


def test_an_edit_that_is_undone_changes_nothing_for_old_answers() -> None:
    """14 marks come back from what the other key made of them, whatever is ruled; that is about the one in between."""
    changed, between = with_item(COURSE, NEW), Past((given_to(with_item(COURSE, NEW), "q", "b", 1050),))
    found = impact(changed, OLD, [*the_class(), between])
    void = next(one for one in found.effects if one.ruling == "void")
    kept = next(one for one in found.effects if one.ruling == "keep")
    assert (void.answers, kept.answers) == (15, 14)


def test_a_case_is_asked_about_by_its_events() -> None:
    """Answers are to events; one event's new key changes those to it alone."""
    case = a_case("c", {"one": {"step": "now"}, "two": {"step": "target"}})
    other = keyed(a_case("c", {"one": {"step": "vision"}, "two": {"step": "target"}}), "now")
    course = a_course(case)
    response = {"labels": {"step": ["now"]}}
    log = [
        Given(name, name, response, None, 1000, "study", None, "", mark(course.events[name], response))
        for name in ("c.one", "c.two")
    ]
    course_now = with_item(course, other)
    assert names(other) == {"c", "c.one", "c.two"}
    assert course_now.events["c.one"].axes["step"][0].label == "vision"
    found = impact(course, other, [Past(tuple(log))])
    assert (found.learners, found.answers) == (1, 2)
    assert next(one for one in found.effects if one.ruling == "regrade").answers == 1


choices = st.lists(st.tuples(st.sampled_from("qrst"), st.sampled_from("abcd"), st.integers(0, 12)), max_size=12)


@settings(deadline=None)
@given(choices, st.sampled_from(RULINGS))
def test_an_edit_and_its_undo_leave_every_memory_as_before(story: list[tuple[str, str, int]], said: str) -> None:
    """Whatever was ruled: with the old key back, the log gives the same states; and void is as never given."""
    day, log = 1000, []
    for item, choice, pause in story:
        day += pause
        log.append(given_to(COURSE, item, choice, day))
    edited = with_item(COURSE, replace(NEW, revision=f"{said}: a reason"))
    undone = with_item(edited, replace(OLD, revision=f"{said}: a reason"))
    assert replay(undone, log) == replay(COURSE, log)
    if said == "void":
        assert replay(edited, log) == replay(COURSE, [one for one in log if one.item != "q"])
    if said == "keep":
        assert replay(edited, log) == replay(COURSE, log)
    assert all(judged(OLD, one, {}) == one.mark for one in log if one.item == "q")
