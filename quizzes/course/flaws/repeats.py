"""Item rule L10: a word of the stem that comes back in the right option and in no other one."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from quizzes.course.flaws.found import Found, distractors, keys
from quizzes.course.flaws.wording import content_words, stem, words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from quizzes.course.items import Question

BANK, COMMON = 40, 0.10
MOST_WORDS = 25


def common_words(questions: Sequence[Question]) -> frozenset[str]:
    """The stems of words that stand in 10 % of a bank's questions or more; with fewer than 40 nobody can say."""
    if len(questions) < BANK:
        return frozenset()
    seen: Counter[str] = Counter()
    for item in questions:
        seen.update(telling("\n".join([item.text, *(option.text for option in item.options)])).keys())
    return frozenset(word for word, times in seen.items() if times >= COMMON * len(questions))


def repeats(item: Question, common: Collection[str]) -> Iterator[Found]:
    """L10: test-wise readers take the option that sounds like the question."""
    if item.style == "list":
        return
    told = telling(item.text).keys() - {word for option in distractors(item) for word in telling(option.text)}
    for key in keys(item):
        if len(words(key.text)) <= MOST_WORDS:
            both = [word for part, word in telling(key.text).items() if part in told and part not in common]
            if both:
                message = f"a word of the stem comes back in the right option only: {', '.join(both)}"
                hint = "use another word in one of the two, or this one in a wrong option too"
                yield Found("L10", message, hint, line=key.line, word=both[0])


def telling(text: str) -> dict[str, str]:
    """The words of a text that say something, by their stems."""
    return {stem(word): word for word in content_words(text)}
