"""The item rules of a course, all of them: `rules` lists their codes, the files beside it hold them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzes.course.flaws.bank import check_bank
from quizzes.course.flaws.form import amounts, lead_in, mixture
from quizzes.course.flaws.found import place
from quizzes.course.flaws.frame import check_frame, check_frames, enough
from quizzes.course.flaws.neighbours import Neighbours
from quizzes.course.flaws.question import QUESTION, STRICT
from quizzes.course.flaws.readability import stem
from quizzes.course.flaws.repeats import repeats
from quizzes.course.flaws.single import check_card, check_case, check_order, check_scenario, check_text, unkeyed
from quizzes.course.items import Card, Case, Frame, Order, Question, Scenario
from quizzes.course.variants import complete

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from quizzes.course.draft import Draft
    from quizzes.course.items import Item
    from quizzes.course.problems import Problem


def check_flaws(draft: Draft, *, errors_only: bool = False) -> Iterator[Problem]:
    """All flaws of all items that are not retired; with `errors_only` at least the errors, in less time."""
    around = Neighbours(draft)
    live = [item for item in draft.items if item.status != "retired"]
    for item in live:
        yield from check_errors(draft, item) if errors_only else check_item(draft, item, around.common)
        if draft.first[item.id] is item:
            yield from around.against(item, earlier=True, errors_only=errors_only)
    if not errors_only:
        yield from check_bank(draft)
    yield from check_frames(draft, around.frames)


def check_item(draft: Draft, item: Item, common: Collection[str]) -> Iterator[Problem]:
    """The flaws of one item that show in itself; `common` are words that stand in many questions."""
    yield from check_text(draft, item)
    match item:
        case Question():
            yield from check_question(draft, item, common)
        case Scenario():
            yield from check_scenario(draft, item)
            if isinstance(item, Frame) and complete(item):
                yield from check_frame(draft, item)
        case Case():
            yield from check_case(draft, item)
        case Order():
            yield from check_order(draft, item)
        case Card():
            yield from check_card(draft, item)


def check_errors(draft: Draft, item: Item) -> Iterator[Problem]:
    """As `check_item`, by those rules that can find an error."""
    yield from check_text(draft, item)
    match item:
        case Question():
            yield from (place(draft, item, found) for rule in STRICT for found in rule(item))
        case Scenario():
            yield from unkeyed(draft, item)
            if isinstance(item, Frame) and complete(item):
                yield from enough(draft, item)


def check_question(draft: Draft, item: Question, common: Collection[str]) -> Iterator[Problem]:
    """The flaws of one question."""
    for rule in (*QUESTION, stem, lead_in, amounts, mixture):
        yield from (place(draft, item, found) for found in rule(item))
    yield from (place(draft, item, found) for found in repeats(item, common))
