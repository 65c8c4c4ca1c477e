"""Bad days: each gets a clear message that says what to do, nothing is lost, and nobody sees a traceback."""

from __future__ import annotations

import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Said

    Run = Callable[..., Said]

CONTENT = ROOT / "content"


def test_a_missing_course_folder(momentum: Run) -> None:
    """A wrong path is said back, with the two ways to give another."""
    for words in (["serve", "--content", "/nowhere"], ["check", "/nowhere"]):
        said = momentum(*words)
        assert said.code == 2
        assert "There is no course folder at /nowhere. Give one with --content or MOMENTUM_CONTENT." in said.err


def test_a_folder_that_is_no_course(momentum: Run, tmp_path: Path) -> None:
    """An empty folder lacks its syllabus."""
    said = momentum("serve", MOMENTUM_CONTENT=str(tmp_path))
    assert said.code == 2
    assert "is not a course: it has no syllabus.toml" in said.err


def test_a_course_with_no_chapter(momentum: Run, tmp_path: Path) -> None:
    """Nothing to serve is refused with the list of problems."""
    (tmp_path / "syllabus.toml").write_text('format = 1\ntitle = "Empty"\n')
    said = momentum("serve", "--content", str(tmp_path))
    assert said.code == 2
    assert "has no chapter that can be served" in said.err


# Root may read everything, so it becomes nobody; by then all is loaded, because nobody may not read root's Python.
AS_A_PLAIN_USER = """
import os, sys
from click.testing import CliRunner
from app.cli import momentum
CliRunner().invoke(momentum, ["check", "content"])
if os.geteuid() == 0:
    os.setuid(65534)
said = CliRunner().invoke(momentum, ["check", sys.argv[1]])
print(said.exit_code, said.output)
"""


@pytest.mark.parametrize("closed", ["syllabus.toml", "15-continual-improvement/cards.md", "models", "."])
def test_an_unreadable_course_file(environment: dict[str, str], closed: str) -> None:
    """A file, a folder in the course or the course itself: it is named, with what to do."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:  # where nobody can walk to
        Path(folder).chmod(0o755)
        course = shutil.copytree(CONTENT, Path(folder) / "course")
        (course / closed).chmod(0)
        done = subprocess.run(
            [sys.executable, "-c", AS_A_PLAIN_USER, course],
            cwd=ROOT, env=environment, capture_output=True, text=True, check=True,
        )  # fmt: skip
        (course / closed).chmod(0o755)
    assert (
        done.stdout.strip()
        == f"2 momentum: {course / closed} cannot be read (Permission denied). Check its permissions."
    )


def test_a_file_that_is_not_utf_8_is_a_problem_with_its_place(momentum: Run, tmp_path: Path) -> None:
    """The rest of the course is still checked."""
    course = shutil.copytree(CONTENT, tmp_path / "course")
    cards = course / "15-continual-improvement/cards.md"
    cards.write_bytes(cards.read_bytes() + "\nA: Zürich\n".encode("latin-1"))
    line = len(cards.read_bytes().splitlines())
    said = momentum("check", str(course))
    assert said.code == 1
    assert f"15-continual-improvement/cards.md:{line}:" in said.out
    assert "UTF-8" in said.out


def test_a_port_in_use(momentum: Run) -> None:
    """The next port is offered."""
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = momentum("serve", "--port", str(port))
    assert said.code == 2
    assert f"port {port} is in use" in said.err
    assert f"momentum serve --port {port + 1}" in said.err


def test_a_port_that_is_none(momentum: Run) -> None:
    """The variable is named."""
    said = momentum("serve", MOMENTUM_PORT="http")
    assert said.code == 2
    assert "MOMENTUM_PORT is 'http'" in said.err


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.7", "::"])  # noqa: S104 refused is the point
def test_serving_strangers_is_refused_without_accounts(momentum: Run, host: str) -> None:
    """Only this machine is served."""
    said = momentum("serve", "--host", host)
    assert said.code == 2
    assert "there are no accounts. Leave --host away" in said.err


def database(environment: dict[str, str]) -> Path:
    """Where the database will be."""
    return Path(environment["MOMENTUM_DATA"]) / "momentum.db"


@pytest.mark.sqlite
def test_a_database_of_a_newer_version(momentum: Run, environment: dict[str, str]) -> None:
    """It is left as it is."""
    momentum("answers", "count")
    with closing(sqlite3.connect(database(environment))) as db:
        db.execute("UPDATE alembic_version SET version_num = 'from_the_future'")
        db.commit()
    for command in (["serve"], ["answers", "count"]):
        said = momentum(*command)
        assert said.code == 2
        assert "newer" in said.err


@pytest.mark.sqlite
def test_a_locked_database(momentum: Run, environment: dict[str, str]) -> None:
    """Another program holds it: wait for that one."""
    momentum("answers", "count")
    with closing(sqlite3.connect(database(environment))) as db:
        db.execute("BEGIN EXCLUSIVE")
        said = momentum("drill", "--n", "1", typed="1\n1 2\n" * 2)
    assert said.code == 2
    assert "Another program holds the database" in said.err


@pytest.mark.sqlite
def test_a_database_file_that_is_something_else(momentum: Run, environment: dict[str, str]) -> None:
    """It is not overwritten."""
    place = database(environment)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text("my shopping list, which must not be lost\n" * 200)
    said = momentum("serve")
    assert said.code == 2
    assert "not a database" in said.err
    assert place.read_text().startswith("my shopping list")


def test_a_data_folder_that_cannot_be_made(momentum: Run, tmp_path: Path) -> None:
    """A file stands where the folder should be."""
    (tmp_path / "file").write_text("")
    said = momentum("serve", MOMENTUM_DATA=str(tmp_path / "file" / "data"))
    assert said.code == 2
    assert "MOMENTUM_DATA" in said.err
