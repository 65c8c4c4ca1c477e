"""The copy of the course: equal to what is built, never used for other files, and never missed when it is spoilt."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app import course_cache
from app.course_cache import CHECKED, SERVED, built
from app.library import read_folder
from quizzes.course.library import build
from tests.app.conftest import SMALL

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from quizzes.course.course import Course


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How often a course was really built."""
    times: list[int] = []

    def counting(files: Mapping[str, bytes], *, errors_only: bool = False) -> Course:
        times.append(len(files))
        return build(files, errors_only=errors_only)

    monkeypatch.setattr(course_cache, "build", counting)
    return times


def test_the_copy_is_the_course(tmp_path: Path, counted: list[int]) -> None:
    """Built once, then read; a changed byte builds again."""
    files = read_folder(SMALL)
    assert built(files, tmp_path) == built(files, tmp_path) == build(files)
    assert len(counted) == 1
    path = next(name for name in files if name.endswith("cards.md"))
    changed = {**files, path: files[path].replace(b"box", b"bag")}
    assert built(changed, tmp_path) == build(changed)
    assert len(counted) == 2


def test_the_copy_for_learners_is_another_one(tmp_path: Path, counted: list[int]) -> None:
    """Neither stands in for the other, whichever was made first."""
    files = read_folder(SMALL)
    for errors_only in (True, False, True, False):
        assert built(files, tmp_path, errors_only=errors_only) == build(files, errors_only=errors_only)
    assert len(counted) == 2
    assert {path.name for path in tmp_path.iterdir()} == {SERVED, CHECKED}


@pytest.mark.parametrize("spoil", [b"", b"nonsense", None])
def test_a_spoilt_copy_is_made_anew(tmp_path: Path, counted: list[int], spoil: bytes | None) -> None:
    """Empty, foreign or cut short: nobody notices but the clock."""
    files = read_folder(SMALL)
    built(files, tmp_path)
    copy = tmp_path / CHECKED
    copy.write_bytes(copy.read_bytes()[:-99] if spoil is None else spoil)
    assert built(files, tmp_path) == build(files)
    assert built(files, tmp_path) == build(files)
    assert len(counted) == 2


def test_a_folder_that_cannot_be_written_is_no_hindrance(tmp_path: Path) -> None:
    """The course is built, and that is all."""
    (tmp_path / "file").write_text("")
    assert built(read_folder(SMALL), tmp_path / "file" / "data").items
