"""Migrations: they make exactly the tables of the models, on both databases, and never without a copy."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from app import migrations
from app.db import open_database
from app.store import learners, readings, sketches
from app.store.sketches import Draft
from app.store.tables import metadata
from tests.store.actors import NOON

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from app.db import Database
    from tests.pgtemp import Server


def back_to_the_start(db: Connection) -> None:
    """Undo all migrations."""
    settings = migrations.config()
    settings.attributes["connection"] = db
    command.downgrade(settings, "base")


def test_migrations_make_the_tables_of_the_models(database: Database) -> None:
    """Alembic finds nothing to add, drop or change."""
    with database.writing() as db:
        assert compare_metadata(MigrationContext.configure(db), metadata) == []


def test_migrations_go_back_and_forth(database: Database) -> None:
    """Down leaves no table of ours, up again makes them."""
    with database.writing() as db:
        back_to_the_start(db)
        assert set(inspect(db).get_table_names()) == {"alembic_version"}
        migrations.run(db)
    with database.writing() as db:
        assert compare_metadata(MigrationContext.configure(db), metadata) == []


def test_sketches_come_and_go_alone(database: Database) -> None:
    """0002 down and up again, over what is there: what older tables hold stays, sketches go with theirs."""
    settings = migrations.config()
    with database.writing() as db:
        settings.attributes["connection"] = db
        anna = learners.local(db)
        readings.read(db, anna, "15", "why", NOON)
        sketches.save(db, anna, "own-case", Draft(("Why.",), (), NOON))
        command.downgrade(settings, "0001")
        assert "sketches" not in inspect(db).get_table_names()
        migrations.run(db)
        assert readings.sections_read(db, anna) == {"15": {"why"}}
        assert sketches.of(db, anna) == {}


def test_the_newest_revision_is_written_down() -> None:
    """Opening compares with this constant, so it must be the last of the chain."""
    assert ScriptDirectory.from_config(migrations.config()).get_heads() == [migrations.HEAD]


def test_an_older_database_is_copied_before_it_changes(sqlite_url: str) -> None:
    """The copy holds what was there, what only stood in the write-ahead log included; a newest one is not copied."""
    opened = open_database(sqlite_url)
    with opened.writing() as db:
        back_to_the_start(db)
        db.execute(text("CREATE TABLE keepsake (words TEXT)"))
        db.execute(text("INSERT INTO keepsake VALUES ('precious')"))
    again = open_database(sqlite_url)
    open_database(sqlite_url).close()
    opened.close()
    again.close()
    path = Path(str(opened.path))
    copies = sorted(path.parent.glob("*before*"))
    assert [copy.name for copy in copies] == [f"momentum-before-{migrations.HEAD}.db"]
    with closing(sqlite3.connect(copies[0])) as copy:
        assert copy.execute("SELECT words FROM keepsake").fetchall() == [("precious",)]
        assert copy.execute("SELECT count(*) FROM sqlite_master WHERE name = 'answers'").fetchone() == (0,)


def test_a_new_database_is_not_copied(tmp_path: Path) -> None:
    """There is nothing to keep."""
    open_database(f"sqlite:///{tmp_path / 'sub' / 'momentum.db'}").close()
    assert [path.name for path in (tmp_path / "sub").iterdir()] == ["momentum.db"]


def test_programs_that_start_at_once_on_a_new_database_take_turns(tmp_path: Path, postgres: Server) -> None:
    """Each finds it at the newest version; none is told that it is locked."""
    name = postgres.create()
    files = [f"sqlite:///{tmp_path / f'{number}.db'}" for number in range(6)]
    with ThreadPoolExecutor(3) as threads:
        for address in (*files, postgres.url(name)):
            for opened in threads.map(open_database, [address] * 3):
                with opened.reading() as db:
                    assert set(metadata.tables) < set(inspect(db).get_table_names())
                opened.close()
    postgres.drop(name)
