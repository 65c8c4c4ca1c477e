"""Databases for the tests of the store: a fresh one each, on SQLite and on a real PostgreSQL."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from app.db import open_database
from app.store import learners
from tests.pgtemp import Server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.db import Database
    from app.store.learners import Learner


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """One server for all tests of a process."""
    with Server() as server:
        yield server


@pytest.fixture(scope="session")
def postgres_template(postgres: Server) -> str:
    """A database at the newest version, to be copied."""
    name = postgres.create()
    open_database(postgres.url(name)).close()
    return name


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file at the newest version, to be copied."""
    path = tmp_path_factory.mktemp("template") / "momentum.db"
    open_database(f"sqlite:///{path}").close()
    return path


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """The address of a fresh SQLite database."""
    return f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'momentum.db')}"


@pytest.fixture
def postgres_url(postgres: Server, postgres_template: str) -> Iterator[str]:
    """The address of a fresh PostgreSQL database."""
    name = postgres.create(postgres_template)
    yield postgres.url(name)
    postgres.drop(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest) -> str:
    """The address of a fresh database, on each kind in turn."""
    found: str = request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url")
    return found


@pytest.fixture
def database(address: str) -> Iterator[Database]:
    """A fresh database, on each kind in turn."""
    opened = open_database(address)
    yield opened
    opened.close()


@pytest.fixture
def anna(database: Database) -> Learner:
    """The one who learns."""
    with database.writing() as db:
        return learners.local(db)
