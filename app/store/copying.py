"""All rows of one database into another, of either kind, each table proved equal by its digest."""

from __future__ import annotations

from functools import reduce
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Column, MetaData, Table, TypeDecorator, delete, func, insert, select, text

from app.store.tables import metadata

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sqlalchemy import Connection
    from sqlalchemy.types import TypeEngine

AT_ONCE = 1000


class CopyError(Exception):
    """Rows that did not arrive as they were; nothing may be kept of them."""


class Sum(NamedTuple):
    """What a table holds: how many rows, and a digest of them that does not depend on their order."""

    rows: int
    digest: int


NOTHING = Sum(0, 0)


def rows(db: Connection) -> int:
    """How many rows there are in all tables."""
    counts = (select(func.count()).select_from(table) for table in metadata.sorted_tables)
    return sum(db.execute(count).scalar_one() for count in counts)


def copy(source: Connection, target: Connection, told: Callable[[int], object] = lambda _rows: None) -> dict[str, Sum]:
    """Copy every table into one that is empty, in the transactions of both; what each holds by name.

    `told` hears how many rows have been written since it was last told. Numbers of rows are kept, and go on from there.

    Raises:
        CopyError: a table of the target does not hold what that of the source does.
    """
    sums = {}
    for table in map(plain, metadata.sorted_tables):
        sent = written(source, target, table, told)
        if (arrived := held(target, table)) != sent:
            raise CopyError(f"The table {table.name} did not arrive as it was: {sent.rows} rows, {arrived.rows} there.")
        sums[table.name] = sent
    if target.dialect.name == "postgresql":
        count_on(target)
    return sums


def written(source: Connection, target: Connection, table: Table, told: Callable[[int], object]) -> Sum:
    """Write one table in batches; what was read of it."""
    sent, names = NOTHING, [column.name for column in table.c]
    for batch in batches(source, table):
        target.execute(insert(table), [dict(zip(names, row, strict=True)) for row in batch])
        sent = summed(sent, batch)
        told(len(batch))
    return sent


def held(db: Connection, table: Table) -> Sum:
    """What a table holds."""
    return reduce(summed, batches(db, table), NOTHING)


def batches(db: Connection, table: Table) -> Iterator[Sequence[Sequence[Any]]]:
    """All rows of a table, so many at a time."""
    found = select(table).order_by(*table.primary_key)
    return db.execute(found, execution_options={"yield_per": AT_ONCE}).partitions()


def summed(before: Sum, batch: Sequence[Sequence[Any]]) -> Sum:
    """Count rows and add up their digests, 128 bits each."""
    digests = (blake2b(repr(tuple(row)).encode(), digest_size=16).digest() for row in batch)
    total = sum(int.from_bytes(digest, "big") for digest in digests)
    return Sum(before.rows + len(batch), (before.digest + total) % 2**128)


def plain(table: Table) -> Table:
    """The same table with the values as they are kept: JSON as its text, moments as numbers."""
    columns = (Column(one.name, kept(one.type), primary_key=one.primary_key) for one in table.c)
    return Table(table.name, MetaData(), *columns)


def kept(kind: TypeEngine[Any]) -> TypeEngine[Any]:
    """The type of the database under one of our own."""
    return kind.impl_instance if isinstance(kind, TypeDecorator) else kind


def clear(db: Connection) -> None:
    """Delete every row of every table."""
    for table in reversed(metadata.sorted_tables):
        db.execute(delete(table))


def lock(db: Connection) -> None:
    """Keep everybody else out of all tables until the transaction ends; SQLite's writer is alone anyway."""
    if db.dialect.name == "postgresql":
        names = ", ".join(f'"{table.name}"' for table in metadata.sorted_tables)
        db.execute(text(f"LOCK TABLE {names} IN ACCESS EXCLUSIVE MODE"))


def others(db: Connection) -> int:
    """How many other connections to this PostgreSQL database there are; its own workers have no user."""
    db.execute(text("SELECT pg_stat_clear_snapshot()"))
    here = "datname = current_database() AND pid <> pg_backend_pid() AND usename IS NOT NULL"
    return int(db.execute(text(f"SELECT count(*) FROM pg_stat_activity WHERE {here}")).scalar_one())  # noqa: S608


def count_on(db: Connection) -> None:
    """Let PostgreSQL number new rows after those that are there; SQLite does so by itself."""
    for table in metadata.sorted_tables:
        if (column := table.autoincrement_column) is None:
            continue
        sequence = func.pg_get_serial_sequence(f'"{table.name}"', column.name)
        newest = select(func.max(column)).scalar_subquery()
        db.execute(select(func.setval(sequence, func.coalesce(newest, 1), newest.is_not(None))))
