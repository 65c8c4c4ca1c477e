"""A small sound course on disk, in a Git work tree and out of it, and those who write in it."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from app.desk.values import Author

SOUND = Path(__file__).resolve().parents[1] / "golden" / "mistakes" / "000-sound"
INES = Author("Ines Instructs", "ines@example.org")
ITEMS = "01-start/items.md"
OTTO = ("-c", "user.name=Otto Operates", "-c", "user.email=otto@example.org")


@pytest.fixture(autouse=True)
def no_settings_of_this_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Git knows nobody here, unless a test says so."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home))
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The course, not in Git."""
    return shutil.copytree(SOUND, tmp_path / "course", ignore=shutil.ignore_patterns("expected.txt"))


@pytest.fixture
def repo(folder: Path) -> Path:
    """The course as a Git work tree with one commit."""
    run(folder, "init", "--quiet", "--initial-branch=main")
    run(folder, "add", ".")
    run(folder, "commit", "--quiet", "--message=Begin")
    return folder


def run(folder: Path, *words: str) -> str:
    """What a Git command prints, as Otto runs it."""
    done = subprocess.run(["git", *OTTO, *words], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout


def every_byte(folder: Path) -> dict[str, bytes]:
    """All files of a course, Git's own left out, hidden ones not."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".git" not in path.parts
    }
