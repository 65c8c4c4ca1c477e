"""One item that is not saved yet, looked at as if it stood in its file: what it would be, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from quizzes.course.checking import all_flaws_of, prepared
from quizzes.course.draft import chapter_of
from quizzes.course.flaws.waivers import apply_waivers
from quizzes.course.form_words import HINT, MISREAD, UNNAMED, Told, in_form_words, once
from quizzes.course.grammar.composing import compose, misread
from quizzes.course.grammar.reading import read_file
from quizzes.course.problems import Problem

if TYPE_CHECKING:
    from quizzes.course.draft import Draft
    from quizzes.course.grammar.fields import Fields
    from quizzes.course.grammar.reading import Reading
    from quizzes.course.items import Item

UNWRITTEN = "C15"
"""A slug that is not written yet: saving writes it."""


@dataclass(frozen=True, slots=True)
class Trial:
    """An item as it would be read (None if it could not be), and its problems, their lines counted from its heading."""

    item: Item | None
    problems: tuple[Problem, ...]

    @property
    def sound(self) -> bool:
        """Whether it could be served."""
        return self.item is not None and not any(problem.level == "error" for problem in self.problems)


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
    """As `on_trial`, for what was typed into a form: each problem with its field.

    What has no id that can be read is tried under another one: the rules say all that is wrong at once, and it can
    be looked at.
    """
    unnamed = without_id(path, fields)
    tried = replace(fields, id=stand_in(draft, fields.kind)) if unnamed else fields
    composed = compose(tried)
    trial = on_trial(draft, path, composed.block, former)
    trial = replace(trial, problems=(*unnamed, *trial.problems))
    told = [in_form_words(composed, each, fields.kind) for each in trial.problems if each.code != UNWRITTEN]
    if not any(each.level == "error" for each in trial.problems if each not in unnamed):
        wrong = [Told(name, Problem(path, 1, 1, "C11", MISREAD, HINT)) for name in misread(tried, composed)]
        trial = replace(trial, problems=(*trial.problems, *(each.problem for each in wrong)))
        told += wrong
    return trial, tuple(once(told))


def without_id(path: str, fields: Fields) -> tuple[Problem, ...]:
    """What is wrong with an id that is not there, or is none."""
    heading = compose(replace(fields, attributes={}, texts={}, rows=(), events=())).pieces[0].text
    return tuple(each for each in read_file(f"{heading}\n", path, chapter_of(path)).problems if each.code == UNNAMED)


def stand_in(draft: Draft, kind: str) -> str:
    """An id that no item of the course has."""
    slug = f"new-{kind}"
    while slug in draft.first:
        slug += "-x"
    return slug
