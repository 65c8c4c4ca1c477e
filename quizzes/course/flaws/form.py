"""Item rules for the form of options: what all begin with, how they end, how numbers are sorted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quizzes.course.flaws.found import Found
from quizzes.course.flaws.wording import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quizzes.course.items import Question

AMOUNT = re.compile(r"[^\d]{0,3}(\d+(?:[.,]\d+)?)\s*(?:%|\w{0,12})")
LEAD = 3


def lead_in(item: Question) -> Iterator[Found]:
    """L16: all options begin with the same three words or more."""
    starts = [words(option.text.casefold()) for option in item.options]
    length = 0
    while length < min(map(len, starts), default=0) and len({start[length] for start in starts}) == 1:
        length += 1
    if len(starts) > 1 and length >= LEAD:
        first = item.options[0]
        told = " ".join(words(first.text)[:length])
        yield Found("L16", f"all options begin with {told!r}", "move it into the stem", "info", first.line)


def amounts(item: Question) -> Iterator[Found]:
    """L17: numbers as options that keep their order are sorted."""
    found = [AMOUNT.fullmatch(option.text) for option in item.options]
    if item.shuffle or not found:
        return
    numbers = [float(each[1].replace(",", ".")) for each in found if each]
    if len(numbers) == len(found) and numbers != sorted(numbers) and numbers != sorted(numbers, reverse=True):
        yield Found("L17", "the numbers are not sorted", "put them in ascending order", "info", item.options[0].line)


def mixture(item: Question) -> Iterator[Found]:
    """L18: some options end in a full stop or begin with a capital, and others do not."""
    ends = [(option, option.text.endswith(".")) for option in item.options]
    capitals = [(option, option.text[0].isupper()) for option in item.options if option.text[:1].isalpha()]
    for marks, what in ((ends, "end in a full stop"), (capitals, "begin with a capital")):
        number = sum(marked for _, marked in marks)
        if 0 < number < len(marks):
            rarer = number * 2 <= len(marks)
            odd = next(option for option, marked in marks if marked is rarer)
            yield Found("L18", f"some options {what}, and others do not", "write all of them alike", "info", odd.line)
