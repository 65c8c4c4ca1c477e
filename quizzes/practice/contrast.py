"""Which two labels a wrong answer to a question mixed up, where its options are named as the labels of a model."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from quizzes.course.course import Model, Pair
    from quizzes.course.items import Question


def named(question: Question, models: Iterable[Model], chosen: Sequence[str]) -> tuple[Model, Pair] | None:
    """The first pair an author wrote of an option chosen in vain and a right one that was missed.

    Questions with a negative stem have none: what is right there is what does not fit.
    """
    if question.style == "negative":
        return None
    wrong = [plain(option.text) for option in question.options if option.id in chosen and option.credit < 1]
    right = [plain(option.text) for option in question.options if option.id not in chosen and option.credit >= 1]
    for model in models:
        ids = {plain(label.title): label.id for label in model.labels}
        mixed = ((ids[one], ids[other]) for one in wrong for other in right if one in ids and other in ids)
        for pair in (model.pair(*both) for both in mixed):
            if pair:
                return model, pair
    return None


def plain(text: str) -> str:
    """A title without what differs between spellings of one name."""
    return text.strip(" *_.").casefold()
