"""The marks of a handed-in paper once keys have changed: by the author's ruling, or by its learner's own choice."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from quizzes.exam.sitting import right
from quizzes.practice.ruling import ruling

if TYPE_CHECKING:
    from quizzes.course.items import Question


class Place(NamedTuple):
    """One question of a paper: the hash of the key it was marked by, the option chosen, and the mark it got then.

    `own` is the mark its learner let count instead, the same as `mark` where they never did.
    """

    item: str
    key: str
    chosen: str | None
    mark: int
    own: int


def counts(question: Question | None, place: Place) -> int:
    """The mark that counts. A key that is as it was leaves the first mark alone, whatever happened in between."""
    if question is None:
        return place.own
    if question.hashes.key == place.key:
        return place.mark
    match ruling(question):
        case "void":
            return 1
        case "regrade":
            return int(right(question, place.chosen))
        case "accept-both":
            return max(place.mark, int(right(question, place.chosen)))
        case _:
            return place.own


def by_today(question: Question | None, place: Place) -> int:
    """The mark if its learner lets today's key count where nothing was ruled; one that is gone is nobody's mistake."""
    if question is None:
        return 1
    if question.hashes.key == place.key or ruling(question) not in {None, "keep"}:
        return counts(question, place)
    return int(right(question, place.chosen))
