"""Copies of the SQLite database: taken while it is in use, checked, and put back."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy.engine import make_url

from app import clock, migrations
from app.store import faults
from app.store.faults import DatabaseError

TABLES = "SELECT count(*) FROM sqlite_master WHERE name IN ('answers', 'undos', 'alembic_version')"


class BackupError(Exception):
    """A copy that cannot be made or used; its words say what to do."""


def save(url: str, target: Path, *, force: bool = False) -> int:
    """Copy the database at `url` to a new file and return its size in bytes.

    Raises:
        BackupError: not SQLite, the file exists, or the folder cannot be written.
    """
    source = file_of(url)
    if target.exists() and source.exists() and target.samefile(source):
        raise BackupError(f"{target} is the database itself. Choose another name.")
    if target.exists() and not force:
        raise BackupError(f"{target} exists. Choose another name, or replace it with --force.")
    part = target.with_name(f".{target.name}.part")
    try:
        with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(part)) as new:
            old.backup(new)
            new.execute("PRAGMA journal_mode=DELETE")
        part.replace(target)
    except (OSError, sqlite3.Error) as error:
        part.unlink(missing_ok=True)
        raise BackupError(f"{target} cannot be written ({error}). Nothing was changed.") from error
    return target.stat().st_size


def restore(url: str, backup: Path) -> Path | None:
    """Put a backup in the place of the database; returns where the former one is kept, if there was one.

    Raises:
        BackupError: the file is no sound Momentum backup, the database is in use, or the place cannot be written.
            Nothing was changed.
    """
    place = file_of(url)
    check(backup)
    kept = place.with_name(f"{place.stem}-before-restore-{clock.now():%Y%m%d-%H%M%S}{place.suffix}")
    part = place.with_name(f".{place.name}.part")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        if place.exists():
            refuse_while_open(place)
            set_aside(place, kept)
        with closing(sqlite3.connect(backup)) as old, closing(sqlite3.connect(part)) as new:
            old.backup(new)
        for leftover in ("-wal", "-shm"):
            Path(f"{place}{leftover}").unlink(missing_ok=True)
        part.replace(place)
    except (OSError, sqlite3.Error) as error:
        part.unlink(missing_ok=True)
        raise BackupError(f"{place} cannot be replaced ({error}). Nothing was changed.") from error
    return kept if kept.exists() else None


def set_aside(place: Path, kept: Path) -> None:
    """Copy a database that nobody has open byte by byte, since it may be damaged; its log too, if one was left."""
    for ending in ("", "-wal"):
        if Path(f"{place}{ending}").exists():
            shutil.copy2(f"{place}{ending}", f"{kept}{ending}")


def refuse_while_open(place: Path) -> None:
    """Raise BackupError while another program has the database open: it would go on writing into the old file."""
    with closing(sqlite3.connect(place, timeout=1)) as db:
        try:
            db.execute("PRAGMA journal_mode=DELETE")  # only who is alone may do this
        except sqlite3.OperationalError as error:
            if faults.code(error) != sqlite3.SQLITE_BUSY:
                raise
            raise BackupError(f"{place} is in use. Stop Momentum first, then restore again.") from error
        except sqlite3.DatabaseError:
            return  # damaged, which is why somebody restores


def check(backup: Path) -> None:
    """Raise BackupError unless the file is a whole database of ours."""
    try:
        with closing(sqlite3.connect(f"{backup.resolve().as_uri()}?mode=ro", uri=True)) as db:
            sound = db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            ours = db.execute(TABLES).fetchone()
            version = db.execute("SELECT version_num FROM alembic_version").fetchone() if ours == (3,) else None
    except sqlite3.Error as error:
        raise BackupError(f"{backup} is not a backup of Momentum ({error}). Nothing was changed.") from error
    if not sound:
        raise BackupError(f"{backup} is damaged. Nothing was changed; try an older backup.")
    if version is None:
        raise BackupError(f"{backup} is a database, but not one of Momentum. Nothing was changed.")
    try:
        migrations.check_known(version[0])
    except DatabaseError as error:
        raise BackupError(f"{backup} is of no use here. {error}") from error


def file_of(url: str) -> Path:
    """The file of a SQLite database; BackupError for a database server, which has tools of its own."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database:
        raise BackupError("This copies SQLite databases. For PostgreSQL use its own tools: pg_dump and pg_restore.")
    return Path(os.path.expanduser(parsed.database))  # noqa: PTH111 a path in a URL is text
