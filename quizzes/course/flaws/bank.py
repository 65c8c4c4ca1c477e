"""Item rules that show over many items only: long keys, negative questions, places of keys, one-sided axes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

from quizzes.course.flaws.found import distractors, keys
from quizzes.course.items import Question, Scenario
from quizzes.course.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from quizzes.course.draft import Draft

BANK = 40
CHANCE = 0.25
NEGATIVES = 0.10
FILE_LEAST = 20
MOST_SHARE = 0.6
CRITICAL = {1: 3.84, 2: 5.99, 3: 7.81, 4: 9.49}
"""Chi-square at p = .05 by degrees of freedom."""


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many questions, and the share that is not to be exceeded."""

    times: int
    of: int
    limit: float

    @property
    def share(self) -> float:
        """The part from 0 to 1."""
        return self.times / self.of if self.of else 0.0

    @property
    def exceeded(self) -> bool:
        """Whether there are enough questions to tell, and too many of this sort among them."""
        return self.of >= BANK and self.share > self.limit


@dataclass(frozen=True, slots=True)
class Places:
    """In how many questions of a file, all with as many options and not shuffled, the key stands in each place."""

    path: str
    times: tuple[int, ...]

    @property
    def chi_square(self) -> float:
        """How far the places are from being even."""
        even = sum(self.times) / len(self.times)
        return sum((times - even) ** 2 / even for times in self.times)

    @property
    def limit(self) -> float:
        """What chance exceeds once in twenty times."""
        return CRITICAL.get(len(self.times) - 1, float("inf"))


def check_bank(draft: Draft) -> Iterator[Problem]:
    """All flaws that show over many items."""
    live = [item for item in draft.items if item.status != "retired" and draft.first[item.id] is item]
    questions = [item for item in live if isinstance(item, Question)]
    yield from shares(questions)
    for places in key_places(questions):
        if places.chi_square > places.limit:
            times = max(places.times)
            where = f"in place {places.times.index(times) + 1} in {times} of {sum(places.times)} unshuffled questions"
            yield Problem(places.path, 1, 1, "L25", f"the key stands {where}", "spread the keys evenly", "info")
    yield from one_sided(draft, [item for item in live if isinstance(item, Scenario)])


def shares(questions: Sequence[Question]) -> Iterator[Problem]:
    """L2, L9: over 40 questions or more, the key is too often the longest, or too many questions are negative."""
    if (found := longest_keys(questions)).exceeded:
        message = (
            f"the right option is the longest in {found.share:.0%} of {found.of} questions; chance is {CHANCE:.0%}"
        )
        hint = "lengthen wrong options here and there"
        yield Problem(questions[0].place.path, 1, 1, "L2", message, hint, "info")
    if (found := negatives(questions)).exceeded:
        message = f"{found.share:.0%} of {found.of} questions are negative; {NEGATIVES:.0%} is enough"
        yield Problem(questions[0].place.path, 1, 1, "L9", message, "ask some of them the other way round", "info")


def longest_keys(questions: Iterable[Question]) -> Share:
    """L2: how often the key is strictly the longest option; the limit is chance and two standard errors."""
    single = [item for item in questions if len(keys(item)) == 1 and distractors(item)]
    longest = sum(len(keys(item)[0].text) > max(len(each.text) for each in distractors(item)) for item in single)
    error = sqrt(CHANCE * (1 - CHANCE) / len(single)) if single else 0.0
    return Share(longest, len(single), CHANCE + 2 * error)


def negatives(questions: Sequence[Question]) -> Share:
    """L9: how many questions are negative."""
    return Share(sum(item.style == "negative" for item in questions), len(questions), NEGATIVES)


def key_places(questions: Iterable[Question]) -> list[Places]:
    """L25: where the keys stand, by files with 40 questions or more that are not shuffled."""
    files: dict[tuple[str, int], Counter[int]] = {}
    for item in questions:
        if not item.shuffle and len(keys(item)) == 1:
            place = item.options.index(keys(item)[0])
            files.setdefault((item.place.path, len(item.options)), Counter())[place] += 1
    return [
        Places(path, tuple(seen[place] for place in range(width)))
        for (path, width), seen in files.items()
        if seen.total() >= BANK
    ]


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
