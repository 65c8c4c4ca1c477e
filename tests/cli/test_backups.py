"""Backups on a bad day: while serving, of another version, over a damaged database."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.server import Server

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Said

    Run = Callable[..., Said]

ANYTHING = "1\n1 2\n" * 2


@pytest.fixture
def place(environment: dict[str, str]) -> Path:
    """Where the database is."""
    return Path(environment["MOMENTUM_DATA"]) / "momentum.db"


@pytest.fixture
def saved(momentum: Run, tmp_path: Path) -> Path:
    """A backup with one answer."""
    momentum("drill", "--n", "1", typed=ANYTHING)
    said = momentum("backup", str(tmp_path / "saved.db"))
    assert said.code == 0
    assert said.out.rstrip().endswith(f"momentum restore {tmp_path / 'saved.db'}")
    return tmp_path / "saved.db"


@pytest.mark.long
def test_a_backup_is_taken_while_serving_but_not_restored(
    momentum: Run, saved: Path, environment: dict[str, str], tmp_path: Path
) -> None:
    """A server would go on writing into the old file, and what it kept would be lost."""
    with Server(environment) as server:
        server.ask("GET", "/")
        assert momentum("backup", str(tmp_path / "while-serving.db")).code == 0
        said = momentum("restore", str(saved), "--yes")
        assert said.code == 2
        assert "is in use. Stop Momentum first, then restore again." in said.err
        assert server.ask("GET", "/")[0] == 200
    assert momentum("restore", str(saved), "--yes").code == 0
    assert momentum("answers", "count").out.strip() == "1"


@pytest.mark.sqlite
def test_a_damaged_database_is_replaced_and_set_aside(momentum: Run, saved: Path, place: Path) -> None:
    """Which is the day one restores: the message leads to the command, and the command works."""
    damage = place.read_bytes()[:5000] + b"no database" * 900
    place.write_bytes(damage)
    for word in ("count", "export"):
        said = momentum("answers", word)
        assert said.code == 2
        assert "is damaged. Bring back a copy with: momentum restore FILE" in said.err
    said = momentum("restore", str(saved), "--yes")
    assert said.code == 0, said.err
    assert Path(said.out.rstrip().rpartition(" is ")[2].rstrip(".")).read_bytes() == damage
    assert momentum("answers", "count").out.strip() == "1"


def test_a_backup_of_a_newer_version_is_refused(momentum: Run, saved: Path) -> None:
    """Before anything is replaced."""
    with closing(sqlite3.connect(saved)) as db:
        db.execute("UPDATE alembic_version SET version_num = 'from_the_future'")
        db.commit()
    said = momentum("restore", str(saved), "--yes")
    assert said.code == 2
    assert "was made by a newer Momentum" in said.err
    assert momentum("answers", "count").out.strip() == "1"


@pytest.mark.sqlite
def test_the_database_is_not_its_own_backup(momentum: Run, saved: Path, place: Path) -> None:
    """Not even with --force; and a folder that is not there is named."""
    said = momentum("backup", str(place), "--force")
    assert said.code == 2
    assert "is the database itself. Choose another name." in said.err
    nowhere = momentum("backup", str(saved.parent / "nowhere" / "saved.db"))
    assert nowhere.code == 2
    assert f"{saved.parent / 'nowhere' / 'saved.db'} cannot be written" in nowhere.err
