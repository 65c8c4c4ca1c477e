"""`momentum check --watch`: checks again when a file was saved, waits out a folder that is away, ends with Ctrl-C."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SOUND = ROOT / "tests/golden/mistakes/000-sound"
WAITING = "Waiting for the next change; Ctrl-C ends.\n"


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A small sound course."""
    return shutil.copytree(SOUND, tmp_path / "course", ignore=shutil.ignore_patterns("expected.txt"))


@pytest.fixture
def watching(environment: dict[str, str], course: Path) -> Iterator[subprocess.Popen[str]]:
    """The program, watching."""
    words = [sys.executable, "-m", "app", "check", "--watch", str(course)]
    with subprocess.Popen(
        words, cwd=ROOT, env=environment | {"PYTHONUNBUFFERED": "1"}, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True,
    ) as program:  # fmt: skip
        yield program
        program.kill()


def look(program: subprocess.Popen[str]) -> str:
    """What one look printed."""
    assert program.stdout
    rows: list[str] = []
    for row in program.stdout:
        if row == WAITING:
            return "".join(rows)
        rows.append(row)
    raise AssertionError("".join(rows))


def test_each_change_is_checked_and_ctrl_c_ends(watching: subprocess.Popen[str], course: Path) -> None:
    """Sound, broken, away, and sound again."""
    items = next(path for path in course.glob("01-*/*.md") if path.name != "lesson.md")
    sound = items.read_text()
    assert ": 0 errors" in look(watching)
    items.write_text(f"{sound}\n## poem no-kind\n")
    assert "error C04 not a kind of item: 'poem'" in look(watching)
    away = course.rename(course.with_name("away"))
    assert f"There is no course folder at {course}" in look(watching)
    away.rename(course)
    assert "error C04" in look(watching)
    items.write_text(sound)
    assert ": 0 errors" in look(watching)
    watching.send_signal(signal.SIGINT)
    assert watching.wait(10) == 0
