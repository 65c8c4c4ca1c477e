"""A class server under load: both kinds as the pages for operators advise, and learners who are signed in already."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Any, Literal, TypeAlias

from argon2 import profiles
from flask import session
from flask_wtf.csrf import generate_csrf
from sqlalchemy import func, select

from app import create_app, identity
from app.config import Config
from app.db import open_database
from app.library import Library
from app.passwords import Passwords
from app.store import accounts
from app.store.accounts import Role
from app.store.tables import answers
from quizzes.course.items import Question
from tests.bench.load.server import ROOT, Server
from tests.pgtemp import Server as PostgreSQL

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from flask import Flask

Kind: TypeAlias = Literal["sqlite", "postgresql"]
CALLED: dict[Kind, str] = {"sqlite": "SQLite + waitress", "postgresql": "PostgreSQL + granian, 2 workers"}
"""One process with SQLite, or a worker for each of two cores with PostgreSQL; each with four threads."""
NAME = "momentum.example.org"
# As Caddy and nginx hand requests on.
HEADERS = {
    "Host": NAME,
    "Referer": f"https://{NAME}/study/",
    "X-Forwarded-For": "203.0.113.9",
    "X-Forwarded-Proto": "https",
}
PUBLIC = {"MOMENTUM_AUTH": "accounts", "MOMENTUM_URL": f"https://{NAME}", "MOMENTUM_PROXIES": "1", "MOMENTUM_PORT": "0"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a class lives: its data folder and its database."""

    kind: Kind
    data: Path
    database: str

    @property
    def settings(self) -> dict[str, str]:
        """What the server is told."""
        return {**PUBLIC, "MOMENTUM_DATA": f"{self.data}", "MOMENTUM_DATABASE_URL": self.database}

    def server(self) -> Server:
        """The program, served as an operator serves it."""
        words = ["--workers", "2"] if self.kind == "postgresql" else []
        return Server("app", "serve", *words, settings=self.settings, log=self.data / "log")

    def app(self) -> Flask:
        """The application here, to make accounts and read what was kept."""
        made = create_app(
            Config(ROOT / "content", self.data, self.database, accounts=True, url=PUBLIC["MOMENTUM_URL"], proxies=1)
        )
        made.extensions["passwords"] = Passwords(profiles.CHEAPEST)
        return made


@contextmanager
def places(folder: Path, kind: Kind, *names: str) -> Iterator[list[Place]]:
    """New places of one kind; the PostgreSQL server they need runs as long."""
    data = [folder / f"{kind}-{name}" for name in names]
    for one in data:
        one.mkdir(parents=True)
    if kind == "sqlite":
        yield [Place(kind, one, f"sqlite:///{one / 'momentum.db'}") for one in data]
        return
    with PostgreSQL() as server:
        yield [Place(kind, one, server.url(server.create())) for one in data]


def enrol(app: Flask, many: int) -> list[int]:
    """So many new learners with accounts; their numbers."""
    password = app.extensions["passwords"].hash("orchid trellis mandolin")
    with app.extensions["database"].writing() as db:
        return [
            accounts.add(db, f"learner{n}@example.org", Role.LEARNER, name=f"Learner {n}", password=password)
            for n in range(many)
        ]


def sign_in(app: Flask, number: int) -> dict[str, str]:
    """Sign a learner in by the program's own way; the cookie, signed by its own serializer, and the form's token."""
    signer: Any = app.session_interface
    with app.test_request_context(base_url=f"https://{NAME}", headers={"User-Agent": "the load"}):
        identity.sign_in(number)
        token = generate_csrf()
        value = signer.get_signing_serializer(app).dumps(dict(session))
    return {"cookie": f"{app.config['SESSION_COOKIE_NAME']}={value}", "token": token}


def signed_in(place: Place, many: int) -> list[dict[str, str]]:
    """So many new learners with accounts, signed in."""
    app = place.app()
    passes = [sign_in(app, number) for number in enrol(app, many)]
    app.extensions["database"].close()
    return passes


def questions() -> list[tuple[str, list[str]]]:
    """Every question that study asks, with one right answer: its id and its options."""
    found = [q for q in Library(ROOT / "content").course.items.values() if isinstance(q, Question) and q.use != "mock"]
    return [(q.id, [o.id for o in q.options]) for q in found if q.answers == 1]


def target(server: Server, passes: list[dict[str, str]]) -> dict[str, Any]:
    """A server as the client wants to know it."""
    return {"port": server.port, "pid": server.process.pid, "headers": HEADERS, "passes": passes}


class Client:
    """The client at work on a job, in a process of its own; it stops by itself.

    Its report goes into a file: a pipe that nobody reads would hold it up.
    """

    def __init__(self, job: Mapping[str, Any]) -> None:
        self.out: IO[str] = TemporaryFile("w+")  # noqa: SIM115 closed with its report
        command = [sys.executable, "-m", "tests.bench.load.classes.client"]
        self.process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=self.out, text=True)
        assert self.process.stdin
        self.process.stdin.write(json.dumps(job))
        self.process.stdin.close()

    @property
    def working(self) -> bool:
        """Whether it has not stopped yet."""
        return self.process.poll() is None

    def report(self) -> dict[str, Any]:
        """Wait for its end and read its report; RuntimeError when it failed."""
        if self.process.wait():
            raise RuntimeError("the client failed")
        with self.out:
            self.out.seek(0)
            found: dict[str, Any] = json.load(self.out)
        return found


def amiss(place: Place, kept: list[str]) -> list[str]:
    """Answers that were acknowledged and are not in the database just once, and those there that never were."""
    database = open_database(place.database)
    with database.reading() as db:
        rows = db.execute(select(answers.c.id, func.count()).group_by(answers.c.id)).all()
    database.close()
    there = {row[0] for row in rows if row[1] == 1}
    lost = [f"{one} was acknowledged and is not there once" for one in set(kept) - there]
    return lost + [f"{one} is there and was never acknowledged" for one in there - set(kept)]
