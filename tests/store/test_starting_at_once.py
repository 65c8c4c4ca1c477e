"""Operators who bring the same old database up to date at once: one of them does, the other finds it done."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from alembic import command

from app import migrations
from app.db import open_database
from app.store import learners, readings
from tests.store.actors import NOON

if TYPE_CHECKING:
    from app.db import Database

ROOT = Path(__file__).resolve().parents[2]
OPEN = "import sys; from app.db import open_database; sys.stdin.read(1); open_database(sys.argv[1]).close()"


def grow_old(opened: Database, version: str) -> None:
    """Go back to an old version, with something kept in it."""
    settings = migrations.config()
    with opened.writing() as db:
        readings.read(db, learners.local(db), "15", "why", NOON)
        settings.attributes["connection"] = db
        command.downgrade(settings, version)
    opened.close()


@pytest.mark.parametrize("version", ["0001", "0006"])
def test_two_operators_who_migrate_at_once(version: str, address: str, tmp_path: Path) -> None:
    """Three processes open an old database in one moment: all can, nothing is lost, the copy of a file is whole."""
    grow_old(open_database(address), version)
    words = [sys.executable, "-W", "error", "-c", OPEN, address]
    opening = [subprocess.Popen(words, cwd=ROOT, stdin=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(3)]
    for one in opening:
        assert one.stdin
        one.stdin.write(b"x")
        one.stdin.flush()
    said = [one.communicate(timeout=60)[1].decode() for one in opening]
    assert [one.returncode for one in opening] == [0, 0, 0], said
    after = open_database(address)
    with after.reading() as db:
        assert migrations.revision(db, "") == migrations.HEAD
        assert readings.sections_read(db, learners.local(db)) == {"15": {"why"}}
    after.close()
    for copy in tmp_path.glob("*-before-*"):
        old = open_database(f"sqlite:///{copy}")
        with old.reading() as db:
            assert readings.sections_read(db, learners.local(db)) == {"15": {"why"}}
        old.close()
