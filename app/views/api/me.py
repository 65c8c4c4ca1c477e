"""Whose token it is."""

from __future__ import annotations

from datetime import date

from app import current, identity
from app.look import frame
from app.store.accounts import Role
from app.views.api.door import room, spec
from app.views.api.shapes import Shape, gives


class Me(Shape):
    """The person a token speaks for: `minutes` and `new_a_day` are a day's measure, `zone` is an IANA name."""

    id: int
    name: str
    email: str
    role: Role
    edition: str
    exam_date: date | None
    days_left: int | None
    minutes: int
    new_a_day: int
    zone: str


@room.get("/me")
@spec.validate(resp=gives(HTTP_200=Me), operation_id="me", tags=["Learners"])
def me() -> Me:
    """Whose token this is, and their settings."""
    account, learner = identity.somebody().account, current.learner()
    return Me(
        id=account.id,
        name=account.name,
        email=account.email,
        role=account.role,
        edition=current.edition(),
        exam_date=learner.exam_date,
        days_left=frame.days_left(),
        minutes=learner.minutes,
        new_a_day=learner.new_a_day,
        zone=learner.zone,
    )
