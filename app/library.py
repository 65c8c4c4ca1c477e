"""The course folder on disk: read at the start, read again when a file changed, never left half broken."""

from __future__ import annotations

import os
from dataclasses import replace
from stat import S_ISREG
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from app.course_cache import built
from quizzes.course.grammar.lines import is_note
from quizzes.course.library import build
from quizzes.course.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from quizzes.course.course import Course

WANTED = {".md", ".toml", ".svg"}
RECENT = 0.5
"""Seconds for which a look at the files is good enough for those who do not write them."""
MISSING = "There is no course folder at {folder}. Give one with --content or MOMENTUM_CONTENT."


class CourseError(Exception):
    """A course that cannot be served; `problems` says why, with places."""

    def __init__(self, message: str, problems: tuple[Problem, ...] = ()) -> None:
        """Keep the sentence for the person and the list for the author."""
        super().__init__(message)
        self.problems = problems


class Stamp(NamedTuple):
    """How a file looked when it was last read."""

    modified: int
    size: int
    inode: int


def stamps(folder: Path) -> dict[str, Stamp]:
    """The files of a course and how they look now, by their path inside the folder; CourseError when one is closed.

    Every request asks, so it deals in bare names: with a path object for each file it took half of an answer's time.
    """
    return dict(inside(os.fspath(folder), ""))


def inside(place: str, path: str) -> Iterator[tuple[str, Stamp]]:
    """The files of one folder by their path, then those of its folders; links to folders are not followed."""
    try:
        with os.scandir(place) as found:
            entries = sorted((one for one in found if not hidden(one.name)), key=lambda one: one.name)
    except OSError as error:
        refuse(error)
    folders = [one for one in entries if one.is_dir(follow_symlinks=False)]
    for one in entries:
        if one.name[one.name.rfind(".") :] in WANTED and not is_note(one.name) and (seen := look(one.path)):
            yield path + one.name, seen
    for one in folders:
        yield from inside(one.path, f"{path}{one.name}/")


def look(path: str) -> Stamp | None:
    """How a file looks now; None for what is no file, or none any more."""
    try:
        seen = os.stat(path)  # noqa: PTH116 see above: no path objects
    except FileNotFoundError:
        return None
    except OSError as error:
        refuse(error)
    return Stamp(seen.st_mtime_ns, seen.st_size, seen.st_ino) if S_ISREG(seen.st_mode) else None


def refuse(error: OSError) -> NoReturn:
    """Say what cannot be read."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        raise CourseError(MISSING.format(folder=error.filename)) from error
    raise CourseError(f"{error.filename} cannot be read ({error.strerror}). Check its permissions.") from error


def hidden(name: str) -> bool:
    """Whether a file or folder is none of the course's: dot files and folders, editors' leftovers."""
    return name.startswith((".", "_", "#")) or name.endswith("~")


def read_folder(folder: Path) -> dict[str, bytes]:
    """The bytes of every course file; CourseError when the folder or a file cannot be read."""
    try:
        files = {path: (folder / path).read_bytes() for path in stamps(folder)}
    except OSError as error:
        refuse(error)
    if "syllabus.toml" not in files:
        raise CourseError(
            f"{folder} is not a course: it has no syllabus.toml. "
            "A course needs one; content/README.md shows how it looks."
        )
    return files


class Library:
    """One course folder and the newest sound version of what is in it."""

    def __init__(self, folder: Path, data: Path | None = None) -> None:
        """Read the folder, with the help of a copy in `data`; CourseError when nothing in it can be served."""
        self.folder, self._data = folder, data
        self._lock = Lock()
        self._looked = monotonic()
        # Looked at before reading, so that what changes meanwhile is read again; None: read again in any case.
        self._stamps: dict[str, Stamp] | None = stamps(folder)
        self._read = self._good = read_folder(folder)
        self._course = self._built(self._good)
        self._problems: tuple[Problem, ...] | None = None
        self._known = errors(self._course)
        if not servable(self._course):
            raise CourseError(f"The course in {folder} has no chapter that can be served.", build(self._good).problems)

    @property
    def course(self) -> Course:
        """The course now: files that changed since the last look are read again. Its problems are errors only."""
        with self._lock:
            self._look()
            return self._course

    def lately(self) -> Course:
        """The course as it was a moment ago at the most: a class asks hundreds of times a second."""
        if monotonic() - self._looked < RECENT:
            return self._course
        return self.course

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All problems of the files now, as `momentum check` tells them.

        Only authors ask. The rules that give warnings take longer than all the rest, so no learner waits for them.
        """
        with self._lock:
            self._look()
            files, found = self._read, self._problems
        if found is None:
            found = self._built(files, errors_only=False).problems
            with self._lock:
                if self._read is files and self._problems is None:
                    self._problems = found
        return found

    def _look(self) -> None:
        """Read the files again if they have changed."""
        self._looked = monotonic()
        try:
            now = stamps(self.folder)
            if now != self._stamps:
                self._course = self._read_again()
                self._stamps = now
        except CourseError as error:
            # A folder that is being moved or rewritten may be whole again in a moment; until then it is said.
            self._stamps = None
            self._problems = (self._problem(f"{error}"), *sorted(self._known))
            self._course = replace(self._course, problems=self._problems)

    def _built(self, files: dict[str, bytes], *, errors_only: bool = True) -> Course:
        """The course of these files, from a copy where there is one."""
        if self._data:
            return built(files, self._data, errors_only=errors_only)
        return build(files, errors_only=errors_only)

    def _read_again(self) -> Course:
        """The course of the files as they are; where one has become faulty, its last good version stays in service."""
        files = read_folder(self.folder)
        fresh = build(files, errors_only=True)
        self._read, self._problems = files, None
        faulty = {problem.path for problem in errors(fresh)}
        sound = {path: data for path, data in files.items() if path not in faulty}
        sound |= {path: data for path, data in self._good.items() if path in faulty}
        kept = build(sound, errors_only=True) if faulty else fresh
        if not servable(fresh) and not faulty:
            self._problems = (self._problem("There is no chapter in it that can be served."),)
            fresh = replace(fresh, problems=self._problems)
        if errors(kept) - self._known or not servable(kept):
            kept = build(self._good, errors_only=True)  # what became faulty is needed elsewhere too
        else:
            self._good, self._known = sound, errors(kept)
        return replace(kept, problems=fresh.problems)

    def _problem(self, message: str) -> Problem:
        """What is wrong with the folder as a whole."""
        return Problem(f"{self.folder.name}/", 1, 1, "L00", message, "the last version that could be read is served")


def errors(course: Course) -> frozenset[Problem]:
    """The problems of a course that leave something out."""
    return frozenset(problem for problem in course.problems if problem.level == "error")


def servable(course: Course) -> bool:
    """Whether there is anything to learn in a course."""
    written = {*course.lessons, *(item.chapter for item in course.items.values())}
    return any(chapter.ready and chapter.id in written for chapter in course.chapters)
