"""What a save is held against: the same web server and framework, one view, one insert with sqlite3 alone."""

from __future__ import annotations

import logging
import sqlite3
import sys
from threading import Lock
from time import time_ns
from typing import TYPE_CHECKING

from flask import Flask, jsonify, request
from waitress import create_server

from app.db import PRAGMAS
from app.serving import WAITRESS
from tests.bench.timing import say

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

TABLE = """CREATE TABLE acts (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, sitting TEXT NOT NULL,
    place INTEGER NOT NULL, name TEXT NOT NULL, option TEXT NOT NULL, made INTEGER NOT NULL, heard INTEGER NOT NULL)"""
INSERT = "INSERT INTO acts VALUES (NULL, :id, :sitting, :place, :name, :option, :now, :now)"


def minimal(path: str) -> Flask:
    """A Flask application that believes whatever it is told and keeps it."""
    app, turn = Flask(__name__), Lock()
    db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    for pragma in PRAGMAS:
        db.execute(f"PRAGMA {pragma}")
    db.execute(TABLE)

    @app.post("/exams/<uuid:name>/acts")
    def acts(name: object) -> ResponseReturnValue:
        act = request.get_json()["acts"][0]
        with turn:
            db.execute(INSERT, {**act, "sitting": str(name), "now": time_ns()})
        return jsonify(open=True)

    return app


def main(path: str) -> None:
    """Serve on any free port and say which, as `momentum serve` does."""
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    server = create_server(minimal(path), listen="127.0.0.1:0", **WAITRESS)
    say(f"The anchor is at http://127.0.0.1:{server.effective_port}")
    server.run()


if __name__ == "__main__":
    main(sys.argv[1])
