"""Killing the real server while it is answering: whoever got a reply finds the answer counted, exactly once."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

import pytest

from app.db import open_database
from app.store import learners, memories, transfer
from tests.app.sender import SEE_OTHER, Candidate
from tests.databases import ask, databases

if TYPE_CHECKING:
    from quizzes.course.course import Course

ROOT = Path(__file__).resolve().parents[2]


class Server:
    """`python -m app serve` in a process of its own, on a data folder that outlives it."""

    def __init__(self, data: Path) -> None:
        self.words = {
            "MOMENTUM_DATA": str(data),
            "MOMENTUM_DATABASE_URL": databases.address(data),
            "MOMENTUM_PORT": "0",
            "PATH": os.environ["PATH"],
        }
        self.log = data / "log"

    def __enter__(self) -> Self:
        command = [sys.executable, "-u", "-m", "app", "serve"]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command, stdout=subprocess.PIPE, stderr=log, env=self.words, cwd=ROOT, text=True
            )
        assert self.process.stdout is not None
        said = self.process.stdout.readline()
        assert "Momentum is at " in said, self.log.read_text()
        self.place = urlsplit(said.split("Momentum is at ")[1].split()[0]).netloc
        return self

    def __exit__(self, *_error: object) -> None:
        self.kill()

    def kill(self) -> None:
        """At once, without a word."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        if self.process.stdout:
            self.process.stdout.close()


class Learner(Candidate):
    """A candidate of the laptop's server."""

    def answer_until_it_dies(self, server: Server) -> None:
        """One answer after the other."""
        try:
            while True:
                page = self.question(server.place)
                self.pending = (page.action, page.answer(self.rng))
                self.send(server.place)
        except (OSError, http.client.HTTPException):
            return


@pytest.mark.long
@pytest.mark.parametrize("kills", [3, pytest.param(30, marks=pytest.mark.hard)])
def test_every_answer_that_got_its_reply_counts_once(kills: int, tmp_path: Path, course: Course) -> None:
    """Killed at any moment, started again, the unanswered one sent again: nothing is lost, nothing counts twice."""
    candidate = Learner(kills)
    for _ in range(kills):
        with Server(tmp_path) as server:
            resend(candidate, server)
            studying = threading.Thread(target=candidate.answer_until_it_dies, args=[server])
            studying.start()
            at_work(candidate, len(candidate.counted) + 2)
            time.sleep(candidate.rng.uniform(0, 0.4))
            server.kill()
            studying.join()
        check(tmp_path, course, candidate)
    with Server(tmp_path) as server:
        resend(candidate, server)
        assert len(candidate.counted) > kills
    check(tmp_path, course, candidate)


def at_work(candidate: Learner, answers: int) -> None:
    """Wait until this many answers got their reply, however slow the machine."""
    give_up = time.monotonic() + 30
    while len(candidate.counted) < answers and time.monotonic() < give_up:
        time.sleep(0.005)


def resend(candidate: Learner, server: Server) -> None:
    """Send what got no reply once more, and then once too often."""
    if candidate.pending is None:
        return
    action, fields = candidate.pending
    candidate.send(server.place)
    assert candidate.ask(server.place, "POST", action, fields)[0] == SEE_OTHER


def check(data: Path, course: Course, candidate: Learner) -> None:
    """The file is sound; the log holds each counted answer once and at most the pending one more; memories agree."""
    if databases.kind == "sqlite":
        assert ask(databases.address(data), "PRAGMA integrity_check") == [("ok",)]
    database = open_database(databases.address(data))
    try:
        with database.writing() as db:
            log = [answer["id"] for answer in transfer.export_answers(db)]
            heard = sum(sighting.times for sighting in memories.seen(db, learners.local(db)).values())
            assert memories.replay(db, course).differences == 0
    finally:
        database.close()
    pending = {dict(candidate.pending[1])["answer_id"]} if candidate.pending else set()
    assert len(log) == len(set(log)) == heard
    assert set(candidate.counted) <= set(log) <= set(candidate.counted) | pending
