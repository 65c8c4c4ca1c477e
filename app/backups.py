"""Backups: one file of one format, a SQLite database, taken while serving and restored into either kind of database."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError

from app import clock, migrations
from app.db import open_database, parsed
from app.store import copying, faults
from app.store.faults import DatabaseError

if TYPE_CHECKING:
    from sqlalchemy import Connection

PATIENCE = 2.0
"""Seconds in which a server hears that a program has ended."""
TABLES = "SELECT count(*) FROM sqlite_master WHERE name IN ('answers', 'undos', 'alembic_version')"


class BackupError(Exception):
    """A copy that cannot be made or used; its words say what to do."""


def save(url: str, target: Path, *, force: bool = False) -> int:
    """Copy the database at `url` to a new file and return its size in bytes.

    Raises:
        BackupError: the file exists, or its folder cannot be written.
        DatabaseError: a database server cannot be reached or read.
    """
    source = file_of(url)
    if source and target.exists() and source.exists() and target.samefile(source):
        raise BackupError(f"{target} is the database itself. Choose another name.")
    if target.exists() and not force:
        raise BackupError(f"{target} exists. Choose another name, or replace it with --force.")
    part = target.with_name(f".{target.name}.part")
    try:
        if source:
            duplicate(source, part)
        else:
            gather(url, part)
        part.replace(target)
    except (OSError, sqlite3.Error) as error:
        raise BackupError(f"{target} cannot be written ({error}). Nothing was changed.") from error
    finally:
        part.unlink(missing_ok=True)
    return target.stat().st_size


def restore(url: str, backup: Path, folder: Path) -> Path | None:
    """Put a backup in the place of the database; returns where the former one is kept, if it held anything.

    A former file is kept beside the new one; what a server held is kept as a backup in `folder`.

    Raises:
        BackupError: the file is no sound Momentum backup, the database is in use, or the place cannot be written.
            Nothing was changed.
        DatabaseError: a database server cannot be reached or written; nothing was changed.
    """
    check(backup)
    place = file_of(url)
    return replace(place, backup) if place else refill(url, backup, folder)


def duplicate(source: Path, target: Path) -> None:
    """Copy a SQLite database that may be in use to a file that stands alone."""
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)
        new.execute("PRAGMA journal_mode=DELETE")


def gather(url: str, target: Path) -> None:
    """Copy a database on a server, as it stood at one moment, to a new SQLite file."""
    with closing(open_database(url)) as old, old.reading() as source:
        pour(source, target)


def pour(source: Connection, target: Path) -> None:
    """Write all that a connection sees to a new SQLite file that stands alone."""
    target.unlink(missing_ok=True)
    with closing(open_database(f"sqlite:///{target}")) as new, new.writing() as goal:
        copying.copy(source, goal)
    with closing(sqlite3.connect(target)) as alone:
        alone.execute("PRAGMA journal_mode=DELETE")


def replace(place: Path, backup: Path) -> Path | None:
    """Put a backup in the place of a SQLite file."""
    kept = former(place.parent, place.stem, place.suffix)
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


def refill(url: str, backup: Path, folder: Path) -> Path | None:
    """Put a backup in the place of all that a server's database holds, in one transaction."""
    folder.mkdir(parents=True, exist_ok=True)
    kept = former(folder, str(parsed(url).database), ".db")
    with TemporaryDirectory(dir=folder) as room, closing(open_database(url)) as server:
        newest = Path(room) / "backup.db"
        duplicate(backup, newest)
        with closing(open_database(f"sqlite:///{newest}")) as old, old.reading() as source:
            try:
                with server.writing() as goal:
                    refuse_while_connected(goal, server.name)
                    exchange(goal, source, kept)
            except BaseException as error:
                kept.unlink(missing_ok=True)
                if isinstance(error, OSError | DBAPIError | copying.CopyError):
                    why = faults.reason(error)
                    raise BackupError(f"{server.name} cannot be replaced ({why}). Nothing was changed.") from error
                raise
    return kept if kept.exists() else None


def exchange(goal: Connection, source: Connection, kept: Path) -> None:
    """Put what one connection sees in the place of what another holds, which goes to a file first if it is anything."""
    copying.lock(goal)
    if copying.rows(goal):
        pour(goal, kept)
        copying.clear(goal)
    copying.copy(source, goal)


def former(folder: Path, name: str, ending: str) -> Path:
    """Where to keep what is replaced now: a name that nothing has, or the backup itself might be written over."""
    base = f"{name}-before-restore-{clock.now():%Y%m%d-%H%M%S}"
    paths = (folder / f"{base}{'-' * bool(more)}{more or ''}{ending}" for more in count())
    return next(path for path in paths if not path.exists())


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


def refuse_while_connected(db: Connection, name: str) -> None:
    """Raise BackupError while anybody else is connected to a server's database."""
    until = monotonic() + PATIENCE
    while copying.others(db):
        if monotonic() > until:
            raise BackupError(f"{name} is in use. Stop Momentum first, then restore again.")
        sleep(0.05)


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


def file_of(url: str) -> Path | None:
    """The file of a SQLite database; None for one on a server."""
    address = parsed(url)
    return Path(str(address.database)).expanduser() if address.get_backend_name() == "sqlite" else None
