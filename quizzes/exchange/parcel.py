"""What passes between a bank and a file of another program: a parcel out, an arrival in, and what is lost on the way.

Each format is a module with `write(course, items, name) -> Parcel` and, to read, `read(data, name) -> Arrival`.
Neither raises for what somebody wrote: what cannot be carried is a loss, what cannot be read a problem.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quizzes.course.items import Item
    from quizzes.course.problems import Problem


@dataclass(frozen=True, slots=True, order=True)
class Loss:
    """What a format could not carry of an item; `whole`: the item is not in the file at all."""

    item: str
    what: str
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Parcel:
    """A file to hand out: its bytes, how many items are in it, and what was lost."""

    data: bytes
    written: int
    losses: tuple[Loss, ...] = ()


@dataclass(frozen=True, slots=True)
class Arrival:
    """What a file of another program held.

    `items` have no chapter and no hashes yet, and only the skills, editions and ids that the file named (an id is made
    from the words where there is none); `place` is the file's name and the lines there, 1 where a format has none.
    """

    items: tuple[Item, ...]
    problems: tuple[Problem, ...] = ()
