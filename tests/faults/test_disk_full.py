"""The disk under a class's database is full: said in words, nothing is damaged, and with room again it goes on.

The disk is a small file system in memory, which only root can mount; for others `tests/store/test_opening.py` has a
SQLite file that may not grow. PostgreSQL has its tables there and its log of transactions elsewhere: with no room for
that log the server itself stops, which is the database gone.
"""

from __future__ import annotations

import os
import subprocess
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import pytest

from tests.app.conftest import SMALL
from tests.databases import ask
from tests.faults.books import audit, lost
from tests.faults.hall import Hall, at_work, settle, wait_for
from tests.pgtemp import LOCAL, Server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BLOCK = 4096


class Disk:
    """A small disk: full, or not."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.ballast = folder, folder / "ballast"

    def fill(self) -> None:
        """Write until nothing more fits."""
        with self.ballast.open("ab", buffering=0) as file, suppress(OSError):
            while True:
                file.write(bytes(BLOCK))

    def free(self) -> None:
        """Make room."""
        self.ballast.unlink()


@contextmanager
def mounted(folder: Path, megabytes: int) -> Iterator[Disk]:
    """A disk of that size; skips where it cannot be had."""
    folder.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=0755", "tmpfs", str(folder)]
    if os.getuid() or subprocess.run(words, capture_output=True, check=False).returncode:
        pytest.skip("a small disk can only be mounted by root")
    try:
        yield Disk(folder)
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def test_sqlite(tmp_path: Path) -> None:
    """Two workers over one file."""
    with mounted(tmp_path / "data", 24) as disk:
        address = f"sqlite:///{disk.folder / 'momentum.db'}"
        through(disk, tmp_path / "data", address)
        assert ask(address, "PRAGMA integrity_check") == [("ok",)]


def test_postgresql(tmp_path: Path) -> None:
    """The tables lie on the small disk."""
    with Server(LOCAL) as database, mounted(database.folder / "small", 24) as disk:
        if database.user:
            os.chown(disk.folder, database.user.pw_uid, database.user.pw_gid)
        database.tell(f"CREATE TABLESPACE small LOCATION '{disk.folder}'")
        database.tell("CREATE DATABASE small TEMPLATE template0 TABLESPACE small")
        try:
            through(disk, tmp_path / "data", database.url("small"))
        finally:
            database.drop("small")
            database.tell("DROP TABLESPACE small")


def through(disk: Disk, data: Path, address: str) -> None:
    """A class answers, the disk fills, everybody is told, it is freed, and they go on where they were."""
    with Hall(data, SMALL, address) as hall:
        learners = hall.people(4)
        with at_work(learners):
            wait_for(lambda: all(len(one.counted) > 1 for one in learners), "answers")
            disk.fill()
            wait_for(lambda: all(one.refused > 1 or one.faults for one in learners), "words for everybody")
            assert [one.faults for one in learners] == [[]] * len(learners)
            assert hall.get("/health") == (200, "up\n")
            assert lost(address, learners) == []
            before = [len(one.counted) for one in learners]
            disk.free()
            hall.up("/ready")
            wait_for(lambda: all(len(one.counted) > was for one, was in zip(learners, before, strict=True)), "more")
        settle(learners)
    audit(address, learners)
