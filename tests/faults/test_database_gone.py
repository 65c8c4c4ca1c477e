"""The database of a class goes away and comes back: pages say so, hand back what was sent, and lose nothing."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from tests.app.conftest import SMALL
from tests.faults.books import audit
from tests.faults.hall import UNAVAILABLE, Hall, Learner, at_work, settle
from tests.pgtemp import LOCAL, Server

if TYPE_CHECKING:
    from pathlib import Path

WORDS = "The server cannot keep anything just now. Wait a moment and"


@pytest.mark.parametrize("seconds", [3, pytest.param(30, marks=pytest.mark.hard)])
def test_a_class_lives_through_a_database_that_is_away(seconds: int, tmp_path: Path) -> None:
    """503 in words on every page, /ready 503, /health 200; afterwards all go on, and each answer counts once."""
    with Server(LOCAL) as database:
        url = database.url(database.create())
        with Hall(tmp_path / "data", SMALL, url) as hall:
            anna, *learners = hall.people(4)
            asked = anna.page("/drills/step+activity")
            assert asked
            sent = (asked.action, asked.answer(anna.rng))
            with at_work(learners):
                time.sleep(0.5)
                database.kill()
                end = time.monotonic() + seconds
                while time.monotonic() < end:
                    said_in_words(hall, anna, sent)
                    time.sleep(0.2)
                signing_in(hall, anna, dict(sent[1])["csrf_token"])
                before = [len(one.counted) for one in learners]
                database.start()
                hall.up("/ready")
                anna.pending = sent
                anna.once()
                assert anna.counted == [dict(sent[1])["answer_id"]]
                wait_until_all_go_on(learners, before)
            settle(learners)
            assert all(one.refused for one in learners)
        audit(url, [anna, *learners])


def said_in_words(hall: Hall, anna: Learner, sent: tuple[str, list[tuple[str, str]]]) -> None:
    """What a stranger, a learner and a watchdog are told while it is away."""
    assert hall.get("/health") == (200, "up\n")
    assert hall.get("/ready") == (UNAVAILABLE, "The database does not answer.\n")
    status, page = anna.ask(hall.place, "GET", "/study/")
    assert status == UNAVAILABLE
    assert f"{WORDS} try again;" in page
    status, page = anna.ask(hall.place, "POST", *sent)
    assert status == UNAVAILABLE
    assert "That was not kept" in page
    assert f"{WORDS} send it again;" in page
    assert "momentum-pg-" not in page, "nobody learns where the database is"
    for name, value in sent[1]:
        assert f'name="{name}" value="' + ("" if name == "csrf_token" else f'{value}"') in page
    assert f'action="{sent[0]}"' in page
    assert "Traceback" not in page


def wait_until_all_go_on(learners: list[Learner], before: list[int]) -> None:
    """Until each has had another reply."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        if all(len(one.counted) > was for one, was in zip(learners, before, strict=True)):
            return
        time.sleep(0.05)
    raise AssertionError("somebody does not go on")


def signing_in(hall: Hall, anna: Learner, token: str) -> None:
    """The form comes back with the address in it and never with the password."""
    secret = f"secret-{uuid4()}"
    fields = [("csrf_token", token), ("email", "ben@example.org"), ("password", secret)]
    status, page = anna.ask(hall.place, "POST", "/sign-in/", fields)
    assert (status, secret in page) == (UNAVAILABLE, False)
    assert 'name="email" value="ben@example.org"' in page
