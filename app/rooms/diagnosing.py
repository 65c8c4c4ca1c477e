"""A diagnostic as one learner sits it: which question is next, how far it is, what it says, and the guide from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app import clock, current
from app.look.frame import horizon
from app.rooms.asking import chance
from app.store import answers, memories, readings, suspensions
from quizzes.course.blueprint import weights
from quizzes.course.items import Question
from quizzes.evidence.forecast import chance_of_right
from quizzes.evidence.recall import by_skill
from quizzes.exam import diagnostic, drawing, guide
from quizzes.practice.rating import RIGHT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection

    from app.store.answers import Answer
    from app.store.log import Where
    from quizzes.course.course import Exam
    from quizzes.exam.diagnostic import State
    from quizzes.exam.guide import Gap
    from quizzes.practice.learning import Held, Key

WHERE: Where = "diagnostic"


@dataclass(frozen=True, slots=True)
class Sitting:
    """One diagnostic: its name ("moment|budget"), its state, its answers oldest first, and the next question if any."""

    name: str
    state: State
    given: tuple[Answer, ...]
    question: Question | None

    @property
    def number(self) -> int:
        """The place of the next question, from 1."""
        return len(self.given) + 1


def new_name(budget: int) -> str:
    """The name of a diagnostic that begins now."""
    return f"{clock.now().isoformat()}|{budget}"


def latest(db: Connection) -> str | None:
    """The name of the newest diagnostic that has an answer in this edition; None if there is none."""
    return next((str(one.response.get("sitting", "")) for one in reversed(of_edition(db))), None)


def of_edition(db: Connection) -> list[Answer]:
    """The answers of this learner's diagnostics for the edition in use, oldest first."""
    every = answers.given_where(db, current.learner(), WHERE)
    return [one for one in every if one.response.get("edition") == current.edition()]


def sitting(db: Connection, name: str) -> Sitting | None:
    """A diagnostic by its name, as far as it has come; None for a name that says no budget."""
    moment, _, budget = name.rpartition("|")
    if not moment or budget not in {str(diagnostic.FULL), str(diagnostic.QUICK)}:
        return None
    course, edition, learner = current.course(), current.edition(), current.learner()
    own = [one for one in of_edition(db) if one.response.get("sitting") == name]
    given = tuple({one.item: one for one in reversed(own)}.values())[::-1]  # of two answers to one, the first
    state = diagnostic.rebuilt(diagnostic.start(drawing.areas(course, edition), int(budget)), told(given))
    asked = {one.item for one in given} | suspensions.suspended(db, learner)
    rng = chance(learner.id, name, len(given))
    found = drawing.next_question(course, edition, state, asked, memories.seen(db, learner), rng)
    return Sitting(name, state, given, found[1] if found else None)


def told(given: Sequence[Answer]) -> list[tuple[str, bool]]:
    """Each answer as (area, right); one whose question or area is gone is passed over."""
    exam = current.course().exams.get(current.edition())
    found = []
    for one in given:
        item = current.course().items.get(one.item)
        if isinstance(item, Question) and exam and (area := area_asked(item, exam)):
            found.append((area, one.points >= RIGHT))
    return found


def area_asked(item: Question, exam: Exam) -> str | None:
    """The area of an exam that a question belongs to, by its first skill."""
    skill = current.course().skills.get(item.skills[0]) if item.skills else None
    criteria = skill.criteria.get(exam.edition, ()) if skill else ()
    return exam.area_of(criteria[0]) if criteria else None


def area_titles() -> dict[str, str]:
    """What the areas of this edition are called."""
    exam = current.course().exams.get(current.edition())
    return {area.id: area.title or f"Area {area.id}" for area in exam.areas} if exam else {}


def gaps(db: Connection, state: State | None, held: Mapping[Key, Held]) -> tuple[Gap, ...]:
    """Where marks are to be gained, most first: from the diagnostic's bands and, where it tells more, from memory."""
    course, edition = current.course(), current.edition()
    shares = weights(course.skills.values(), course.exams)
    marks = {skill: share for (skill, own), share in shares.items() if own == edition}
    by_area = {band.area: band.chance for band in diagnostic.bands(state)} if state and state.asked else {}
    ahead = current.today() + horizon()[0]
    recall = {skill: chance_of_right(share) for skill, share in by_skill(course, held, ahead).items()}
    read = {(chapter, one) for chapter, own in readings.sections_read(db, current.learner()).items() for one in own}
    return guide.guide(course, edition, marks, by_area, recall, read)
