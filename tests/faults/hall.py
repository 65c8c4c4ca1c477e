"""A class on real processes: workers under granian, a database that can be killed, and learners who are signed in."""

from __future__ import annotations

import http.client
import os
import re
import signal
import subprocess
import sys
import threading
import time
from contextlib import closing, contextmanager
from pathlib import Path
from socket import socket
from typing import TYPE_CHECKING, Self

from argon2 import profiles

from app.db import open_database
from app.passwords import Passwords
from app.store import accounts
from app.store.accounts import Role
from tests.app.college import SECRET
from tests.app.sender import SEE_OTHER, Candidate, Study
from tests.warm import lay

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parents[2]
UNAVAILABLE = 503
PATIENCE = 60.0
"""Seconds until something that must come back counts as gone."""


class Hall:
    """`momentum serve --workers N` for a class, on one port for all its lives; what it says is in `log`."""

    def __init__(self, data: Path, content: Path, database: str, workers: int = 2) -> None:
        lay(content, data)
        self.data, self.content, self.database = data, content, database
        self.workers, self.log = workers, data.parent / "server.log"
        with socket() as free:
            free.bind(("127.0.0.1", 0))
            self.place = f"127.0.0.1:{free.getsockname()[1]}"
        self.words = {
            "MOMENTUM_AUTH": "accounts",
            "MOMENTUM_URL": f"http://{self.place}",
            "MOMENTUM_PORT": self.place.partition(":")[2],
            "MOMENTUM_DATA": str(data),
            "MOMENTUM_CONTENT": str(content),
            "MOMENTUM_DATABASE_URL": database,
            "PATH": os.environ["PATH"],
        }

    def __enter__(self) -> Self:
        command = [sys.executable, "-u", "-m", "app", "serve", "--workers", str(self.workers)]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, env=self.words, cwd=ROOT)
        self.up("/ready")
        return self

    def __exit__(self, *_error: object) -> None:
        self.process.terminate()
        self.process.wait(PATIENCE)

    def children(self) -> list[int]:
        """Its worker processes, the oldest first."""
        found = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return [int(child) for child in found if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()]

    def kill_a_worker(self) -> None:
        """`kill -9` of the oldest worker, so that none is killed just after it came, which ends granian on purpose."""
        before = self.children()
        os.kill(before[0], signal.SIGKILL)
        wait_for(lambda: len(set(self.children()) - {before[0]}) == self.workers, "a new worker")

    def url(self, path: str) -> str:
        """The address of a page."""
        return f"http://{self.place}{path}"

    def get(self, path: str) -> tuple[int, str]:
        """A page as a stranger sees it; status 0 when nobody answers."""
        try:
            with closing(http.client.HTTPConnection(self.place, timeout=20)) as line:
                line.request("GET", path)
                reply = line.getresponse()
                return reply.status, reply.read().decode()
        except (OSError, http.client.HTTPException):
            return 0, ""

    def up(self, path: str) -> None:
        """Wait until a page says 200."""
        wait_for(lambda: self.get(path)[0] == http.HTTPStatus.OK, f"{path} at {self.log.read_text()[-3000:]}")

    def people(self, count: int) -> list[Learner]:
        """So many learners with accounts, signed in."""
        opened, kept = open_database(self.database), Passwords(profiles.RFC_9106_LOW_MEMORY).hash(SECRET)
        found = []
        for number in range(count):
            email = f"learner{number}@example.org"
            with opened.writing() as db:
                found.append(Learner(accounts.add(db, email, Role.LEARNER, name=email, password=kept), self.place))
        opened.close()
        for number, learner in enumerate(found):
            learner.sign_in(f"learner{number}@example.org")
        return found


def wait_for(happened: Callable[[], object], what: str) -> None:
    """Until it has happened; AssertionError if it does not."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if happened():
            return
        time.sleep(0.02)
    raise AssertionError(f"never came: {what}")


class Learner(Candidate):
    """Somebody with an account who answers without pause, and sends again what got no reply or was not kept.

    `refused` counts replies that said 503, `silent` requests without one, `faults` holds all that should not be.
    """

    def __init__(self, number: int, place: str) -> None:
        super().__init__(number)
        self.number, self.place = number, place
        self.refused = self.silent = 0
        self.faults: list[str] = []
        self.stopping = threading.Event()

    def sign_in(self, email: str) -> None:
        """With address and password, as a browser does."""
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', self.ask(self.place, "GET", "/sign-in/")[1])
        assert token
        fields = [("csrf_token", token[1]), ("email", email), ("password", SECRET), ("next", "/")]
        status, page = self.ask(self.place, "POST", "/sign-in/", fields)
        assert status == SEE_OTHER, page

    def answer(self) -> None:
        """Answers, one after the other, until told to stop."""
        while not self.stopping.is_set():
            try:
                self.once()
            except (OSError, http.client.HTTPException):
                self.silent += 1
                time.sleep(0.05)
            except Exception as error:  # noqa: BLE001 whatever it was, the test has to hear of it
                self.faults.append(f"{type(error).__name__}: {error}"[:2000])
                return

    def once(self) -> None:
        """Send what waits for its reply, or the answer to a new question; now and then once too often."""
        if self.pending is None:
            page = self.page("/study/?reveal=1") or self.page("/drills/step+activity")
            if page is None:
                return
            self.pending = (page.action, page.answer(self.rng))
        action, fields = self.pending
        status, said = self.ask(self.place, "POST", action, fields)
        if status == UNAVAILABLE:
            self.refuse(said, dict(fields)["answer_id"])
            return
        assert status == SEE_OTHER, f"{action} answered {status} to {fields}: {said}"
        self.counted.append(dict(fields)["answer_id"])
        self.pending = None
        if self.rng.random() < 0.05:
            self.ask(self.place, "POST", action, fields)

    def page(self, path: str) -> Study | None:
        """What a page asks; None where it asks nothing or cannot be shown just now."""
        status, said = self.ask(self.place, "GET", path)
        if status == UNAVAILABLE:
            self.refuse(said, "Try again")
            return None
        assert status == http.HTTPStatus.OK, f"{path} answered {status}: {said}"
        asked = Study(said)
        return asked if asked.action else None

    def refuse(self, said: str, holds: str) -> None:
        """Hear that something was not kept: in words, with what was sent."""
        self.refused += 1
        assert "<main" in said, said
        assert holds in said, said
        time.sleep(0.05)


@contextmanager
def at_work(learners: list[Learner]) -> Iterator[None]:
    """All of them answer; at the end each sends what waits until it has its reply."""
    threads = [threading.Thread(target=learner.answer) for learner in learners]
    for learner, thread in zip(learners, threads, strict=True):
        learner.stopping.clear()
        thread.start()
    try:
        yield
    finally:
        for learner, thread in zip(learners, threads, strict=True):
            learner.stopping.set()
            thread.join(PATIENCE)


def settle(learners: list[Learner]) -> None:
    """Whoever waits for a reply gets it now."""
    for learner in learners:
        assert learner.faults == []
        for _ in range(100):
            if learner.pending is not None:
                learner.once()
        assert learner.pending is None
