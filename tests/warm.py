"""Courses, templates and the empty database are made once a process; the next app or program begins with a copy."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from jinja2 import BytecodeCache

from app import create_app
from app.course_cache import SERVED, built, digest
from app.db import open_database
from app.library import read_folder

if TYPE_CHECKING:
    from flask import Flask
    from jinja2.bccache import Bucket

    from app.config import Config

_built: dict[bytes, bytes] = {}
"""Copies by the digest of the files they were made of."""


class Compiled(BytecodeCache):
    """Templates as they were compiled; Jinja compares each with its source."""

    def __init__(self) -> None:
        self.held: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take one that was compiled before."""
        if bucket.key in self.held:
            bucket.bytecode_from_string(self.held[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it."""
        self.held[bucket.key] = bucket.bytecode_to_string()


_compiled = Compiled()


def lay(content: Path, data: Path) -> None:
    """Put the copy of a course into the data folder of whoever starts there next; one that lies there stays."""
    files = read_folder(content)
    key = digest(files)
    if key not in _built:
        with TemporaryDirectory() as folder:
            built(files, Path(folder), errors_only=True)
            _built[key] = (Path(folder) / SERVED).read_bytes()
    if not (data / SERVED).exists():
        data.mkdir(parents=True, exist_ok=True)
        (data / SERVED).write_bytes(_built[key])


@cache
def empty() -> bytes:
    """A SQLite database at the newest version, with nobody in it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "momentum.db"
        open_database(f"sqlite:///{path}").close()
        return path.read_bytes()


def warm_app(config: Config) -> Flask:
    """An app as `create_app` makes it."""
    lay(config.content, config.data)
    scheme, _, place = config.database.partition(":///")
    if scheme == "sqlite" and not Path(place).exists():
        Path(place).write_bytes(empty())
    made = create_app(config)
    made.jinja_env.bytecode_cache = _compiled
    return made
