"""One item that is not saved yet, looked at as if it stood in its file: what it would be, and what is wrong with it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from quizzes.course.checking import all_flaws_of, prepared
from quizzes.course.draft import chapter_of
from quizzes.course.flaws.waivers import apply_waivers
from quizzes.course.grammar.composing import compose, misread
from quizzes.course.grammar.reading import read_file
from quizzes.course.problems import Problem

if TYPE_CHECKING:
    from quizzes.course.draft import Draft
    from quizzes.course.grammar.composing import Composed
    from quizzes.course.grammar.fields import Fields
    from quizzes.course.grammar.reading import Reading
    from quizzes.course.items import Item

MISREAD = "this would be read as something else once it is written"
MISSING = re.compile(r"has no (skill|style|bloom|answer)\b")
BESIDE = {"L26", "L27", "L29"}
"""Rules that hold a question against others: they speak of its text."""
HINTS = {
    "has no skill": "choose one from the list: start typing, such as ci",
    "has no style": "choose one",
    "has no bloom": "choose a level",
    "nothing explains the right answer": "say it here, or as the reason of the right option",
    "an option without its reason": "say why somebody would choose it, and what speaks against it",
}
"""What to do about a problem in a form, where the hint would speak of marks in a file."""
UNWRITTEN = "C15"
"""A slug that is not written yet: saving writes it."""
UNEXPLAINED = "nothing explains the right answer"
HINT = "headings, boxes, bars and slugs have a meaning of their own: put other words or signs here"


@dataclass(frozen=True, slots=True)
class Trial:
    """An item as it would be read (None if it could not be), and its problems, their lines counted from its heading."""

    item: Item | None
    problems: tuple[Problem, ...]

    @property
    def sound(self) -> bool:
        """Whether it could be served."""
        return self.item is not None and not any(problem.level == "error" for problem in self.problems)


@dataclass(frozen=True, slots=True)
class Told:
    """A problem at a field of the form; "" is the item as a whole."""

    field: str
    problem: Problem


def on_trial(draft: Draft, path: str, block: str, former: str = "") -> Trial:
    """Read and check one item as a file of its own at this path; `former` is the id it had in the course, if any."""
    reading = read_file(f"{block}\n", path, chapter_of(path))
    found = list(reading.problems)
    item = only(reading)
    if item is None:
        if len(reading.entries) != 1:
            found.append(Problem(path, 1, 1, "C04", "this is not one item", "begin it with ## kind id, one only"))
        return Trial(None, tuple(found))
    item = item if item.editions else replace(item, editions=draft.editions_of(item))
    if item.id != former and item.id in draft.first:
        taken = draft.first[item.id].place
        message = f"the id {item.id!r} is taken in {taken.path}:{taken.line}"
        found.append(Problem(path, 1, 1, "C46", message, "choose another id"))
    found += all_flaws_of(prepared(draft), item, block, former)
    return Trial(item, tuple(sorted(set(apply_waivers([item], found)))))


def only(reading: Reading) -> Item | None:
    """The item of a text that holds exactly one."""
    return reading.entries[0].item if len(reading.entries) == 1 else None


def fields_on_trial(draft: Draft, path: str, fields: Fields, former: str = "") -> tuple[Trial, tuple[Told, ...]]:
    """As `on_trial`, for what was typed into a form: each problem with its field."""
    composed = compose(fields)
    trial = on_trial(draft, path, composed.block, former)
    told = [Told(field_of(composed, each), in_form_words(each)) for each in trial.problems if each.code != UNWRITTEN]
    if not any(each.problem.level == "error" for each in told):
        wrong = [Told(name, Problem(path, 1, 1, "C11", MISREAD, HINT)) for name in misread(fields, composed)]
        trial = replace(trial, problems=(*trial.problems, *(each.problem for each in wrong)))
        told += wrong
    return trial, tuple(told)


def in_form_words(problem: Problem) -> Problem:
    """A problem whose hint speaks of the form instead of the file."""
    hint = next((hint for words, hint in HINTS.items() if words in problem.message), problem.hint)
    return replace(problem, hint=hint)


def field_of(composed: Composed, problem: Problem) -> str:
    """The field at which a problem is shown: where it stands, or what it says is missing."""
    if problem.code in BESIDE:
        return "text"
    if problem.message == UNEXPLAINED:
        return "why"
    name = composed.field_at(problem.line, problem.column)
    missing = MISSING.search(problem.message)
    return missing[1] if name == "id" and missing else name
