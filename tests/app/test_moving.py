"""Everything a learner did, moved between databases and brought back from backups, of either kind and across kinds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import func, insert, select

from app import backups
from app.db import open_database
from app.moving import MoveError, move
from app.store import copying, learners, memories
from app.store.tables import answers, metadata, reports, tallies
from tests.app.conftest import Candidate, small_app
from tests.app.life import Life
from tests.conftest import CONTENT
from tests.databases import databases
from tests.store.actors import a_learner

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import time_machine

    from quizzes.course.course import Course

    Place = Callable[[Path], str]

KINDS = [
    pytest.param(databases.sqlite, databases.postgresql, id="sqlite-postgresql"),
    pytest.param(databases.postgresql, databases.sqlite, id="postgresql-sqlite"),
    pytest.param(databases.postgresql, databases.postgresql, id="postgresql-postgresql"),
]
pytestmark = pytest.mark.postgresql


@pytest.fixture
def lived(tmp_path: Path, clock: time_machine.Traveller) -> Iterator[Callable[[Place], str]]:  # noqa: ARG001
    """Live Anna's life on a database and give its address."""

    def live(place: Place) -> str:
        databases.kind = "postgresql" if place == databases.postgresql else "sqlite"
        app = small_app(tmp_path / "anna", CONTENT)
        Life(Candidate(app)).live()
        with app.extensions["database"].writing() as db:
            tally = {"learner": learners.local(db).id, "course": "as it was", "upto": 1, "undone": 0, "state": {}}
            db.execute(insert(tallies).values(tally))
        app.extensions["database"].close()
        return databases.address(tmp_path / "anna")

    yield live
    databases.kind = "postgresql"


def held(address: str) -> dict[str, list[Any]]:
    """Every row of every table, as plain values in the order of their keys."""
    opened = open_database(address)
    with opened.reading() as db:
        found = {name: [tuple(row) for batch in copying.batches(db, copying.plain(table)) for row in batch]
                 for name, table in metadata.tables.items()}  # fmt: skip
    opened.close()
    return {name: sorted(rows, key=repr) for name, rows in found.items()}


def as_it_should_be(address: str, course: Course) -> None:
    """What is remembered is what the log says, and the next rows get numbers of their own."""
    opened = open_database(address)
    with opened.writing() as db:
        assert memories.replay(db, course).differences == 0
        newest = db.execute(select(func.max(answers.c.seq))).scalar_one()
        again = {**db.execute(select(answers).limit(1)).mappings().one(), "id": "new"}
        del again["seq"]
        key = db.execute(insert(answers).values(again)).inserted_primary_key
        assert key
        assert key[0] == newest + 1
        assert a_learner(db).id == learners.local(db).id + 1
    opened.close()


@pytest.mark.parametrize(("source", "target"), KINDS)
def test_all_is_moved_and_study_goes_on(
    source: Place, target: Place, lived: Callable[[Place], str], tmp_path: Path, course: Course
) -> None:
    """Each row of each table as it was; numbers go on from there; the source is left as it is."""
    old = lived(source)
    before, told = held(old), list[tuple[int, int]]()
    assert [name for name, rows in before.items() if not rows and name in OF_LEARNERS] == []
    new = target(tmp_path / "new")
    moved = move(old, new, course, lambda *heard: told.append(heard))
    assert held(new) == before == held(old)
    assert {name: one.rows for name, one in moved.tables.items()} == {name: len(rows) for name, rows in before.items()}
    assert moved.replay.differences == 0
    total = sum(map(len, before.values()))
    assert (sum(rows for rows, _ in told), told[0][1]) == (total, total)
    as_it_should_be(new, course)


OF_LEARNERS = {table.name for table in metadata.tables.values() if "learner" in table.c} | {"audit", "learners"}


@pytest.mark.parametrize(("source", "target"), KINDS)
def test_a_backup_of_either_kind_is_restored_into_either(
    source: Place, target: Place, lived: Callable[[Place], str], tmp_path: Path, course: Course
) -> None:
    """One file of one format; what the place held before is kept in a backup of its own, which brings it back."""
    old, saved = lived(source), tmp_path / "saved.db"
    before = held(old)
    assert backups.save(old, saved) == saved.stat().st_size
    new = target(tmp_path / "new")
    opened = open_database(new)
    with opened.writing() as db:
        a_learner(db, "Ben")
    opened.close()
    bens = held(new)
    kept = backups.restore(new, saved, tmp_path / "kept")
    assert held(new) == before
    as_it_should_be(new, course)
    assert kept
    backups.restore(new, kept, tmp_path / "again")
    assert held(new) == bens


@pytest.mark.parametrize("target", [databases.sqlite, databases.postgresql])
def test_a_move_into_a_database_that_holds_something_is_refused(
    target: Place, sqlite: str, tmp_path: Path, course: Course
) -> None:
    """It says how many rows, and leaves them."""
    new = target(tmp_path / "new")
    opened = open_database(new)
    with opened.writing() as db:
        a_learner(db)
    opened.close()
    before = held(new)
    with pytest.raises(MoveError, match=r"holds 1 rows already\. Choose an empty one"):
        move(sqlite, new, course, lambda *_: None)
    assert held(new) == before


@pytest.fixture
def sqlite(tmp_path: Path) -> str:
    """A SQLite database with a learner and a report that PostgreSQL does not take."""
    address = databases.sqlite(tmp_path / "old")
    opened = open_database(address)
    with opened.writing() as db:
        row = {"id": "r", "learner": learners.local(db).id, "item": "one", "hashes": [], "shown": [], "reply": ""}
        now = learners.local(db).began
        db.execute(insert(reports).values({**row, "about": "typo", "words": "a\x00b", "at": now}))
    opened.close()
    return address


def test_a_row_that_is_not_taken_leaves_nothing_behind(sqlite: str, tmp_path: Path, course: Course) -> None:
    """Not even the rows before it; the words say what was wrong."""
    new = databases.postgresql(tmp_path / "new")
    with pytest.raises(MoveError, match=r"did not take a row .*Nothing was copied"):
        move(sqlite, new, course, lambda *_: None)
    assert not any(held(new).values())


def test_a_source_that_is_not_there_is_not_made(tmp_path: Path, course: Course) -> None:
    """A slip of the pen would else move an empty database."""
    with pytest.raises(MoveError, match=r"There is no database"):
        move(f"sqlite:///{tmp_path / 'nothing.db'}", databases.postgresql(tmp_path / "new"), course, lambda *_: None)
    assert not (tmp_path / "nothing.db").exists()


def test_a_restore_waits_for_nobody(tmp_path: Path) -> None:
    """While somebody is connected it is refused, and what there is stays."""
    address, saved = databases.postgresql(tmp_path / "served"), tmp_path / "saved.db"
    serving = open_database(address)
    with serving.writing() as db:
        a_learner(db)
    backups.save(address, saved)
    before = held(address)
    with serving.reading() as db:
        learners.find(db, 1)
    with pytest.raises(backups.BackupError, match=r"is in use\. Stop Momentum first, then restore again"):
        backups.restore(address, saved, tmp_path / "kept")
    serving.close()
    assert held(address) == before
    assert list((tmp_path / "kept").iterdir()) == []
