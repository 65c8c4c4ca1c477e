"""Saving items into their files: all edits of a call or none, and no other byte changed."""

from __future__ import annotations

import re
from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING

from app.desk.commits import commit, ready
from app.desk.files import READ_ONLY, closed, put
from app.desk.laying import conflicts, laid
from app.desk.lock import LockError, locked
from app.desk.shelf import Shelf
from app.desk.used import used
from app.desk.values import Conflict, Placed, Refused, Saved
from app.library import CourseError, read_folder
from quizzes.course.library import build

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from app.desk.values import Author, Edit, Opened
    from quizzes.course.problems import Problem

PATIENCE = 30.0
"""Seconds that a saver waits for the one before: as long as a slow Git hook may take."""

TRIES = 3
RESTLESS = "Another program keeps writing {paths}. Nothing was saved; try again when it has finished."


def save(
    folder: Path, edits: Sequence[Edit], author: Author, message: str = "", *, dry: bool = False
) -> Saved | Conflict | Refused:
    """Save edits of items into the course folder and commit them where it is in a Git work tree; `dry`: only try.

    Nothing is written unless everything fits: no item was changed since it was opened, every other item reads as
    before, and the course has no error that it did not have. Errors of Git do not undo what was saved.
    """
    if words := closed(folder):
        return Refused(words)
    try:
        with locked(folder, PATIENCE):
            for _ in range(TRIES):
                shelf = Shelf(read_folder(folder))
                said = tried(folder, shelf, edits)
                if dry or not isinstance(said, Saved):
                    return said
                if unmoved(folder, shelf):
                    return written(folder, shelf, said, author, message.strip() or subject(edits))
    except (LockError, CourseError) as error:
        return Refused(f"{error}")
    except OSError as error:
        return Refused(READ_ONLY.format(path=error.filename or folder, why=error.strerror))
    return Refused(RESTLESS.format(paths=", ".join(shelf.fresh)))


def tried(folder: Path, shelf: Shelf, edits: Sequence[Edit]) -> Saved | Conflict | Refused:
    """What saving would give, with the edits laid over the files; nothing is written."""
    stopped = conflicts(shelf, edits) or laid(shelf, edits, used(folder, shelf, edits))
    if stopped:
        return stopped
    fresh = [found for edit in edits if (found := shelf.opened(edit.id))]
    problems = judged(shelf, fresh)
    if any(placed.problem.level == "error" for placed in problems):
        return Refused("There are errors to mend first.", problems)
    return Saved(tuple(fresh), tuple(shelf.fresh), problems)


def unmoved(folder: Path, shelf: Shelf) -> bool:
    """Whether the files to be written are still what was read: editors save without asking for our lock."""
    return all(bytes_of(folder / path) == shelf.files.get(path) for path in shelf.fresh)


def bytes_of(path: Path) -> bytes | None:
    """What a file holds now, None when there is none."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def subject(edits: Sequence[Edit]) -> str:
    """What a commit is called when nobody gives it a name."""
    verb = "Edit" if any(edit.etag and edit.block.strip() for edit in edits) else "Add"
    verb = "Remove" if all(edit.etag and not edit.block.strip() for edit in edits) else verb
    return f"{verb} {edits[0].id}" if len(edits) == 1 else f"{verb} {len(edits)} items"


def judged(shelf: Shelf, fresh: Sequence[Opened]) -> tuple[Placed, ...]:
    """The problems of the items as they would be saved, and the errors elsewhere that were not there before."""
    found, elsewhere = [], []
    owners = {(own.path, line): own for own in fresh for line in range(own.line, own.end_line + 1)}
    for problem in build(shelf.holding()).problems:
        own = owners.get((problem.path, problem.line))
        if own:
            found.append(Placed(problem, own.id, problem.line - own.line + 1))
        elif problem.level == "error":
            elsewhere.append(problem)
    if elsewhere:
        left = Counter(map(unnumbered, build(shelf.files).problems))
        for problem in elsewhere:
            left[unnumbered(problem)] -= 1
            found += [Placed(problem)] if left[unnumbered(problem)] < 0 else []
    return tuple(found)


def unnumbered(problem: Problem) -> tuple[str, str, str]:
    """A problem without the lines that move when an item above grows."""
    return problem.path, problem.code, re.sub(r":\d+", "", problem.message)


def written(folder: Path, shelf: Shelf, saved: Saved, author: Author, message: str) -> Saved:
    """Write the files and commit them; when one cannot be written, those before it get their old bytes back."""
    changed = {path: text.encode() for path, text in shelf.fresh.items() if shelf.files.get(path) != text.encode()}
    if not changed:
        return saved._replace(paths=())
    before = ready(folder, tuple(changed))
    done: list[str] = []
    try:
        for path, data in changed.items():
            (folder / path).parent.mkdir(exist_ok=True)
            done.append(path)
            put(folder / path, data)
    except OSError:
        take_back(folder, shelf.files, done)
        raise
    name, note = commit(before, tuple(changed), author, message)
    return saved._replace(paths=tuple(changed), commit=name, note=note)


def take_back(folder: Path, files: Mapping[str, bytes], paths: Iterable[str]) -> None:
    """Give files their old bytes back, as far as that is possible."""
    for path in paths:
        with suppress(OSError):
            if path not in files:
                (folder / path).unlink(missing_ok=True)
            elif (folder / path).read_bytes() != files[path]:
                put(folder / path, files[path])
