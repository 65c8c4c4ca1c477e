"""A flaw before it has a place, and the right and wrong options of a question: what the rules share."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from quizzes.course.draft import Draft
    from quizzes.course.items import Item, Option, Question
    from quizzes.course.problems import Level, Problem


class Found(NamedTuple):
    """A flaw before it has a place: what, what to do, how bad, on which line, at which word."""

    code: str
    message: str
    hint: str
    level: Level = "warning"
    line: int = 0
    word: str = ""


def place(draft: Draft, item: Item, found: Found) -> Problem:
    """The flaw as a problem with its place."""
    return draft.in_item(
        item, found.code, found.message, found.hint, word=found.word, line=found.line, level=found.level
    )


def keys(item: Question) -> list[Option]:
    """The right options."""
    return [option for option in item.options if option.credit == 1]


def distractors(item: Question) -> list[Option]:
    """The options that are worth nothing and count."""
    return [option for option in item.options if option.credit == 0 and not option.void]
