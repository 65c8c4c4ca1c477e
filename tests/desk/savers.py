"""Savers as processes of their own: `python -m tests.desk.savers WHAT FOLDER ...`."""

from __future__ import annotations

import os
import signal
import sys
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from app.desk.saving import save
from app.desk.shelf import opened
from app.desk.values import Author, Conflict, Edit, Saved

if TYPE_CHECKING:
    from collections.abc import Callable


def lines(folder: Path, name: str, times: str) -> None:
    """Add so many lines to one item, each with this name; somebody else does the same."""
    done = 0
    while done < int(times):
        now = opened(folder, "a-card")
        assert now
        said = save(folder, [Edit(now.id, now.kind, f"{now.block}\n{name}{done}.", now.etag)], Author(name))
        assert isinstance(said, Saved | Conflict), said
        done += isinstance(said, Saved)


def versions(folder: Path, first: str) -> None:
    """Save one item again and again, until somebody kills this process; each text is long and of one number."""
    for number in count(int(first)):
        now = opened(folder, "word")
        assert now
        words = f"Number {number}." * 20_000
        said = save(folder, [Edit("word", "term", f"## term word\nskill: a.words\n\n{words}", now.etag)], Author("V"))
        assert isinstance(said, Saved), said
        print(number, flush=True)  # noqa: T201 the test waits for it


def dying(folder: Path) -> None:
    """Save once, and die between the file beside and its move into place."""

    def die(*_: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    Path.replace = die  # type: ignore[method-assign,assignment]
    lines(folder, "lost", "1")


def closed(folder: Path) -> None:
    """Save two items as a plain user, who may not write everywhere; root may, so it becomes nobody."""
    now = opened(folder, "a-card")
    assert now
    new = "## card deed\nskill: a.words\n\nQ: What is a deed?\nA: What is done."
    edits = [
        Edit(now.id, now.kind, f"{now.block}\nMore.", now.etag),
        Edit("deed", "card", new, chapter="02-later"),
    ]
    if os.geteuid() == 0:
        os.setuid(65534)
    print(save(folder, edits, Author("N")).reason)  # type: ignore[union-attr]  # noqa: T201 the test reads it


ACTS: dict[str, Callable[..., None]] = {"lines": lines, "versions": versions, "dying": dying, "closed": closed}

if __name__ == "__main__":
    ACTS[sys.argv[1]](Path(sys.argv[2]), *sys.argv[3:])
