"""Statements of the hot path: written with SQLAlchemy, compiled once, and handed to the driver as text.

SQLAlchemy spends about 15 us on each execution of the simplest statement, and 100 us and more on one with thirty
columns; SQLite 2 to 7 us, and keeping an answer takes five statements. Parameters and results are treated by their
column's type as ever; errors are the driver's own, and no event of SQLAlchemy's is sent. The transaction must have
begun, where there is to be one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.postgresql import psycopg

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import BindParameter, Connection, Delete, Dialect, Insert, Select, Update

    Statement = Select[*tuple[Any, ...]] | Insert | Update | Delete
    Process = Callable[[Any], Any]

DIALECTS: dict[str, Dialect] = {
    "sqlite": sqlite.dialect(paramstyle="named"),
    "postgresql": psycopg.dialect(),  # type: ignore[no-untyped-call]
}

FLOAT8 = 701
"""What PostgreSQL calls the only numbers with a fraction that there are here."""


class Compiled:
    """The text of one statement in one dialect, and what is done to values on their way in and out."""

    __slots__ = ("fixed", "into", "out", "sql")

    def __init__(self, statement: Statement, columns: Sequence[str] | None, dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect, column_keys=columns)
        self.sql = str(compiled)
        binds: dict[str, BindParameter[Any]] = getattr(compiled, "binds", {})
        self.fixed = {name: bind.value for name, bind in binds.items() if not bind.required}
        self.into: list[tuple[str, Process]] = [
            (name, process)
            for name, bind in binds.items()
            if (process := bind.type.dialect_impl(dialect).bind_processor(dialect))
        ]
        given: Any = getattr(statement, "selected_columns", None) or getattr(statement, "_returning", ())
        self.out: list[tuple[int, Process]] = [
            (place, process)
            for place, column in enumerate(given)
            if (process := column.type.dialect_impl(dialect).result_processor(dialect, FLOAT8))
        ]

    def treat(self, values: dict[str, Any]) -> None:
        """Bring the values into the form that the driver wants."""
        for name, process in self.into:
            values[name] = process(values[name])
        values.update(self.fixed)

    def read(self, rows: Sequence[Any]) -> Sequence[Any]:
        """Rows as the columns' types have them."""
        if not self.out:
            return rows
        found = [list(row) for row in rows]
        for row in found:
            for place, process in self.out:
                row[place] = process(row[place])
        return found


class Ready:
    """One statement, or one a dialect; `columns` names what an insert sets."""

    __slots__ = ("_by_dialect",)

    def __init__(self, statement: Statement | Mapping[str, Insert], columns: Sequence[str] | None = None) -> None:
        each = statement if isinstance(statement, Mapping) else dict.fromkeys(DIALECTS, statement)
        self._by_dialect = {name: Compiled(each[name], columns, dialect) for name, dialect in DIALECTS.items()}

    def __call__(self, db: Connection, values: dict[str, Any]) -> Sequence[Any]:
        """Run it and fetch all rows; `values` may be changed on the way."""
        mine = self._by_dialect[db.dialect.name]
        mine.treat(values)
        driver: Any = db.connection.driver_connection
        try:
            cursor = driver.execute(mine.sql, values)
        except db.dialect.loaded_dbapi.Error as error:
            if db.dialect.is_disconnect(error, driver, None):
                db.invalidate(error)
                db.engine.dispose()  # the others that lie in the pool are as old
            raise
        return mine.read(cursor.fetchall()) if cursor.description else ()
