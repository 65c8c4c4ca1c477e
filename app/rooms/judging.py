"""What a sitting says: marks by area, style and level, what one paper can tell, time, changes of mind, what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app import current
from app.rooms import missed, settling
from app.rooms.feedback import section_for
from app.store import sittings
from quizzes.exam import result
from quizzes.exam.result import Line, Share
from quizzes.exam.sitting import changes, right
from quizzes.practice.ruling import reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from app.rooms.sitting_room import Desk
    from app.store.sittings import Sitting
    from quizzes.course.course import Section
    from quizzes.course.items import Option, Question


@dataclass(frozen=True, slots=True)
class Earlier:
    """A sitting in the list of those before."""

    sitting: Sitting
    score: Share
    passed: bool | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """All that a result page shows. `regraded`: the marks if today's keys counted, where they differ."""

    lines: tuple[Line, ...]
    score: Share
    pass_mark: int
    between: tuple[int, int]
    areas: tuple[tuple[str, Share], ...]
    styles: dict[str, Share]
    bloom: dict[int, Share]
    advice: tuple[missed.Advice, ...]
    before: Earlier | None
    regraded: int | None
    seconds: int

    @property
    def passed(self) -> bool:
        """Whether it reached the pass mark."""
        return self.score.right >= self.pass_mark

    @property
    def exact(self) -> bool:
        """Whether one standard error does not reach the pass mark from here."""
        low, high = self.between
        return low >= self.pass_mark or high < self.pass_mark

    def changed(self, what: str) -> int:
        """How many changes of mind helped, hurt, or did neither."""
        return sum(line.changed == what for line in self.lines)

    @property
    def slow(self) -> list[Line]:
        """The questions that took long, longest first."""
        return result.long_ones(self.lines, self.seconds)


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One question of a review; `late` is an option that arrived too late, `reworded` whether it changed since.

    `corrected`: why its author ruled about its mark after a change of its key; `answer`: the id of its answer in the
    log, "" when it was left blank.
    """

    line: Line
    question: Question | None
    options: tuple[Option, ...]
    late: str
    flagged: bool
    reworded: bool
    corrected: str
    lesson: tuple[str, Section] | None
    answer: str = ""


def verdict(db: Connection, found: Desk) -> Verdict:
    """What a settled sitting says."""
    sitting, own = found.sitting, lines(found)
    score, anew = result.score(own), settling.changed(found)
    mine = [one for one in sittings.of_learner(db, current.learner()) if one.kind == sitting.kind and one.settled]
    older = [one for one in mine if one.began < sitting.began and one.edition == sitting.edition]
    titles = area_titles(sitting.edition)
    return Verdict(
        lines=own,
        score=score,
        pass_mark=sitting.about["pass"],
        between=result.between(score),
        areas=tuple((titles.get(area, area), share) for area, share in by_area(own, titles)),
        styles=result.by(own, lambda line: line.style),
        bloom=dict(sorted(result.by(own, lambda line: line.bloom).items())),
        advice=missed.advice(own),
        before=history(older)[0] if older else None,
        regraded=sum(anew) if anew else None,
        seconds=sitting.seconds,
    )


def by_area(own: Sequence[Line], titles: dict[str, str]) -> list[tuple[str, Share]]:
    """Marks by area in the exam's order."""
    shares = result.by(own, lambda line: line.area)
    return [(area, shares[area]) for area in (*titles, *(shares.keys() - titles.keys())) if area in shares]


def lines(found: Desk) -> tuple[Line, ...]:
    """Each question and what became of it, by the marks that count."""
    sitting, now, taken = found.sitting, found.standing, found.taken
    turned = changes(found.acts, found.closed)
    exam, made = current.course().exams.get(sitting.edition), []
    areas = {cell.id: cell.area for cell in exam.cells} if exam else {}
    for place, mark in enumerate(sitting.marks or (), start=1):
        question, last = found.question(place), now.chosen.get(place, "")
        first = turned.get(place, (last, last))[0]
        made.append(
            Line(
                place,
                sitting.paper[place - 1].item,
                areas.get(sitting.paper[place - 1].cell, area_of(question, sitting.edition)),
                question.style if question else "",
                question.bloom if question else 0,
                bool(mark),
                first,
                last,
                question is not None and right(question, first),
                taken.get(place, 0.0),
            )
        )
    return tuple(made)


def area_of(question: Question | None, edition: str) -> str:
    """The area of a question that was not drawn for a cell."""
    course = current.course()
    exam, skill = course.exams.get(edition), course.skills.get(question.skills[0]) if question else None
    criteria = skill.criteria.get(edition, ()) if skill else ()
    return (exam.area_of(criteria[0]) or "") if exam and criteria else ""


def area_titles(edition: str) -> dict[str, str]:
    """What the areas of an exam are called, in its order."""
    exam = current.course().exams.get(edition)
    return {area.id: area.title or f"Area {area.id}" for area in exam.areas} if exam else {}


def cell_titles() -> dict[str, str]:
    """What each cell of the edition in use belongs to, for lists of what is missing."""
    exam, titles = current.course().exams.get(current.edition()), area_titles(current.edition())
    return {cell.id: f"{titles[cell.area]} ({cell.id})" for cell in exam.cells} if exam else {}


def history(mine: Sequence[Sitting]) -> list[Earlier]:
    """The settled ones, newest first; whether a chosen test would pass is not said."""
    done = sorted((one for one in mine if one.settled), key=lambda one: one.began, reverse=True)
    return [Earlier(one, score := Share(one.score, len(one.paper)), told(one, score)) for one in done]


def told(sitting: Sitting, score: Share) -> bool | None:
    """Pass or not, for papers that are like the exam."""
    return score.right >= sitting.about["pass"] if sitting.kind in {"mock", "half"} else None


def reviewed(said: Verdict, found: Desk, which: str) -> list[Reviewed]:
    """The questions of a review: all, wrong (blanks too), flagged or blank ones."""
    now = found.standing
    rows = []
    for line in said.lines:
        question, paper = found.question(line.place), found.sitting.paper[line.place - 1]
        kinds = {"wrong": not line.right, "flagged": line.place in now.flagged, "blank": line.blank}
        if kinds.get(which, True):
            reworded = question is not None and question.hashes.content != paper.hashes[0]
            lesson = section_for(question.skills) if question else None
            late, flagged = now.late.get(line.place, ""), kinds["flagged"]
            corrected = reason(question) if question and question.hashes.key != paper.hashes[2] else ""
            given = "" if line.blank else settling.answer_id(found.sitting, line.place)
            options = found.options(line.place)
            rows.append(Reviewed(line, question, options, late, flagged, reworded, corrected, lesson, given))
    return rows
