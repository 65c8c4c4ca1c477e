"""What can go wrong on the way to the database: each has words that say what to do."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from app.db import Database, DatabaseError, WriteError, open_database
from app.store import answers, learners, memories, readings
from tests.builders import a_course, a_question
from tests.store.actors import NOON, a_submission

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from app.store.learners import Learner
    from tests.pgtemp import Server

DAY = 739_000
COURSE = a_course(a_question("one", text="long"))


def words(address: str) -> str:
    """What is said instead of opening."""
    with pytest.raises(DatabaseError) as caught:
        open_database(address, patience=0.1)
    return str(caught.value)


def test_sqlite_has_the_settings_of_the_design(sqlite_url: str) -> None:
    """A write-ahead log, one sync a checkpoint, foreign keys held, patience with other programs."""
    opened = open_database(sqlite_url)
    with opened.reading() as db:
        found = [
            db.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        ]
    opened.close()
    assert found == ["wal", 1, 1, 5000]


def test_what_is_written_while_reading_is_lost_and_an_error_takes_all_back(database: Database, anna: Learner) -> None:
    """Only `writing()` writes, and only whole."""
    with database.reading() as db:
        readings.read(db, anna, "15", "why", NOON)
    with pytest.raises(ZeroDivisionError), database.writing() as db:
        read_and_fall(db, anna)
    with database.reading() as db:
        assert readings.sections_read(db, anna) == {}


def read_and_fall(db: Connection, learner: Learner) -> None:
    """Write something, then fail."""
    readings.read(db, learner, "15", "how", NOON)
    raise ZeroDivisionError


def test_a_newer_database_is_left_alone(address: str) -> None:
    """Its version is named, and what to install."""
    opened = open_database(address)
    with opened.writing() as db:
        db.execute(text("UPDATE alembic_version SET version_num = '0999'"))
    opened.close()
    said = words(address)
    assert "made by a newer Momentum (its version is '0999')" in said
    assert "Install the newest Momentum" in said


def test_the_database_of_another_program_is_left_alone(tmp_path: Path, postgres: Server) -> None:
    """Tables without our version table are not ours."""
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE recipes (name TEXT)")
    assert f"The database {path} holds the tables of another program." in words(f"sqlite:///{path}")
    name = postgres.create()
    opened = open_database(postgres.url(name))
    with opened.writing() as db:
        db.execute(text("DROP TABLE alembic_version"))
    opened.close()
    assert f"The database {name} at this machine holds the tables of another program." in words(postgres.url(name))
    postgres.drop(name)


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    """It is named, not touched, and not shown as a traceback."""
    path = tmp_path / "momentum.db"
    path.write_text("These are my notes, and quite a few of them. " * 50)
    before = path.read_bytes()
    assert words(f"sqlite:///{path}").startswith(f"The file {path} is not a database. Move it away")
    assert path.read_bytes() == before


def test_a_locked_database(tmp_path: Path) -> None:
    """Another program holds it for itself."""
    path = tmp_path / "momentum.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        said = words(f"sqlite:///{path}")
    assert said == f"The database {path} is locked by another program. Close that program, then try again."


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    """Because a file is in its place."""
    (tmp_path / "file").write_text("")
    said = words(f"sqlite:///{tmp_path / 'file' / 'momentum.db'}")
    assert said.startswith(f"Momentum cannot write in the folder {tmp_path / 'file'} (")
    assert "MOMENTUM_DATA" in said


def test_a_folder_that_may_not_be_written() -> None:
    """Root may write anywhere, so a process that is nobody tries; its words are those a person meets."""
    closed = Path(tempfile.mkdtemp(dir="/tmp"))  # where nobody can walk to
    closed.chmod(0o555)
    assert "cannot be opened: its folder or the file itself may not be written" in as_nobody(closed / "momentum.db")
    said = as_nobody(closed / "sub" / "momentum.db")
    assert said.startswith(f"Momentum cannot write in the folder {closed / 'sub'} (Permission denied).")
    closed.rmdir()


def as_nobody(path: Path) -> str:
    """What is said when somebody who is not root opens a database."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            if os.getuid() == 0:
                os.setuid(65534)
            open_database(f"sqlite:///{path}", patience=0.1)
        except DatabaseError as error:
            os.write(writer, str(error).encode())
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    os.close(writer)
    with os.fdopen(reader) as said:
        return said.read()


def test_addresses_we_do_not_know() -> None:
    """Each is shown an example of a good one; passwords are not repeated."""
    for address in "mysql://anna:secret@host/db", "momentum.db", "sqlite://", "sqlite:///:memory:", "postgresql://host":
        said = words(address)
        assert "MOMENTUM_DATABASE_URL must look like" in said
        assert "secret" not in said


def test_a_server_that_does_not_answer(tmp_path: Path) -> None:
    """Which one, and what to check; the password is not repeated."""
    said = words(f"postgresql://anna:secret@/momentum?host={tmp_path}")
    assert said.startswith("The database momentum at this machine could not be reached (")
    assert said.endswith("Check that PostgreSQL is running there and that MOMENTUM_DATABASE_URL is right.")
    assert "secret" not in said


def test_a_missing_driver_says_what_to_install() -> None:
    """In an interpreter where psycopg cannot be imported."""
    code = (
        "import sys; sys.modules['psycopg'] = None\n"
        "from app.db import DatabaseError, open_database\n"
        "try: open_database('postgresql://host/name')\n"
        "except DatabaseError as error: print(error)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip().endswith("Install it with: pip install momentum[class]")


def test_a_lock_while_writing_is_said_and_nothing_is_lost(sqlite_url: str) -> None:
    """The answer is refused in words; sent again when the lock is gone, it is kept."""
    opened = open_database(sqlite_url, patience=0.1)
    with opened.writing() as db:
        anna = learners.local(db)
    sent = a_submission("one")
    with closing(sqlite3.connect(str(opened.path), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(WriteError, match="Another program holds the database, so nothing was saved"):
            keep(opened, anna, sent)
        with opened.reading() as db:
            assert answers.last(db, anna) is None
    assert keep(opened, anna, sent)
    opened.close()


def test_a_full_disk_while_answering_loses_nothing(sqlite_url: str) -> None:
    """The answer that did not fit is refused whole; those before it are there, and with room it is kept."""
    opened = open_database(sqlite_url)
    with opened.writing() as db:
        anna = learners.local(db)
        pages = db.exec_driver_sql("PRAGMA page_count").scalar_one()
    limit(opened, pages + 8)
    kept: list[str] = []
    said, sent = "", a_submission("one")
    while not said:
        sent = a_submission("one", shown=("x" * 500,))
        try:
            kept += [sent.id] if keep(opened, anna, sent) else []
        except WriteError as error:
            said = str(error)
    assert said.startswith("The disk is full, so nothing was saved. Free some space and send it again")
    with opened.reading() as db:
        assert [answer.id for answer in answers.of_day(db, anna, DAY)] == kept
        assert memories.held(db, anna)[("skill", "ci.definition")].answers == len(kept)
        assert db.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
    limit(opened, 10_000)
    assert keep(opened, anna, sent)
    with opened.writing() as db:
        assert memories.replay(db, COURSE).differences == 0
    opened.close()


def test_a_server_that_vanishes_while_answering(postgres: Server, postgres_url: str) -> None:
    """The answer is refused in words; when the server is back, the same answer is kept."""
    opened = open_database(postgres_url)
    with opened.writing() as db:
        anna = learners.local(db)
    sent = a_submission("one")
    with pytest.raises(WriteError, match="does not answer, so nothing was saved"), opened.writing() as db:
        hang_up_and_keep(postgres, db, anna, sent)
    assert keep(opened, anna, sent)
    opened.close()


def hang_up_and_keep(server: Server, db: Connection, learner: Learner, sent: answers.Submission) -> None:
    """Answer just after the server has ended all our connections."""
    server.tell("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
    answers.keep(db, COURSE, learner, sent, DAY)


def keep(opened: Database, learner: Learner, sent: answers.Submission) -> bool:
    """Keep an answer; True if it was fresh."""
    with opened.writing() as db:
        return answers.keep(db, COURSE, learner, sent, DAY).fresh


def limit(opened: Database, pages: int) -> None:
    """Let the file grow to so many pages only."""
    with opened.writing() as db:
        db.exec_driver_sql(f"PRAGMA max_page_count={pages}")
