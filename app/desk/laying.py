"""Edits laid over the files of a course: each that does not fit becomes a problem, at its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.desk.values import Clash, Conflict, Placed, Refused
from quizzes.course.grammar.reading import read_items
from quizzes.course.grammar.splicing import SplicingError
from quizzes.course.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from app.desk.shelf import Shelf
    from app.desk.values import Edit

DRAFTS_ONLY = "{id} is more than a draft, so somebody may have answered it. Set its status to retired instead."
TWICE = "The id {id!r} stands in two of these edits."
UNSAVABLE = "There is a character in it that no file can hold. Type the text again instead of pasting it."


def conflicts(shelf: Shelf, edits: Iterable[Edit]) -> Conflict | None:
    """The items that are not as they were opened."""
    clashes = []
    for edit in edits:
        now = shelf.opened(edit.id) if edit.etag else None
        if edit.etag and (now is None or now.etag != edit.etag):
            clashes.append(Clash(edit.id, now.block if now else "", now.etag if now else ""))
    return Conflict(tuple(clashes)) if clashes else None


def laid(shelf: Shelf, edits: Sequence[Edit], used: Mapping[str, str]) -> Refused | None:
    """Lay all edits over the files; every one that does not fit is a problem. `used`: ids that were, and what for."""
    problems = [unfit(shelf, edit, TWICE.format(id=edit.id)) for edit in twice(edits)]
    new: dict[str, list[Edit]] = {}
    changed: dict[str, list[Edit]] = {}
    for edit in edits:
        try:
            savable(edit)
            if edit.etag:
                only_drafts_go(shelf, edit)
                changed.setdefault(shelf.holds(edit), []).append(edit)
            else:
                new.setdefault(shelf.fits(edit), []).append(edit)
                unused(edit, used)
        except SplicingError as error:
            problems.append(unfit(shelf, edit, f"{error}"))
    for act, files in ((shelf.change, changed), (shelf.add, new)):
        for path, own in files.items():
            problems += tried(shelf, act, path, own)
    return Refused(problems[0].problem.message, tuple(problems)) if problems else None


def tried(shelf: Shelf, act: Callable[[str, Sequence[Edit]], None], path: str, edits: Sequence[Edit]) -> list[Placed]:
    """Change a file at once; where that fails in parts, to tell which of the edits does not fit."""
    try:
        act(path, edits)
    except SplicingError as error:
        if len(edits) == 1:
            return [unfit(shelf, edits[0], f"{error}")]
        half = len(edits) // 2
        return tried(shelf, act, path, edits[:half]) + tried(shelf, act, path, edits[half:])
    return []


def twice(edits: Iterable[Edit]) -> list[Edit]:
    """The edits of an item that another edit of the same call is about."""
    seen: set[str] = set()
    return [edit for edit in edits if edit.id in seen or seen.add(edit.id)]  # type: ignore[func-returns-value]


def unfit(shelf: Shelf, edit: Edit, why: str) -> Placed:
    """Why an edit does not fit, at its item."""
    now = shelf.opened(edit.id) if edit.etag else None
    place = (now.path, now.line) if now else (f"{edit.chapter}/", 1)
    return Placed(Problem(*place, 1, "C61", why), edit.id, 1)


def unused(edit: Edit, used: Mapping[str, str]) -> None:
    """A new item may not take the id of one that is gone: answers to that one would be taken for answers to it."""
    if edit.id in used:
        raise SplicingError(f"The id {edit.id!r} was used before: {used[edit.id]}. Choose another.")


def savable(edit: Edit) -> None:
    """A text from a form may hold half a character."""
    try:
        edit.block.encode()
    except UnicodeEncodeError as error:
        raise SplicingError(UNSAVABLE) from error


def only_drafts_go(shelf: Shelf, edit: Edit) -> None:
    """Only a draft may be taken out: answers to anything else would be about nothing."""
    now = None if edit.block.strip() else shelf.opened(edit.id)
    items, _ = read_items(now.block, "", "") if now else ((), ())
    if any(item.status != "draft" for item in items):
        raise SplicingError(DRAFTS_ONLY.format(id=edit.id))
