"""Saving items into their files: all edits of a call or none, and no other byte changed."""

from __future__ import annotations

import re
from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING

from app.desk.commits import commit, ready
from app.desk.files import READ_ONLY, closed, put
from app.desk.lock import LockError, locked
from app.desk.shelf import Shelf
from app.desk.values import Clash, Conflict, Placed, Refused, Saved
from app.library import CourseError, read_folder
from quizzes.course.grammar.reading import read_items
from quizzes.course.grammar.splicing import SplicingError
from quizzes.course.library import build
from quizzes.course.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from app.desk.values import Author, Edit, Opened

DRAFTS_ONLY = "{id} has been more than a draft, so somebody may have answered it. Set its status to retired instead."


def save(folder: Path, edits: Sequence[Edit], author: Author, message: str = "") -> Saved | Conflict | Refused:
    """Save edits of items into the course folder and commit them where it is in a Git work tree.

    Nothing is written unless everything fits: no item was changed since it was opened, every other item reads as
    before, and the course has no error that it did not have. Errors of Git do not undo what was saved.
    """
    if words := closed(folder):
        return Refused(words)
    try:
        with locked(folder):
            shelf = Shelf(read_folder(folder))
            stopped = conflicts(shelf, edits) or laid(shelf, edits)
            if stopped:
                return stopped
            fresh = [found for edit in edits if (found := shelf.opened(edit.id))]
            problems = judged(shelf, fresh)
            if any(placed.problem.level == "error" for placed in problems):
                return Refused("There are errors to mend first.", problems)
            return written(folder, shelf, Saved(tuple(fresh), tuple(shelf.fresh), problems), author, message)
    except (LockError, CourseError) as error:
        return Refused(f"{error}")
    except OSError as error:
        return Refused(READ_ONLY.format(path=error.filename or folder, why=error.strerror))


def conflicts(shelf: Shelf, edits: Iterable[Edit]) -> Conflict | None:
    """The items that are not as they were opened."""
    clashes = []
    for edit in edits:
        now = shelf.opened(edit.id) if edit.etag else None
        if edit.etag and (now is None or now.etag != edit.etag):
            clashes.append(Clash(edit.id, now.block if now else "", now.etag if now else ""))
    return Conflict(tuple(clashes)) if clashes else None


def laid(shelf: Shelf, edits: Iterable[Edit]) -> Refused | None:
    """Lay all edits over the files; every one that does not fit is a problem."""
    problems = []
    for edit in edits:
        try:
            if edit.etag and not edit.block.strip():
                only_drafts(shelf, edit)
            shelf.lay(edit)
        except SplicingError as error:
            now = shelf.opened(edit.id) if edit.etag else None
            place = (now.path, now.line) if now else (edit.chapter, 1)
            problems.append(Placed(Problem(*place, 1, "D01", f"{error}"), edit.id, 1))
    return Refused(problems[0].problem.message, tuple(problems)) if problems else None


def only_drafts(shelf: Shelf, edit: Edit) -> None:
    """Only a draft may be taken out: answers to anything else would be about nothing."""
    now = shelf.opened(edit.id)
    items, _ = read_items(now.block, "", "") if now else ((), ())
    if any(item.status != "draft" for item in items):
        raise SplicingError(DRAFTS_ONLY.format(id=edit.id))


def judged(shelf: Shelf, fresh: Sequence[Opened]) -> tuple[Placed, ...]:
    """The problems of the items as they would be saved, and the errors elsewhere that were not there before."""
    after = build(shelf.holding()).problems
    inside = {id(problem): own for own in fresh for problem in after if within(own, problem)}
    found = [
        Placed(each, inside[id(each)].id, each.line - inside[id(each)].line + 1) for each in after if id(each) in inside
    ]
    elsewhere = [each for each in after if each.level == "error" and id(each) not in inside]
    if elsewhere:
        left = Counter(map(unnumbered, build(shelf.files).problems))
        for problem in elsewhere:
            if left[unnumbered(problem)]:
                left[unnumbered(problem)] -= 1
            else:
                found.append(Placed(problem))
    return tuple(found)


def within(own: Opened, problem: Problem) -> bool:
    """Whether a problem stands in an item."""
    return own.path == problem.path and own.line <= problem.line <= own.line + own.block.count("\n")


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
    name, note = commit(before, tuple(changed), author, message or f"Edit {', '.join(item.id for item in saved.items)}")
    return saved._replace(paths=tuple(changed), commit=name, note=note)


def take_back(folder: Path, files: Mapping[str, bytes], paths: Iterable[str]) -> None:
    """Give files their old bytes back, as far as that is possible."""
    for path in paths:
        with suppress(OSError):
            if path not in files:
                (folder / path).unlink(missing_ok=True)
            elif (folder / path).read_bytes() != files[path]:
                put(folder / path, files[path])
