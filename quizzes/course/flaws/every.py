"""The item rules of a course, all of them: `rules` lists their codes, the files beside it hold them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzes.course.flaws.bank import check_bank
from quizzes.course.flaws.frame import check_frame, check_frames
from quizzes.course.flaws.question import check_question
from quizzes.course.flaws.single import check_card, check_case, check_order, check_scenario, check_text
from quizzes.course.items import Card, Case, Frame, Order, Question, Scenario
from quizzes.course.variants import complete

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quizzes.course.draft import Draft
    from quizzes.course.problems import Problem


def check_flaws(draft: Draft) -> Iterator[Problem]:
    """All flaws of all items that are not retired."""
    for item in draft.items:
        if item.status == "retired":
            continue
        yield from check_text(draft, item)
        match item:
            case Question():
                yield from check_question(draft, item)
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
    yield from check_bank(draft)
    live = [item for item in draft.items if isinstance(item, Frame) and item.status != "retired" and complete(item)]
    yield from check_frames(draft, live)
