"""The forecast for this learner: made anew when there are new answers, kept by day, said in words."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from app import current
from app.db import database
from app.look.frame import horizon
from app.rooms import planning
from app.rooms.standing import read_back
from app.store import answers, coaching, memories
from quizzes.evidence import forecast as telling
from quizzes.evidence.forecast import Evidence, First, Forecast, Hold, Mock, Refused, Served, Told
from quizzes.practice.weights import memory_weights

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection

    from quizzes.course.course import Exam
    from quizzes.practice.learning import Held, Key
    from quizzes.practice.plan import Pool

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
                f"topics that carry {round(self.told.marks_needed)} of {self.exam.questions} marks, now {met}"
            )
        return f"A figure made of so little would only look exact. It needs {', and '.join(missing)}."

    @property
    def not_ready(self) -> str:
        """What is lacking to be ready, in words; "" when nothing is or there is no forecast."""
        said = {
            "chance": "a pass in four of five tries",
            "range": f"a range that begins at {self.exam.pass_mark - 1} or above",
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
        basis: dict[str, Any] = {"upto": newest.seq if newest else 0, "exam": str(learner.exam_date), "mocks": len(sat)}
        basis["edition"] = current.edition()
        kept = next((one for one in reversed(coaching.foretold(db, learner)) if one.day == today), None)
        fresh = kept is not None and kept.told.get("basis") == basis
        told = from_json(kept.told) if kept and fresh else make(db, exam, sat)
    if not fresh:
        with database().writing() as db:
            foretold = coaching.Foretold(today, current.edition(), {**asdict(told), "basis": basis})
            coaching.foretell(db, learner, foretold)
    lacks = telling.lacking(told, sat, today) if isinstance(told, Forecast) else ()
    ahead = "from what you know now" if learner.exam_date else "if the exam were in a week"
    return Outcome(exam, told, lacks, ahead)


def make(db: Connection, exam: Exam, sat: Sequence[Mock]) -> Forecast | Refused:
    """Look at every memory, the first tries and the last answers, and foretell."""
    today, looks = current.today(), read_back(db)
    blueprint = paper(exam, planning.candidates(db), memories.held(db, current.learner()))
    firsts = [
        First(area, float(look.right), look.guessing)
        for look in looks
        if look.expected is None
        for area in sorted(areas(exam, look.key))[:1]
    ]
    told = [
        Told(look.day, telling.chance_of_right(look.expected), float(look.right))
        for look in looks
        if look.kind == "question" and look.expected is not None and look.gap and not look.repeat
    ]
    return telling.forecast(blueprint, Evidence(today, firsts, told, sat), today + horizon()[0], exam.pass_mark)


def paper(exam: Exam, pool: Pool, held: Mapping[Key, Held]) -> list[Served]:
    """Each cell of the exam with the memories that serve it."""
    weights = memory_weights(current.course(), exam.edition, pool)
    own: dict[str, list[Hold]] = {cell.id: [] for cell in exam.cells}
    for key in pool:
        memory = held[key].memory if key in held else None
        for cell in cells(exam, key):
            hold = Hold(weights.get(key, 0.0), memory.stability if memory else None, memory.day if memory else 0)
            own[cell].append(hold)
    return [Served(cell.id, cell.marks, cell.area, own[cell.id]) for cell in exam.cells]


def cells(exam: Exam, key: Key) -> set[str]:
    """The cells of the exam that a memory serves, by its skill's criteria."""
    course = current.course()
    card = course.items.get(key[1]) if key[0] == "card" else None
    skill = course.skills.get(card.skills[0] if card and card.skills else key[1])
    found = (exam.cell_of(criterion) for criterion in (skill.criteria.get(exam.edition, ()) if skill else ()))
    return {cell for cell in found if cell}


def areas(exam: Exam, key: Key) -> set[str]:
    """The areas of the exam that a memory serves."""
    own = cells(exam, key)
    return {cell.area for cell in exam.cells if cell.id in own}


def mocks(db: Connection) -> list[Mock]:
    """The mocks of this edition that were handed in, oldest first."""
    sat = coaching.sat(db, current.learner(), current.edition())
    return [Mock(mock.day, mock.score, mock.of) for mock in sat]


def points(db: Connection) -> list[tuple[Any, ...]]:
    """The forecasts kept, for the chart: (date, low, expected, high), or (date, None) where there was none."""
    found: list[tuple[Any, ...]] = []
    for one in coaching.foretold(db, current.learner()):
        if one.edition == current.edition():
            told, on = from_json(one.told), date.fromordinal(one.day)
            found.append((on, told.low, told.mean, told.high) if isinstance(told, Forecast) else (on, None))
    return found


def eve(points: Sequence[tuple[Any, ...]], day: int) -> tuple[int, int] | None:
    """The range of the last forecast made before a day; None where there was none."""
    before = [point for point in points if point[0].toordinal() < day and point[1] is not None]
    return (before[-1][1], before[-1][3]) if before else None


def from_json(written: Mapping[str, Any]) -> Forecast | Refused:
    """What was written by `as_json`."""
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
