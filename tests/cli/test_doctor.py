"""`momentum doctor` on sound and on broken installations: its exact words, and that it changes nothing."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from app import migrations
from app.checkup import weak
from app.db import open_database
from app.serving import POOL
from tests.app.conftest import SMALL, Candidate, small_app
from tests.pgtemp import Server

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Said

    Run = Callable[..., Said]

GOOD = "f3a9c1d27b5e8046a1c9e3f7b2d40586"
CLASS = {"MOMENTUM_AUTH": "accounts", "MOMENTUM_URL": "https://momentum.example.org", "MOMENTUM_MAIL": "smtps://mail.x"}


@pytest.fixture
def data(environment: dict[str, str]) -> Path:
    """The data folder of a learner with two answers, over the small course."""
    environment["MOMENTUM_CONTENT"] = str(SMALL)
    folder = Path(environment["MOMENTUM_DATA"])
    folder.mkdir(exist_ok=True)
    folder.chmod(0o700)
    app = small_app(folder)
    anna = Candidate(app)
    anna.answer("box-size", options="none")
    anna.answer("box-meaning", grade="good")
    app.extensions["database"].close()
    return folder


def sql(data: Path, words: str) -> None:
    """Change the database behind Momentum's back."""
    with closing(sqlite3.connect(data / "momentum.db", isolation_level=None)) as db:
        db.execute(words)


def lines(said: Said, level: str) -> list[str]:
    """The findings of a level, without it."""
    return [line[9:] for line in said.out.splitlines() if line.split()[0] == level]


def test_a_sound_laptop(data: Path, momentum: Run) -> None:
    """All well, exit code 0; also as JSON."""
    said = momentum("doctor")
    assert (said.code, lines(said, "wrong"), lines(said, "warning")) == (0, [], []), said.out
    assert f"{data}/momentum.db answers; its version is {migrations.HEAD}, the newest." in said.out
    assert "replay: 1 of 1 learners, 2 answers: what is remembered follows from the log." in said.out
    told = json.loads(momentum("doctor", "--all", "--json").out)
    assert (told["wrong"], told["warnings"]) == (0, 0)
    assert {one["name"] for one in told["findings"]} >= {"settings", "disk", "clock", "course", "integrity", "replay"}


def test_nothing_is_made_where_nothing_is(momentum: Run, environment: dict[str, str]) -> None:
    """Before the first start there are warnings, and still no folder."""
    data = environment["MOMENTUM_DATA"] = f"{environment['MOMENTUM_DATA']}/nowhere"
    said = momentum("doctor")
    assert said.code == 0
    assert f"data folder: {data} is not there yet. The first start makes it." in said.out
    assert f"database: There is no database in {data} yet. The first start makes it." in said.out
    assert not Path(data).exists()


@pytest.mark.parametrize(
    ("settings", "level", "words"),
    [
        (
            {"MOMENTUM_DATABSE_URL": "x"},
            "warning",
            "settings: MOMENTUM_DATABSE_URL is no setting, so it does nothing. Did you mean MOMENTUM_DATABASE_URL?",
        ),
        (
            {"MOMENTUM_ZZZ": "x"},
            "warning",
            (
                "settings: MOMENTUM_ZZZ is no setting, so it does nothing. "
                "Take it out; docs/serving.md lists all settings."
            ),
        ),
        (
            {"MOMENTUM_PROXIES": "many"},
            "wrong",
            (
                "settings: MOMENTUM_PROXIES is 'many'. It is how many reverse proxies stand in front, 0 to 9. "
                "Change it, then start again."
            ),
        ),
        (
            {"MOMENTUM_METRICS": "short"},
            "wrong",
            (
                "settings: MOMENTUM_METRICS needs 32 letters and digits that nobody can guess, without a space. "
                "Change it, then start again."
            ),
        ),
        (
            {"MOMENTUM_SECRET": "momentummomentummomentummomentum"},
            "wrong",
            (
                "secrets: MOMENTUM_SECRET is easy to guess. "
                "Make another: python3 -c 'import secrets; print(secrets.token_hex(32))'"
            ),
        ),
        (
            CLASS | {"MOMENTUM_URL": "http://momentum.example.org"},
            "wrong",
            (
                "class: MOMENTUM_URL is http://momentum.example.org: passwords would travel in the clear. "
                "Put a proxy with TLS in front and write https:// (docs/serving.md)."
            ),
        ),
    ],
)
def test_settings(momentum: Run, data: Path, settings: dict[str, str], level: str, words: str) -> None:
    """What is misspelt, wrong or weak is named, with what to do; nothing secret is repeated."""
    said = momentum("doctor", **settings)
    assert data.exists()
    assert words in lines(said, level), said.out
    assert said.code == (level == "wrong")
    assert settings.get("MOMENTUM_SECRET", "no secret") not in said.out


def test_a_class_without_mail(momentum: Run, data: Path) -> None:
    """It works, but nobody gets a letter."""
    said = momentum("doctor", **CLASS | {"MOMENTUM_MAIL": ""})
    words = f"mail: MOMENTUM_MAIL is not set: letters only land in a folder of {data}. "
    assert words + "Set it to smtps://name:password@host:465." in lines(said, "warning")
    assert momentum("doctor", **CLASS | {"MOMENTUM_SECRET": GOOD}).code == 0


def test_rights(momentum: Run, data: Path) -> None:
    """A folder open to others is wrong for a class, a secret open to others always."""
    data.chmod(0o755)
    words = f"data folder: Others may use {data}: its rights are 0755. chmod 700 '{data}'"
    assert words in lines(momentum("doctor"), "warning")
    (data / "secret").chmod(0o644)
    said = momentum("doctor", **CLASS)
    secret = f"secret: Others may use {data}/secret: its rights are 0644. chmod 600 '{data}/secret'"
    assert lines(said, "wrong") == [words, secret]
    (data / "secret").write_text("0" * 64)
    weak_one = f"secret: {data}/secret is easy to guess. Remove it; the next start makes one."
    assert weak_one in lines(momentum("doctor"), "wrong")


def test_an_older_database_is_not_touched(momentum: Run, data: Path) -> None:
    """It is for the server to bring it up to date, which keeps a copy first."""
    sql(data, "UPDATE alembic_version SET version_num = '0003'")
    said = momentum("doctor")
    words = f"database: {data}/momentum.db has version 0003, this program needs {migrations.HEAD}. "
    assert lines(said, "wrong") == [words + "Restart the server: it keeps a copy of SQLite and brings it up to date."]
    with closing(sqlite3.connect(data / "momentum.db")) as db:
        assert db.execute("SELECT version_num FROM alembic_version").fetchone() == ("0003",)
    sql(data, "UPDATE alembic_version SET version_num = '9999'")
    assert "database: This database was made by a newer Momentum (its version is '9999')." in momentum("doctor").out


def test_a_damaged_database(momentum: Run, data: Path) -> None:
    """A page of the file was overwritten; or it is no database at all."""
    file = data / "momentum.db"
    sql(data, "PRAGMA wal_checkpoint(TRUNCATE)")
    raw = bytearray(file.read_bytes())
    raw[-4096:] = b"\xff" * 4096
    file.write_bytes(raw)
    (found,) = lines(momentum("doctor"), "wrong")
    assert "damaged" in found
    assert "momentum restore FILE" in found
    file.write_bytes(b"no database" * 1000)
    (found,) = lines(momentum("doctor"), "wrong")
    assert found.startswith(f"database: The file {file} is not a database.")


def test_memories_that_do_not_follow(momentum: Run, data: Path) -> None:
    """What is stored differs from what the log gives: said, counted, and left as it is."""
    sql(data, "UPDATE memories SET stability = stability + 1")
    said = momentum("doctor")
    words = "replay: 1 of 1 learners, 2 answers: 2 memories differ from what the log gives. "
    assert lines(said, "wrong") == [words + "Stop the server, make a backup, then: momentum answers replay"]
    assert momentum("doctor").code == 1
    assert "2 differences" in momentum("answers", "replay").out
    assert momentum("doctor").code == 0


def test_a_changed_key_is_nothing_wrong(momentum: Run, data: Path, tmp_path: Path) -> None:
    """Memories follow it at the learner's next visit; until then they are left out."""
    course = shutil.copytree(SMALL, tmp_path / "course")
    sql(data, """UPDATE answers SET hashes = '["a","b","c"]' WHERE item = 'box-size'""")
    said = momentum("doctor", "--content", str(course))
    assert said.code == 0
    assert "replay: 1 of 1 learners, 0 answers: what is remembered follows from the log. 1 follow" in said.out


def test_an_answer_from_the_future(momentum: Run, data: Path) -> None:
    """The clock was set back."""
    sql(data, "UPDATE answers SET answered_at = answered_at + 3000000000000")
    (found,) = lines(momentum("doctor"), "wrong")
    assert found.startswith("clock: It is ")
    assert found.endswith("Set the clock, and let it follow a time server.")


def test_a_course_with_errors(momentum: Run, data: Path, tmp_path: Path) -> None:
    """Counted, with the command that lists them; no course at all is wrong too."""
    course = shutil.copytree(SMALL, tmp_path / "course")
    questions = next(course.rglob("questions.md"))
    questions.write_text(questions.read_text() + "\n## Half a question {#half}\n")
    (found,) = lines(momentum("doctor", "--content", str(course)), "wrong")
    assert found.endswith(f"what they are in is left out. Mend them: momentum check '{course}'")
    (found,) = lines(momentum("doctor", "--content", str(tmp_path / "nowhere")), "wrong")
    assert found.startswith(f"course: There is no course folder at {tmp_path}/nowhere.")
    assert data.exists()


def test_postgresql(momentum: Run, data: Path) -> None:
    """Connections against workers, and a server that is not there."""
    with Server() as server:
        url = server.url(server.create())
        os.environ.pop("PGPASSWORD", None)
        empty = momentum("doctor", MOMENTUM_DATABASE_URL=url)
        assert "answers, but is empty. The first start makes its tables." in empty.out
        opened = open_database(url)
        assert opened.engine.pool.status().startswith("Pool size: 5"), "what POOL is made of"
        opened.close()
        fits = momentum("doctor", "--workers", "2", MOMENTUM_DATABASE_URL=url)
        assert fits.code == 0, fits.out
        assert f"PostgreSQL gives 47 connections; 2 x {POOL} for workers and 5 to spare are 35." in fits.out
        (found,) = lines(momentum("doctor", "--workers", "3", MOMENTUM_DATABASE_URL=url), "wrong")
        assert found.endswith("are 50. Raise max_connections, or serve with --workers 2.")
    (found,) = lines(momentum("doctor", MOMENTUM_DATABASE_URL=url), "wrong")
    assert found.startswith("database: The database ")
    assert "could not be reached" in found
    assert data.exists()


@pytest.mark.parametrize(
    ("secret", "is_weak"), [(GOOD, False), ("a" * 64, True), (GOOD[:20], True), ("0123456789ab" * 4, True)]
)
def test_weak_secrets(secret: str, *, is_weak: bool) -> None:
    """Short ones, few characters, one piece again and again."""
    assert weak(secret) is is_weak
