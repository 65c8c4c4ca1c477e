"""Classes as learners see them: joining by a code, leaving, what their instructors see, and nobody else's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.store.accounts import Role

if TYPE_CHECKING:
    from tests.app.college import College, Person


def test_a_learner_joins_by_code_and_leaves(college: College) -> None:
    """However the code is spelled; the class and its instructor stand there; twice is as once."""
    ines, anna = college.person("Ines", Role.INSTRUCTOR), college.person("Anna")
    evening = college.classroom("Evening class", ines)
    assert evening.code
    assert "You are in no class" in anna.open("/classes/").text
    spelled = f" {evening.code[:4].lower()}-{evening.code[4:].lower()} "
    assert "You are in Evening class." in anna.send("/classes/join", code=spelled).text
    sheet = anna.send("/classes/join", code=spelled)
    assert sheet.html.count("<h2>Evening class</h2>") == 1
    assert "Ines" in sheet.text
    assert "You have left Evening class." in anna.send(f"/classes/{evening.id}/leave").text
    assert anna.send(f"/classes/{evening.id}/leave").status == 404
    assert anna.send("/classes/9999/leave").status == 404


def test_a_link_with_a_code_fills_the_form(college: College) -> None:
    """Who has an account gets to the form of the class; nothing happens before it is sent."""
    ines, anna = college.person("Ines", Role.INSTRUCTOR), college.person("Anna")
    evening = college.classroom("Evening class", ines)
    sheet = anna.open(f"/sign-up/?code={evening.code}")
    assert sheet.path == f"/classes/join?code={evening.code}"
    assert f'name="code" type="text" value="{evening.code}"' in sheet.html
    assert "Evening class" not in anna.open("/classes/").text


def test_wrong_codes_are_refused_and_counted(college: College) -> None:
    """An empty one, an unknown one, one of a class that is put away; guessing ends soon."""
    ines, anna = college.person("Ines", Role.INSTRUCTOR), college.person("Anna")
    evening = college.classroom("Evening class", ines)
    assert anna.send("/classes/join", code=" ").status == 422
    assert "No class has this code now." in anna.send("/classes/join", code="NOTACODE").text
    ines.send(f"/teaching/{evening.id}/put-away")
    assert "No class has this code now." in anna.send("/classes/join", code=evening.code).text
    assert [anna.send("/classes/join", code="NOTACODE").status for _ in range(5)][-1] == 429


def test_a_class_that_is_put_away_is_gone_for_its_learners(college: College) -> None:
    """And comes back as it was; its instructor finds it below."""
    ines, anna = college.person("Ines", Role.INSTRUCTOR), college.person("Anna")
    evening = college.classroom("Evening class", ines, anna)
    ines.send(f"/teaching/{evening.id}/put-away")
    assert "Evening class" not in anna.open("/classes/").text
    assert "Evening class put away" in ines.open("/classes/").text
    assert "The class is open again" in ines.send(f"/teaching/{evening.id}/take-up").text
    assert "Evening class" in anna.open("/classes/").text


def test_who_joins_studies_the_edition_of_the_class_until_they_choose(college: College) -> None:
    """An edition chosen before stays."""
    ines = college.person("Ines", Role.INSTRUCTOR)
    ines.send("/teaching/", name="Version 5", edition="v5")
    number = int(ines.open("/classes/").html.partition("/teaching/")[2].partition("/")[0])
    code = code_of(ines, number)
    anna, ben = college.person("Anna"), college.person("Ben")
    ben.send("/account/edition", edition="itil4")
    for who in (anna, ben):
        who.send("/classes/join", code=code)
    assert [who.open("/account/").checked()[0] for who in (anna, ben)] == ["v5", "itil4"]


def code_of(ines: Person, number: int) -> str:
    """The code as her page shows it."""
    html = ines.open(f"/teaching/{number}/").html
    return html.partition("sign-up/?code=")[2][:8]


def test_a_learner_is_told_what_instructors_see(college: College) -> None:
    """On the page You, in one place."""
    text = college.person("Anna").open("/account/").text
    assert "They see no single answer of yours" in text


def test_without_accounts_there_are_no_classes(anna: Person) -> None:
    """A laptop has no such pages."""
    assert [anna.open(path).status for path in ("/classes/", "/teaching/new", "/assignments/1/")] == [404] * 3
    assert 'href="/classes/"' not in anna.open("/").html
