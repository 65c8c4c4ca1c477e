"""Accounts: in by a class code or an invitation, a password lost and found, browsers ended, a second step."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyotp
import pytest

from app import clock as now
from app.store import accounts, sign_ins
from app.store.accounts import Role
from tests.app.college import OTHER, SECRET, College, Person, stranger

if TYPE_CHECKING:
    from pathlib import Path

    import time_machine


def test_a_learner_signs_up_with_the_code_of_a_class(college: College) -> None:
    """Code, name, address, password: then Today, and the class knows her."""
    ines = college.person("Ines", Role.INSTRUCTOR)
    room = college.classroom("Evening class", ines)
    anna = stranger(college)
    assert "Sign up with a class code" in anna.open("/").html
    code = f"{room.code[:4].lower()}-{room.code[4:]}" if room.code else ""
    sheet = anna.send("/sign-up/", code=code, name=" Anna  Berg ", email="Anna@Example.org ", password=OTHER)
    assert (sheet.status, sheet.path) == (200, "/")
    assert "You are in Evening class." in sheet.html
    with college.app.extensions["database"].reading() as db:
        account = accounts.find_by_email(db, "anna@example.org")
    assert account
    assert (account.name, account.role, account.email) == ("Anna Berg", Role.LEARNER, "anna@example.org")


def test_signing_up_says_every_fault_at_once(college: College) -> None:
    """Nothing typed is lost but the password, and no account was made."""
    anna = stranger(college)
    sheet = anna.send("/sign-up/", code="", name="", email="anna", password="tiny")
    assert sheet.status == 422
    assert "4 things need another look." in sheet.text
    assert "Say the code your instructor gave you." in sheet.text
    assert "That is no e-mail address. One looks like name@example.org." in sheet.text
    assert 'value="anna"' in sheet.html
    assert "tiny" not in sheet.html
    sheet = anna.send("/sign-up/", code="AAAA2222", name="Anna", email="anna@example.org", password=OTHER)
    assert "No class has this code now." in sheet.text
    with college.app.extensions["database"].reading() as db:
        assert accounts.every(db) == []


@pytest.mark.parametrize(
    "weak", ["password1234", "annaberg@example.org", "momentum itil", "qwertyuiop12", "aaaaaaaaaaaaaaa"]
)
def test_passwords_that_are_guessed_first_are_refused(college: College, weak: str) -> None:
    """Long is not enough."""
    sheet = stranger(college).send("/sign-up/", code="X", name="Anna Berg", email="annaberg@example.org", password=weak)
    assert "This one would soon be guessed." in sheet.text


def test_unknown_and_wrong_are_answered_alike(college: College) -> None:
    """Nobody learns from the sign-in who has an account; a closed one is no exception."""
    anna = college.person("Anna", signed_in=False)
    shut = college.person("Shut", signed_in=False)
    with college.app.extensions["database"].writing() as db:
        accounts.change(db, shut.number, open=False)
    wrong, unknown, closed = anna.sign_in(OTHER), stranger(college).sign_in(OTHER), shut.sign_in()
    pages = {sheet.text for sheet in (wrong, unknown, closed)}
    assert len(pages) == 1
    assert wrong.status == unknown.status == closed.status == 422
    assert "E-mail and password do not match." in wrong.text


def test_guessing_is_slowed_down_and_a_wait_ends_it(college: College, clock: time_machine.Traveller) -> None:
    """Five slips from one place are fine; then even the right password waits a quarter of an hour, and says so."""
    anna = college.person("Anna", signed_in=False)
    for _ in range(5):
        assert anna.sign_in(OTHER).status == 422
    sheet = anna.sign_in()
    assert sheet.status == 429
    assert "Too many tries. Wait 15 minutes, then try again." in sheet.text
    clock.shift(15 * 60 + 1)
    assert anna.sign_in().path == "/"


def test_a_right_password_forgets_the_slips(college: College) -> None:
    """Four slips, right, four slips, right."""
    anna = college.person("Anna", signed_in=False)
    for _ in range(2):
        for _ in range(4):
            anna.sign_in(OTHER)
        assert anna.sign_in().path == "/"
        anna.send("/sign-in/out")


def test_a_page_asked_for_comes_after_the_sign_in_and_no_other_site_does(college: College) -> None:
    """The way back is one of ours."""
    anna = college.person("Anna", signed_in=False)
    assert anna.open("/progress/?week=1").path == "/sign-in/?next=/progress/?week%3D1"
    assert anna.sign_in(next="/progress/").path == "/progress/"
    anna.send("/sign-in/out")
    for evil in ("https://evil.example", "//evil.example", "/\\evil.example", "\t//evil.example"):
        assert anna.sign_in(next=evil).path == "/"
        anna.send("/sign-in/out")


def test_a_sign_in_rotates_the_key_and_signing_out_ends_it(college: College) -> None:
    """A cookie from before, or from after, opens nothing."""
    anna = college.person("Anna")
    cookie = anna.browser.client.get_cookie("session")
    assert cookie
    anna.send("/sign-in/out")
    anna.sign_in()
    renewed = anna.browser.client.get_cookie("session")
    assert renewed
    assert renewed.value != cookie.value
    thief = stranger(college)
    thief.browser.client.set_cookie("session", cookie.value)
    assert thief.open("/account/").path.startswith("/sign-in/")


def test_sign_ins_are_listed_and_ended_from_another_browser(college: College) -> None:
    """The telephone in the tram is signed out from the desk."""
    anna = college.person("Anna")
    phone = Person(college, anna.number, anna.email, anna.role)
    phone.browser.client.environ_base["HTTP_USER_AGENT"] = "Mozilla/5.0 (Android 16) Firefox/150.0"
    phone.sign_in()
    sheet = anna.open("/sign-ins/")
    assert "Firefox on Android" in sheet.text
    end = re.search(r'action="(/sign-ins/[0-9a-f]+/end)"', sheet.html)
    assert end
    assert phone.open("/account/").path == "/account/"
    assert "That browser is signed out." in anna.send(end[1]).html
    assert phone.open("/account/").path.startswith("/sign-in/")
    assert anna.open("/account/").path == "/account/"


def test_a_sign_in_ends_by_itself(college: College, clock: time_machine.Traveller) -> None:
    """A learner's after a fortnight of nothing, an instructor's over night."""
    anna, ines = college.person("Anna"), college.person("Ines", Role.INSTRUCTOR)
    clock.shift(13 * 3600)
    assert ines.open("/account/").path.startswith("/sign-in/")
    assert anna.open("/account/").path == "/account/"
    clock.shift(15 * 86400)
    assert anna.open("/account/").path.startswith("/sign-in/")


def test_a_forgotten_password_is_chosen_anew_by_a_link_that_works_once(college: College) -> None:
    """The mail's link signs out all browsers; an unknown address gets the same page and no mail."""
    anna = college.person("Anna")
    other = stranger(college)
    known = other.send("/password/forgotten", email="ANNA@example.org")
    unknown = stranger(college).send("/password/forgotten", email="who@example.org")
    assert known.text == unknown.text
    [mail] = college.mails(1)
    assert mail["to"] == "anna@example.org"
    assert "would soon be guessed" in other.send(mail["link"], password="password12345").text
    assert other.send(mail["link"], password=OTHER).path == "/sign-in/"
    assert anna.open("/account/").path.startswith("/sign-in/")
    again = other.send(mail["link"], password=SECRET)
    assert (again.status, "This link works no more" in again.text) == (410, True)
    assert anna.sign_in().status == 422
    assert anna.sign_in(OTHER).path == "/"


def test_a_link_is_good_for_an_hour_and_only_the_newest(college: College, clock: time_machine.Traveller) -> None:
    """An old mail found later opens nothing."""
    college.person("Anna")
    other = stranger(college)
    for turn in (1, 2):
        clock.shift(1)
        other.send("/password/forgotten", email="anna@example.org")
        college.mails(turn)
    first, second = college.mails(2)
    assert other.open(first["link"]).status == 410
    assert other.open(second["link"]).status == 200
    clock.shift(3601)
    assert other.open(second["link"]).status == 410


def test_changing_the_password_signs_out_all_others(college: College) -> None:
    """It wants the present one."""
    anna = college.person("Anna")
    phone = Person(college, anna.number, anna.email, anna.role)
    phone.sign_in()
    assert "The password is another." in anna.send("/password/", old=OTHER, password=OTHER).text
    assert anna.send("/password/", old=SECRET, password=OTHER).path == "/account/"
    assert phone.open("/account/").path.startswith("/sign-in/")


def test_the_second_step_asks_for_a_code_that_works_once(college: College, clock: time_machine.Traveller) -> None:
    """On by a code, asked at the next sign-in, spare codes once each, off by the password."""
    anna = college.person("Anna")
    page = anna.open("/second-step/")
    assert '<svg viewBox="0 0 ' in page.html, "whole at whatever size the page gives it"
    secret = "".join(re.findall(r"[A-Z2-7]{4}(?= |</strong>)", page.html.partition("mono")[2][:80]))
    code = pyotp.TOTP(secret)
    assert "This code does not fit." in anna.send("/second-step/on", code="000000", old=SECRET).text
    spare = re.findall(
        r"<li>([0-9a-f]{6}-[0-9a-f]{6})</li>", anna.send("/second-step/on", code=code.at(now.now()), old=SECRET).html
    )
    assert len(spare) == 8
    anna.send("/sign-in/out")
    assert anna.sign_in().path.startswith("/sign-in/code")
    assert anna.open("/account/").path.startswith("/sign-in/")
    used = code.at(now.now())
    assert "does not fit" in anna.send("/sign-in/code", code=used).text, "the code that turned it on is used up"
    clock.shift(30)
    assert anna.send("/sign-in/code", code=code.at(now.now())).path == "/"
    for expected in ("/", "/sign-in/code"):
        anna.send("/sign-in/out")
        anna.sign_in()
        assert anna.send("/sign-in/code", code=spare[0]).path.partition("?")[0] == expected
    clock.shift(3600)
    anna.sign_in()
    anna.send("/sign-in/code", code=spare[1])
    anna.send("/second-step/off", old=SECRET)
    anna.send("/sign-in/out")
    assert anna.sign_in().path == "/"


def test_something_sent_after_the_sign_in_ran_out_is_handed_back(college: College) -> None:
    """The answer stands on the page; signed in again, it is sent as it was."""
    anna = college.person("Anna")
    with college.app.extensions["database"].writing() as db:
        sign_ins.end_all(db, anna.number)
    sheet = anna.send("/account/", minutes="33", edition="itil4")
    assert sheet.status == 401
    assert "You are signed out" in sheet.text
    assert 'name="minutes" value="33"' in sheet.html


def test_something_sent_after_a_sign_out_in_another_tab_is_handed_back(college: College) -> None:
    """Its token went with the session; the words stay."""
    anna = college.person("Anna")
    anna.send("/sign-in/out")
    college.app.config["WTF_CSRF_ENABLED"] = True
    sent = {"words": "a long and careful text", "csrf_token": "of before"}
    for site, status, kept in (("same-origin", 401, True), ("cross-site", 400, False)):
        page = anna.browser.client.post("/reports/", data=sent, headers={"Sec-Fetch-Site": site})
        assert page.status_code == status
        assert ('value="a long and careful text"' in page.text) is kept


def test_the_laptop_has_none_of_it(tmp_path: Path) -> None:
    """Without accounts there is nothing to sign in to, and the one learner may do all."""
    from tests.app.conftest import Candidate, small_app

    app = small_app(tmp_path)
    try:
        anna = Candidate(app)
        assert [anna.open(path).status for path in ("/sign-in/", "/people/", "/tokens/", "/account/delete")] == [
            404
        ] * 4
        assert anna.open("/author/").status == 200
        assert "Sign out" not in anna.open("/").html
    finally:
        app.extensions["database"].close()
