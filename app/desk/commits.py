"""Saved files as a commit of their author: these paths alone, whatever else is staged; or words why not."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple

from app.desk.git import WRITING, GitError, git, states, top

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from app.desk.values import Author

OPEN = {
    "MERGE_HEAD": "a merge",
    "CHERRY_PICK_HEAD": "a cherry-pick",
    "REVERT_HEAD": "a revert",
    "rebase-merge": "a rebase",
    "rebase-apply": "a rebase",
}
TRIES = 20
NOWHERE = "momentum@localhost"
"""The address of an author who gave none."""


class Ready(NamedTuple):
    """Whether files can be committed once they are saved: `note` says why not; `new` ones Git does not know yet."""

    tree: Path | None = None
    new: tuple[str, ...] = ()
    note: str = ""


def ready(folder: Path, paths: Sequence[str]) -> Ready:
    """Look at Git before files are saved: afterwards nobody could tell our change from others in the same file."""
    try:
        found = top(folder)
        if found is None:
            return Ready()
        seen = states(folder, paths, "--ignored=matching")
    except GitError as error:
        return Ready(note=unsaid(f"{error}"))
    for name, what in OPEN.items():
        if (found[1] / name).exists():
            return Ready(note=f"Saved, but not committed: {what} is open in Git. Finish it, then commit {paths[0]}.")
    for path in paths:
        if state := seen.get(path):
            return Ready(note=f"Saved, but not committed: {foreign(path, state)}")
    return Ready(folder, tuple(path for path in paths if not (folder / path).exists()))


def foreign(path: str, state: str) -> str:
    """What somebody else left in a file, and what to do about it."""
    if state == "!!":
        return f"Git is told to ignore {path}."
    if state == "??":
        return f"Git does not know {path} yet. Add and commit it yourself once."
    what = "has staged changes" if state[0] != " " else "has changes that are in no commit"
    return f"{path} {what}, not made here. Commit the file yourself; later edits are committed again."


def unsaid(why: str) -> str:
    """A note with Git's own words."""
    return f"Saved, but not committed. Git says: {why}"


def commit(before: Ready, paths: Sequence[str], author: Author, message: str) -> tuple[str, str]:
    """Commit the files as they are now; the commit's name and "", or "" and a note."""
    if before.tree is None:
        return "", before.note
    folder, who = before.tree, identity(author)
    try:
        if before.new:
            patiently(folder, "add", "--", *before.new)
        try:
            patiently(
                folder, *committer(folder, who), "commit", "--quiet", "--only", f"--author={who[0]} <{who[1]}>",
                "--file=-", "--", *paths, typed=message.replace("\0", "").encode(errors="replace"),
            )  # fmt: skip
        except GitError:
            if before.new:
                git(folder, "rm", "--cached", "--quiet", "--", *before.new)
            raise
        return git(folder, "rev-parse", "HEAD").decode().strip(), ""
    except GitError as error:
        return "", unsaid(f"{error}")


def patiently(folder: Path, *words: str, typed: bytes = b"") -> None:
    """Run what writes to Git's index; editors hold it for moments, so it is tried again."""
    for left in range(TRIES - 1, -1, -1):
        try:
            git(folder, *words, typed=typed, patience=WRITING)
        except GitError as error:
            if "index.lock" not in f"{error}" or not left:
                raise
            time.sleep(0.1)
        else:
            return


def identity(author: Author) -> tuple[str, str]:
    """Name and address as Git takes them."""
    name, email = (" ".join(part.translate(dict.fromkeys(map(ord, "<>\0"), " ")).split()) for part in author)
    return name or "Momentum", email or NOWHERE


def committer(folder: Path, who: tuple[str, str]) -> list[str]:
    """The settings that name a committer, where the machine has none of its own."""
    try:
        known = git(folder, "config", "--get-regexp", r"^user\.(name|email)$").decode()
    except GitError:
        known = ""
    return [] if "user.name" in known and "user.email" in known else [
        "-c", f"user.name={who[0]}", "-c", f"user.email={who[1]}",
    ]  # fmt: skip
