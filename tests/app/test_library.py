"""A course folder that is being edited while it is served."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from app.cli.check import command
from app.library import CourseError, Library
from quizzes.course.problems import Problem

CONTENT = Path(__file__).resolve().parents[2] / "content"
CARDS = "15-continual-improvement/cards.md"
NEW = "\n## card ci-brand-new\nskill: ci.steps\n\nQ: How many steps has the improvement model?\nA: Seven.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped course."""
    return shutil.copytree(CONTENT, tmp_path / "course")


def test_a_changed_file_is_in_the_next_look(folder: Path) -> None:
    """An author saves, reloads, and sees it."""
    library = Library(folder)
    assert "ci-brand-new" not in library.course.items
    write(folder / CARDS, (folder / CARDS).read_text() + NEW)
    assert "ci-brand-new" in library.course.items


def test_nothing_is_read_again_while_nothing_changed(folder: Path) -> None:
    """Two looks give the very same value."""
    library = Library(folder)
    assert library.course is library.course


def test_a_broken_file_keeps_its_last_good_version_and_says_what_is_wrong(folder: Path) -> None:
    """Learners go on with what was there; the author reads the problem."""
    library = Library(folder)
    before = set(library.course.items)
    write(folder / CARDS, (folder / CARDS).read_text().replace("skill: ci.", "skil: ci.", 1))
    assert set(library.course.items) == before
    assert {problem.path for problem in library.course.problems if problem.level == "error"} == {CARDS}


def test_learners_of_a_class_see_it_a_moment_later(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They share a look that is recent; whoever may write always looks, and then all have seen it."""
    library = Library(folder)
    monkeypatch.setattr("app.library.RECENT", 3600)
    write(folder / CARDS, (folder / CARDS).read_text() + NEW)
    assert "ci-brand-new" not in library.lately().items
    assert "ci-brand-new" in library.course.items
    assert "ci-brand-new" in library.lately().items
    write(folder / CARDS, (folder / CARDS).read_text().replace(NEW, ""))
    monkeypatch.setattr("app.library.RECENT", 0)
    assert "ci-brand-new" not in library.lately().items


def test_other_files_move_on_while_one_is_broken(folder: Path) -> None:
    """One author's slip does not stop another's work; mending it brings all of it."""
    library = Library(folder)
    sound = (folder / CARDS).read_text()
    write(folder / CARDS, sound.replace("skill: ci.", "skil: ci.", 1))
    more = folder / "15-continual-improvement/more.md"
    write(more, "---\ntitle: More\n---\n" + NEW)
    assert "ci-brand-new" in library.course.items
    write(folder / CARDS, sound)
    assert library.problems == Library(folder).problems


def test_authors_are_told_what_check_says_and_learners_wait_for_errors_only(folder: Path) -> None:
    """Warnings are looked for when somebody asks for them; the list is that of `momentum check`, after a change too."""
    library = Library(folder)
    assert library.problems == checked(folder)
    card = NEW.replace("ci-brand-new", "ci-again").replace("A: Seven.", f"A: {'Seven steps. ' * 30}")
    write(folder / CARDS, f"{(folder / CARDS).read_text()}{NEW}{card}")
    assert library.problems == checked(folder)
    assert {problem.code for problem in library.problems} == {"L36"}
    assert library.course.problems == ()
    write(folder / CARDS, (folder / CARDS).read_text().replace("skill: ci.", "skil: ci.", 1))
    assert library.problems == checked(folder)
    assert library.course.problems == tuple(problem for problem in library.problems if problem.level == "error")


def checked(folder: Path) -> tuple[Problem, ...]:
    """The problems that `momentum check` prints."""
    result = CliRunner().invoke(command, [str(folder), "--format", "json"])
    return tuple(Problem(**problem) for problem in json.loads(result.output)["problems"])


def test_a_folder_that_vanishes_leaves_the_course_in_service(folder: Path) -> None:
    """A checkout of another branch takes a moment; nobody's page breaks."""
    library = Library(folder)
    folder.rename(folder.with_name("elsewhere"))
    assert library.course.items


def test_a_deleted_syllabus_leaves_the_course_in_service(folder: Path) -> None:
    """The same when only the plan is missing for a while."""
    library = Library(folder)
    (folder / "syllabus.toml").unlink()
    assert library.course.items


def test_editors_leftovers_are_none_of_the_course(folder: Path) -> None:
    """Swap files and backups are not read."""
    for name in (".cards.md.swp.md", "#cards.md", "cards.md~", "_draft.md"):
        (folder / "15-continual-improvement" / name).write_text("## nonsense\n")
    assert [problem for problem in Library(folder).course.problems if problem.level == "error"] == []


def test_a_course_without_a_sound_chapter_is_refused_with_its_problems(folder: Path) -> None:
    """At the start there is no last good version; the list says what to mend."""
    for chapter in folder.glob("[0-9]*"):
        shutil.rmtree(chapter)
    with pytest.raises(CourseError) as refused:
        Library(folder)
    assert refused.value.problems


def write(path: Path, text: str) -> None:
    """Save like an editor, a moment later than before even on a coarse clock."""
    path.write_text(text)
    seen = path.stat()
    os.utime(path, ns=(seen.st_atime_ns, seen.st_mtime_ns + 1_000_000))
