"""What is best once today's plan is done: more of the plan, the next section, or a pair to tell apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from app import current
from app.rooms import drilling, pacing, planning
from app.rooms.reading import next_section
from app.store import readings

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from app.rooms.reading import Reading
    from quizzes.course.course import Model, Section
    from quizzes.evidence.confusion import Mixup


@dataclass(frozen=True, slots=True)
class Onward:
    """Where to go on: how far behind the pace line (None without an exam), what to read next, what is mixed up most.

    `fits`: about how many of the ideas not met there is time for before the exam; None where there is time for all.
    """

    behind: int | None
    fits: int | None
    section: tuple[Reading, Section] | None
    mixed: tuple[Model, Mixup] | None

    @property
    def best(self) -> Literal["more", "read", "pair", "drill"]:
        """The one to offer first: what was planned and not met, then what is new, then what is confused."""
        if self.behind:
            return "more"
        if self.section:
            return "read"
        return "pair" if self.mixed else "drill"


def onward(db: Connection) -> Onward:
    """Look at the ways on from here."""
    course, edition = current.course(), current.edition()
    mixed = drilling.mixed_up(db, [model for model in course.models.values() if edition in model.editions])
    pool = planning.candidates(db)
    return Onward(
        behind=pacing.behind(db, pool),
        fits=pacing.fits(db, pool),
        section=next_section(course, readings.sections_read(db, current.learner()), edition),
        mixed=mixed[0] if mixed else None,
    )
