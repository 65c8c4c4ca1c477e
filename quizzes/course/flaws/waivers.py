"""Waivers: a warning that an item sets aside with a reason, `ok: L1 official definition`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzes.course.flaws.rules import RULES
from quizzes.course.grammar.codes import CODES
from quizzes.course.problems import Problem, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quizzes.course.items import Item


def apply_waivers(items: Iterable[Item], problems: list[Problem]) -> list[Problem]:
    """The problems that are left, and one more for each waiver that is unknown, of no use, or of an error."""
    waiving = [item for item in items if item.waived]
    if not waiving:
        return problems
    by_path: dict[str, list[Problem]] = {}
    for problem in problems:
        by_path.setdefault(problem.path, []).append(problem)
    gone: set[Problem] = set()
    more: list[Problem] = []
    for item in waiving:
        place = item.place
        inside = [each for each in by_path.get(place.path, ()) if place.line <= each.line <= place.end_line]
        for code, _reason in item.waived:
            hits = [each for each in inside if each.code == code and each.level != "error"]
            gone.update(hits)
            if not hits:
                more.append(useless(item, code, inside))
    return [problem for problem in problems if problem not in gone] + more


def useless(item: Item, code: str, inside: list[Problem]) -> Problem:
    """Why a waiver does nothing."""
    hint = "delete it from the line ok:"
    if code not in RULES and code not in CODES:
        message, hint = f"there is no rule {code}", did_you_mean(code, RULES) or hint
    elif any(each.code == code for each in inside):
        message, hint = f"an error cannot be waived: {code}", "put the item right"
    else:
        message = f"this waiver is not needed: {code} finds nothing here"
    return Problem(item.place.path, item.place.line, 1, "C54", message, hint, "warning")
