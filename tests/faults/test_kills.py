"""`kill -9` of workers and of the whole PostgreSQL while a class answers: what got its 303 counts, exactly once."""

from __future__ import annotations

import time
from random import Random
from typing import TYPE_CHECKING

import pytest

from tests.app.conftest import SMALL
from tests.faults.books import audit, lost
from tests.faults.hall import Hall, Learner, at_work, settle, wait_for
from tests.pgtemp import LOCAL, Server

if TYPE_CHECKING:
    from pathlib import Path

LEARNERS = 8


@pytest.mark.parametrize("kills", [4, pytest.param(200, marks=pytest.mark.hard)])
def test_what_got_its_reply_counts_once_whoever_is_killed(kills: int, tmp_path: Path) -> None:
    """Half the kills hit a worker, half the database, at any moment; the server comes back by itself every time.

    What got no reply is sent again with the same id. In the end each learner's state is what the log gives.
    """
    rng, began = Random(kills), time.monotonic()  # noqa: S311 nothing secret hangs on it
    with Server(LOCAL) as database:
        url = database.url(database.create())
        with Hall(tmp_path / "data", SMALL, url) as hall:
            learners = hall.people(LEARNERS)
            with at_work(learners):
                for number in range(kills):
                    time.sleep(rng.uniform(0.1, 1.0))
                    if number % 2:
                        database.kill()
                        time.sleep(rng.uniform(0, 0.3))
                        database.start()
                        assert lost(url, learners) == []
                    else:
                        hall.kill_a_worker()
                    goes_on(hall, learners)
            settle(learners)
        sent = audit(url, learners)
    silent, refused = sum(one.silent for one in learners), sum(one.refused for one in learners)
    print(f"{kills} kills, {sent} answers, {silent} without a reply, {refused} refused")  # noqa: T201 with -s
    print(f"lost 0, doubled 0, {time.monotonic() - began:.0f} s")  # noqa: T201


def goes_on(hall: Hall, learners: list[Learner]) -> None:
    """The server is the same process, nobody met anything but refusals in words, and answers count again."""
    before = sum(len(one.counted) for one in learners)
    hall.up("/ready")
    assert hall.process.poll() is None, hall.log.read_text()[-3000:]
    assert [one.faults for one in learners if one.faults] == []
    wait_for(lambda: sum(len(one.counted) for one in learners) > before, "another answer")
