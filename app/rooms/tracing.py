"""Reading a story in four steps: what set it off, which step, which activity, which level; one answer an axis."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app import current
from app.store import answers
from quizzes.course.items import TRIGGER, Frame, Scenario
from quizzes.practice.words import has_trigger

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from app.store.answers import Answer
    from quizzes.course.course import Course, Model

FIRST, LAST = "step", "level"


@dataclass(frozen=True, slots=True)
class Trace:
    """How far one story has been read: the answers so far by axis, and the axis that is asked now (None: all told).

    Before the first answer the words that set it off may be marked and shown (`TRIGGER`); that is never graded.
    """

    story: Scenario
    models: tuple[Model, ...]
    given: tuple[Answer, ...]

    @property
    def asked(self) -> Model | None:
        """The axis to answer now."""
        return self.models[len(self.given)] if len(self.given) < len(self.models) else None

    @property
    def lit(self) -> tuple[str, ...]:
        """The axes whose deciding words may be shown."""
        return (TRIGGER, *(model.id for model in self.models[: len(self.given)]))


def axes(course: Course, edition: str) -> tuple[Model, ...]:
    """The axes of the last three questions: step, what an edition alone counts as activities, level."""
    activities = [model.id for model in course.models.values() if model.editions == (edition,)]
    names = [FIRST, *activities[:1], LAST]
    return tuple(course.models[name] for name in names if name in course.models)


def stories(course: Course, edition: str) -> tuple[Scenario, ...]:
    """The live scenarios that can be read so: keyed on all axes, with the words marked that set them off."""
    asked = axes(course, edition)
    if len(asked) < 3:  # noqa: PLR2004 step, activity, level
        return ()
    return tuple(
        item
        for item in course.items.values()
        if isinstance(item, Scenario)
        and not isinstance(item, Frame)
        and item.status == "live"
        and has_trigger(item)
        and all(model.id in item.axes for model in asked)
    )


def trace(db: Connection, story: Scenario, told: Sequence[str]) -> Trace:
    """How far a story is, from the ids of the answers given on the way; those that are not its own are passed over."""
    learner = current.learner()
    models = axes(current.course(), current.edition())
    found = [answers.find(db, learner, name) for name in told]
    own = {axis: one for one in found if one and one.item == story.id and not one.undone for axis in labels(one)}
    given: list[Answer] = []
    for model in models:
        if model.id not in own:
            break
        given.append(own[model.id])
    return Trace(story, models, tuple(given))


def labels(answer: Answer) -> tuple[str, ...]:
    """The axes that an answer is about."""
    told = answer.response.get("labels")
    return tuple(told) if isinstance(told, dict) else ()
