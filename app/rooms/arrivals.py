"""Files that authors bring: kept in the data folder until they are written or thrown away, looked at in a thread.

What was found is only ever a convenience: after a restart, or in another process, the file is looked at again.
"""

from __future__ import annotations

import json
import re
import secrets
from dataclasses import dataclass
from threading import Lock, Thread
from typing import TYPE_CHECKING, NamedTuple

from flask import current_app

from app import clock, current
from app.desk.importing import Prepared, prepare
from app.library import CourseError
from quizzes.exchange.formats import FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from quizzes.course.course import Course
    from quizzes.course.problems import Problem
    from quizzes.exchange.parcel import Arrival

TOKEN = re.compile(r"[0-9a-f]{16}")
KEPT_SECONDS = 24 * 3600
SHOWN = 200
"""Rows of one kind on a page."""


class Ask(NamedTuple):
    """What an author wants of a file: its name, format, the chapter for new items, the skill of those without one."""

    name: str
    form: str
    chapter: str
    skill: str


@dataclass(slots=True)
class Look:
    """How far the look at a file has come, and what was found in the end."""

    ask: Ask
    done: int = 0
    of: int = 0
    arrival: Arrival | None = None
    prepared: Prepared | None = None
    fault: str = ""

    @property
    def over(self) -> bool:
        """Whether there is something to show."""
        return self.prepared is not None or bool(self.fault)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong in the file itself."""
        return self.arrival.problems if self.arrival else ()


_looks: dict[str, Look] = {}
_lock = Lock()


def folder() -> Path:
    """Where files wait."""
    found: Path = current_app.config["MOMENTUM"].data / "imports"
    return found


def keep(data: bytes, ask: Ask) -> str:
    """Keep a file and begin to look at it; the token it is known by."""
    place, token = folder(), secrets.token_hex(8)
    place.mkdir(parents=True, exist_ok=True)
    since = clock.now().timestamp() - KEPT_SECONDS
    for old in {path.stem for path in waiting(place) if path.stat().st_mtime < since}:
        drop(old)
    (place / token).write_bytes(data)
    (place / f"{token}.json").write_text(json.dumps(ask), encoding="utf-8")
    look(token)
    return token


def waiting(place: Path) -> Iterator[Path]:
    """The files that wait."""
    return (path for path in place.iterdir() if path.is_file())


def drop(token: str) -> None:
    """Throw a file away; a token that is none names no file."""
    if not TOKEN.fullmatch(token):
        return
    with _lock:
        _looks.pop(token, None)
    for name in (token, f"{token}.json"):
        (folder() / name).unlink(missing_ok=True)


def again(token: str) -> None:
    """Look at a file anew."""
    with _lock:
        _looks.pop(token, None)


def look(token: str) -> Look | None:
    """The look at a file, begun if there is none; None when there is no such file."""
    place = folder() / token
    if not TOKEN.fullmatch(token) or not place.exists():
        return None
    with _lock:
        if token not in _looks:
            ask = Ask(*json.loads(place.with_suffix(".json").read_text(encoding="utf-8")))
            _looks[token] = found = Look(ask)
            course, library = current.course(), current.library().folder
            Thread(target=run, args=(found, place.read_bytes(), course, library), daemon=True).start()
        return _looks[token]


def run(found: Look, data: bytes, course: Course, library: Path) -> None:
    """Read a file and see what would become of its items."""
    ask = found.ask

    def tell(done: int) -> None:
        found.done = done

    try:
        found.arrival = FORMATS[ask.form].read(data, ask.name)
        found.of = len(found.arrival.items)
        found.prepared = prepare(library, course, found.arrival, ask.chapter, ask.skill, tell)
    except (CourseError, KeyError, OSError) as error:
        found.fault = f"The course cannot take it just now: {error}"
    except Exception:  # a page waits for this thread; it must hear of every end
        found.fault = "This file could not be read, and that is a fault of ours. Nothing was written."
        raise
