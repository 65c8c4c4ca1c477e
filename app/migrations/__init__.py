"""Bringing a database to the newest version with Alembic; a copy of a SQLite file is made before it changes."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import inspect, text

from app.store.faults import FOREIGN, NEWER, DatabaseError

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy import Connection, Engine

HEAD = "0008"
"""The newest revision in versions/, written here so that opening an up-to-date database needs no Alembic."""


def upgrade(engine: Engine, name: str, path: Path | None) -> None:
    """Bring a database to HEAD; two processes that start at once take turns.

    Raises:
        DatabaseError: it is newer than this program, or belongs to another one.
    """
    with engine.connect() as connection:
        found = revision(connection, name)
    if found == HEAD:
        return
    check_known(found)
    with engine.execution_options(way="writing").begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(20260301)"))
        if (found := revision(connection, name)) == HEAD:
            return
        if path and found is not None:  # while nobody else can write: a copy made later might be of the new tables
            copy(path, path.with_name(f"{path.stem}-before-{HEAD}{path.suffix}"))
        run(connection)


def revision(connection: Connection, name: str) -> str | None:
    """The version of a database: "" before the first, None when it is empty; DatabaseError if it is not ours."""
    tables = inspect(connection).get_table_names()
    if not tables:
        return None
    if "alembic_version" not in tables:
        raise DatabaseError(FOREIGN.format(name=name))
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none() or ""


def check_known(found: str | None) -> None:
    """Raise DatabaseError for a revision that only a newer program knows."""
    if not found:
        return
    from alembic.script import ScriptDirectory  # noqa: PLC0415 needed only when something is pending

    known = {script.revision for script in ScriptDirectory.from_config(config()).walk_revisions()}
    if found not in known:
        raise DatabaseError(NEWER.format(version=found))


def copy(source: Path, target: Path) -> None:
    """Copy a SQLite database as it stands, its log of writes included."""
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)


def run(connection: Connection) -> None:
    """Run the pending revisions inside the connection's transaction."""
    from alembic import command  # noqa: PLC0415 a quarter of a second that most starts can spare

    settings = config()
    settings.attributes["connection"] = connection
    command.upgrade(settings, "head")


def config() -> Config:
    """Alembic's settings, without a file."""
    from alembic.config import Config  # noqa: PLC0415 see run

    settings = Config()
    settings.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    return settings
