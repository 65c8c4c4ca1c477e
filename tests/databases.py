"""The databases of the tests: one for each data folder, a SQLite file or, with `--database postgresql`, on a server.

The server is one a process, started when first asked for; a database is copied from a template at the newest version.
It serves the next test too, emptied, unless its tables were changed: making one takes five times as long.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import psycopg
from sqlalchemy import create_engine, event, make_url, text

from app.db import DRIVERS, open_database
from tests.warm import empty

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from sqlalchemy import Row

    from app.db import Database
    from tests.pgtemp import Server

Kind: TypeAlias = Literal["sqlite", "postgresql"]
EMPTY = """
SET session_replication_role = replica;
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid();
DO $$ DECLARE one name; filled bool; BEGIN
  FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version' LOOP
    EXECUTE format('SELECT EXISTS (SELECT FROM %I)', one) INTO filled;
    IF filled THEN EXECUTE format('DELETE FROM %I', one); END IF;
  END LOOP;
  PERFORM setval(format('%I', sequencename)::regclass, 1, false) FROM pg_sequences WHERE last_value IS NOT NULL;
END $$;
"""
"""Whoever is still connected goes first; keys and triggers look the other way."""
SHAPE = """
SELECT md5(string_agg(said, ';' ORDER BY said)) FROM (
  SELECT concat_ws(' ', c.oid::regclass, a.attname, a.atttypid::regtype, a.attnotnull, a.attnum) AS said
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid WHERE c.relnamespace = 'public'::regnamespace
  UNION ALL SELECT concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid))
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace
  UNION ALL SELECT concat_ws(' ', tgrelid::regclass, tgname) FROM pg_trigger WHERE NOT tgisinternal
  UNION ALL SELECT concat_ws(' ', 'version', version_num) FROM alembic_version
) AS every
"""
"""Tables, columns, keys, triggers and version of a database, as one word."""


class Databases:
    """All databases of this process; `kind` is what a data folder gets unless a test says otherwise."""

    def __init__(self) -> None:
        self.kind: Kind = "sqlite"
        self._server: Server | None = None
        self._template = ""
        self._shape: object = None
        self._made: dict[Path, str] = {}
        self._spare: list[str] = []

    def address(self, data: Path) -> str:
        """The database of a data folder; made when first asked for, and the same one ever after."""
        return self.sqlite(data) if self.kind == "sqlite" else self.postgresql(data)

    def sqlite(self, data: Path) -> str:
        """A file in the folder, copied from one at the newest version."""
        path = data / "momentum.db"
        if not path.exists():
            data.mkdir(parents=True, exist_ok=True)
            path.write_bytes(empty())
        return f"sqlite:///{path}"

    def postgresql(self, data: Path) -> str:
        """A database on the server."""
        if data not in self._made:
            self._made[data] = self._spare.pop() if self._spare else self.server.create(self._copied())
        return self.server.url(self._made[data])

    @property
    def server(self) -> Server:
        """The one PostgreSQL server of this process."""
        if self._server is None:
            from tests.pgtemp import Server

            self._server = Server().__enter__()
        return self._server

    def give_back(self) -> None:
        """What the last test had: emptied for the next, or dropped where its tables are others now."""
        while self._made:
            name = self._made.popitem()[1]
            if self._emptied(name):
                self._spare.append(name)
            else:
                self.server.drop(name)

    def close(self) -> None:
        """End the server."""
        if self._server:
            self._server.__exit__()
            self._server, self._template, self._spare = None, "", []

    def _copied(self) -> str:
        if not self._template:
            self._template = self.server.create()
            open_database(self.server.url(self._template)).close()
            with psycopg.connect(self.server.url(self._template)) as db:
                self._shape = db.execute(SHAPE).fetchone()
        return self._template

    def _emptied(self, name: str) -> bool:
        try:
            with psycopg.connect(self.server.url(name), autocommit=True) as db:
                if db.execute(SHAPE).fetchone() == self._shape:
                    db.execute(EMPTY)
                    return True
        except (psycopg.OperationalError, psycopg.errors.UndefinedTable):
            pass  # its tables are gone, or it is
        return False


databases = Databases()


def ask(address: str, sql: str, values: Mapping[str, object] | None = None) -> list[Row[*tuple[object, ...]]]:
    """Run one statement from outside the program and commit it; the rows, if it gives any."""
    url = make_url(address)
    engine = create_engine(url.set(drivername=DRIVERS[url.drivername]))
    try:
        with engine.begin() as db:
            found = db.execute(text(sql), dict(values or {}))
            return list(found.all()) if found.returns_rows else []
    finally:
        engine.dispose()


@contextmanager
def heard(database: Database, hear: Callable[[str], object]) -> Iterator[None]:
    """Every statement goes to `hear` too, whether SQLAlchemy sends it or the store speaks to the driver."""

    class Hearing(psycopg.Cursor[Any]):
        def execute(self, query: Any, *rest: Any, **more: Any) -> Any:
            hear(query.decode() if isinstance(query, bytes) else str(query))
            return super().execute(query, *rest, **more)

    def listen(connection: Any, _record: object) -> None:
        if database.path:
            connection.set_trace_callback(hear)
        else:
            connection.cursor_factory = Hearing

    def start_anew() -> None:
        if database.pen:
            database.pen.close()
        database.engine.dispose()

    start_anew()
    event.listen(database.engine, "connect", listen)
    try:
        yield
    finally:
        event.remove(database.engine, "connect", listen)
        start_anew()
