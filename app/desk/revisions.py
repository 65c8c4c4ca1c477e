"""The course as it was at a commit of Git, without checking it out; and what Git knows that its files do not say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.desk.git import GitError, NoGitError, contents, git, states, top
from app.desk.used import former_kinds
from app.library import hidden
from quizzes.course.changes import key_changed
from quizzes.course.draft import belongs, read_part
from quizzes.course.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from quizzes.course.items import Item

CHOICES = (
    "say what happens to the answers given before, as in revision: regrade: the key was wrong "
    "(or accept-both, keep, void)"
)


def files_at(folder: Path, revision: str) -> dict[str, bytes]:
    """The course files of a folder as they were at a commit; GitError for an unknown one."""
    try:
        name = git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    except NoGitError as error:
        raise NoGitError(f"{folder} is not in a Git work tree, or Git cannot be asked: {error}.") from error
    except GitError as error:
        top(folder)  # a Git that refuses the folder says so itself
        raise GitError(f"Git knows no revision {revision!r}.") from error
    listed = git(folder, "ls-tree", "-r", "-z", name.decode().strip()).decode(errors="surrogateescape")
    blobs = {}
    for row in filter(None, listed.split("\0")):
        told, _, path = row.partition("\t")
        mode, _, blob = told.split()
        if mode.startswith("100") and belongs(path) and not any(map(hidden, path.split("/"))):
            blobs[path] = blob
    return {path: data or b"" for path, data in zip(blobs, contents(folder, list(blobs.values())), strict=True)}


def items_in(files: Mapping[str, bytes]) -> dict[str, Item]:
    """The items of files by id, sound or not; of two with the same id the first."""
    found: dict[str, Item] = {}
    for path in sorted(files):
        if belongs(path):
            for item in read_part(path, files[path]).items:
                found.setdefault(item.id, item)
    return found


def against_head(folder: Path) -> list[Problem]:
    """What the newest commit tells of items changed since: a key that asks for `revision`, an id of another kind."""
    try:
        paths = [path for path in states(folder) if belongs(path) and path.endswith(".md") and "\n" not in path]
        if not paths:
            return []
        kept = contents(folder, [f"HEAD:./{path}" for path in paths])
    except GitError:
        return []
    before = items_in({path: data for path, data in zip(paths, kept, strict=True) if data is not None})
    now = items_in({path: (folder / path).read_bytes() for path in paths if (folder / path).is_file()})
    return [*unrevised(before, now), *other_kinds(folder, [item for slug, item in now.items() if slug not in before])]


def unrevised(before: Mapping[str, Item], now: Mapping[str, Item]) -> list[Problem]:
    """Items whose key is not that of the newest commit, without a new word on what happens to answers."""
    found = []
    for item in now.values():
        old = before.get(item.id)
        if old and old.kind != item.kind:
            found.append(another_kind(item, old.kind))
        elif old and key_changed(old, item) and item.revision == old.revision:
            message = f"the key of {item.id} is not what it was in the newest commit"
            found.append(Problem(item.place.path, item.place.line, 1, "C59", message, CHOICES, "warning"))
    return found


def other_kinds(folder: Path, fresh: Sequence[Item]) -> list[Problem]:
    """New items whose ids once were of another kind."""
    kinds = former_kinds(folder) if fresh else {}
    return [another_kind(item, kinds[item.id]) for item in fresh if kinds.get(item.id, item.kind) != item.kind]


def another_kind(item: Item, kind: str) -> Problem:
    """An id that was taken for something else."""
    message = f"the id {item.id!r} was a {kind} before"
    return Problem(item.place.path, item.place.line, 1, "C60", message, "choose another id: answers know items by it")
