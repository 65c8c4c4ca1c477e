"""Several savers at once, savers that are killed, and savers without permission: real processes."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from random import Random
from time import sleep
from typing import TYPE_CHECKING

import pytest

from app.desk import lock
from app.desk.lock import LockError, locked
from app.desk.saving import save
from app.desk.shelf import opened
from app.desk.values import Edit, Refused, Saved
from tests.conftest import ROOT
from tests.desk.conftest import INES, ITEMS, SOUND, every_byte, run

if TYPE_CHECKING:
    from collections.abc import Iterator


def saver(*words: str | Path) -> subprocess.Popen[str]:
    """A saver as a process."""
    command = [sys.executable, "-m", "tests.desk.savers", *map(str, words)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_two_savers_lose_nothing(repo: Path) -> None:
    """Fifty saves of one item by two processes: all fifty lines are there, each in a commit of its author."""
    both = [saver("lines", repo, name, "25") for name in ("anna", "ben")]
    assert [process.communicate(timeout=120)[1] for process in both] == ["", ""]
    found = opened(repo, "a-card")
    assert found
    rows = found.block.split("\n")[5:]
    assert sorted(rows) == sorted(f"{name}{number}." for name in ("anna", "ben") for number in range(25))
    authors = run(repo, "log", "--format=%an", "--", ITEMS).split()
    assert (authors.count("anna"), authors.count("ben")) == (25, 25)
    assert run(repo, "status", "--porcelain") == ""


def test_a_saver_that_dies_before_the_move_leaves_the_old_file(folder: Path) -> None:
    """What it left beside is not read as part of the course, and the next save takes it away."""
    before = every_byte(folder)
    died = saver("dying", folder)
    died.communicate(timeout=60)
    assert died.returncode == -9
    after = every_byte(folder)
    assert {path: data for path, data in after.items() if path in before} == before
    assert after.keys() - before.keys() == {"01-start/.items.md.saving"}
    now = opened(folder, "a-card")
    assert now
    assert isinstance(save(folder, [Edit("a-card", "card", f"{now.block}\nMore.", now.etag)], INES), Saved)
    assert every_byte(folder).keys() == before.keys()


def test_a_killed_saver_leaves_the_old_or_the_new_file_whole(folder: Path) -> None:
    """Killed eight times at any moment of its saves; every time one whole text stands there, and saving goes on."""
    rng = Random(7)  # noqa: S311 moments to kill at
    for first in range(0, 80_000, 10_000):
        process = saver("versions", folder, f"{first}")
        assert process.stdout
        process.stdout.readline()
        sleep(rng.random() / 5)
        process.kill()
        process.communicate()
        found = opened(folder, "word")
        assert found
        words = found.block.split("\n\n")[1]
        number = words[: words.index(".") + 1]
        assert words == number * 20_000
        assert int(number.removeprefix("Number ").removesuffix(".")) >= first


@pytest.fixture
def reachable() -> Iterator[Path]:
    """A course where nobody, the user, can walk to."""
    with tempfile.TemporaryDirectory(dir="/tmp") as place:
        Path(place).chmod(0o755)
        yield shutil.copytree(SOUND, Path(place) / "course")


def open_for_all(folder: Path) -> None:
    """Everybody may write everywhere."""
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o777 if path.is_dir() else 0o666)


def asked(folder: Path) -> str:
    """What a plain user is told who saves a changed item of 01-start and a new one of 02-later."""
    before = every_byte(folder)
    out, err = saver("closed", folder).communicate(timeout=60)
    assert err == ""
    assert every_byte(folder) == before
    return out.strip()


HINT = "cannot be written (Permission denied). Make it writable for the user this program runs as, or work on a copy."


def test_a_course_that_may_not_be_written_says_what_to_do(reachable: Path) -> None:
    """The whole folder, one file, or the folder of a file: it is named, and nothing is written."""
    assert asked(reachable) == f"{reachable} {HINT}"
    open_for_all(reachable)
    (reachable / ITEMS).chmod(0o444)
    assert asked(reachable) == f"{reachable / ITEMS} {HINT}"
    open_for_all(reachable)
    (reachable / "01-start").chmod(0o555)
    assert asked(reachable) == f"{reachable / ITEMS} {HINT}"


def test_a_file_written_before_one_that_cannot_be_gets_its_bytes_back(reachable: Path) -> None:
    """Two files in one call: all or none, also when the second one's folder turns out to be closed."""
    open_for_all(reachable)
    (reachable / "02-later").mkdir()
    (reachable / "02-later").chmod(0o555)
    assert asked(reachable) == f"{reachable / '02-later/cards.md'} {HINT}"


@pytest.mark.parametrize("has_flock", [True, False])
def test_who_waits_too_long_is_told_so(folder: Path, monkeypatch: pytest.MonkeyPatch, *, has_flock: bool) -> None:
    """Also where the system locks no folders; then the words name the file that a crash may have left."""
    if not has_flock:
        monkeypatch.setattr(lock, "fcntl", None)
    with locked(folder):
        more = "" if has_flock else f" If nobody is saving, delete {folder / '.momentum.lock'}."
        with pytest.raises(LockError) as caught, locked(folder, 0.05):
            pass
        said = "Somebody else has been saving in this course for a while. Try again in a minute."
        assert f"{caught.value}" == said + more
    with locked(folder, 0.05):
        pass
    assert not (folder / ".momentum.lock").exists()


@pytest.mark.parametrize("has_flock", [True, False])
def test_threads_wait_for_each_other(folder: Path, monkeypatch: pytest.MonkeyPatch, *, has_flock: bool) -> None:
    """The server has several; two in the locked part at once would be seen."""
    if not has_flock:
        monkeypatch.setattr(lock, "fcntl", None)
    inside, seen = [], []

    def go() -> None:
        for _ in range(20):
            with locked(folder):
                inside.append(1)
                seen.append(len(inside))
                sleep(0.0005)
                inside.pop()

    threads = [threading.Thread(target=go) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [1] * 80


def test_a_course_that_is_being_saved_for_too_long_refuses(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In words; nothing is written."""
    monkeypatch.setattr("app.desk.saving.PATIENCE", 0.05)
    with locked(folder):
        said = save(folder, [], INES)
    assert said == Refused("Somebody else has been saving in this course for a while. Try again in a minute.")
