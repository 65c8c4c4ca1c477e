"""From a laptop's file to a server and back, and backups of a server, as a person types it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.databases import ask, databases

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Said

    Run = Callable[..., Said]

pytestmark = pytest.mark.postgresql
ANYTHING = "1\n1 2\n" * 2


@pytest.fixture
def laptop(momentum: Run, tmp_path: Path) -> str:
    """The address of a file with one answer."""
    address = f"sqlite:///{tmp_path / 'laptop.db'}"
    assert momentum("drill", "--n", "1", typed=ANYTHING, MOMENTUM_DATABASE_URL=address).code == 0
    return address


def count(momentum: Run, address: str) -> str:
    """How many answers count there."""
    return momentum("answers", "count", MOMENTUM_DATABASE_URL=address).out.strip()


def test_there_and_back_again(momentum: Run, laptop: str, tmp_path: Path) -> None:
    """What was copied is listed, compared, and answered on."""
    server, back = databases.postgresql(tmp_path / "server"), f"sqlite:///{tmp_path / 'back.db'}"
    said = momentum("move-database", laptop, server)
    assert (said.code, said.err) == (0, "")
    assert "1 answers\n" in said.out
    assert "Copied and compared. 1 answers, 0 differences by replay." in said.out
    assert momentum("drill", "--n", "1", typed=ANYTHING, MOMENTUM_DATABASE_URL=server).code == 0
    assert (count(momentum, laptop), count(momentum, server)) == ("1", "2")
    assert momentum("move-database", server, back).code == 0
    assert count(momentum, back) == "2"
    again = momentum("move-database", laptop, server)
    assert again.code == 2
    assert "rows already. Choose an empty one." in again.err
    assert count(momentum, server) == "2"


def test_an_address_that_is_none_is_told_without_its_password(momentum: Run, laptop: str) -> None:
    """The words show what a good one looks like."""
    said = momentum("move-database", laptop, "mysql://anna:secret@host/name")
    assert said.code == 2
    assert "postgresql://user:password@host/name" in said.err
    assert "secret" not in said.out + said.err


def test_a_server_is_backed_up_and_restored(momentum: Run, laptop: str, tmp_path: Path) -> None:
    """Into itself, keeping what it held; and onto the laptop."""
    server, saved = databases.postgresql(tmp_path / "server"), tmp_path / "saved.db"
    assert momentum("move-database", laptop, server).code == 0
    assert momentum("backup", str(saved), MOMENTUM_DATABASE_URL=server).code == 0
    assert momentum("drill", "--n", "1", typed=ANYTHING, MOMENTUM_DATABASE_URL=server).code == 0
    said = momentum("restore", str(saved), "--yes", MOMENTUM_DATABASE_URL=server)
    assert said.code == 0, said.err
    kept = said.out.rstrip().rpartition(" is ")[2].rstrip(".")
    assert ask(f"sqlite:///{kept}", "SELECT count(*) FROM answers") == [(2,)]
    assert count(momentum, server) == "1"
    assert momentum("restore", kept, "--yes", MOMENTUM_DATABASE_URL=laptop).code == 0
    assert count(momentum, laptop) == "2"
