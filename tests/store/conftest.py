"""A fresh database for each test of the store, of the kind that is asked for, and the one who learns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.db import open_database
from app.store import learners

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.db import Database
    from app.store.learners import Learner


@pytest.fixture
def database(address: str) -> Iterator[Database]:
    """A fresh database, open."""
    opened = open_database(address)
    yield opened
    opened.close()


@pytest.fixture
def anna(database: Database) -> Learner:
    """The one who learns."""
    with database.writing() as db:
        return learners.local(db)
