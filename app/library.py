"""The course folder on disk: read at the start, read again when a file changed, never left half broken."""

from __future__ import annotations

from dataclasses import dataclass, replace
from threading import Lock
from typing import TYPE_CHECKING

from quizzes.course.library import build

if TYPE_CHECKING:
    from pathlib import Path

    from quizzes.course.course import Course
    from quizzes.course.problems import Problem

WANTED = {".md", ".toml", ".svg"}


class CourseError(Exception):
    """A course that cannot be served; `problems` says why, with places."""

    def __init__(self, message: str, problems: tuple[Problem, ...] = ()) -> None:
        """Keep the sentence for the person and the list for the author."""
        super().__init__(message)
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Stamp:
    """How a file looked when it was last read."""

    modified: int
    size: int
    inode: int


def stamps(folder: Path) -> dict[str, Stamp]:
    """The files of a course and how they look now, by their path inside the folder."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix in WANTED and path.name != "README.md" and not hidden(path.relative_to(folder)):
            seen = path.stat()
            if path.is_file():
                stamp = Stamp(seen.st_mtime_ns, seen.st_size, seen.st_ino)
                found[path.relative_to(folder).as_posix()] = stamp
    return found


def hidden(path: Path) -> bool:
    """Whether a file is none of the course's: dot files and folders, editors' leftovers."""
    return any(part.startswith((".", "_", "#")) or part.endswith("~") for part in path.parts)


def read_folder(folder: Path) -> dict[str, bytes]:
    """The bytes of every course file; CourseError when the folder or a file cannot be read."""
    if not folder.is_dir():
        raise CourseError(f"There is no course folder at {folder}. Give one with --content or MOMENTUM_CONTENT.")
    try:
        files = {path: (folder / path).read_bytes() for path in stamps(folder)}
    except OSError as error:
        raise CourseError(f"{error.filename} cannot be read ({error.strerror}). Check its permissions.") from error
    if "syllabus.toml" not in files:
        raise CourseError(
            f"{folder} is not a course: it has no syllabus.toml. "
            "A course needs one; content/README.md shows how it looks."
        )
    return files


class Library:
    """One course folder and the newest sound version of what is in it."""

    def __init__(self, folder: Path) -> None:
        """Read the folder; CourseError when nothing in it can be served."""
        self.folder = folder
        self._lock = Lock()
        self._files = read_folder(folder)
        self._stamps = stamps(folder)
        self._good = self._files
        self._course = build(self._files)
        if not any(chapter.ready for chapter in self._course.chapters) or not self._course.items:
            raise CourseError(f"The course in {folder} has no chapter that can be served.", self._course.problems)

    @property
    def course(self) -> Course:
        """The course now: files that changed since the last look are read again."""
        with self._lock:
            try:
                now = stamps(self.folder)
                if now != self._stamps:
                    self._refresh()
                    self._stamps = now
            except (OSError, CourseError):
                pass  # the folder is being moved or rewritten: serve what we have and look again next time
            return self._course

    def _refresh(self) -> None:
        """Take the new files; where one has become faulty, its last good version stays in service."""
        self._files = read_folder(self.folder)
        fresh = build(self._files)
        faulty = {problem.path for problem in fresh.problems if problem.level == "error"}
        if faulty:
            kept = {path: data for path, data in self._good.items() if path in faulty}
            fresh = replace(build({**self._files, **kept}), problems=fresh.problems)
        else:
            self._good = self._files
        self._course = fresh
