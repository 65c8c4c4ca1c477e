"""Ids that were used and are free no more: an id is for ever, also when its item is gone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from app.desk.git import GitError, git
from quizzes.course.draft import belongs, read_part
from quizzes.course.grammar.reading import BUILDERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from app.desk.shelf import Shelf
    from app.desk.values import Edit

HEADING = re.compile(rb"^[-+] {0,3}##[ \t]+([a-z]+)[ \t]+([a-z0-9-]+)[ \t#\r]*$", re.MULTILINE)


def used(folder: Path, shelf: Shelf, edits: Iterable[Edit]) -> dict[str, str]:
    """The ids of new items that were those of others before, and what they were, in words."""
    new = {edit.id for edit in edits if not edit.etag}
    if not new:
        return {}
    before = former_kinds(folder)
    found = {slug: f"it was a {before[slug]} in an earlier version of the course" for slug in new & before.keys()}
    return found | {old: f"{by} replaces it" for old, by in replaced_ids(shelf.files).items() if old in new}


def replaced_ids(files: Mapping[str, bytes]) -> dict[str, str]:
    """The ids that items say they replace, each with the item that says so."""
    items = [item for path in files if belongs(path) for item in read_part(path, files[path]).items]
    return {item.replaces: item.id for item in items if item.replaces}


def former_kinds(folder: Path) -> dict[str, str]:
    """Every id that ever stood in a commit of the course, with its kind then; none outside Git."""
    try:
        said = git(
            folder, "log", "--format=", "--patch", "--unified=0", "--no-ext-diff", "--no-textconv", "--no-renames",
            "-G^ {0,3}##", "--", ".",
        )  # fmt: skip
    except GitError:
        return {}
    found: dict[str, str] = {}
    for kind, slug in HEADING.findall(said):
        if kind.decode() in BUILDERS:
            found.setdefault(slug.decode(), kind.decode())
    return found
