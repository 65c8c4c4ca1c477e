"""What a stranger, a learner or an author might try on a class server, and what comes of it. DESIGN.md lists them."""

from __future__ import annotations

from statistics import median
from threading import Barrier, Thread
from time import perf_counter
from typing import Any, Literal

import pytest
from argon2 import PasswordHasher, profiles
from sqlalchemy import text

from app import mail, passwords
from app.passwords import AT_ONCE, Passwords, fault
from app.security import own_path
from app.store import accounts, tokens
from app.store.accounts import Role
from tests.app.college import OTHER, SECRET, College, Person, stranger


class Counting(PasswordHasher):
    """Counts the hashes that were checked, and how many at the same moment."""

    hashes = most = now = 0

    def verify(self, *given: Any) -> Literal[True]:
        """One more."""
        self.hashes += 1
        self.now += 1
        self.most = max(self.most, self.now)
        try:
            return super().verify(*given)
        finally:
            self.now -= 1


def counted(college: College) -> Counting:
    """Let the server's hashes be counted."""
    mine = college.app.extensions["passwords"]
    mine.hasher = Counting.from_parameters(profiles.CHEAPEST)
    assert isinstance(mine.hasher, Counting)
    return mine.hasher


def from_address(person: Person, address: str) -> Person:
    """The same person, at another place."""
    person.browser.client.environ_base["REMOTE_ADDR"] = address
    return person


def test_an_unknown_address_costs_as_much_work_as_a_wrong_password(college: College) -> None:
    """One hash each, also for who is closed or has chosen no password yet: the clock tells nobody who is here."""
    anna, shut, new = (college.person(name, signed_in=False) for name in ("Anna", "Shut", "New"))
    with college.app.extensions["database"].writing() as db:
        accounts.change(db, shut.number, open=False)
        accounts.change(db, new.number, password=None)
    counting = counted(college)
    stranger(college).sign_in(OTHER)
    for person in (anna, shut, new, stranger(college)):
        before = counting.hashes
        assert person.sign_in(OTHER).status == 422
        assert counting.hashes - before == 1, person.email


@pytest.mark.hard
def test_an_unknown_address_takes_as_long_as_a_wrong_password(college: College) -> None:
    """With the hash that is used, the medians of twenty tries lie within a seventh of each other."""
    college.app.extensions["passwords"] = real = Passwords()
    anna = college.person("Anna", signed_in=False)
    with college.app.extensions["database"].writing() as db:
        accounts.change(db, anna.number, password=real.hash(SECRET))
    took: dict[str, list[float]] = {"wrong": [], "unknown": []}
    for turn in range(20):
        for kind, person in (("wrong", anna), ("unknown", stranger(college))):
            from_address(person, f"10.0.{turn}.{len(kind)}")
            with college.app.extensions["database"].writing() as db:
                db.execute(text("DELETE FROM tries"))
            began = perf_counter()
            person.sign_in(OTHER)
            took[kind].append(perf_counter() - began)
    assert abs(median(took["wrong"]) / median(took["unknown"]) - 1) < 0.15


def test_a_forgotten_password_does_nothing_for_the_page_to_wait_for(
    college: College, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Looking for the account, and writing the link down, is work for later: a known address takes no longer."""
    held: list[Any] = []
    monkeypatch.setattr(mail, "later", held.append)
    college.person("Anna", signed_in=False)
    assert stranger(college).send("/password/forgotten", email="anna@example.org").path == "/sign-in/"
    assert len(held) == 1
    with college.app.extensions["database"].reading() as db:
        assert db.execute(text("SELECT count(*) FROM tickets")).scalar_one() == 0


def test_strangers_cannot_lock_somebody_out(college: College) -> None:
    """Thirty machines try Anna's password: her own browser still signs in; one it never was in waits."""
    anna = college.person("Anna")
    anna.send("/sign-in/out")
    for number in range(30):
        from_address(stranger(college), f"198.51.100.{number}").send("/sign-in/", email=anna.email, password=OTHER)
    elsewhere = from_address(Person(college, anna.number, anna.email, anna.role), "203.0.113.9")
    assert elsewhere.sign_in().status == 429
    assert anna.sign_in().path == "/"


def test_a_mark_of_a_known_browser_is_for_one_account_and_cannot_be_made(college: College) -> None:
    """Mallory's own mark does not help him to guess at Anna's, and neither does one that nobody signed."""
    anna, mallory = college.person("Anna"), college.person("Mallory")
    anna.send("/sign-in/out")
    mark = mallory.browser.client.get_cookie("known")
    assert mark
    assert "anna" not in mark.value
    assert mark.http_only
    assert mark.same_site == "Strict"
    for value in (mark.value, "x" + mark.value, "", "W10.x"):
        thief = stranger(college)
        thief.browser.client.set_cookie("known", value)
        answers = [thief.send("/sign-in/", email=anna.email, password=OTHER).status for _ in range(6)]
        assert answers[-1] == 429
    own = anna.browser.client.get_cookie("known")
    assert own
    thief = stranger(college)
    thief.browser.client.set_cookie("known", own.value)
    assert [thief.send("/sign-in/", email=anna.email, password=OTHER).status for _ in range(6)] == [422] * 5 + [429]


def test_a_household_is_one_place_and_a_mapped_address_is_its_own(college: College) -> None:
    """Whoever has 2^64 addresses of the sixth version has five tries with them, not five each."""
    anna = college.person("Anna", signed_in=False)
    answers = [from_address(anna, f"2001:db8:0:7::{number:x}").sign_in(OTHER).status for number in range(1, 7)]
    assert answers == [422] * 5 + [429]
    assert from_address(anna, "2001:db8:0:8::1").sign_in(OTHER).status == 422
    bo = college.person("Bo", signed_in=False)
    assert [from_address(bo, f"::ffff:192.0.2.{number}").sign_in(OTHER).status for number in range(6)] == [422] * 6


def test_a_class_signs_up_behind_one_router(college: College) -> None:
    """Thirty at once; who guesses at codes is stopped, before any hash is made for them."""
    ines = college.person("Ines", Role.INSTRUCTOR)
    code = college.classroom("Evening class", ines).code
    for number in range(30):
        email = f"learner{number}@example.org"
        sheet = stranger(college).send("/sign-up/", code=code, name="Anna Berg", email=email, password=OTHER)
        assert sheet.path == "/"
    thief, mine = stranger(college), college.app.extensions["passwords"]
    for _ in range(AT_ONCE):
        mine.turns.acquire()  # a hash would now have to wait in vain
    form = {"code": "AAAA2222", "name": "Thief", "email": "thief@example.org", "password": OTHER}
    assert "No class has this code now." in thief.send("/sign-up/", **form).text
    with college.app.extensions["database"].writing() as db:
        db.execute(text("UPDATE tries SET count = 200"))
    assert thief.send("/sign-up/", **form).status == 429


def test_hashes_wait_for_their_turn(monkeypatch: pytest.MonkeyPatch, college: College) -> None:
    """However many sign in, four hashes are made at once; who waits too long is told to come again."""
    counting, start = counted(college), Barrier(12)
    mine, kept = college.app.extensions["passwords"], counting.hash(SECRET)

    def ask() -> None:
        start.wait()
        assert mine.right(kept, SECRET)

    threads = [Thread(target=ask) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (counting.hashes, counting.most <= AT_ONCE) == (12, True)
    monkeypatch.setattr(passwords, "PATIENCE", 0.01)
    for _ in range(AT_ONCE):
        mine.turns.acquire()
    sheet = stranger(college).sign_in(OTHER)
    assert (sheet.status, "Too many people are signing in" in sheet.text) == (503, True)


@pytest.mark.parametrize("slow", ["4@8({[<369&#!1/|0$5+7%2" * 4, "1234567890" * 8, "@({[<&#!|$+%/" * 8])
def test_no_password_takes_long_to_judge(slow: str) -> None:
    """Signs that stand for letters made the judge work for seconds; whoever was not signed in could ask for it."""
    fault("warm words before")
    began = perf_counter()
    fault(slow)
    assert perf_counter() - began < 2


@pytest.mark.parametrize(
    "evil",
    ["/\t/evil.example", "/\n/evil.example", "/\r/evil.example", "/a\\..\\\\evil", "\t//evil.example", "javascript:1"],
)
def test_no_way_leads_to_another_site(college: College, evil: str) -> None:
    """Browsers drop tabs and line ends, so /<tab>/evil is //evil; nothing of the kind gets into a redirect."""
    assert own_path(evil) == ""
    anna = college.person("Anna", signed_in=False)
    answer = anna.browser.client.post("/sign-in/", data={"email": anna.email, "password": SECRET, "next": evil})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    for path in ("/account/theme", "/reports/"):
        answer = anna.browser.client.post(path, data={"theme": "dark", "back": evil, "item": "box-size"})
        assert "evil" not in answer.headers.get("Location", "")


def test_a_second_sign_in_ends_the_first_of_the_browser(college: College) -> None:
    """A copy of the cookie from before is of no use."""
    anna = college.person("Anna")
    before = anna.browser.client.get_cookie("session")
    assert before
    anna.sign_in()
    thief = stranger(college)
    thief.browser.client.set_cookie("session", before.value)
    assert thief.open("/account/").path.startswith("/sign-in/")


def test_a_link_in_a_mail_is_of_this_server_whatever_a_request_says(college: College) -> None:
    """The name in a request's head is never believed."""
    college.person("Anna", signed_in=False)
    client = stranger(college).browser.client
    for headers in ({"Host": "evil.example"}, {"X-Forwarded-Host": "evil.example"}):
        client.post("/password/forgotten", data={"email": "anna@example.org"}, headers=headers)
    for message in college.mails(1):
        assert "evil.example" not in message["text"]
        assert message["link"].startswith("/password/new/")


@pytest.mark.parametrize(
    "email",
    ["a,anna@example.org", "x<anna@example.org", "a@example.org\nBcc: b@example.org", 'a"@example.org', "a:b@c.de"],
)
def test_an_address_is_one_mailbox_and_no_line_of_a_head(college: College, email: str) -> None:
    """What would be a list, a name or another line in a mail's head is no address."""
    odin = college.person("Odin", Role.OPERATOR)
    sheet = odin.send("/people/invite", name="Anna\r\nBcc: x@example.org", email=email, role="learner")
    assert "That is no e-mail address." in sheet.text


def test_an_invitation_outlives_a_strangers_question_but_no_closing(college: College) -> None:
    """Asking for a new password in somebody's name spoils nothing; closing an account ends its links for good."""
    odin = college.person("Odin", Role.OPERATOR)
    odin.send("/people/invite", name="Ines", email="ines@example.org", role="instructor")
    [invitation] = college.mails(1)
    stranger(college).send("/password/forgotten", email="ines@example.org")
    college.mails(2)
    assert stranger(college).open(invitation["link"]).status == 200
    with college.app.extensions["database"].reading() as db:
        ines = accounts.find_by_email(db, "ines@example.org")
    assert ines
    for act in ("close", "open"):
        odin.send(f"/people/{ines.id}/{act}")
    assert stranger(college).open(invitation["link"]).status == 410


def test_a_new_password_by_mail_ends_links_and_tokens(college: College) -> None:
    """Whoever was in before is out: browsers, programs, and other links."""
    anna = college.person("Anna")
    with college.app.extensions["database"].writing() as db:
        token = tokens.issue(db, anna.number, "spreadsheet")
    stranger(college).send("/password/forgotten", email=anna.email)
    [message] = college.mails(1)
    stranger(college).send(message["link"], password=OTHER)
    with college.app.extensions["database"].reading() as db:
        assert tokens.bearer(db, token) is None
    stranger(college).send("/password/forgotten", email=anna.email)
    anna.sign_in(OTHER)
    anna.send("/password/", old=OTHER, password=SECRET)
    assert stranger(college).open(college.mails(2)[1]["link"]).status == 410
