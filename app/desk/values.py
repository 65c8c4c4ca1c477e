"""What is handed over the desk: an item as opened, an edit of it, and what became of the edit."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from quizzes.course.problems import Problem


class Author(NamedTuple):
    """Who is named in Git."""

    name: str
    email: str = ""


class Opened(NamedTuple):
    """An item as it stands now: its block (line ends LF) and the etag that an edit of it must bring back."""

    id: str
    kind: str
    chapter: str
    path: str
    line: int
    block: str
    etag: str

    @property
    def end_line(self) -> int:
        """The last line of it in its file."""
        return self.line + self.block.count("\n")


class Edit(NamedTuple):
    """What is to become of one item.

    `etag` as it was opened; "" for a new item, which needs its chapter. An empty block takes the item out.
    """

    id: str
    kind: str
    block: str
    etag: str = ""
    chapter: str = ""


class Placed(NamedTuple):
    """A problem, and where it is for who wrote the block: the item and the line in its block, 0 for elsewhere."""

    problem: Problem
    item: str = ""
    line: int = 0


class Clash(NamedTuple):
    """An item that was changed since it was opened: as it is now; block and etag are "" when it is gone."""

    id: str
    block: str
    etag: str


class Saved(NamedTuple):
    """Everything is in the files. `commit` is Git's name for it; else `note` says why there is none, "" outside Git.

    `problems` are the warnings and notes on what was saved; `items` are those items as they stand now.
    """

    items: tuple[Opened, ...]
    paths: tuple[str, ...]
    problems: tuple[Placed, ...] = ()
    commit: str = ""
    note: str = ""


class Conflict(NamedTuple):
    """Nothing was written: these items are not what they were when they were opened."""

    clashes: tuple[Clash, ...]


class Refused(NamedTuple):
    """Nothing was written: the words say why and what to do, the problems where."""

    reason: str
    problems: tuple[Placed, ...] = ()
