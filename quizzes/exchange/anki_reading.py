"""Reading Anki packages of any age: ours as they were written, strangers' notes as cards.

A package is a zip with a SQLite database in it. Modern ones hold a decoy `collection.anki2` with one note that asks for
an update, so the newest layout is tried first. What comes in is a stranger's: sizes, notes and the work a database may
make are bounded, and HTML is cleaned.
"""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from contextlib import closing
from typing import IO, TYPE_CHECKING, NamedTuple

import zstandard

from quizzes.course.problems import Problem
from quizzes.exchange.anki_notes import arrived
from quizzes.exchange.parcel import Arrival

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST_FILE = 100 * 2**20
LARGEST_DATABASE = 60 * 2**20
MOST_NOTES = 20_000
MOST_STEPS = 3_000
"""Of ten thousand steps of SQLite's machine each."""
LAYOUTS = ("collection.anki21b", "collection.anki21", "collection.anki2")
DECOY = "update to the latest Anki version"
UPDATE = "Ask for the file again, exported by a newer Anki, or save a smaller deck."


class PackageError(Exception):
    """A package that cannot be read; its words say why and what to do."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.code, self.message, self.hint = code, message, hint


class Raw(NamedTuple):
    """A note as Anki keeps it: its number in the package, its guid, field names and texts, tags, and if it has gaps."""

    number: int
    guid: str
    names: tuple[str, ...]
    texts: tuple[str, ...]
    tags: tuple[str, ...]
    cloze: bool


def read(data: bytes, name: str) -> Arrival:
    """The notes of a package as items; lines are the numbers of the notes."""
    try:
        return arrived(notes(database(data)), name)
    except PackageError as error:
        return Arrival((), (Problem(name, 1, 1, error.code, error.message, error.hint),))
    except (sqlite3.Error, ValueError, KeyError, TypeError, AttributeError) as error:
        message = f"the collection in this package cannot be read ({type(error).__name__})"
        return Arrival((), (Problem(name, 1, 1, "E82", message, "export the deck from Anki again"),))


def database(data: bytes) -> bytes:
    """The bytes of the newest collection in a package."""
    if len(data) > LARGEST_FILE:
        raise PackageError("E81", f"the file is larger than {LARGEST_FILE >> 20} MB", "export without media")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            inside = set(package.namelist())
            layout = next((each for each in LAYOUTS if each in inside), None)
            if layout is None:
                raise PackageError("E80", "there is no Anki collection in this file", "export it as .apkg from Anki")
            with package.open(layout) as member:
                return unpacked(member, compressed=layout.endswith("b"))
    except (zipfile.BadZipFile, zstandard.ZstdError, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        hint = "it may have been cut short on the way: fetch it again"
        raise PackageError("E80", "this is not a whole Anki package", hint) from error


def unpacked(member: IO[bytes], *, compressed: bool) -> bytes:
    """What is in a member of the zip, but never more than a deck of words can need."""
    source = zstandard.ZstdDecompressor().stream_reader(member) if compressed else member
    found = source.read(LARGEST_DATABASE + 1)
    if len(found) > LARGEST_DATABASE:
        raise PackageError("E81", f"unpacked, it is larger than {LARGEST_DATABASE >> 20} MB", UPDATE)
    return found


def notes(collection: bytes) -> Iterator[Raw]:
    """The notes of a collection, in the order they were made."""
    if len(collection) < 100 or not collection.startswith(b"SQLite format 3\0"):  # noqa: PLR2004 a header's length
        raise PackageError("E82", "the collection in this package is no database", "export the deck from Anki again")
    with closing(sqlite3.connect(":memory:")) as database:
        # Bytes 18 and 19 say that a log lies beside the file, which a package never has.
        database.deserialize(collection[:18] + b"\1\1" + collection[20:])
        guard(database)
        kinds = modern(database) if has(database, "notetypes") else old(database)
        rows = database.execute("SELECT guid, mid, tags, flds FROM notes ORDER BY id LIMIT ?", (MOST_NOTES + 1,))
        for number, (guid, model, tags, fields) in enumerate(rows, start=1):
            if number > MOST_NOTES:
                raise PackageError("E81", f"it holds more than {MOST_NOTES} notes", UPDATE)
            if DECOY in fields:
                raise PackageError("E82", "there is only a note in it that asks for a newer Anki", UPDATE)
            names, cloze = kinds.get(model, ((), False))
            yield Raw(number, f"{guid}", names, tuple(f"{fields}".split("\x1f")), tuple(f"{tags}".split()), cloze)


def guard(database: sqlite3.Connection) -> None:
    """Let a stranger's database do no more than be read, and not for long."""
    steps = iter(range(MOST_STEPS))
    database.set_progress_handler(lambda: next(steps, None) is None, 10_000)
    database.create_collation(
        "unicase", lambda one, other: (one.lower() > other.lower()) - (one.lower() < other.lower())
    )
    database.execute("PRAGMA trusted_schema = OFF")
    tables = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'notes'"
    if database.execute(tables).fetchone() != (1,):
        raise PackageError("E82", "the collection in this package holds no notes", "export the deck from Anki again")


def unicase(one: str, other: str) -> int:
    """Anki's order of names, in which capitals are as small letters."""
    return (one.casefold() > other.casefold()) - (one.casefold() < other.casefold())


def has(database: sqlite3.Connection, table: str) -> bool:
    """Whether there is a table of this name."""
    found = database.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (table,))
    return found.fetchone() is not None


def modern(database: sqlite3.Connection) -> dict[int, tuple[tuple[str, ...], bool]]:
    """Field names by kind of note, and if it has gaps, from the tables of schema 15 and later."""
    names: dict[int, list[str]] = {}
    for model, field in database.execute("SELECT ntid, name FROM fields ORDER BY ntid, ord"):
        names.setdefault(model, []).append(f"{field}")
    # The first field of the settings, a protobuf, is the kind: 1 for gaps; standard, 0, is left out.
    settings = database.execute("SELECT id, config FROM notetypes")
    return {
        model: (tuple(names.get(model, ())), bytes(config or b"").startswith(b"\x08\x01")) for model, config in settings
    }


def old(database: sqlite3.Connection) -> dict[int, tuple[tuple[str, ...], bool]]:
    """The same from the JSON of schema 11."""
    (written,) = database.execute("SELECT models FROM col").fetchone()
    models = json.loads(written)
    return {
        int(model): (tuple(f"{field['name']}" for field in kind["flds"]), kind.get("type") == 1)
        for model, kind in models.items()
    }
