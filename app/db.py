"""Opening the database and the two ways into it: `reading()` and `writing()`. What is kept there is the store's."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Lock
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, InvalidatePoolError, NoSuchModuleError

from app import migrations
from app.store import faults
from app.store.faults import DatabaseError, WriteError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine
    from sqlalchemy.engine import ExceptionContext

__all__ = ["Database", "DatabaseError", "WriteError", "database", "open_database"]

DRIVERS = {
    "sqlite": "sqlite+pysqlite",
    "sqlite+pysqlite": "sqlite+pysqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}
MOMENT = "BEGIN ISOLATION LEVEL REPEATABLE READ"
BEGIN = {
    "sqlite": {"reading": "BEGIN", "watching": "BEGIN", "writing": "BEGIN IMMEDIATE", "asking": ""},
    "postgresql": {"reading": MOMENT, "watching": f"{MOMENT} READ ONLY", "writing": "BEGIN", "asking": ""},
}
"""How each way into a database begins, by the execution option `way`; SQLite's writer takes the lock at once, so what
it reads cannot change before it writes."""
QUIET: dict[str, Any] = {"hide_parameters": True}
"""An error says which statement failed, not with whose address or hash: errors are logged."""
IDLE = 1.0
"""Seconds after which a connection to a server is tried before it is used again."""
PRAGMAS = ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "cache_size=-4000")
"""4 MB of pages for each of the five connections; the system keeps the rest of the file in memory anyway."""


class Pen:
    """SQLite's one writing connection, kept open; threads take turns at once instead of polling for the lock.

    Keeping it saves a quarter of the time that an answer takes: neither pool nor new connection objects.
    """

    def __init__(self, engine: Engine, patience: float) -> None:
        self.engine = engine.execution_options(way="writing")
        self.patience = patience
        self.turn = Lock()
        self.connection: Connection | None = None

    def take(self) -> Connection:
        """Wait for the turn and begin; WriteError when others write for too long."""
        if not self.turn.acquire(timeout=self.patience):
            raise WriteError(faults.BUSY)
        try:
            self.connection = self.connection or self.engine.connect()
            self.connection.begin()
        except BaseException:
            self.give(spoilt=True)
            raise
        return self.connection

    def give(self, *, spoilt: bool) -> None:
        """End the turn; what went wrong is rolled back, and the next one starts with a connection from the pool."""
        try:
            if spoilt and self.connection:
                self.connection.close()
                self.connection = None
        finally:
            self.turn.release()

    def close(self) -> None:
        """Put it away."""
        with self.turn:
            if self.connection:
                self.connection.close()
                self.connection = None


@dataclass(frozen=True, slots=True)
class Database:
    """An open database at the newest version, safe to share between threads.

    `name` is how to speak of it to a person; `path` is its file, None on a server.
    """

    engine: Engine
    pen: Pen | None
    name: str
    path: Path | None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one moment; what is written through it is lost. Raises DatabaseError."""
        with self._looking("reading") as connection:
            connection.begin()
            yield connection

    @contextmanager
    def asking(self) -> Iterator[Connection]:
        """A connection for statements that read, each by itself: no two need to see the same moment.

        So neither a beginning nor an end makes its way to a server and back. Raises DatabaseError.
        """
        with self._looking("asking") as connection:
            yield connection

    @contextmanager
    def _looking(self, way: str) -> Iterator[Connection]:
        try:
            with self.engine.connect() as connection:
                yield connection.execution_options(way=way)
        except (DBAPIError, self.engine.dialect.loaded_dbapi.Error) as error:
            if said := faults.opening(error, self.name):
                raise said from error
            raise

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection that alone may write: commits at the end, takes all back on an error. Raises WriteError."""
        spoilt = True
        try:
            connection = self.pen.take() if self.pen else self.engine.connect()
            try:
                if not self.pen:
                    connection.begin()
                yield connection
                connection.commit()
                spoilt = False
            finally:
                if self.pen:
                    self.pen.give(spoilt=spoilt)
                else:
                    connection.close()
        except (DBAPIError, self.engine.dialect.loaded_dbapi.Error) as error:
            if said := faults.writing(error, self.name):
                raise said from error
            raise

    def close(self) -> None:
        """Give up all connections."""
        if self.pen:
            self.pen.close()
        self.engine.dispose()


def database() -> Database:
    """The database of the web application that is serving now."""
    from flask import current_app  # noqa: PLC0415 the command line opens databases without Flask

    found: Database = current_app.extensions["database"]
    return found


def open_database(address: str, *, patience: float = 5.0) -> Database:
    """Open a database by its URL, make it if it is new, and bring it to the newest version.

    An older SQLite file is copied first. `patience`: seconds to wait for another program's lock.

    Raises:
        DatabaseError: it cannot be used; the words say why and what to do.
    """
    url = parsed(address)
    path = Path(url.database).absolute() if url.database and url.get_backend_name() == "sqlite" else None
    name = str(path) if path else f"{url.database} at {url.host or 'this machine'}"
    if path:
        make_folder(path.parent)
    engine = connected(url, patience)
    opened = Database(engine, Pen(engine, patience) if path else None, name, path)
    try:
        migrations.upgrade(engine, name, path)
    except (DBAPIError, sqlite3.Error) as error:
        opened.close()
        if said := faults.opening(error, name):
            raise said from error
        raise
    except BaseException:
        opened.close()
        raise
    return opened


def parsed(address: str) -> URL:
    """The URL with the driver we use; raises DatabaseError for one we do not know."""
    try:
        url = make_url(address)
        driver = DRIVERS[url.drivername]
    except (ArgumentError, KeyError, ValueError) as error:
        raise DatabaseError(faults.NO_URL.format(url=address.partition("://")[0] + "://...")) from error
    if not url.database or url.database == ":memory:":
        raise DatabaseError(faults.NO_URL.format(url=f"{url.drivername}://..."))
    return url.set(drivername=driver)


def make_folder(folder: Path) -> None:
    """Make the folder a database file lives in; raises DatabaseError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise DatabaseError(faults.NO_FOLDER.format(name=folder, reason=reason)) from error


def connected(url: URL, patience: float) -> Engine:
    """An engine with our settings; raises DatabaseError if the driver is missing."""
    if url.get_backend_name() == "sqlite":
        engine = create_engine(url, connect_args={"timeout": patience}, pool_reset_on_return=None, **QUIET)
        event.listen(engine, "connect", set_up)
        event.listen(engine, "begin", begin)
        return engine
    try:
        waits = {"connect_timeout": max(2, round(patience))}
        # The driver begins nothing by itself: a change of how it does so, at each use, took a tenth of a page's time.
        engine = create_engine(url, connect_args=waits, isolation_level="AUTOCOMMIT", **QUIET)
    except (ModuleNotFoundError, NoSuchModuleError) as error:
        raise DatabaseError(faults.NO_DRIVER) from error
    event.listen(engine, "begin", begin)
    event.listen(engine, "handle_error", hush)
    event.listen(engine, "checkout", partial(revive, engine))
    event.listen(engine, "checkin", put_by)
    return engine


def hush(context: ExceptionContext) -> None:
    """Leave out what PostgreSQL adds to an error: the whole row that was refused."""
    error = context.original_exception
    said = getattr(error, "diag", None)
    if said is not None and said.message_detail and said.message_primary:
        error.args = (said.message_primary,)
        if context.sqlalchemy_exception is not None:
            context.sqlalchemy_exception.args = (f"({type(error).__name__}) {said.message_primary}",)


def revive(engine: Engine, connection: Any, record: Any, _proxy: Any) -> None:  # noqa: ANN401 of SQLAlchemy's pool
    """Try a connection that has lain idle: asking each time would be a way to the server and back.

    SQLAlchemy's own check, which this stands for, takes a fifth of the time of an answer.
    """
    if monotonic() - record.info.get("put_by", 0.0) > IDLE:
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as error:
            raise InvalidatePoolError from error


def put_by(_connection: Any, record: Any) -> None:  # noqa: ANN401 of SQLAlchemy's pool
    """Note when a connection was used last."""
    record.info["put_by"] = monotonic()


def set_up(connection: sqlite3.Connection, _record: Any) -> None:  # noqa: ANN401 SQLAlchemy's pool record, unused
    """Every new SQLite connection: our pragmas, and transactions begun by us instead of the driver."""
    connection.isolation_level = None
    patience = connection.execute("PRAGMA busy_timeout").fetchone()[0] / 1000
    for pragma in PRAGMAS:
        insist(connection, f"PRAGMA {pragma}", monotonic() + patience)


def insist(connection: sqlite3.Connection, sql: str, until: float) -> None:
    """Run what SQLite refuses at once instead of waiting: the first switch to a write-ahead log."""
    while True:
        try:
            connection.execute(sql)
        except sqlite3.OperationalError as error:
            if faults.code(error) != sqlite3.SQLITE_BUSY or monotonic() > until:
                raise
            sleep(0.02)
        else:
            return


def begin(connection: Connection) -> None:
    """Begin for real, in the way that was asked for."""
    way, dialect = connection.get_execution_options().get("way", ""), connection.dialect.name
    statement = BEGIN[dialect].get(way, "BEGIN")
    if not statement:
        return
    if dialect == "sqlite":
        driver: Any = connection.connection.dbapi_connection
        driver.execute(statement)
    else:
        connection.exec_driver_sql(statement)
