"""Which papers can be sat, and how one is begun: a mock, half of one, ten of a chapter, or one's own choice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from random import Random
from secrets import randbits
from typing import TYPE_CHECKING, Literal, TypeAlias
from uuid import uuid4

from app import clock, current
from app.rooms import foretelling
from app.store import memories, sittings
from app.store.sittings import Asked, Sitting
from quizzes.course.blueprint import placed
from quizzes.exam.paper import Exposure, Thin, Usual, draw, shared_out, shortages, within
from quizzes.exam.result import pass_mark

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy import Connection

    from quizzes.course.course import Exam
    from quizzes.course.items import Question
    from quizzes.exam.paper import Shortage, Slot

Kind: TypeAlias = Literal["mock", "half", "chapter", "custom"]
KINDS: tuple[Kind, ...] = ("mock", "half", "chapter", "custom")
CHAPTER_QUESTIONS = 10
LEAST_HALF = 10
"""Questions under which half a paper is not worth its name."""
NAMES = {"mock": "Mock exam", "half": "Half paper", "chapter": "Test yourself", "custom": "Custom test"}
STYLES = {"standard": "Standard", "list": "List", "missing-word": "Missing word", "negative": "Negative"}
"""Styles of question as the lesson about the exam names them."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A paper that can be drawn. `short`: cells of a full paper that have too few questions, or were left out of half.

    `can`: whether it can be sat at all; `seconds` with the learner's extra time.
    """

    kind: Kind
    exam: Exam
    title: str
    bank: dict[str, list[Question]]
    quotas: dict[str, int]
    short: tuple[Shortage, ...] = ()

    @property
    def questions(self) -> int:
        """How many it holds."""
        return sum(self.quotas.values())

    @property
    def minutes(self) -> int:
        """Whole minutes, at the pace of the exam."""
        extra = self.exam.extra_time if current.learner().extra_time else 1.0
        return round(self.exam.minutes * extra * self.questions / self.exam.questions)

    @property
    def pass_mark(self) -> int:
        """What would pass at the exam's share."""
        return pass_mark(self.questions, self.exam.pass_mark, self.exam.questions)

    @property
    def can(self) -> bool:
        """Whether there is enough to draw from."""
        return not self.short if self.kind == "mock" else self.questions >= (LEAST_HALF if self.kind == "half" else 1)


def mock() -> Offer | None:
    """A full mock of the edition in use; None where the course has no exam profile for it."""
    exam = current.course().exams.get(current.edition())
    if exam is None:
        return None
    bank, quotas = banked(exam), {cell.id: cell.marks for cell in exam.cells}
    return Offer("mock", exam, NAMES["mock"], bank, quotas, shortages(bank, quotas))


def half(full: Offer) -> Offer:
    """Half of a mock from what the bank can honestly fill; the cells left short are named."""
    wanted = shared_out(full.quotas, full.exam.questions // 2)
    short = shortages(full.bank, wanted)
    quotas = {cell: min(marks, len(full.bank[cell])) for cell, marks in wanted.items()}
    return Offer("half", full.exam, NAMES["half"], full.bank, quotas, short)


def chapters(exam: Exam) -> dict[str, Offer]:
    """Ten questions of each chapter that has any in this edition, in course order."""
    found = {}
    own = [one for cell in banked(exam, reserved=False).values() for one in cell]
    for chapter in current.course().chapters:
        here = [one for one in own if one.chapter == chapter.id]
        if here:
            title = f"{NAMES['chapter']}: {chapter.title}"
            quotas = {"": min(CHAPTER_QUESTIONS, len(here))}
            found[chapter.id] = Offer("chapter", exam, title, {"": here}, quotas)
    return found


def custom(exam: Exam, areas: Collection[str], styles: Collection[str], questions: int) -> Offer:
    """A test of areas and styles (none named: all); fewer questions where there are not so many."""
    cells = [cell for cell in exam.cells if not areas or cell.area in areas]
    every = banked(exam, reserved=False)
    bank = {cell.id: [one for one in every[cell.id] if not styles or one.style in styles] for cell in cells}
    quotas = within(bank, {cell.id: cell.marks for cell in cells}, questions)
    return Offer("custom", exam, NAMES["custom"], bank, quotas)


def banked(exam: Exam, *, reserved: bool = True) -> dict[str, list[Question]]:
    """The questions of each cell; without those that are kept for mocks unless `reserved`."""
    found: dict[str, list[Question]] = {cell.id: [] for cell in exam.cells}
    for one, cell in placed(current.course(), exam):
        if reserved or one.use != "mock":
            found[cell.id].append(one)
    return found


def begin(db: Connection, offer: Offer, *, practice: bool) -> Sitting | Thin:
    """Draw the paper and start its clock; what is missing where it cannot be drawn."""
    learner, seed, now = current.learner(), randbits(53), clock.now()
    rng = Random(seed)  # noqa: S311 it mixes questions, it guards nothing
    slots = draw(offer.bank, offer.quotas, usual(offer), exposures(db, offer), rng)
    if isinstance(slots, Thin):
        return slots
    number = sittings.count(db, learner, offer.kind, offer.exam.edition) + 1
    numbered = offer.kind in {"mock", "half"}
    sitting = Sitting(
        id=str(uuid4()),
        kind=offer.kind,
        practice=practice,
        edition=offer.exam.edition,
        about={
            "title": f"{offer.title} {number}" if numbered else offer.title,
            "pass": offer.pass_mark,
            "left_out": [one.cell for one in offer.short],
        },
        paper=asked(slots),
        seed=seed,
        seconds=offer.minutes * 60,
        expected=foretelling.tomorrow(db),
        began=now,
        deadline=now + timedelta(minutes=offer.minutes),
    )
    sittings.begin(db, learner, sitting)
    return sitting


def usual(offer: Offer) -> Usual:
    """Styles and levels as in the exam; a chosen test takes what there is."""
    return Usual(offer.exam.styles, offer.exam.bloom) if offer.kind in {"mock", "half"} else Usual({}, {})


def exposures(db: Connection, offer: Offer) -> dict[str, Exposure]:
    """How often each question of a bank was met."""
    own, every = sittings.met(db, current.learner(), offer.exam.edition)
    seen = memories.seen(db, current.learner())
    return {
        one.id: Exposure(own[one.id], seen[one.id].times if one.id in seen else 0, every[one.id])
        for cell in offer.bank.values()
        for one in cell
    }


def asked(slots: Sequence[Slot]) -> tuple[Asked, ...]:
    """A paper with the versions of its items."""
    hashes = {slot.item: current.course().items[slot.item].hashes for slot in slots}
    return tuple(
        Asked(slot.item, slot.cell, slot.shown, (one.content, one.meaning, one.key))
        for slot in slots
        for one in [hashes[slot.item]]
    )
