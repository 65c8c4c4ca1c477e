"""What the load falls on: a data folder with sittings under way, and whether what was sent stands in it."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

from app import create_app, current
from app.config import Config
from app.rooms import papers
from app.store import sittings
from app.store.sittings import Sitting

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


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


def amiss(path: Path, sent: dict[str, list[object]]) -> Iterator[str]:
    """What does not stand in a database just as it was sent, once each."""
    with closing(sqlite3.connect(path)) as db:
        found = db.execute("SELECT id, sitting, place, option, name FROM acts").fetchall()
    kept = Counter(found)
    wanted = Counter((act, *said, "choose") for act, said in sent.items())
    yield from (f"{act} is lost, or not what was sent" for act, *_ in (wanted - kept).elements())
    yield from (f"{act} was never sent so, or stands there twice" for act, *_ in (kept - wanted).elements())
