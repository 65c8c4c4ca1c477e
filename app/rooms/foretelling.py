"""The forecast for this learner: made anew when there are new answers, kept by day, said in words."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from app import current
from app.db import WriteError, database
from app.look.frame import days_left, horizon
from app.rooms import planning
from app.rooms.standing import read_back
from app.store import answers, coaching, memories
from quizzes.evidence import forecast as telling
from quizzes.evidence.forecast import Evidence, First, Forecast, Mock, Refused, Told
from quizzes.evidence.served import area_of, served
from quizzes.practice.plan import pool
from quizzes.practice.weights import memory_weights

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection

    from quizzes.course.course import Exam

IN_WORDS = ("none", "1 of 10", "1 of 5", "3 of 10", "2 of 5", "half of all", "3 of 5", "7 of 10", "4 of 5", "9 of 10")
SURE, HOPELESS = 0.95, 0.05


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the forecast says: a figure or why there is none, what is lacking to be ready, and for when it holds."""

    exam: Exam
    told: Forecast | Refused
    lacks: tuple[str, ...]
    when: str

    @property
    def known(self) -> Forecast | None:
        """The figure, if there is one."""
        return self.told if isinstance(self.told, Forecast) else None

    @property
    def ready(self) -> bool:
        """Whether the learner may be told to be ready."""
        return self.known is not None and not self.lacks

    @property
    def words(self) -> str:
        """The forecast as one says it, or what is missing for one."""
        if isinstance(self.told, Forecast):
            return f"A pass in {tries(self.told.chance)} tries ({per_cent(self.told.chance)}), {self.when}."
        left, met = self.told.needed - self.told.first_answers, round(self.told.marks_covered)
        missing = [f"{left} more first answers"] if "answers" in self.told.reasons else []
        if "marks" in self.told.reasons:
            missing.append(
                f"topics worth {round(self.told.marks_needed)} of the {self.exam.questions} marks; you have met {met}"
            )
        needs = f"A figure made of so little would only look exact. It needs {', and '.join(missing)}."
        most = reach(self.exam)
        short = most < self.told.marks_needed
        return needs + f" This course has topics for {most} marks so far, so it cannot be given yet." * short

    @property
    def not_ready(self) -> str:
        """What is lacking to be ready, in words; "" when nothing is or there is no forecast."""
        least = self.exam.pass_mark - telling.READY_MARGIN
        said = {
            "chance": "a pass in four of five tries",
            "range": f"a range that begins at {least} or above (a mark under the pass mark at most)",
            "mock": "a mock exam of the last two weeks",
            "score": "a mock exam passed",
        }
        return ", ".join(said[lack] for lack in self.lacks) if self.known else ""


def outcome() -> Outcome | None:
    """The forecast of today for the edition in use; None where the course has no exam profile for it."""
    exam = current.course().exams.get(current.edition())
    if exam is None:
        return None
    learner, today = current.learner(), current.today()
    with database().reading() as db:
        newest, sat = answers.last(db, learner), mocks(db)
        basis: dict[str, Any] = {
            "upto": newest.seq if newest else 0,
            "exam": str(learner.exam_date),
            "mocks": [one.score for one in sat],
        }
        kept = next((one for one in foretold(db) if one.day == today), None)
        fresh = kept is not None and kept.told.get("basis") == basis
        told = from_json(kept.told) if kept and fresh else make(db, exam, sat)
    if not fresh:
        row = coaching.Foretold(today, exam.edition, {**asdict(told), "basis": basis})
        with suppress(WriteError), database().writing() as db:  # shown all the same where nothing can be kept
            coaching.foretell(db, learner, row)
    lacks = telling.lacking(told, sat, today) if isinstance(told, Forecast) else ()
    ahead = "if the exam were in a week" if days_left() is None else "from what you know now"
    return Outcome(exam, told, lacks, ahead)


def make(db: Connection, exam: Exam, sat: Sequence[Mock]) -> Forecast | Refused:
    """Look at every memory, the first tries and the last answers, and foretell."""
    course, today, looks = current.course(), current.today(), read_back(db)
    weights = memory_weights(course, exam.edition, planning.candidates(db))
    blueprint = served(course, exam.edition, weights, memories.held(db, current.learner()))
    firsts = [
        First(area, float(look.right), look.guessing)
        for look in looks
        if look.expected is None and (area := area_of(course, exam.edition, look.key))
    ]
    told = [
        Told(look.day, look.expected, float(look.right))
        for look in looks
        if look.style and look.where != "exam" and look.expected is not None and look.gap and not look.repeat
    ]
    return telling.forecast(blueprint, Evidence(today, firsts, told, sat), today + horizon()[0], exam.pass_mark)


def reach(exam: Exam) -> int:
    """The marks of an exam's cells for which the course has anything to learn."""
    course = current.course()
    weights = memory_weights(course, exam.edition, pool(course, exam.edition))
    return sum(cell.marks for cell in served(course, exam.edition, weights, {}) if cell.holds)


def mocks(db: Connection) -> list[Mock]:
    """The mocks of this edition that were handed in, oldest first."""
    sat = coaching.sat(db, current.learner(), current.edition())
    return [Mock(mock.day, mock.score, mock.of, mock.expected) for mock in sat]


def tomorrow(db: Connection) -> float | None:
    """The share of right answers that the last forecast foresaw for an exam on the next day; None without one."""
    kept = next(reversed(foretold(db)), None)
    return kept.told.get("tomorrow") if kept and current.today() - kept.day <= telling.MOCK_DAYS else None


def points(db: Connection) -> list[tuple[Any, ...]]:
    """The forecasts kept, for the chart: (date, low, expected, high), or (date, None) where there was none."""
    found: list[tuple[Any, ...]] = []
    for one in foretold(db):
        told, on = from_json(one.told), date.fromordinal(one.day)
        found.append((on, told.low, told.mean, told.high) if isinstance(told, Forecast) else (on, None))
    return found


def foretold(db: Connection) -> list[coaching.Foretold]:
    """The forecasts kept for the edition in use, oldest first."""
    return [one for one in coaching.foretold(db, current.learner()) if one.edition == current.edition()]


def eve(points: Sequence[tuple[Any, ...]], day: int) -> tuple[int, int] | None:
    """The range of the last forecast made before a day; None where there was none."""
    before = [point for point in points if point[0].toordinal() < day and point[1] is not None]
    return (before[-1][1], before[-1][3]) if before else None


def from_json(written: Mapping[str, Any]) -> Forecast | Refused:
    """What was kept of a forecast or of its refusal."""
    kept = {name: value for name, value in written.items() if name != "basis"}
    if "mean" in kept:
        return Forecast(**kept)
    return Refused(**{**kept, "reasons": tuple(kept["reasons"])})


def tries(chance: float) -> str:
    """A chance as one says it: "about 4 of 5"."""
    if chance >= SURE:
        return "nearly all"
    if chance <= HOPELESS:
        return "hardly any"
    return f"about {IN_WORDS[max(1, min(9, round(chance * 10)))]}"


def per_cent(chance: float) -> str:
    """A chance in per cent, never 0 or 100: nobody knows that."""
    return f"{min(99, max(1, round(100 * chance)))} %"
