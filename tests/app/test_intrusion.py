"""What else might be sent to a class server: forged acts, odd codes and tokens, an author's scripts and paths."""

from __future__ import annotations

import logging
import os
import shutil
import traceback
from time import perf_counter
from typing import TYPE_CHECKING
from uuid import uuid4

import pyotp
import pytest
from sqlalchemy.exc import IntegrityError

from app import clock as now
from app.db import DatabaseError
from app.rooms import arrivals
from app.rooms.arrivals import Ask
from app.store import accounts, tokens
from app.store.accounts import Role
from quizzes.course.grammar.figures import read_figure
from quizzes.course.grammar.reading import read_items
from quizzes.course.variants import showable
from tests.app.author_room import in_git
from tests.app.college import SECRET, College, Person, stranger
from tests.app.conftest import SMALL

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import time_machine

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>One</title><desc>Two{}</desc></svg>'
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def writing(tmp_path: Path, clock: time_machine.Traveller) -> Iterator[College]:  # noqa: ARG001 its time stands still
    """A class server over a copy of the course in a Git work tree, where authors may write."""
    course = in_git(shutil.copytree(SMALL, tmp_path / "course"))
    opened = College(tmp_path, f"sqlite:///{tmp_path / 'momentum.db'}", course)
    yield opened
    opened.close()


def test_nothing_is_done_without_the_token_of_a_form(college: College) -> None:
    """Forms, JSON and the ways in alike: the question is refused before anybody asks who sends it."""
    anna = college.person("Anna")
    college.app.config["WTF_CSRF_ENABLED"] = True
    paths = ("/sign-in/", "/sign-in/out", "/sign-up/", "/password/forgotten", "/account/delete", "/tokens/")
    for path in (*paths, f"/exams/{uuid4()}/acts", "/account/zone", "/author/items/new/card"):
        client = anna.browser.client
        assert client.post(path, data={"old": SECRET}).status_code == 400, path
        assert client.post(path, json={"acts": []}).status_code == 400, path
    assert anna.open("/account/").path == "/account/"


def test_looking_at_a_page_never_signs_out_or_deletes(college: College) -> None:
    """Acts take POST only, so that no picture on another site can call them."""
    anna = college.person("Anna")
    assert anna.open("/sign-in/out").status == 405
    assert anna.open("/account/delete").status == 200
    assert anna.open("/account/").path == "/account/"


@pytest.mark.parametrize("code", ["\u0665\u0665\u0665\u0665\u0665\u0665", "caf\u00e9", "-1", " ", "0" * 40])
def test_an_odd_code_is_a_wrong_code(college: College, code: str) -> None:
    """Whatever is typed, it is answered in words."""
    anna = college.person("Anna")
    with college.app.extensions["database"].writing() as db:
        accounts.change(db, anna.number, second=pyotp.random_base32())
    anna.send("/sign-in/out")
    anna.sign_in()
    assert anna.send("/sign-in/code", code=code).status == 422
    assert anna.open("/account/").path.startswith("/sign-in/")


def test_a_second_step_is_turned_on_with_the_password_only(college: College) -> None:
    """Somebody at an open screen cannot shut its owner out."""
    anna = college.person("Anna")
    page = anna.open("/second-step/").text
    secret = "".join(page.partition("Or type this there: ")[2].split()[:8])
    code = pyotp.TOTP(secret).at(now.now())
    assert "The password is another." in anna.send("/second-step/on", code=code, old="a guess").text
    assert "Say your present password." in anna.send("/second-step/on", code=code).text
    with college.app.extensions["database"].reading() as db:
        found = accounts.find(db, anna.number)
    assert found
    assert found.second is None
    assert "-" in anna.send("/second-step/on", code=code, old=SECRET).text


def test_a_slip_in_another_field_is_no_try_of_the_password(college: College) -> None:
    """Who looks for a good new password with the present one right is never told to wait."""
    anna = college.person("Anna")
    for _ in range(8):
        assert anna.send("/password/", old=SECRET, password="short").status == 422
    assert "Your password is changed." in anna.send("/password/", old=SECRET, password="quarry lantern obelisk").html


def test_a_token_is_made_with_the_password_only(college: College) -> None:
    """Somebody at an open screen takes no key away, however often a password is tried there."""
    anna = college.person("Anna")
    refused = anna.send("/tokens/", name="a thief", old="a guess")
    assert (refused.status, "The password is another." in refused.text) == (422, True)
    while refused.status == 422:
        refused = anna.send("/tokens/", name="a thief", old="a guess")
    assert refused.status == 429
    assert "Too many tries. Wait" in anna.send("/tokens/", name="a thief", old=SECRET).text
    assert "a thief" not in anna.open("/tokens/").text


@pytest.mark.parametrize(
    "token", ["momentum_" + "9" * 5000 + "_x", "momentum_99999999999999999999_x", "momentum_\u0661_x", "momentum__", ""]
)
def test_an_odd_token_is_no_token(college: College, token: str) -> None:
    """Numbers no database can hold included; and a closed account's token is none, whoever closed it."""
    anna = college.person("Anna")
    with college.app.extensions["database"].writing() as db:
        good = tokens.issue(db, anna.number, "spreadsheet")
        assert tokens.bearer(db, token) is None
        assert tokens.bearer(db, good)
        accounts.change(db, anna.number, open=False)
        assert tokens.bearer(db, good) is None


def test_a_page_tells_strangers_nothing_of_the_database(
    college: College, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Where it lies and what it said stands in the log; on a laptop, where it is one's own, on the page too."""

    def broken(*_: object) -> None:
        raise DatabaseError("The database /srv/secret/momentum.db is damaged.")

    monkeypatch.setattr(accounts, "find_by_email", broken)
    sheet = stranger(college).sign_in()
    assert (sheet.status, "/srv/secret" in sheet.html) == (503, False)
    assert "The server cannot keep anything just now." in sheet.text
    assert "/srv/secret" in caplog.text


def test_no_secret_gets_into_the_log(college: College, caplog: pytest.LogCaptureFixture) -> None:
    """A statement that fails is logged without its values."""
    anna = college.person("Anna")
    with college.app.extensions["database"].writing() as db, pytest.raises(IntegrityError) as error:
        accounts.change(db, anna.number, email=None, password=college.kept)
    assert "argon2" not in "".join(traceback.format_exception(error.value))
    caplog.set_level(logging.DEBUG)
    anna.send("/sign-in/out")
    anna.sign_in()
    anna.send("/password/forgotten", email=anna.email)
    college.mails(1)
    assert SECRET not in caplog.text
    assert anna.email not in caplog.text


@pytest.mark.parametrize("token", ["..", ".", "%2e%2e", "..%5cmomentum.db", "0" * 15, "0123456789abcdeg"])
def test_a_file_is_thrown_away_by_its_token_only(writing: College, token: str) -> None:
    """What is no token names no file, on no system."""
    ines = writing.person("Ines", Role.INSTRUCTOR)
    before = sorted(path.name for path in writing.data.iterdir())
    assert ines.browser.client.post(f"/author/exchange/{token}/drop").status_code in {303, 308, 404, 405}
    with writing.app.test_request_context():
        arrivals.drop(token)
    assert sorted(path.name for path in writing.data.iterdir()) == before


def test_files_that_nobody_wanted_go_after_a_day(writing: College) -> None:
    """From the disk and from memory."""
    with writing.app.test_request_context():
        ask = Ask("bank.gift", "gift", "01-moving", "")
        first = arrivals.keep(b"::one:: Two? {T}", ask)
        yesterday = now.now().timestamp() - 25 * 3600
        for name in (first, f"{first}.json"):
            os.utime(arrivals.folder() / name, (yesterday, yesterday))
        second = arrivals.keep(b"::one:: Two? {T}", ask)
        assert arrivals.look(first) is None
        assert first not in arrivals._looks  # noqa: SLF001 what is in memory
        assert arrivals.look(second)
        arrivals.drop(second)


def test_an_authors_script_is_shown_and_never_run(writing: College) -> None:
    """In a preview and in what learners read: HTML is words, and a link leads to the web or to us."""
    ines = writing.person("Ines", Role.INSTRUCTOR)
    source = ines.open("/author/items/box-meaning/source").html
    assert "## card box-meaning" in source
    evil = f"## card box-meaning {{#x}}\n\n{SCRIPT} [link](javascript:alert(1)) ![](http://evil.example/x.png)\n\n{SCRIPT}\n"
    for path in ("/author/items/box-meaning/source", "/author/items/box-meaning/source/preview"):
        page = ines.send(path, source=evil, began=evil, act="check").html
        assert SCRIPT not in page
        assert 'href="javascript:' not in page
        assert "<img" not in page.partition("<main")[2]


@pytest.mark.parametrize(
    "slug", ["../../../etc/passwd", "..%2f..%2fsecret", "--output=x", "-c", "%00", "box-meaning%0a"]
)
def test_an_authors_address_reaches_no_other_file(writing: College, slug: str) -> None:
    """An item is found by its id in the course, and never by a path."""
    ines = writing.person("Ines", Role.INSTRUCTOR)
    for path in (f"/author/items/{slug}", f"/author/items/{slug}/source", f"/author/items/{slug}/history"):
        assert ines.open(path).status in {404, 400}


@pytest.mark.parametrize("evil", [f"<![CDATA[>{SCRIPT}]]>", f"<!-->{SCRIPT}-->", "<!-- --!><script/> -->"])
def test_a_figure_reads_the_same_in_a_page_as_in_its_file(evil: str) -> None:
    """What XML takes for words and HTML for a script is refused."""
    assert read_figure(SVG.format(" and three<!-- plain -->"), "x.svg")[0]
    shown, problems = read_figure(SVG.format(evil), "x.svg")
    assert shown == ""
    assert problems


def test_who_is_no_operator_cannot_become_one(college: College) -> None:
    """By no field of a form of one's own, and by no page of operators."""
    ines, anna = college.person("Ines", Role.INSTRUCTOR), college.person("Anna")
    for who in (ines, anna):
        who.send("/account/", role="operator", id="1", email="x@example.org", edition="itil4", minutes="30")
        assert who.send(f"/people/{who.number}/role", role="operator").status == 403
    code = college.classroom("Evening class", ines).code
    form = {"code": code, "name": "Bo", "email": "bo@example.org", "password": SECRET, "role": "operator", "id": "1"}
    stranger(college).send("/sign-up/", **form)
    with college.app.extensions["database"].reading() as db:
        roles = {one.email: one.role for one in accounts.every(db)}
    assert roles == {"ines@example.org": "instructor", "anna@example.org": "learner", "bo@example.org": "learner"}


def test_a_role_taken_away_is_gone_with_the_next_page(college: College) -> None:
    """No sign-in keeps what its person may no longer do."""
    odin, ines = college.person("Odin", Role.OPERATOR), college.person("Ines", Role.INSTRUCTOR)
    second = Person(college, ines.number, ines.email, ines.role)
    second.sign_in()
    odin.send(f"/people/{ines.number}/role", role="learner")
    assert [one.open("/author/").status for one in (ines, second)] == [403, 403]


def test_a_frame_that_forbids_everything_keeps_no_machine_busy(writing: College) -> None:
    """A billion fillings, none of which may be shown: it is told in words, and there is no preview."""
    ines = writing.person("Ines", Role.INSTRUCTOR)
    slots = "".join(f"- {{{name}}}: {' / '.join(f'{name}{number}' for number in range(10))}\n" for name in "abcdefghi")
    never = "".join(f"- never: {{a}} = a{one} & {{b}} = b{two}\n" for one in range(10) for two in range(10))
    story = " ".join(f"{{{name}}}" for name in "abcdefghi")
    source = f"## frame many\n\n{slots}{never}\n{story} ==goes=={{step}}.\n\n### step\n- [x] act\n"
    began = perf_counter()
    found = read_items(source, "x.md", "01-moving")[0]
    assert not showable(found[0])  # type: ignore[arg-type]
    assert perf_counter() - began < 5
    form = {
        "id": "many",
        "status": "draft",
        "slots": slots + never,
        "text": f"{story} ==goes=={{step}}.",
        "act": "check",
    }
    new = "/author/items/new/frame?chapter=01-moving"
    assert ines.send(new, **form).status == 200
    assert ines.send(new, **form | {"act": "save"}).status == 422
