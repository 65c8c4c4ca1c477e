"""The former versions of one item, from Git; and the edit that brings one of them back."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from app.desk.git import GitError, contents, git
from app.desk.values import Edit
from quizzes.course.grammar.splicing import block_of, where

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.desk.values import Opened

MOST = 50
LOOKED_AT = 500
"""Commits of the file that are looked through for them."""
FORM = "%x01%H%x00%an%x00%aI%x00%s%x00"
LOGGED = re.compile(r"\x01(\w+)\0([^\0]*)\0([^\0]*)\0([^\0]*)\0\0\n:\d+ \d+ \w+ (\w+) ")
"""A commit by that form, then the one file it changed: its modes, and its content before and after."""


class Version(NamedTuple):
    """An item as a commit left it."""

    commit: str
    who: str
    when: datetime
    subject: str
    block: str


def versions(folder: Path, now: Opened) -> tuple[Version, ...]:
    """The versions of an item in Git, newest first, 50 at the most; () outside Git and for what is in no commit.

    They are found by its id in the history of its file, also under the file's former names.
    """
    try:
        said = git(
            folder, "log", f"--max-count={LOOKED_AT}", "--follow", "--raw", "--no-abbrev", "-z", f"--format={FORM}",
            "--", now.path,
        )  # fmt: skip
        found = list(commits(said.decode(errors="replace")))
        texts = contents(folder, [blob for _, blob in found])
    except GitError:
        return ()
    kept: list[Version] = []
    for (version, _), text in zip(found, texts, strict=True):
        block = block_in(text or b"", now.id)
        if kept and kept[-1].block == block:
            kept.pop()  # this older commit is the one that made it so
        kept.append(version._replace(block=block))
    return tuple(version for version in kept if version.block)[:MOST]


def block_in(data: bytes, slug: str) -> str:
    """The block of an item in a file's bytes, "" when it is not there."""
    text = data.decode(errors="replace")
    span = where(text, slug) if slug in text else None
    return block_of(text, span).rstrip() if span else ""


def commits(said: str) -> Iterator[tuple[Version, str]]:
    """Each commit of a raw log, and the name of the file's content after it."""
    for name, who, when, subject, blob in LOGGED.findall(said):
        yield Version(name, who, datetime.fromisoformat(when), subject, ""), blob


def back_to(now: Opened, version: Version) -> Edit:
    """The edit that gives an item its text of then."""
    return Edit(now.id, now.kind, version.block, now.etag)
