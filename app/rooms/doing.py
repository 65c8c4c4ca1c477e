"""How far learners are with their assignments, read from what they did since each was set."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from app import clock, current
from app.rooms import assigning
from app.rooms.reading import reading
from app.store import assignments, classes
from quizzes.evidence import assigned
from quizzes.practice.days import local_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from app.rooms.assigning import Told
    from app.store.assignments import Assignment
    from app.store.classes import Classroom
    from app.store.learners import Learner
    from app.store.rosters import Member
    from quizzes.evidence.assigned import Done, State

FORGIVEN = timedelta(days=14)
"""So long after its day an assignment still stands on Today; after that only with the class."""
WORDS: Mapping[State, str] = {
    "none": "not begun",
    "part": "{done} of {of}",
    "done": "done {day}",
    "late": "done {day}, late",
    "overdue": "{done} of {of}, late",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """How far one learner is with one assignment, as it stands today in their own calendar."""

    found: Done
    state: State
    finished: date | None

    @property
    def over(self) -> bool:
        """Whether it is done, in time or not."""
        return self.finished is not None

    @property
    def words(self) -> str:
        """The state as one says it."""
        day = f"{self.finished.day} {self.finished:%b}" if self.finished else ""
        form = "not done, late" if self.state == "overdue" and not self.found.done else WORDS[self.state]
        return form.format(done=self.found.done, of=self.found.of, day=day)


@dataclass(frozen=True, slots=True)
class Due:
    """An assignment as its learner sees it."""

    assignment: Assignment
    classroom: Classroom
    told: Told
    standing: Standing

    @property
    def today(self) -> bool:
        """Whether it belongs on Today: not done, and not long past its day."""
        due = self.assignment.due
        return not self.standing.over and (due is None or due + FORGIVEN >= date.fromordinal(current.today()))


def of_learner(db: Connection) -> list[Due]:
    """All assignments of who is signed in: those with a day first, the nearest before later ones."""
    learner, course = current.learner(), current.course()
    every = assignments.of_learner(db, learner.id)
    if not every:
        return []
    rooms = {one.id: one for one in classes.joined_by(db, learner.id)}
    stand = standings(db, every, [learner])
    return [
        Due(one, rooms[one.classroom], assigning.told(course, one), stand[one.id][learner.id])
        for one in every
        if one.classroom in rooms
    ]


def standings(
    db: Connection, every: Iterable[Assignment], people: Sequence[Learner | Member]
) -> dict[int, dict[int, Standing]]:
    """By assignment and learner: how far they are."""
    ways = {"chapter": _read, "drill": _drilled, "test": _sat, "mock": _sat}
    found = {one.id: ways[one.kind](db, one, people) for one in every}
    due = {one.id: one.due for one in every}
    return {
        number: {who.id: standing(done[who.id], due[number], who.zone) for who in people}
        for number, done in found.items()
    }


def standing(found: Done, due: date | None, zone: str) -> Standing:
    """What a count comes to on this day, in the learner's own calendar."""
    finished = local_day(found.at, zone) if found.at else None
    state = assigned.state(found, finished, due.toordinal() if due else None, local_day(clock.now(), zone))
    return Standing(found, state, date.fromordinal(finished) if finished else None)


def _read(db: Connection, one: Assignment, people: Sequence[Learner | Member]) -> dict[int, Done]:
    """Sections read and items answered of a chapter, each learner by their edition."""
    course, chapter, wanted = current.course(), one.target["chapter"], one.target["items"]
    whom = [who.id for who in people]
    read = assignments.sections_read(db, whom, chapter)
    own = frozenset(item.id for item in course.items.values() if item.chapter == chapter)
    given: dict[int, list[datetime]] = {}
    for learner, at in assignments.answered(db, whom, own, one.made_at) if wanted else ():
        given.setdefault(learner, []).append(at)
    lesson, first = course.lessons.get(chapter), course.editions[0].id
    shown = {
        edition: [section.id for section in reading(lesson, {}, edition).sections] if lesson else []
        for edition in {who.edition or first for who in people}
    }
    return {
        who.id: assigned.of_chapter(
            shown[who.edition or first], read.get(who.id, {}), given.get(who.id, ()), wanted, one.made_at
        )
        for who in people
    }


def _drilled(db: Connection, one: Assignment, people: Sequence[Learner | Member]) -> dict[int, Done]:
    """Answers given in drills to all axes of this one and no other, of scenarios it can ask."""
    course, chosen = current.course(), assigning.drill(current.course(), one.target)
    given: dict[int, list[datetime]] = {}
    if chosen:
        can, wanted = {story.id for story in chosen.keyed(course)}, {model.id for model in chosen.models}
        for learner, axes, at in assignments.drilled(db, [who.id for who in people], can, one.made_at):
            if axes == wanted:
                given.setdefault(learner, []).append(at)
    return {who.id: assigned.of_drill(given.get(who.id, ()), one.target["number"], one.made_at) for who in people}


def _sat(db: Connection, one: Assignment, people: Sequence[Learner | Member]) -> dict[int, Done]:
    """Papers handed in; one of a chapter is known by its questions."""
    chapter = one.target.get("chapter")
    kind = "mock" if one.kind == "mock" else "chapter" if chapter else assigning.HALF
    items = current.course().items
    given: dict[int, list[tuple[datetime, datetime]]] = {}
    for paper in assignments.papers(db, [who.id for who in people], kind, one.made_at):
        if chapter is None or any(item in items and items[item].chapter == chapter for item in paper.items):
            given.setdefault(paper.learner, []).append((paper.began, paper.ended))
    return {who.id: assigned.of_paper(given.get(who.id, ()), one.made_at) for who in people}
