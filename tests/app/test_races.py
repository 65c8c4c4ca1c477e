"""Two at the same moment on a class server, on both databases: each thing that is to happen once happens once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import TYPE_CHECKING

import pyotp
import pytest

from app import clock as now
from app.rooms import second_steps
from app.store import accounts
from app.store.accounts import Role
from tests.app.college import OTHER, SECRET, College, Person, stranger
from tests.pgtemp import Server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.app.conftest import Sheet

MANY = 8


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A real PostgreSQL."""
    with Server() as found:
        yield found


@pytest.fixture(params=["sqlite", "postgresql"])
def crowded(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[College]:
    """A class server on each database; its time goes on."""
    sqlite = f"sqlite:///{tmp_path / 'momentum.db'}"
    if request.param == "sqlite":
        address = sqlite
    else:
        postgresql: Server = request.getfixturevalue("server")
        address = postgresql.url(postgresql.create())
    opened = College(tmp_path, address)
    yield opened
    opened.close()


def together(*acts: Callable[[], Sheet]) -> list[Sheet]:
    """Do all at the same moment."""
    start = Barrier(len(acts))

    def one(act: Callable[[], Sheet]) -> Sheet:
        start.wait()
        return act()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


def test_one_address_signs_up_once(crowded: College) -> None:
    """The others are told that the address has an account; there is one learner, in the class once."""
    ines = crowded.person("Ines", Role.INSTRUCTOR)
    code = crowded.classroom("Evening class", ines).code
    form = {"code": code, "name": "Anna", "email": "anna@example.org", "password": OTHER}
    sheets = together(*[partial(stranger(crowded).send, "/sign-up/", **form) for _ in range(MANY)])
    assert sorted(sheet.status for sheet in sheets) == [200, *[422] * (MANY - 1)]
    with crowded.app.extensions["database"].reading() as db:
        assert sorted(one.email for one in accounts.every(db)) == ["anna@example.org", "ines@example.org"]


def test_a_link_chooses_one_password(crowded: College) -> None:
    """Of many at once one wins; the others read that the link works no more."""
    anna = crowded.person("Anna", signed_in=False)
    stranger(crowded).send("/password/forgotten", email=anna.email)
    link = crowded.mails(1)[0]["link"]
    sheets = together(*[partial(stranger(crowded).send, link, password=OTHER) for _ in range(MANY)])
    assert sorted(sheet.status for sheet in sheets) == [200, *[410] * (MANY - 1)]
    assert anna.sign_in(OTHER).path == "/"


def test_a_code_lets_in_once(crowded: College) -> None:
    """The same six digits, sent by many who all know the password; and the same spare code."""
    anna = crowded.person("Anna", signed_in=False)
    secret = pyotp.random_base32()
    with crowded.app.app_context():
        spare = second_steps.begin(anna.number, secret)
    with crowded.app.extensions["database"].writing() as db:
        accounts.change(db, anna.number, step=0)
    for code in (pyotp.TOTP(secret).at(now.now()), spare[0]):
        people = [Person(crowded, anna.number, anna.email, anna.role) for _ in range(4)]
        for one in people:
            assert one.sign_in().path.startswith("/sign-in/code")
        sheets = together(*[partial(one.send, "/sign-in/code", code=code) for one in people])
        assert sorted(sheet.path.partition("?")[0] for sheet in sheets) == ["/", *["/sign-in/code"] * 3]


def test_tries_at_once_are_all_counted(crowded: College) -> None:
    """Many wrong passwords in the same moment: five are looked at, no more."""
    anna = crowded.person("Anna", signed_in=False)
    people = [Person(crowded, anna.number, anna.email, anna.role) for _ in range(2 * MANY)]
    sheets = together(*[partial(one.sign_in, OTHER) for one in people])
    assert sorted(sheet.status for sheet in sheets) == [*[422] * 5, *[429] * (2 * MANY - 5)]


def test_two_operators_cannot_depose_each_other(crowded: College) -> None:
    """By role, by closing, and by deleting: one of them stays."""
    for act, fields in (("role", {"role": "learner"}), ("close", {}), ("delete", {"sure": "yes"})):
        odin, freya = (crowded.person(f"{name}{act}", Role.OPERATOR) for name in ("Odin", "Freya"))
        with crowded.app.extensions["database"].writing() as db:
            for other in accounts.every(db):
                if other.id not in {odin.number, freya.number}:
                    accounts.change(db, other.id, role=Role.LEARNER)
        together(
            partial(odin.send, f"/people/{freya.number}/{act}", **fields),
            partial(freya.send, f"/people/{odin.number}/{act}", **fields),
        )
        with crowded.app.extensions["database"].reading() as db:
            assert len(accounts.operators(db)) == 1, act


def test_letters_no_database_can_hold_are_no_fault_of_ours(crowded: College) -> None:
    """A zero byte in an address, a number too long for a column: the ordinary answers."""
    odin = crowded.person("Odin", Role.OPERATOR)
    who = stranger(crowded)
    assert who.send("/sign-in/", email="a\0b@example.org", password=SECRET).status == 422
    assert who.send("/password/forgotten", email="a\0b@example.org").status == 422
    assert odin.open(f"/people/{'9' * 30}").status == 404
    assert odin.open(f"/people/{'9' * 18}").status == 404
