"""Ground for all tests: hypothesis profiles, the shipped course, a fresh app on a database of its own.

`--database postgresql` gives every test its database on a PostgreSQL server; those that speak of one kind only, by a
mark or by the fixtures `sqlite_url`, `postgres` and `postgres_url`, run with that kind.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from tests.databases import databases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask
    from flask.testing import FlaskClient

    from quizzes.course.course import Course
    from tests.pgtemp import Server

ROOT = Path(__file__).resolve().parent.parent
CONTENT = ROOT / "content"

slow = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture]
settings.register_profile("default", max_examples=60, deadline=None, suppress_health_check=slow)
settings.register_profile("hard", max_examples=2500, deadline=None, suppress_health_check=slow)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


ONLY = {"sqlite": {"sqlite_url"}, "postgresql": {"postgres", "postgres_url"}}


def pytest_addoption(parser: pytest.Parser) -> None:
    """The kind of database that tests use."""
    parser.addoption("--database", choices=sorted(ONLY), default="sqlite", help="the kind of database that tests use")


def pytest_configure(config: pytest.Config) -> None:
    """Heard by every process that runs tests."""
    databases.kind = config.getoption("--database")


def pytest_unconfigure() -> None:
    """The server ends with the process."""
    databases.close()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out tests that speak of the other kind of database."""
    (other,) = ONLY.keys() - {databases.kind}
    out = [one for one in items if one.get_closest_marker(other) or ONLY[other] & {*getattr(one, "fixturenames", ())}]
    if out:
        config.hook.pytest_deselected(items=out)
        items[:] = [one for one in items if one not in out]


@pytest.fixture(autouse=True)
def _dropped() -> Iterator[None]:
    """Nothing is left of a test on the server."""
    yield
    databases.give_back()


@pytest.fixture
def address(tmp_path: Path) -> str:
    """The address of a fresh database of the kind that is asked for; that of the data folder `tmp_path`."""
    return databases.address(tmp_path)


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The address of a fresh SQLite database, for tests that speak of its file."""
    return databases.sqlite(tmp_path)


@pytest.fixture
def postgres() -> Server:
    """The PostgreSQL server, for tests that speak of one."""
    return databases.server


@pytest.fixture
def postgres_url(tmp_path: Path) -> str:
    """The address of a fresh PostgreSQL database."""
    return databases.postgresql(tmp_path)


@pytest.fixture(scope="session")
def course() -> Course:
    """The shipped course, read once."""
    from app.library import read_folder
    from quizzes.course.library import build

    return build(read_folder(CONTENT))


@pytest.fixture
def app(tmp_path: Path, address: str) -> Iterator[Flask]:
    """The real application over the shipped course and an empty database."""
    from app.config import Config
    from tests.warm import warm_app

    made = warm_app(Config(CONTENT, tmp_path, address))
    made.config.update(TESTING=True, PROPAGATE_EXCEPTIONS=False, WTF_CSRF_ENABLED=False)
    yield made
    made.extensions["database"].close()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without JavaScript, as far as HTTP goes."""
    return app.test_client()
