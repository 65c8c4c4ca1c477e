"""What an answer is held against: the same server and framework, a view that reads the same form and makes one insert.

It knows nobody, checks nothing, logs nothing. `python -m tests.bench.load.classes.anchor sqlite|postgresql ADDRESS`.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import socket
import sqlite3
import sys
from threading import Lock, local
from time import time_ns
from typing import TYPE_CHECKING

import psycopg
from flask import Flask, redirect, request

from app.db import PRAGMAS
from app.serving import GRANIAN, WAITRESS
from tests.bench.timing import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.typing import ResponseReturnValue

    Keep = Callable[[dict[str, object]], None]

FIELDS = ("answer_id", "item", "shown", "shown_at", "options", "confidence")
TABLE = f"CREATE TABLE anchor (seq {{}}, {', '.join(f'{name} TEXT' for name in FIELDS)}, at BIGINT, UNIQUE (answer_id))"
INSERT = f"INSERT INTO anchor ({', '.join(FIELDS)}, at) VALUES ({{}})"  # noqa: S608 names of ours
ADDRESS = "ANCHOR_ADDRESS"


def minimal(keep: Keep) -> Flask:
    """A Flask application that believes whatever a form says and keeps it."""
    app = Flask(__name__)

    @app.post("/study/answer")
    def answer() -> ResponseReturnValue:
        form = request.form
        keep({**{name: form[name] for name in FIELDS}, "at": time_ns()})
        return redirect(f"/study/answers/{form['answer_id']}", 303)

    return app


def in_sqlite(path: str) -> Keep:
    """One connection for all threads, which take turns, as the program has it."""
    turn = Lock()
    db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    for pragma in PRAGMAS:
        db.execute(f"PRAGMA {pragma}")
    db.execute(TABLE.format("INTEGER PRIMARY KEY"))
    insert = INSERT.format(", ".join(f":{name}" for name in (*FIELDS, "at")))

    def keep(row: dict[str, object]) -> None:
        with turn:
            db.execute(insert, row)

    return keep


def in_postgresql(address: str) -> Keep:
    """A connection for each thread, with the driver alone; each insert is a transaction."""
    mine = local()
    insert = INSERT.format(", ".join(f"%({name})s" for name in (*FIELDS, "at"))).encode()

    def keep(row: dict[str, object]) -> None:
        if not hasattr(mine, "db"):
            mine.db = psycopg.connect(address)
        mine.db.execute(insert, row)
        mine.db.commit()

    return keep


def make() -> Flask:
    """The application of a worker of granian."""
    return minimal(in_postgresql(os.environ[ADDRESS]))


def serve_sqlite(path: str) -> None:
    """Serve as one process does, on any free port."""
    from waitress import create_server

    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    server = create_server(minimal(in_sqlite(path)), listen="127.0.0.1:0", **WAITRESS)
    say(f"The anchor is at http://127.0.0.1:{server.effective_port}")
    server.run()


def serve_postgresql(address: str) -> None:
    """Serve with two workers."""
    from granian import Granian
    from granian.constants import Interfaces

    with psycopg.connect(address) as db:
        db.execute(TABLE.format("BIGSERIAL PRIMARY KEY").encode())
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    multiprocessing.set_start_method("spawn", force=True)
    os.environ[ADDRESS] = address
    server = Granian(
        f"{__spec__.name}:make", "127.0.0.1", port, interface=Interfaces.WSGI, workers=2, log_enabled=False, **GRANIAN
    )
    server.on_startup(lambda: say(f"The anchor is at http://127.0.0.1:{port}"))
    server.serve()


if __name__ == "__main__":
    {"sqlite": serve_sqlite, "postgresql": serve_postgresql}[sys.argv[1]](sys.argv[2])
