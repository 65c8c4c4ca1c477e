"""A course folder that goes wrong while it is served: what stays in service, and what is said about it."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

from app.library import Library, stamps
from tests.cli.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

CARDS = "15-continual-improvement/cards.md"
SYLLABUS = "syllabus.toml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped course."""
    return shutil.copytree(ROOT / "content", tmp_path / "course")


def save(path: Path, text: str) -> None:
    """Save like an editor, a moment later than before even on a coarse clock."""
    path.write_text(text)
    seen = path.stat()
    os.utime(path, ns=(seen.st_atime_ns, seen.st_mtime_ns + 1_000_000))


def said(library: Library) -> list[str]:
    """The errors a page would speak of."""
    return [problem.message for problem in library.course.problems if problem.level == "error"]


def test_a_vanished_folder_is_said_until_it_is_back(folder: Path) -> None:
    """Also when it comes back exactly as it was."""
    library = Library(folder)
    items = library.course.items.keys()
    for _ in range(2):
        folder.rename(folder.with_name("elsewhere"))
        assert (
            said(library)
            == said(library)
            == [f"There is no course folder at {folder}. Give one with --content or MOMENTUM_CONTENT."]
        )
        assert library.course.items.keys() == items
        folder.with_name("elsewhere").rename(folder)
        assert said(library) == []


def test_the_last_good_version_is_the_last_not_the_first(folder: Path) -> None:
    """A file that was changed soundly while another was broken keeps that change when it breaks in its turn."""
    library = Library(folder)
    terms = folder / CARDS.replace("cards", "terms")
    cards, words = (folder / CARDS).read_text(), terms.read_text()
    save(folder / CARDS, cards.replace("skill: ci.", "skil: ci.", 1))
    assert said(library)
    mine = (folder / CARDS).parent.name
    item = next(item for item in library.course.items.values() if item.kind == "term" and item.chapter == mine)
    first = item.text.splitlines()[0]
    save(terms, words.replace(first, f"In short: {first}"))
    assert library.course.items[item.id].text.startswith("In short")
    save(terms, words.replace("## term", "## trem"))
    assert library.course.items[item.id].text.startswith("In short")
    save(folder / CARDS, cards)
    save(terms, words)
    assert said(library) == []


@pytest.mark.parametrize("text", ["", 'format = 1\ntitle = "Empty"\n', "format = ", "\0"])
def test_a_plan_that_was_emptied_leaves_the_whole_course_in_service(folder: Path, text: str) -> None:
    """Everything hangs on the syllabus: without a sound one, nothing changes for learners, and the author is told."""
    library = Library(folder)
    before, sound = library.course, (folder / SYLLABUS).read_text()
    save(folder / SYLLABUS, text)
    assert said(library)
    assert library.course.items == before.items
    assert library.course.chapters == before.chapters
    save(folder / SYLLABUS, sound)
    assert said(library) == []


def test_a_model_that_others_need_stays_when_it_is_deleted(folder: Path) -> None:
    """Ninety scenarios would lose their axis; they do not, and each says so to the author."""
    library = Library(folder)
    before = library.course.items.keys()
    (folder / "models/step.toml").unlink()
    assert said(library)
    assert library.course.items.keys() == before
    assert "step" in library.course.models


def test_a_new_file_with_a_slip_does_not_stop_the_others(folder: Path) -> None:
    """It has no good version yet, so only what is sound in the rest is served."""
    library = Library(folder)
    save(folder / "15-continual-improvement/more.md", "---\ntitle: More\n---\n\n## card ci-broken\nskil: ci.steps\n")
    save(
        folder / CARDS, (folder / CARDS).read_text() + "\n## card ci-more\nskill: ci.steps\n\nQ: How many?\nA: Seven.\n"
    )
    assert said(library)
    assert "ci-more" in library.course.items


def test_hidden_folders_are_never_looked_into(folder: Path) -> None:
    """A course may be a Git repository with thousands of files in .git."""
    before = stamps(folder)
    (folder / ".git/objects").mkdir(parents=True)
    (folder / ".git/objects/note.md").write_text("## card x\n")
    assert stamps(folder) == before
