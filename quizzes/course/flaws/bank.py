"""Item rules that look at many items at once: contradictions, equal fronts, and keys that stick out over a bank."""

from __future__ import annotations

from collections import Counter
from math import sqrt
from typing import TYPE_CHECKING

from quizzes.course.flaws.question import distractors, keys
from quizzes.course.flaws.wording import letters
from quizzes.course.items import Card, Question, Scenario
from quizzes.course.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from quizzes.course.draft import Draft

BANK = 40
CHANCE = 0.25
FILE_LEAST = 20
MOST_SHARE = 0.6
CRITICAL = {1: 3.84, 2: 5.99, 3: 7.81, 4: 9.49}
"""Chi-square at p = .05 by degrees of freedom."""


def check_bank(draft: Draft) -> Iterator[Problem]:
    """All flaws that show over many items."""
    live = [item for item in draft.items if item.status != "retired" and draft.first[item.id] is item]
    questions = [item for item in live if isinstance(item, Question)]
    yield from contradictions(draft, questions)
    yield from equal_fronts(draft, [item for item in live if isinstance(item, Card)])
    yield from longest_keys(questions)
    yield from key_places(questions)
    yield from one_sided(draft, [item for item in live if isinstance(item, Scenario)])


def contradictions(draft: Draft, questions: Iterable[Question]) -> Iterator[Problem]:
    """L29: the same stem, and what is right in one is wrong in the other."""
    asked: dict[str, list[Question]] = {}
    for item in questions:
        asked.setdefault(letters(item.text), []).append(item)
    for same in asked.values():
        for number, item in enumerate(same[1:], start=1):
            for other in same[:number]:
                if wrong(item) & right(other) or wrong(other) & right(item):
                    message = f"asks the same as {other.id!r} and calls another answer right"
                    hint = f"see {other.place.path}:{other.place.line}; put one of them right"
                    yield draft.in_item(item, "L29", message, hint)


def right(item: Question) -> set[str]:
    """The right options, by their letters."""
    return {letters(option.text) for option in keys(item)}


def wrong(item: Question) -> set[str]:
    """The wrong options, by their letters."""
    return {letters(option.text) for option in distractors(item)}


def equal_fronts(draft: Draft, cards: Iterable[Card]) -> Iterator[Problem]:
    """L36: two cards that ask the same."""
    asked: dict[tuple[str, tuple[str, ...]], Card] = {}
    for item in cards:
        other = asked.setdefault((letters(item.text), item.editions), item)
        if other is not item:
            message = f"asks the same as the card {other.id!r}"
            hint = f"see {other.place.path}:{other.place.line}; keep one, or ask more exactly"
            yield draft.in_item(item, "L36", message, hint, level="warning")


def longest_keys(questions: Sequence[Question]) -> Iterator[Problem]:
    """L2: over 40 questions or more, the key is strictly the longest too often."""
    single = [item for item in questions if len(keys(item)) == 1 and distractors(item)]
    if len(single) < BANK:
        return
    longest = sum(len(keys(item)[0].text) > max(len(each.text) for each in distractors(item)) for item in single)
    share, limit = longest / len(single), CHANCE + 2 * sqrt(CHANCE * (1 - CHANCE) / len(single))
    if share > limit:
        message = f"the right option is the longest in {share:.0%} of {len(single)} questions; chance is {CHANCE:.0%}"
        path = single[0].place.path
        yield Problem(path, 1, 1, "L2", message, "lengthen wrong options here and there", "info")


def key_places(questions: Iterable[Question]) -> Iterator[Problem]:
    """L25: in a file of 40 unshuffled questions or more, the keys are not spread evenly over the places."""
    files: dict[tuple[str, int], list[int]] = {}
    for item in questions:
        if not item.shuffle and len(keys(item)) == 1:
            place = item.options.index(keys(item)[0])
            files.setdefault((item.place.path, len(item.options)), []).append(place)
    for (path, width), places in files.items():
        if len(places) >= BANK and width - 1 in CRITICAL:
            even, seen = len(places) / width, Counter(places)
            if sum((seen[place] - even) ** 2 / even for place in range(width)) > CRITICAL[width - 1]:
                most, times = seen.most_common(1)[0]
                message = f"the key stands in place {most + 1} in {times} of {len(places)} unshuffled questions"
                yield Problem(path, 1, 1, "L25", message, "spread the keys evenly", "info")


def one_sided(draft: Draft, scenarios: Iterable[Scenario]) -> Iterator[Problem]:
    """L32: over 20 scenarios or more, one label takes more than 60 % of an axis."""
    labels: dict[str, Counter[str]] = {}
    for item in scenarios:
        for axis in item.axes:
            labels.setdefault(axis, Counter()).update(item.full(axis))
    for axis, seen in labels.items():
        if axis in draft.models and (total := seen.total()) >= FILE_LEAST:
            label, times = seen.most_common(1)[0]
            if times > MOST_SHARE * total:
                message = f"{label!r} is right in {times} of {total} scenarios on the axis {axis!r}"
                path = draft.model_paths[axis]
                yield Problem(path, 1, 1, "L32", message, "write scenarios for the other labels", "info")
