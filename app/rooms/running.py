"""Running cases: which event is asked, which were placed on this round, and where the loop has come to."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from app import current
from app.rooms import drilling
from app.store import answers
from quizzes.course.items import Case

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from app.store.answers import Answer
    from quizzes.course.course import Course, Model
    from quizzes.course.items import Scenario

LOOP = "step"


@dataclass(frozen=True, slots=True)
class Run:
    """One way through a case: its events in order, and the answers of this round by event id."""

    case: Case
    events: tuple[Scenario, ...]
    placed: dict[str, Answer]

    @property
    def following(self) -> Scenario | None:
        """The first event that was not placed on this round; None when all were."""
        return next((event for event in self.events if event.id not in self.placed), None)

    def turn(self, event: Scenario, model: Model) -> int:
        """How often the loop was gone round before an event: 1 at first, one more after each last step."""
        upto = self.events[: self.events.index(event) + 1]
        steps = [label for one in upto for label in _of(one)[:1]]
        last, first = model.labels[-1].id, {label.id for label in model.labels[:3]}
        return 1 + sum(one == last and other in first for one, other in pairwise(steps))

    def standing(self, upto: Scenario | None = None) -> dict[str, str]:
        """What stands at each label of the loop: the numbers of the events placed before `upto` (None: of all)."""
        found: dict[str, list[int]] = {}
        for number, event in enumerate(self.events, start=1):
            if upto is not None and event.id == upto.id:
                break
            if event.id in self.placed:
                for label in _of(event):
                    found.setdefault(label, []).append(number)
        return {label: "event " + " and ".join(map(str, numbers)) for label, numbers in found.items()}


def _of(event: Scenario) -> tuple[str, ...]:
    return event.full(LOOP) if LOOP in event.axes else ()


def run(db: Connection, case: Case, since: datetime | None) -> Run:
    """The round of a case since a moment (None: of today): its events for the edition, the newest answer to each."""
    course, edition = current.course(), current.edition()
    every = (course.events[f"{case.id}.{event.id}"] for event in case.events)
    events = tuple(event for event in every if models_asked(course, event, edition))
    names = {event.id for event in events}
    given = drilling.since(db, since) if since else answers.of_day(db, current.learner(), current.today())
    return Run(case, events, {one.item: one for one in given if one.item in names and not one.undone})


def round_of(db: Connection, event: Scenario, since: datetime | None) -> Run | None:
    """The round that an event belongs to; None where this edition asks nothing about it."""
    case = case_of(current.course(), event.id.partition(".")[0])
    found = run(db, case, since) if case else None
    return found if found and event in found.events else None


def case_of(course: Course, slug: str) -> Case | None:
    """A case by its id, retired ones too; none in a course that has no loop to place events on."""
    found = course.items.get(slug)
    return found if isinstance(found, Case) and LOOP in course.models else None


def models_asked(course: Course, event: Scenario, edition: str) -> Sequence[Model]:
    """The axes of an event that belong to an edition, the loop first."""
    own = [course.models[axis] for axis in event.axes if axis in course.models]
    return sorted((model for model in own if edition in model.editions), key=lambda model: model.id != LOOP)
