"""Classes for those who teach them: which there are, and how far their learners have come."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

from flask import abort

from app import identity
from app.db import database
from app.store import class_results
from app.views.api.door import room, spec
from app.views.api.shapes import Shape, gives

if TYPE_CHECKING:
    from app.store.class_results import ExamResult, Progress

LARGEST = 2**63 - 1
"""No row of a database has a greater number."""


class Classroom(Shape):
    """One class; `code` is null when nobody may join any more, `closed_at` tells when it was put away."""

    id: int
    name: str
    code: str | None
    edition: str | None
    learners: int
    made_at: datetime
    closed_at: datetime | None


class Classes(Shape):
    """The classes the caller teaches."""

    classes: list[Classroom]


class Exam(Shape):
    """A mock or a half paper: a score of so many."""

    kind: Literal["mock", "half"]
    edition: str
    score: int
    of: int
    passed: bool
    at: datetime


class Learner(Shape):
    """One learner. `right` is the share of answers with all points, null without answers."""

    id: int
    name: str
    answers: int
    right: float | None
    days_active: int
    last_active: date | None
    exams: list[Exam]


class Results(Shape):
    """How far the learners of a class have come."""

    id: int
    name: str
    learners: list[Learner]


@room.get("/classes")
@spec.validate(resp=gives(HTTP_200=Classes), operation_id="list_classes", tags=["Instructors"])
def every_class() -> Classes:
    """The classes you teach."""
    with database().reading() as db:
        found = class_results.taught(db, identity.somebody().account.id)
    return Classes(
        classes=[
            Classroom(
                id=one.id,
                name=one.name,
                code=one.code,
                edition=one.edition,
                learners=learners,
                made_at=one.made_at,
                closed_at=one.closed_at,
            )
            for one, learners in found
        ]
    )


@room.get("/classes/<int:number>/results")
@spec.validate(
    resp=gives(HTTP_200=Results, missing=True),
    operation_id="class_results",
    tags=["Instructors"],
    path_parameter_descriptions={"number": "A class you teach"},
)
def results(number: int) -> Results:
    """What the learners of a class you teach have done; anybody else's class is not there."""
    with database().reading() as db:
        mine = class_results.teaches(db, identity.somebody().account.id, number) if number <= LARGEST else None
        found = mine or abort(404)
        learners = class_results.progress(db, number)
    return Results(id=number, name=found.name, learners=[learner_of(one) for one in learners])


def learner_of(one: Progress) -> Learner:
    """One learner's row."""
    return Learner(
        id=one.learner,
        name=one.name,
        answers=one.answers,
        right=one.right / one.answers if one.answers else None,
        days_active=one.days,
        last_active=date.fromordinal(one.last_day) if one.last_day else None,
        exams=[exam_of(exam) for exam in one.exams],
    )


def exam_of(exam: ExamResult) -> Exam:
    """One exam."""
    return Exam.model_validate(exam, from_attributes=True)
