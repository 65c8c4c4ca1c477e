"""Papers: the questions of one sitting, drawn from a bank of cells so that each cell gets its marks; chance as `rng`.

A paper holds no question twice and no two that give each other away, and at most a tenth are negative. Questions that
this learner met in earlier papers come last, then those met in study, then those that many papers held.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, TypeVar

from quizzes.practice.draw import shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from random import Random

    from quizzes.course.items import Question

    Bank: TypeAlias = Mapping[str, Sequence[Question]]
    Quotas: TypeAlias = Mapping[str, int]

Kind = TypeVar("Kind")
NEGATIVE = "negative"
MOST_NEGATIVE = 0.1
"""The largest part of a paper that may be negative."""
TIGHT = 4
"""Papers left without a repeat from which on questions with enemies go first, so that no two are left together."""
TRIES, AHEAD = 12, 3
"""How often a paper is drawn again because the next ones, so many of them, could not be new as well."""
MOST_STEPS = 4000
"""Choices tried before a bank is called too thin: a bank that can be drawn from takes hardly more than its marks."""


class Exposure(NamedTuple):
    """How often a question stood in this learner's papers, was answered by them anywhere, stood in anybody's papers."""

    papers: int = 0
    answered: int = 0
    everywhere: int = 0


class Usual(NamedTuple):
    """How many questions of each style and of each Bloom level a usual paper holds."""

    styles: Mapping[str, int]
    bloom: Mapping[int, int]


class Slot(NamedTuple):
    """One question of a paper: its item, the cell it stands for, and its option slugs in the order shown."""

    item: str
    cell: str
    shown: tuple[str, ...]


class Shortage(NamedTuple):
    """A cell that cannot be filled: its marks, and how many questions there are for it."""

    cell: str
    marks: int
    questions: int


@dataclass(frozen=True, slots=True)
class Thin:
    """No paper: the cells with too few questions; all cells where only enemies or negatives stand in the way."""

    cells: tuple[Shortage, ...]


def draw(bank: Bank, quotas: Quotas, usual: Usual, met: Mapping[str, Exposure], rng: Random) -> tuple[Slot, ...] | Thin:
    """A paper in mixed order; `quotas` are the questions that each cell gets."""
    wanted = {cell: marks for cell, marks in quotas.items() if marks > 0}
    short = [Shortage(cell, marks, len(bank.get(cell, ()))) for cell, marks in wanted.items()]
    if any(one.questions < one.marks for one in short):
        return Thin(tuple(one for one in short if one.questions < one.marks))
    every = {cell: tuple(bank[cell]) for cell in wanted}
    new = {cell: tuple(one for one in own if not met.get(one.id, Exposure()).papers) for cell, own in every.items()}
    chosen = _from_new(new, wanted, usual, met, rng) or _filled(every, wanted, usual, met, rng)
    if chosen is None:
        return Thin(tuple(short))
    mixed = rng.sample(chosen, len(chosen))
    return tuple(Slot(one.id, cell, shown(one, rng)) for cell, one in mixed)


def _filled(
    bank: Bank, quotas: Quotas, usual: Usual, met: Mapping[str, Exposure], rng: Random
) -> list[tuple[str, Question]] | None:
    """A choice of questions with their cells; None where there is none."""
    if shortages(bank, quotas):
        return None
    drawer = Drawer(bank, quotas, usual, met, rng)
    return drawer.chosen if drawer.fill() else None


def _from_new(
    new: Bank, quotas: Quotas, usual: Usual, met: Mapping[str, Exposure], rng: Random
) -> list[tuple[str, Question]] | None:
    """A choice of what was in no paper yet, so made that the next papers can be new too as long as there is enough."""
    found = None
    for _ in range(TRIES):
        found = _filled(new, quotas, usual, met, rng) or found
        if found is None or _leaves_room(new, found, quotas, usual, met, rng):
            break
    return found


def _leaves_room(
    new: Bank,
    chosen: Sequence[tuple[str, Question]],
    quotas: Quotas,
    usual: Usual,
    met: Mapping[str, Exposure],
    rng: Random,
) -> bool:
    """Whether the next papers, as many as are looked ahead to, could be drawn from what is left."""
    left: Bank = new
    taken: Sequence[tuple[str, Question]] | None = chosen
    for _ in range(AHEAD):
        gone = {one.id for _, one in taken or ()}
        left = {cell: tuple(one for one in own if one.id not in gone) for cell, own in left.items()}
        if shortages(left, quotas):
            return True
        taken = _filled(left, quotas, usual, met, rng)
        if taken is None:
            return False
    return True


def shortages(bank: Bank, quotas: Quotas) -> tuple[Shortage, ...]:
    """The cells that have fewer questions than the marks they are to get."""
    counts = {cell: len(bank.get(cell, ())) for cell in quotas}
    return tuple(Shortage(cell, marks, counts[cell]) for cell, marks in quotas.items() if counts[cell] < marks)


def shared_out(weights: Mapping[str, float], questions: int) -> dict[str, int]:
    """So many questions over cells in proportion to their weights: largest remainders, the earlier cell first."""
    total = sum(weights.values())
    exact = {cell: questions * weight / total for cell, weight in weights.items()} if total else {}
    found = {cell: int(share) for cell, share in exact.items()}
    behind = sorted(exact, key=lambda cell: found[cell] - exact[cell])
    for cell in behind[: questions - sum(found.values())]:
        found[cell] += 1
    return found


def within(bank: Bank, weights: Mapping[str, float], questions: int) -> dict[str, int]:
    """The same, no cell more than its bank holds; what one cannot take goes to those that can."""
    found: dict[str, int] = dict.fromkeys(weights, 0)
    while left := min(questions, sum(len(bank.get(cell, ())) for cell in weights)) - sum(found.values()):
        open_ = {cell: weight for cell, weight in weights.items() if found[cell] < len(bank.get(cell, ()))}
        share = shared_out(open_, left)
        for cell, more in share.items():
            found[cell] = min(found[cell] + more, len(bank[cell]))
    return found


class Drawer:
    """Fills the scarcest cell first, and takes back a choice that leaves another cell without enough."""

    def __init__(self, bank: Bank, quotas: Quotas, usual: Usual, met: Mapping[str, Exposure], rng: Random) -> None:
        self.bank, self.left, self.met = bank, dict(quotas), met
        self.chosen: list[tuple[str, Question]] = []
        self.barred: Counter[str] = Counter()
        self.steps = 0
        every = [one for own in bank.values() for one in own]
        self.chance = {one.id: rng.random() for one in every}
        self.foes = _foes(every)
        self.tight = min(len(bank[cell]) // marks for cell, marks in quotas.items()) <= TIGHT
        total = sum(quotas.values())
        self.most_negative = int(MOST_NEGATIVE * total)
        self.styles, self.bloom = _scaled(usual.styles, total), _scaled(usual.bloom, total)
        self.styles[NEGATIVE] = min(self.most_negative, max(self.styles.get(NEGATIVE, 0.0), self.forced_negatives()))

    def exposure(self, one: Question) -> Exposure:
        """How often a question was met."""
        return self.met.get(one.id, Exposure())

    def forced_negatives(self) -> int:
        """How many negatives this paper must take so that the next ones can be new and within their tenth."""
        papers = min(len(self.bank[cell]) // marks for cell, marks in self.left.items())
        plain = {cell: sum(one.style != NEGATIVE for one in own) for cell, own in self.bank.items()}
        return ceil(sum(max(0, papers * marks - plain[cell]) for cell, marks in self.left.items()) / max(1, papers))

    def fill(self) -> bool:
        """Choose until every cell has its marks; False when there is no way, or none was found in time."""
        open_ = {cell: self.at_hand(cell) for cell, marks in self.left.items() if marks}
        if not open_:
            return True
        if not self.can(open_):
            return False
        cell = min(open_, key=lambda one: (self.room(open_[one]) - self.left[one], one))
        for one in sorted(open_[cell], key=self.rank):
            self.steps += 1
            if self.steps > MOST_STEPS:
                return False
            self.take(cell, one, 1)
            if self.fill():
                return True
            self.take(cell, one, -1)
        return False

    def at_hand(self, cell: str) -> list[Question]:
        """The questions of a cell that may still be chosen."""
        taken = {one.id for _, one in self.chosen}
        full = self.negatives() >= self.most_negative
        return [
            one
            for one in self.bank[cell]
            if one.id not in taken and not self.barred[one.id] and not (full and one.style == NEGATIVE)
        ]

    def can(self, open_: Bank) -> bool:
        """Whether every open cell has enough, and what only negatives can fill stays within their tenth."""
        plain = {cell: sum(one.style != NEGATIVE for one in found) for cell, found in open_.items()}
        forced = sum(max(0, self.left[cell] - plain[cell]) for cell in open_)
        enough = all(self.room(found) >= self.left[cell] for cell, found in open_.items())
        return enough and forced <= self.most_negative - self.negatives()

    def room(self, found: Sequence[Question]) -> int:
        """How many of these a cell could take at most: negatives only up to the tenth."""
        negative = sum(one.style == NEGATIVE for one in found)
        return len(found) - negative + min(negative, self.most_negative - self.negatives())

    def negatives(self) -> int:
        """The negatives chosen so far."""
        return sum(one.style == NEGATIVE for _, one in self.chosen)

    def take(self, cell: str, one: Question, step: int) -> None:
        """Choose a question, or (step -1) take the choice back."""
        self.left[cell] -= step
        if step > 0:
            self.chosen.append((cell, one))
        else:
            self.chosen.pop()
        for foe in self.foes[one.id]:
            self.barred[foe] += step

    def rank(self, one: Question) -> tuple[float, ...]:
        """The best first: not met, then what later papers would have too much of, then style, skill, fame, chance."""
        papers, answered, everywhere = self.exposure(one)
        style = self.styles.get(one.style, 0.0)
        lacking = style - sum(other.style == one.style for _, other in self.chosen)
        forced = one.style == NEGATIVE and lacking >= 1
        level = self.bloom.get(one.bloom, 0.0)
        lower = level - sum(other.bloom == one.bloom for _, other in self.chosen)
        need = round(lacking / max(1.0, style) + lower / max(1.0, level), 1)
        skill = sum(other.skills[:1] == one.skills[:1] for _, other in self.chosen)
        foes = len(self.foes[one.id]) if self.tight else 0
        return (papers, answered > 0, -forced, -foes, -need, skill, everywhere, self.chance[one.id])


def _scaled(usual: Mapping[Kind, int], questions: int) -> dict[Kind, float]:
    """Usual numbers for a paper of so many questions."""
    total = sum(usual.values()) or 1
    return {kind: number * questions / total for kind, number in usual.items()}


def _foes(every: Sequence[Question]) -> dict[str, set[str]]:
    """The enemies of each question, told by either of two."""
    foes: dict[str, set[str]] = {one.id: set() for one in every}
    for one in every:
        for enemy in set(one.enemies) & foes.keys() - {one.id}:
            foes[one.id].add(enemy)
            foes[enemy].add(one.id)
    return foes
