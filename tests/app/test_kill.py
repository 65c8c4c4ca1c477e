"""Killing the real server while it is answering: whoever got a reply finds the answer counted, exactly once."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import closing
from html.parser import HTMLParser
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Self
from urllib.parse import urlencode, urlsplit

import pytest

from app.db import open_database
from app.store import learners, memories, transfer
from tests.databases import ask, databases

if TYPE_CHECKING:
    from quizzes.course.course import Course

ROOT = Path(__file__).resolve().parents[2]
SEE_OTHER = 303
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class Study(HTMLParser):
    """The form of a page that asks an item: where it goes, its hidden fields, and what can be chosen by name."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.action = ""
        self.inside = False
        self.hidden: dict[str, str] = {}
        self.choices: dict[str, list[str]] = {}
        self.select = ""
        self.wanted, self.several = 1, dict[str, int]()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect what belongs to the form."""
        found = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = "data-item" in found
            self.action = found["action"] if self.inside else self.action
        elif self.inside and tag == "fieldset":
            self.wanted = int(found.get("data-answers", 1))
        elif self.inside and tag == "select":
            self.select = found["name"]
        elif self.inside and tag == "option":  # the places of an order, numbered from 1
            places = self.choices.setdefault(self.select, [])
            places.append(str(len(places) + 1))
        elif self.inside and found.get("type") == "hidden" and found.get("name") != "order":
            self.hidden[found["name"]] = found["value"]
        elif self.inside and tag in {"input", "button"} and "name" in found:
            self.several[found["name"]] = self.wanted
            self.choices.setdefault(found["name"], []).append(found["value"])

    def handle_endtag(self, tag: str) -> None:
        """A form ends."""
        self.inside = self.inside and tag != "form"

    def answer(self, rng: Random) -> list[tuple[str, str]]:
        """The form filled in by chance; an order's places by numbers, each once."""
        places = [name for name in self.choices if name.startswith("place-")]
        numbers = rng.sample(self.choices[places[0]], len(places)) if places else []
        chosen = [
            (name, value)
            for name, values in self.choices.items()
            if name not in places
            for value in rng.sample(values, self.several[name])
        ]
        return [*self.hidden.items(), *chosen, *zip(places, numbers, strict=True)]


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


class Candidate:
    """Somebody who answers what the study page asks, and remembers which answers got their reply."""

    def __init__(self, seed: int) -> None:
        self.rng = Random(seed)  # noqa: S311 nothing secret hangs on it
        self.cookie = ""
        self.counted: list[str] = []
        self.pending: tuple[str, list[tuple[str, str]]] | None = None

    def ask(
        self, server: Server, method: str, path: str, fields: list[tuple[str, str]] | None = None
    ) -> tuple[int, str]:
        """One request; status and body."""
        with closing(http.client.HTTPConnection(server.place, timeout=20)) as line:
            line.request(method, path, urlencode(fields or []), {**FORM, "Cookie": self.cookie})
            reply = line.getresponse()
            if cookie := reply.headers["Set-Cookie"]:
                self.cookie = cookie.partition(";")[0]
            return reply.status, reply.read().decode()

    def question(self, server: Server) -> Study:
        """What is asked next: today's plan first, then drills."""
        page = Study(self.ask(server, "GET", "/study/?reveal=1")[1])
        return page if page.action else Study(self.ask(server, "GET", "/drills/step+activity")[1])

    def send(self, server: Server) -> None:
        """Send the answer that waits for its reply; keep it waiting if none comes."""
        assert self.pending is not None
        action, fields = self.pending
        status = self.ask(server, "POST", action, fields)[0]
        assert status == SEE_OTHER, f"{action} answered {status} to {fields}"
        self.counted.append(dict(fields)["answer_id"])
        self.pending = None

    def answer_until_it_dies(self, server: Server) -> None:
        """One answer after the other."""
        try:
            while True:
                page = self.question(server)
                self.pending = (page.action, page.answer(self.rng))
                self.send(server)
        except (OSError, http.client.HTTPException):
            return


@pytest.mark.parametrize("kills", [3, pytest.param(30, marks=pytest.mark.hard)])
def test_every_answer_that_got_its_reply_counts_once(kills: int, tmp_path: Path, course: Course) -> None:
    """Killed at any moment, started again, the unanswered one sent again: nothing is lost, nothing counts twice."""
    candidate = Candidate(kills)
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


def at_work(candidate: Candidate, answers: int) -> None:
    """Wait until this many answers got their reply, however slow the machine."""
    give_up = time.monotonic() + 30
    while len(candidate.counted) < answers and time.monotonic() < give_up:
        time.sleep(0.005)


def resend(candidate: Candidate, server: Server) -> None:
    """Send what got no reply once more, and then once too often."""
    if candidate.pending is None:
        return
    action, fields = candidate.pending
    candidate.send(server)
    assert candidate.ask(server, "POST", action, fields)[0] == SEE_OTHER


def check(data: Path, course: Course, candidate: Candidate) -> None:
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
