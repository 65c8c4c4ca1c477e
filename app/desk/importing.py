"""Files of other programs on their way into a course: what each item would do there, and then all of it at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from app.desk.saving import save
from app.desk.shelf import Shelf
from app.desk.values import Author, Edit, Refused, Saved
from app.library import read_folder
from quizzes.course.grammar.attributes import attributes_of
from quizzes.course.grammar.reading import read_file
from quizzes.exchange.arriving import steps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from app.desk.values import Conflict, Placed
    from quizzes.course.course import Course
    from quizzes.course.grammar.attributes import Attribute
    from quizzes.course.items import Item
    from quizzes.course.problems import Problem
    from quizzes.exchange.arriving import Step
    from quizzes.exchange.parcel import Arrival

NOBODY = Author("nobody")


class Prepared(NamedTuple):
    """What an import would do: a step for each item, and words where nothing can be written at all."""

    steps: tuple[Step, ...]
    reason: str = ""

    def count(self, act: str) -> int:
        """How many items would be added, changed, left as they are, or refused."""
        return sum(step.act == act for step in self.steps)

    @property
    def writes(self) -> int:
        """How many items would be written."""
        return self.count("add") + self.count("change")


def prepare(
    folder: Path,
    course: Course,
    arrival: Arrival,
    chapter: str,
    skill: str = "",
    tell: Callable[[int], None] = lambda _done: None,
) -> Prepared:
    """Look what would become of each item, errors beside the other items of the course included. Writes nothing.

    `tell` hears how many items have been looked at.

    Raises:
        KeyError: the course has no such chapter or skill.
        CourseError: the folder cannot be read.
    """
    found, shelf = [], Shelf(read_folder(folder))

    def written(item: Item) -> Mapping[str, Attribute]:
        now = shelf.opened(item.id)
        entries = read_file(now.block, now.path, now.chapter).entries if now else ()
        return entries[0].attributes if entries else attributes_of(item)

    for number, step in enumerate(steps(course, arrival, chapter, skill, written), start=1):
        found.append(step)
        tell(number)
    while edits := edits_of(folder, found, chapter):
        tried = save(folder, edits, NOBODY, dry=True)
        if not isinstance(tried, Refused):
            break
        faults = {placed.item for placed in tried.problems if is_error(placed)}
        if not faults or "" in faults:
            return Prepared(tuple(found), tried.reason)
        found = [refused(step, tried.problems) if step.item in faults else step for step in found]
    return Prepared(tuple(found))


def bring(folder: Path, prepared: Prepared, chapter: str, author: Author, what: str) -> Saved | Conflict | Refused:
    """Write what was prepared, all of it or nothing, as one commit."""
    return save(folder, edits_of(folder, prepared.steps, chapter), author, f"Import {what}")


def edits_of(folder: Path, found: Iterable[Step], chapter: str) -> list[Edit]:
    """The edits that steps come to."""
    shelf, edits = Shelf(read_folder(folder)), []
    for step in found:
        if step.act == "add":
            edits.append(Edit(step.item, step.kind, step.block, chapter=chapter))
        elif step.act == "change" and (now := shelf.opened(step.item)):
            edits.append(Edit(step.item, step.kind, step.block, now.etag))
    return edits


def is_error(placed: Placed) -> bool:
    """Whether a problem keeps an item out."""
    return placed.problem.level == "error"


def refused(step: Step, problems: Sequence[Placed]) -> Step:
    """A step that cannot be taken, with the reasons at its place in the file it came from."""
    own = tuple(moved(placed.problem, step) for placed in problems if placed.item == step.item and is_error(placed))
    return replace(step, act="refuse", problems=(*step.problems, *own))


def moved(problem: Problem, step: Step) -> Problem:
    """A problem at the place the item came from."""
    return replace(problem, path=step.place.path, line=step.place.line, column=1)
