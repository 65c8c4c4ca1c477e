"""Statements of the hot path: written with SQLAlchemy, compiled once, and on SQLite run by the driver itself.

SQLAlchemy spends about 15 us on each execution, SQLite 2 to 7 us; keeping an answer takes five statements.
Parameters are treated by their column's type as ever; results come as the driver gives them, so a statement here
may return numbers and text only. On PostgreSQL, where the way to the server costs more, SQLAlchemy runs them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy.dialects import sqlite

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import BindParameter, Connection, Delete, Insert, Select, Update

    Statement = Select[*tuple[Any, ...]] | Insert | Update | Delete


class Ready:
    """One statement, or one a dialect; `columns` names what an insert sets."""

    __slots__ = ("_by_dialect", "_fixed", "_processors", "_sql")

    def __init__(self, statement: Statement | Mapping[str, Insert], columns: Sequence[str] | None = None) -> None:
        if isinstance(statement, Mapping):
            self._by_dialect: Mapping[str, Statement] = statement
        else:
            self._by_dialect = {"sqlite": statement, "postgresql": statement}
        dialect = sqlite.dialect(paramstyle="named")
        compiled = self._by_dialect["sqlite"].compile(dialect=dialect, column_keys=columns)
        self._sql = str(compiled)
        binds: dict[str, BindParameter[Any]] = getattr(compiled, "binds", {})
        self._fixed = {name: bind.value for name, bind in binds.items() if not bind.required}
        self._processors: list[tuple[str, Callable[[Any], Any]]] = [
            (name, process)
            for name, bind in binds.items()
            if (process := bind.type.dialect_impl(dialect).bind_processor(dialect))
        ]

    def __call__(self, db: Connection, values: dict[str, Any]) -> Sequence[Any]:
        """Run it and fetch all rows; `values` may be changed on the way."""
        if db.dialect.name != "sqlite":
            result = db.execute(self._by_dialect[db.dialect.name], values)
            return result.all() if result.returns_rows else ()
        for name, process in self._processors:
            values[name] = process(values[name])
        values.update(self._fixed)
        driver: Any = db.connection.driver_connection
        rows: list[Any] = driver.execute(self._sql, values).fetchall()
        return rows
