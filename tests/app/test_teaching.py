"""Teaching: only a class's own instructors get at it; its code, its learners, its map, and extra time with its note."""

from __future__ import annotations

import pytest

from app.store import audit, classes
from app.store.accounts import Role
from tests.app.college import College, Person
from tests.app.conftest import RIGHT

PAGES = ("", "map", "settings", "learners/{learner}")
ACTS = ("settings", "code", "shut", "put-away", "take-up", "instructors", "stop-teaching",
        "learners/{learner}/extra-time", "learners/{learner}/remove")  # fmt: skip
MIXED_UP = {"axes": "step+activity", "axis-step": "route", "axis-activity": "carry"}


def test_a_class_is_made_with_a_code_and_a_link(college: College) -> None:
    """The link leads to the sign-up; a bad name or edition is answered at its field."""
    ines = college.person("Ines", Role.INSTRUCTOR)
    assert "No class yet" in ines.open("/classes/").text
    sheet = ines.send("/teaching/", name="  Evening   class ", edition="both")
    assert "The class is made." in sheet.text
    assert "<h1>Evening class</h1>" in sheet.html
    assert "ITIL 4 Foundation and ITIL Foundation (Version 5)" in sheet.text
    link = sheet.html.partition("http://localhost")[2].partition("<")[0]
    assert college.app.test_client().get(link).status_code == 200
    for fields, said in (({"name": " "}, "Give the class a name"), ({"name": "x" * 81}, "Up to 80 letters."),
                         ({"edition": "v6"}, "Choose an edition, or both.")):  # fmt: skip
        bad = ines.send("/teaching/", **({"name": "Morning", "edition": "itil4"} | fields))
        assert (bad.status, said in bad.text) == (422, True)


def test_everybody_else_finds_no_such_class(college: College) -> None:
    """Another instructor and an operator get 404, a learner of the class 403: for pages and acts alike."""
    ines, anna = college.person("Ines", Role.INSTRUCTOR), college.person("Anna")
    ivan, odin = college.person("Ivan", Role.INSTRUCTOR), college.person("Odin", Role.OPERATOR)
    evening = college.classroom("Evening class", ines, anna)
    for who, status in ((ivan, 404), (odin, 404), (anna, 403)):
        for path in PAGES:
            assert who.open(f"/teaching/{evening.id}/{path.format(learner=anna.number)}").status == status, path
        for path in ACTS:
            assert who.send(f"/teaching/{evening.id}/{path.format(learner=anna.number)}").status == status, path
    assert ines.open(f"/teaching/{evening.id}/").status == 200
    assert [ines.open(f"/teaching/{number}/").status for number in (9999, 2**70)] == [404, 404]
    assert ines.open(f"/teaching/{evening.id}/learners/{2**70}").status == 404


def test_a_learner_of_another_class_is_nobody_here(college: College) -> None:
    """Neither to be looked at nor to be given time."""
    ines, anna = college.person("Ines", Role.INSTRUCTOR), college.person("Anna")
    ivan, ben = college.person("Ivan", Role.INSTRUCTOR), college.person("Ben")
    college.classroom("Evening class", ines, anna)
    morning = college.classroom("Morning class", ivan, ben)
    assert ivan.open(f"/teaching/{morning.id}/learners/{anna.number}").status == 404
    assert ivan.send(f"/teaching/{morning.id}/learners/{anna.number}/extra-time", extra="yes").status == 404


def test_a_new_code_ends_the_old_one(college: College) -> None:
    """So does no more joining; a new code opens the class again."""
    ines, anna = college.person("Ines", Role.INSTRUCTOR), college.person("Anna")
    evening = college.classroom("Evening class", ines)
    assert "There is a new code." in ines.send(f"/teaching/{evening.id}/code").text
    assert "No class has this code now." in anna.send("/classes/join", code=evening.code).text
    assert "Nobody can join any more." in ines.send(f"/teaching/{evening.id}/shut").text
    assert "Nobody can join now." in ines.open(f"/teaching/{evening.id}/").text
    ines.send(f"/teaching/{evening.id}/code")
    with college.app.extensions["database"].reading() as db:
        found = classes.find(db, evening.id)
    assert found
    assert "You are in Evening class." in anna.send("/classes/join", code=found.code).text


def test_a_second_instructor_is_added_by_address(college: College) -> None:
    """Only one who teaches; the last instructor stays; a name is changed."""
    ines, ivan = college.person("Ines", Role.INSTRUCTOR), college.person("Ivan", Role.INSTRUCTOR)
    anna, evening = college.person("Anna"), college.classroom("Evening class", ines)
    home = f"/teaching/{evening.id}"
    assert "You are its only instructor." in ines.send(f"{home}/stop-teaching").text
    for email in (anna.email, "nobody@example.org"):
        sheet = ines.send(f"{home}/instructors", email=email)
        assert (sheet.status, "No instructor has this address." in sheet.text) == (422, True)
    assert "That is no e-mail address." in ines.send(f"{home}/instructors", email="ivan").text
    assert "They teach this class too now." in ines.send(f"{home}/instructors", email="IVAN@example.org").text
    assert ivan.send(f"{home}/settings", name="Late class", edition="v5").status == 200
    assert "You no longer teach Late class." in ines.send(f"{home}/stop-teaching").text
    assert ines.open(f"{home}/").status == 404


def test_the_roster_shows_how_far_and_no_answer(college: College) -> None:
    """Days here, a mock's score, areas; a learner is removed with a ticked box and keeps what they did."""
    ines, anna = college.person("Ines", Role.INSTRUCTOR), college.person("Anna")
    evening = college.classroom("Evening class", ines)
    assert "Nobody has joined yet" in ines.open(f"/teaching/{evening.id}/").text
    anna.send("/classes/join", code=evening.code)
    anna.browser.answer("box-size", options="none")
    sheet = ines.open(f"/teaching/{evening.id}/")
    assert "Anna Here on 1 of 14 days" in sheet.text
    page = ines.open(f"/teaching/{evening.id}/learners/{anna.number}")
    assert "1 answered, too few to judge" in page.text
    assert "0 of 1" not in page.text
    assert "box-size" not in page.html + sheet.html
    remove = f"/teaching/{evening.id}/learners/{anna.number}/remove"
    assert ines.send(remove).status == 422
    assert "Anna is no longer in this class." in ines.send(remove, sure="yes").text
    assert anna.browser.count() == 1


def test_what_authors_take_along_leads_to_nobody(college: College) -> None:
    """The table of first answers names a learner by the same sign each time, and not by the number in an address."""
    ines, anna = college.person("Ines", Role.INSTRUCTOR), college.person("Anna")
    anna.browser.answer("box-size", options="none")
    anna.browser.answer("two-tools", **RIGHT["two-tools"])
    first, again = (ines.open("/author/statistics/answers.csv").html for _ in range(2))
    signs = {line.partition(",")[0] for line in first.splitlines()[1:]}
    assert first == again
    assert len(signs) == 1
    assert signs.isdisjoint({str(anna.number), str(ines.number)})


def test_extra_time_is_granted_and_written_down(college: College) -> None:
    """The learner has it at once; the audit knows who gave it to whom, and in which class."""
    ines, anna = college.person("Ines", Role.INSTRUCTOR), college.person("Anna")
    evening = college.classroom("Evening class", ines, anna)
    act = f"/teaching/{evening.id}/learners/{anna.number}/extra-time"
    assert "Anna has extra time" in ines.send(act, extra="yes").text
    assert "yes" in anna.open("/account/").checked()
    assert "Anna no longer has extra time" in ines.send(act).text
    with college.app.extensions["database"].reading() as db:
        noted = audit.of(db, f"account:{anna.number}")
    assert [(one.by, one.told) for one in noted] == [
        ("Ines", {"class": evening.id, "extra": False}), ("Ines", {"class": evening.id, "extra": True})
    ]  # fmt: skip


def a_class_that_mixes_up(college: College, learners: int) -> tuple[Person, str]:
    """So many learners of whom all but the last take act for route; their instructor and the map's address."""
    ines = college.person("Ines", Role.INSTRUCTOR)
    people = [college.person(f"Learner{place}") for place in range(learners)]
    for who in people:
        fields = RIGHT["sofa-go"] if who is people[-1] else MIXED_UP
        who.browser.answer("sofa-go", "/drills/answer", **fields)
    evening = college.classroom("Evening class", ines, *people)
    return ines, f"/teaching/{evening.id}/map"


@pytest.mark.parametrize(("learners", "said"), [(3, "2 of 3 took “"), (4, "3 of 4 took “")])
def test_the_map_says_what_is_confused_most(college: College, learners: int, said: str) -> None:
    """By learners, with counts and no share of so few; no name stands on it, and the pair can be set."""
    ines, path = a_class_that_mixes_up(college, learners)
    sheet = ines.open(path)
    assert said in sheet.text
    assert "too few to judge" in sheet.text
    assert "%" not in sheet.text
    assert "Learner0" not in sheet.html
    assert "only=act,route" in sheet.html.replace("%2C", ",")
    assert "the other" not in sheet.text


def test_the_map_of_two_learners_points_at_nobody(college: College) -> None:
    """It waits for a third; an empty class is told what will stand there."""
    ines, path = a_class_that_mixes_up(college, 2)
    sheet = ines.open(path)
    assert "Fewer than three learners have tried this." in sheet.text
    assert "took" not in sheet.text
    empty = college.classroom("Nobody", Person(college, ines.number, ines.email, ines.role))
    assert "Nothing to show yet" in ines.open(f"/teaching/{empty.id}/map").text


def test_what_is_answered_later_changes_nothing(college: College) -> None:
    """First answers only, however often the map is opened between."""
    ines, path = a_class_that_mixes_up(college, 3)
    before = ines.open(path).text
    anna = Person(college, 0, "learner0@example.org", Role.LEARNER)
    anna.sign_in()
    anna.browser.answer("sofa-go", "/drills/answer", **RIGHT["sofa-go"])
    assert ines.open(path).text == before


def test_an_axis_of_one_edition_says_which(college: College) -> None:
    """The six and the eight never stand side by side without a word; a class of one edition shows its own only."""
    ines, path = a_class_that_mixes_up(college, 3)
    sheet = ines.open(path)
    assert "Hands-on activity ITIL 4" in sheet.text
    new = path.replace("/teaching/", "/assignments/").replace("/map", "/new/drill")
    assert "Hands-on activity (ITIL 4)" in ines.open(new).text
    ines.send(path.replace("map", "settings"), name="Evening class", edition="v5")
    assert "Hands-on activity" not in ines.open(path).text
