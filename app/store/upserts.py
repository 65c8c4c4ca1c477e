"""Insert or replace, insert or leave: the statements that each database spells through a dialect of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.dialects import postgresql, sqlite

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection, Insert, Table

DIALECTS = (sqlite, postgresql)


def upsert(table: Table) -> Mapping[str, Insert]:
    """By dialect: insert a row, or replace all but the primary key of the one that is there."""
    key = [column.name for column in table.primary_key]
    statements = {}
    for dialect in DIALECTS:
        insert = dialect.insert(table)
        new = {column.name: insert.excluded[column.name] for column in table.c if column.name not in key}
        statements[dialect.__name__.rpartition(".")[2]] = insert.on_conflict_do_update(index_elements=key, set_=new)
    return statements


def once(table: Table) -> Mapping[str, Insert]:
    """By dialect: insert a row, or leave one that a unique key says is the same.

    No key is named: a distributed table has the learner in each of its keys, one on a single server has not.
    """
    return {dialect.__name__.rpartition(".")[2]: dialect.insert(table).on_conflict_do_nothing() for dialect in DIALECTS}


def here(statements: Mapping[str, Insert], db: Connection) -> Insert:
    """The one for this database."""
    return statements[db.dialect.name]
