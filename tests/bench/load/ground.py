"""What the load falls on: a data folder with sittings under way, and servers as programs of their own."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from dataclasses import replace
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING, Self
from uuid import uuid4

from app import create_app, current
from app.config import Config
from app.rooms import papers
from app.store import sittings
from app.store.sittings import Sitting

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[3]


def begin(course: Path, data: Path, many: int) -> list[Sitting]:
    """So many sittings of the local learner, begun just now with one full paper of the course."""
    app = create_app(Config(course, data, f"sqlite:///{data / 'momentum.db'}"))
    database = app.extensions["database"]
    with app.test_request_context(), database.writing() as db:
        offer = papers.mock()
        first = papers.begin(db, offer, practice=False) if offer else None
        assert isinstance(first, Sitting)
        others = [replace(first, id=str(uuid4())) for _ in range(many - 1)]
        for one in others:
            sittings.begin(db, current.learner(), one)
    database.close()
    return [first, *others]


class Server:
    """A program that serves and says where; use it with `with`."""

    def __init__(self, *words: str, **settings: str) -> None:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("MOMENTUM_")}
        self.process = subprocess.Popen(
            [sys.executable, "-m", *words], cwd=ROOT, env=environment | settings, stdout=subprocess.PIPE, text=True
        )

    def __enter__(self) -> Self:
        assert self.process.stdout
        said = re.search(r"http://127\.0\.0\.1:(\d+)", self.process.stdout.readline())
        assert said, "it did not start"
        self.port = int(said[1])
        return self

    def __exit__(self, *_error: object) -> None:
        self.process.terminate()
        self.process.communicate()

    def pass_for(self, page: str) -> dict[str, str]:
        """What a browser that has opened a page sends along: the session's cookie and the page's token."""
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=60)) as line:
            line.request("GET", page)
            reply = line.getresponse()
            token = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', reply.read().decode())
            cookie = (reply.headers["Set-Cookie"] or "").partition(";")[0]
        assert token, f"{page} has no token: {reply.status}"
        return {"Cookie": cookie, "X-CSRFToken": token[1]}

    def cpu(self) -> float:
        """The seconds of processor time it has taken so far."""
        took = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(took[11]) + int(took[12])) / os.sysconf("SC_CLK_TCK")


def amiss(path: Path, sent: dict[str, list[object]]) -> Iterator[str]:
    """What does not stand in a database just as it was sent, once each."""
    with closing(sqlite3.connect(path)) as db:
        found = db.execute("SELECT id, sitting, place, option, name FROM acts").fetchall()
    kept = Counter(found)
    wanted = Counter((act, *said, "choose") for act, said in sent.items())
    yield from (f"{act} is lost, or not what was sent" for act, *_ in (wanted - kept).elements())
    yield from (f"{act} was never sent so, or stands there twice" for act, *_ in (kept - wanted).elements())
