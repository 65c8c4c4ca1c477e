"""The package for Canvas: its structure, what earns points, what is said, and the same bytes each time."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

import defusedxml.ElementTree
import pytest

from app.library import read_folder
from quizzes.course.library import build
from quizzes.exchange.canvas import write
from tests.builders import a_card, a_case, a_course, a_frame, a_question, a_scenario, a_term, an_option, an_order
from tests.strategies import CONTENT

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from quizzes.course.items import Item

KINDS = {"essay_question", "matching_question", "multiple_answers_question", "multiple_choice_question"}
KINDS |= {"multiple_dropdowns_question"}
Q = "{http://www.imsglobal.org/xsd/ims_qtiasiv1p2}"
P = "{http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1}"


def files(data: bytes) -> dict[str, Element]:
    """The files of a package as trees."""
    with ZipFile(BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: defusedxml.ElementTree.fromstring(archive.read(name)) for name in archive.namelist()}


def asked(*items: Item) -> list[Element]:
    """The questions that are asked for items."""
    return [*files(write(a_course(*items), items, "Bank").data)["quiz-bank/quiz-bank.xml"].iter(f"{Q}item")]


def known(item: Element) -> dict[str, str]:
    """What is known of a question, by its label."""
    fields = item.iter(f"{Q}qtimetadatafield")
    return {each.findtext(f"{Q}fieldlabel", ""): each.findtext(f"{Q}fieldentry", "") for each in fields}


def earned(item: Element, chosen: dict[str, set[str]]) -> float:
    """The score of a choice, by the rules in the file and none of ours."""
    score = 0.0
    for rule in item.iter(f"{Q}respcondition"):
        [condition] = rule.findall(f"{Q}conditionvar")
        if all(holds(each, chosen) for each in condition) and (gain := rule.find(f"{Q}setvar")) is not None:
            points = float(gain.text or "")
            score = points if gain.get("action") == "Set" else score + points
            if rule.get("continue") == "No" and gain.get("action") == "Set":
                break
    return score


def holds(condition: Element, chosen: dict[str, set[str]]) -> bool:
    """Whether a condition holds for what was chosen at each place."""
    if condition.tag == f"{Q}varequal":
        return condition.text in chosen.get(condition.get("respident", ""), set())
    if condition.tag == f"{Q}not":
        return not any(holds(each, chosen) for each in condition)
    return condition.tag == f"{Q}other" or all(holds(each, chosen) for each in condition)


def test_the_whole_course_makes_a_package_whose_parts_fit_together() -> None:
    """The manifest names each file, ids are there once, conditions and feedback speak of what is there."""
    course = build(read_folder(CONTENT))
    parcel = write(course, course.items.values(), "ITIL & more")
    found = files(parcel.data)
    named = {each.get("href", "") for each in found["imsmanifest.xml"].iter(f"{P}file")}
    assert named == found.keys() - {"imsmanifest.xml"}
    items = [*found["quiz-itil-more/quiz-itil-more.xml"].iter(f"{Q}item")]
    ids = [item.get("ident") for item in items]
    assert len(ids) == len(set(ids)) > 1500
    assert {known(item)["question_type"] for item in items} == KINDS
    for item in items:
        labels = {each.get("ident") for each in item.iter(f"{Q}response_label")}
        places = {each.get("ident") for each in [*item.iter(f"{Q}response_lid"), *item.iter(f"{Q}response_str")]}
        spoken = {each.get("ident") for each in item.iter(f"{Q}itemfeedback")}
        assert {each.get("linkrefid") for each in item.iter(f"{Q}displayfeedback")} == spoken
        assert {each.text for each in item.iter(f"{Q}varequal")} <= labels
        assert {each.get("respident") for each in item.iter(f"{Q}varequal")} <= places


def test_exporting_twice_gives_the_same_bytes() -> None:
    """No clock and no chance is in the package."""
    items = [a_question(), a_scenario(), an_order(), a_card()]
    course = a_course(*items)
    assert write(course, items, "Bank").data == write(course, items, "Bank").data
    with ZipFile(BytesIO(write(course, items, "Bank").data)) as archive:
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize(("choice", "score"), [({"option-a"}, 100), ({"option-b"}, 0), (set(), 0)])
def test_one_answer_earns_all_or_nothing(choice: set[str], score: float) -> None:
    """By the ids of our options."""
    [item] = asked(a_question("one", why="Because."))
    assert item.get("ident") == "item-one"
    assert known(item) == {"question_type": "multiple_choice_question", "points_possible": "1.0"}
    assert earned(item, {"response1": choice}) == score
    said = {each.get("ident"): "".join(each.itertext()) for each in item.iter(f"{Q}itemfeedback")}
    assert said["general_fb"] == "Because."
    assert said["option-b_fb"] == "Why b."


@pytest.mark.parametrize(
    ("choice", "score"),
    [({"option-a", "option-b"}, 100), ({"option-a"}, 0), ({"option-a", "option-b", "option-c"}, 0)],
)
def test_two_answers_are_both_to_be_found_and_no_other(choice: set[str], score: float) -> None:
    """As Canvas writes it: all right ones and none of the wrong ones."""
    [item] = asked(a_question(right=("a", "b"), wrong=("c",)))
    assert known(item)["question_type"] == "multiple_answers_question"
    assert earned(item, {"response1": choice}) == score


def test_each_axis_is_a_list_that_earns_its_part() -> None:
    """The blank in the text has the name of the place to choose at; ids of labels are there once a question."""
    [item] = asked(a_scenario(axes={"step": "target", "activity": "engage"}))
    assert known(item) == {"question_type": "multiple_dropdowns_question", "points_possible": "2.0"}
    shown = item.findtext(f"{Q}presentation/{Q}material/{Q}mattext") or ""
    assert shown == "<div>Text of scenario\n<p>Step: [step]</p>\n<p>Activity: [activity]</p></div>"
    places = {each.get("ident"): each.findtext(f"{Q}material/{Q}mattext") for each in item.iter(f"{Q}response_lid")}
    assert places == {"response_step": "step", "response_activity": "activity"}
    labels = [each.get("ident") for each in item.iter(f"{Q}response_label")]
    assert len(labels) == len(set(labels)) == 6
    right = {"response_step": {"step-target"}, "response_activity": {"activity-engage"}}
    assert earned(item, right) == 100
    assert earned(item, right | {"response_step": {"step-now"}}) == 50


def test_an_order_is_matched_place_by_place() -> None:
    """Three steps in three places, a third of the points each."""
    [item] = asked(an_order(entries=("one", "two", "three")))
    assert known(item)["question_type"] == "matching_question"
    right = {f"response_place-{place}": {f"step-{slug}"} for place, slug in enumerate(("one", "two", "three"), start=1)}
    assert earned(item, right) == pytest.approx(100, abs=0.05)
    assert earned(item, right | {"response_place-1": {"step-two"}}) == pytest.approx(66.67, abs=0.05)


def test_what_canvas_has_no_place_for_is_told() -> None:
    """Once an item, in few words."""
    odd = (an_option("a", 1.0), an_option("b", 0.5), an_option("c", void=True))
    question = a_question(options=odd, answers=1, shuffle=False)
    items = [
        a_term(),
        a_frame(axes={"step": "now"}),
        a_case(),
        question,
        a_scenario("bare", axes={"step": {"now": 0.5}}),
    ]
    parcel = write(a_course(*items), items, "Bank")
    assert parcel.written == 3
    assert [(loss.item, loss.what, loss.whole) for loss in parcel.losses if not loss.what.startswith("skills")] == [
        ("term", "Canvas has nothing for a term", True),
        ("frame", "slots do not travel: 3 wordings at most go as scenarios of their own", False),
        ("case", "the case does not travel as one story: its events go as scenarios of their own", False),
        ("question", "Canvas gives near misses nothing", False),
        ("question", "options that were withdrawn", False),
        ("question", "the fixed order of its options", False),
        ("bare", "an axis has no label to find", True),
    ]
