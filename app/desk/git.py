"""Asking Git: a clean environment, no shell, a limit of time, and words for what goes wrong."""

from __future__ import annotations

import os
import signal
import subprocess
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

READING = 10.0
WRITING = 60.0
"""Seconds that Git may take; hooks of a commit run tests in some houses."""
# Whatever the course folder's settings say, reading starts no program of theirs.
SAFE = ("-c", "core.fsmonitor=false", "-c", "log.showSignature=false", "-c", "core.quotePath=false")


class GitError(Exception):
    """Git could not, in its own words; or it is not there, or took too long."""


class NoGitError(GitError):
    """There is no Git on the machine, or the folder is in no work tree: nothing to complain of."""


def git(folder: Path, *words: str, typed: bytes = b"", patience: float = READING) -> bytes:
    """What a Git command prints, run in a folder; GitError when it fails, is missing or takes too long."""
    try:
        process = subprocess.Popen(  # noqa: S603 no shell; paths always come after --
            ["git", *SAFE, *words], cwd=folder, env=environment(),  # noqa: S607 the git of this machine, wherever it is
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
        )  # fmt: skip
    except OSError as error:
        raise NoGitError(f"Git cannot be started ({error.strerror})") from error
    try:
        out, err = process.communicate(typed, timeout=patience)
    except subprocess.TimeoutExpired:
        stop(process)
        raise GitError(f"Git took longer than {patience:g} seconds") from None
    if process.returncode:
        why = told(err) or told(out) or f"Git ended with {process.returncode}"
        raise (NoGitError if "not a git repository" in why else GitError)(why)
    return out


def environment() -> dict[str, str]:
    """This process's variables without those that would lead Git elsewhere or make it ask somebody."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return kept | {"GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}


def stop(process: subprocess.Popen[bytes]) -> None:
    """End Git and the hooks it started: politely first, so that it takes its lock files away."""
    for sign in (signal.SIGTERM, getattr(signal, "SIGKILL", signal.SIGTERM)):
        with suppress(OSError, subprocess.TimeoutExpired):
            os.killpg(process.pid, sign) if hasattr(os, "killpg") else process.terminate()
            process.communicate(timeout=2)
            return


def told(said: bytes) -> str:
    """The line of an output that says what is wrong: Git's own first one, else the last one, such as a hook's."""
    rows = [row.strip() for row in said.decode(errors="replace").splitlines() if row.strip()]
    own = [row.partition(": ")[2] for row in rows if row.startswith(("fatal: ", "error: "))]
    return own[0] if own else rows[-1] if rows else ""


def top(folder: Path) -> tuple[Path, Path] | None:
    """The work tree that a folder is in and its Git folder; None where there is no Git. GitError when it refuses."""
    try:
        said = git(folder, "rev-parse", "--path-format=absolute", "--show-toplevel", "--git-dir").decode()
    except NoGitError:
        return None
    tree, _, inside = said.rstrip("\n").partition("\n")
    return type(folder)(tree), type(folder)(inside)


def states(folder: Path, paths: Sequence[str] = (".",), *more: str) -> dict[str, str]:
    """What `git status` says of files below a folder that are not as in the newest commit: two letters a path.

    Paths are relative to the folder; `more` options of Git's, such as one that lists what is ignored too. GitError.
    """
    prefix = git(folder, "rev-parse", "--show-prefix").decode().rstrip("\n")
    said = git(
        folder, "status", "--porcelain=v1", "-z", "--untracked-files=all", "--no-renames", *more, "--", *paths
    )  # fmt: skip
    rows = [row for row in said.decode(errors="surrogateescape").split("\0") if row]
    return {row[3:].removeprefix(prefix): row[:2] for row in rows}


def contents(folder: Path, names: Sequence[str]) -> list[bytes | None]:
    """What Git keeps under these names, such as HEAD:./cards.md; None for what it does not. GitError."""
    said = git(folder, "cat-file", "--batch", typed="".join(f"{name}\n" for name in names).encode())
    found: list[bytes | None] = []
    at = 0
    for _ in names:
        end = said.index(b"\n", at)
        row, at = said[at:end], end + 1
        if row.endswith((b" missing", b" ambiguous")):
            found.append(None)
            continue
        size = int(row.split()[-1])
        found.append(said[at : at + size])
        at += size + 1
    return found
