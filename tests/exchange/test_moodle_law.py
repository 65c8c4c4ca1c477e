"""Moodle XML: reading what we wrote gives the same items, and what is written is what Moodle takes."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

import defusedxml.ElementTree
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.library import read_folder
from quizzes.course.grammar.attributes import attributes_of
from quizzes.course.grammar.layout import item_block
from quizzes.course.grammar.reading import read_items
from quizzes.course.grammar.writing import unplaced
from quizzes.course.items import Case, Cue, Frame, Grade, Item, Option, Question, Scenario, Sketch, Term
from quizzes.course.library import build
from quizzes.exchange.moodle_xml import read, write
from quizzes.exchange.weights import WEIGHTS
from tests.builders import (
    a_card,
    a_case,
    a_course,
    a_frame,
    a_place,
    a_question,
    a_scenario,
    a_term,
    an_option,
    an_order,
)
from tests.strategies import CONTENT, RARE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from xml.etree.ElementTree import Element

    from quizzes.course.course import Course

WHOLE = (Term, Frame, Case)
"""Kinds that do not travel as they are."""


@cache
def shipped() -> Course:
    """The shipped course."""
    return build(read_folder(CONTENT))


@cache
def shipped_file() -> bytes:
    """All of the shipped course in a file."""
    return write(shipped(), shipped().items.values(), "Bank").data


def same(item: Item) -> object:
    """An item as a value: all but chapter, digests and places."""
    return unplaced(replace(item, chapter="", hashes=None))  # type: ignore[arg-type]


def both_ways(*items: Item, course: Course | None = None) -> Sequence[Item]:
    """The items that come back, none of them with a problem."""
    parcel = write(course or a_course(*items), items, "Bank")
    arrival = read(parcel.data, "bank.xml")
    assert [each for each in arrival.problems if each.level != "info"] == []
    return arrival.items


def questions(data: bytes) -> list[Element]:
    """The questions of a file, categories left out."""
    root = defusedxml.ElementTree.fromstring(data)
    return [each for each in root if each.get("type") != "category"]


def test_every_shipped_item_that_can_travel_comes_back_the_same() -> None:
    """All cards, questions, scenarios, orders and sketches: words, keys, worths, reasons, cues, ids, attributes."""
    carried = [item for item in shipped().items.values() if not isinstance(item, WHOLE)]
    arrival = read(shipped_file(), "bank.xml")
    assert arrival.problems == ()
    back = {item.id: item for item in arrival.items}
    assert len(back) == len(arrival.items) > len(carried) > 1000
    assert [same(back[item.id]) for item in carried] == [same(item) for item in carried]


def test_rare_forms_come_back_the_same() -> None:
    """Code in a stem, lines in an option, two reasons, cues of a trigger, near misses in a question of two answers."""
    items = [item for item in read_items(RARE, "15/rare.md", "15")[0] if not isinstance(item, WHOLE)]
    assert {item.kind for item in items} >= {"question", "order", "sketch"}
    assert [same(item) for item in both_ways(*items)] == [same(item) for item in items]


words = st.lists(
    st.one_of(
        st.sampled_from(
            ["a", "b c", "*b*", "_", "`x y`", "[?]", "[[1]]", "<b>", "&amp;", "]]>", "1.", "- ", "\\", "==", "_____"]
        ),
        st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=6),
    ),
    min_size=1,
    max_size=5,
).map(lambda parts: " ".join(" ".join(parts).split()) or "x")
blocks = st.lists(words, min_size=1, max_size=3).map("\n\n".join)
slugs = st.from_regex(r"[a-z][a-z0-9]{0,5}(-[a-z0-9]{1,4})?", fullmatch=True)
worths = st.one_of(st.sampled_from([0.0, 0.5, 0.25, 0.333333]), st.integers(1, 99).map(lambda n: n / 100))


@st.composite
def some_options(draw: Any, full: int) -> tuple[Option, ...]:
    """Options of which so many are right, the others worth less than all."""
    ids = draw(st.lists(slugs, min_size=full + 1, max_size=5, unique=True))
    rest = [draw(worths) for _ in ids[full:]]
    made = []
    for slug, credit in zip(ids, [1.0] * full + rest, strict=True):
        void = credit == 0 and draw(st.integers(0, 9)) == 0
        reason = draw(st.one_of(st.just(""), blocks))
        made.append(Option(slug, draw(words), credit, reason, void=void))
    return tuple(draw(st.permutations(made)))


@st.composite
def some_questions(draw: Any) -> Question:
    """A question of one or two answers."""
    keys = draw(st.integers(1, 2))
    return a_question(
        "asked",
        text=draw(blocks),
        options=draw(some_options(keys)),
        answers=keys,
        shuffle=draw(st.booleans()),
        why=draw(st.one_of(st.just(""), blocks)),
        waived=draw(st.sampled_from([(), (("L1", "a definition"),)])),
        bloom=draw(st.integers(1, 2)),
    )


@st.composite
def some_grades(draw: Any, labels: Sequence[str]) -> tuple[Grade, ...]:
    """What labels are worth, one or two of them to be found; some are unknown to the course."""
    chosen = draw(st.lists(st.sampled_from([*labels, "unknown", "other-one"]), min_size=1, max_size=4, unique=True))
    full = draw(st.integers(1, min(2, len(chosen))))
    grades = [Grade(label, 1.0, full=True, reason=draw(st.one_of(st.just(""), blocks))) for label in chosen[:full]]
    grades += [Grade(label, draw(st.one_of(worths, st.just(1.0))), reason=draw(words)) for label in chosen[full:]]
    return tuple(draw(st.permutations(grades)))


@st.composite
def some_scenarios(draw: Any) -> Scenario:
    """A scenario with deciding words anywhere in its text."""
    text = draw(blocks)
    axes = {"step": draw(some_grades(["vision", "now", "target"]))}
    if draw(st.booleans()):
        axes["activity"] = draw(some_grades(["plan", "improve"]))
    cues = []
    for axis in draw(st.lists(st.sampled_from(["step", "trigger"]), max_size=2)):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        cues.append(Cue(text[start:end], axis, start, end))
    bare = a_scenario("told", text=text, hard=draw(st.booleans()), domain="a school")
    return replace(bare, axes=axes, cues=tuple(cues))


@st.composite
def some_others(draw: Any) -> Item:
    """A card, an order or a sketch."""
    steps = tuple(replace(each, credit=0.0, reason="", void=False) for each in draw(some_options(1)))
    points = tuple(draw(st.lists(words, max_size=3)))
    made: list[Item] = [
        a_card("card", text=draw(blocks), answer=draw(blocks)),
        an_order("order", text=draw(blocks), options=steps),
        Sketch(
            id="sketch", kind="sketch", chapter="", place=a_place(), text=draw(blocks), skills=("ci.steps",),
            model=tuple(draw(st.lists(words, min_size=1, max_size=3))), checklist=points,
        ),
    ]  # fmt: skip
    which: int = draw(st.integers(0, 2))
    return made[which]


@given(st.one_of(some_questions(), some_scenarios(), some_others()))
def test_any_item_comes_back_the_same(item: Item) -> None:
    """Whatever its words: marks of Markdown and HTML, brackets of gaps, ends of CDATA, letters of all scripts."""
    assert [same(one) for one in both_ways(item)] == [same(item)]


def test_what_came_back_reads_the_same_from_a_course_file() -> None:
    """So that an import writes what was exported."""
    items = [*shipped().items.values()][:200]
    back = both_ways(*(item for item in items if not isinstance(item, WHOLE)), course=shipped())
    for item in back:
        [again], problems = read_items(item_block(item, attributes_of(item)), "a.md", "")
        assert [each for each in problems if each.level == "error"] == []
        assert same(again) == same(item)


def test_weights_are_only_those_that_moodle_takes_and_others_are_told() -> None:
    """A credit of 0.45 goes as 40 % or 50 %, and the report says so; it still comes back as 0.45."""
    odd = [an_option("a", 1.0), an_option("b", 0.45), an_option("c", 1 / 3), an_option("d")]
    item = a_question(options=tuple(odd), answers=1)
    parcel = write(a_course(item), [item], "Bank")
    [node] = questions(parcel.data)
    given_weights = [float(each.get("fraction", "")) for each in node.findall("answer")]
    assert given_weights == [100, 50, 33.33333, 0]
    assert [loss.what for loss in parcel.losses] == ["Moodle has no weight of just this size: b 50 %"]
    [back] = read(parcel.data, "a.xml").items
    assert isinstance(back, Question)
    assert [option.credit for option in back.options] == [1, 0.45, 0.333333, 0]


def test_every_weight_of_shipped_questions_is_one_of_moodles() -> None:
    """Wrong options of a question with two answers take away as much as a right one gives."""
    nodes = [node for node in questions(shipped_file()) if node.get("type") == "multichoice"]
    weights = {abs(float(each.get("fraction", ""))) for node in nodes for each in node.findall("answer")}
    assert weights <= set(WEIGHTS)
    both = a_question(right=("a", "b"), wrong=("c",))
    [node] = questions(write(a_course(both), [both], "Bank").data)
    assert node.findtext("single") == "false"
    assert [each.get("fraction") for each in node.findall("answer")] == ["50", "50", "-50"]


def test_a_gap_for_each_axis_gives_part_credit() -> None:
    """Groups are axes, all labels of an axis are offered, the gap names the right one, and each gap is a mark."""
    item = a_scenario(axes={"step": "target", "activity": {"engage": 1.0, "plan": 0.5}})
    parcel = write(a_course(item), [item], "Bank")
    [node] = questions(parcel.data)
    offered = [(each.findtext("text"), each.findtext("group")) for each in node.findall("selectoption")]
    assert offered == [
        ("Vision?", "1"), ("Now?", "1"), ("Target?", "1"), ("Plan?", "2"), ("Improve?", "2"), ("Engage?", "2"),
    ]  # fmt: skip
    shown = re.sub(r"<[^>]*>", "", node.findtext("questiontext/text") or "")
    assert shown.split("\n") == ["Text of scenario", "Step: [[3]]", "Activity: [[6]]"]
    assert node.findtext("defaultgrade") == "2"
    assert [loss.what for loss in parcel.losses] == ["Moodle gives near misses nothing; they stand in the feedback"]


def test_brackets_of_a_text_are_no_gaps() -> None:
    """Moodle looks for [[1]] in the source, so those of the story are written otherwise."""
    item = a_scenario(text="He wrote [[1]] on the wall", axes={"step": "now"})
    [node] = questions(write(a_course(item), [item], "Bank").data)
    assert re.findall(r"\[\[\d+\]\]", node.findtext("questiontext/text") or "") == ["[[2]]"]


def test_what_moodle_has_no_place_for_is_told() -> None:
    """Terms stay at home; frames and cases go as scenarios; long attributes are cut by Moodle."""
    long = a_card("long", sources="a very long list of sources that nobody would read to its end")
    bare = a_scenario("bare", axes={"step": {"now": 0.5}})
    items = [a_term(), a_frame(axes={"step": "now"}), a_case(), long, bare]
    parcel = write(a_course(*items), items, "Bank")
    assert [(loss.item, loss.what, loss.whole) for loss in parcel.losses] == [
        ("term", "Moodle has no question for a term", True),
        ("frame", "slots do not travel: 3 wordings at most go as scenarios of their own", False),
        ("case", "the case does not travel as one story: its events go as scenarios of their own", False),
        ("long", "Moodle cuts tags at 50 characters: sources", False),
        ("bare", "an axis has no label to find", True),
    ]
    assert parcel.written == 3
    arrived = [(item.kind, item.id) for item in read(parcel.data, "a.xml").items]
    told = [("scenario", f"frame-{number}") for number in (1, 2, 3)]
    told += [("scenario", "case-first"), ("scenario", "case-second")]
    assert arrived == [*told, ("card", "long")]


def test_a_frame_that_allows_nothing_stays_at_home() -> None:
    """There is no wording of it to show."""
    frame = a_frame(slots={"a": ["one"]}, never=((("a", "one"),),), axes={"step": "now"})
    parcel = write(a_course(frame), [frame], "Bank")
    assert [(loss.what, loss.whole) for loss in parcel.losses] == [("a frame that cannot be rendered", True)]
    assert parcel.written == 0


def test_chapters_are_categories() -> None:
    """In one that has the name of the export; a slash in a name is written twice, as Moodle wants it."""
    item = a_card()
    data = write(a_course(item), [item], "Ours/yours").data
    root = defusedxml.ElementTree.fromstring(data)
    assert root.findtext("question/category/text") == "$course$/top/Ours//yours/Continual improvement"


@pytest.mark.parametrize("word", ["\x00", "\x0b", "\ufffe", "\ud800"])
def test_characters_that_xml_cannot_hold_are_left_out_and_told(word: str) -> None:
    """The file stays readable."""
    item = a_card(text=f"a{word}b")
    parcel = write(a_course(item), [item], "Bank")
    assert [loss.what for loss in parcel.losses] == ["characters that XML cannot hold"]
    [back] = read(parcel.data, "a.xml").items
    assert back.text == "ab"
