"""What a program is told of an answer: the same that the page after it shows, as values without any look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app import current
from app.rooms.feedback import axes_answered, feedback
from app.store import memories
from quizzes.course.items import Card, Question
from quizzes.practice.feedback import feedback as about
from quizzes.practice.learning import keys
from quizzes.practice.memory import due

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from app.store.answers import Answer
    from quizzes.course.course import Section
    from quizzes.course.items import Item, Option
    from quizzes.practice.marking import Part


@dataclass(frozen=True, slots=True)
class Told:
    """An answer and what there is to say: a reason for each part; `comes_again` is a day number, None if unknown."""

    answer: Answer
    points: float
    parts: tuple[Part, ...]
    reasons: tuple[str, ...]
    options: tuple[Option, ...] = ()
    explanation: str = ""
    notices: tuple[str, ...] = ()
    lesson: tuple[str, Section] | None = None
    comes_again: int | None = None


def told(db: Connection, answer: Answer, item: Item | None) -> Told:
    """All there is to say; the marks alone where the item has left the course or changed so that nothing fits."""
    said = feedback(db, answer, item) if item else None
    if said is None or said.mark is None:
        return Told(answer, answer.points, answer.parts, ("",) * len(answer.parts))
    course = current.course()
    reasons = tuple(about(course, said.item, part).text for part in said.mark.parts)
    return Told(
        answer,
        said.mark.points,
        said.mark.parts,
        reasons,
        said.options,
        explained(said.item),
        said.notices,
        said.lesson,
        current.today() if "again" in said.notices else comes_again(db, answer, said.item),
    )


def explained(item: Item) -> str:
    """What its author says about the item as a whole: why the key is right, or a card's other side."""
    if isinstance(item, Card):
        return item.answer
    return item.why if isinstance(item, Question) else ""


def comes_again(db: Connection, answer: Answer, item: Item) -> int | None:
    """The day number on which the first of the memories that heard an answer is to be refreshed."""
    held = memories.held(db, current.learner())
    heard = keys(current.course(), item, axes_answered(answer))
    return min((due(held[key].memory) for key in heard if key in held), default=None)
