"""Papers: the exact blueprint, nobody's enemy, nothing twice, and four in a row that share nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.course.tables.syllabus import read_exams
from quizzes.exam.paper import Exposure, Shortage, Slot, Thin, Usual, draw, shared_out, shortages, within
from tests.builders import a_question, dice

if TYPE_CHECKING:
    from random import Random

    from quizzes.course.course import Exam
    from quizzes.course.items import Question

READ, _ = read_exams((Path(__file__).parents[2] / "content/exams.toml").read_text(), "exams.toml")
assert READ
EXAMS = dict(READ.exams)
STYLES = ("standard", "list", "missing-word")
NOTHING = Usual({}, {})
seeds = st.integers(0, 2**48)


def bank_of(
    exam: Exam, rng: Random, deep: int = 4, negatives: int = 12, enemies: int = 15
) -> dict[str, list[Question]]:
    """So many questions a mark, a few of them negative, a few pairs that give each other away."""
    bank = {
        cell.id: [
            a_question(
                f"{cell.id}-{n}",
                f"{cell.id}.{n % 3}",
                style=rng.choice(STYLES),
                bloom=rng.choice((1, 2)),
                use=rng.choice(("any", "any", "mock")),
            )
            for n in range(deep * cell.marks)
        ]
        for cell in exam.cells
    }
    places = [(cell, n) for cell, own in bank.items() for n in range(len(own))]
    for cell, n in rng.sample(places, negatives):
        bank[cell][n] = replace(bank[cell][n], style="negative")
    for _ in range(enemies):
        (cell, n), (other, m) = rng.sample(places, 2)
        bank[cell][n] = replace(bank[cell][n], enemies=(*bank[cell][n].enemies, bank[other][m].id))
    return bank


def quotas_of(exam: Exam) -> dict[str, int]:
    """The blueprint."""
    return {cell.id: cell.marks for cell in exam.cells}


def sound(paper: tuple[Slot, ...] | Thin, bank: dict[str, list[Question]], exam: Exam) -> set[str]:
    """The items of a paper that keeps every promise."""
    assert not isinstance(paper, Thin)
    known = {one.id: one for own in bank.values() for one in own}
    assert Counter(slot.cell for slot in paper) == quotas_of(exam)
    assert all(known[slot.item] in bank[slot.cell] for slot in paper)
    items = {slot.item for slot in paper}
    assert len(items) == len(paper) == exam.questions
    assert not any(set(known[item].enemies) & items for item in items)
    assert sum(known[item].style == "negative" for item in items) <= exam.questions / 10
    assert all(sorted(slot.shown) == sorted(option.id for option in known[slot.item].options) for slot in paper)
    return items


@pytest.mark.parametrize("edition", EXAMS)
@settings(max_examples=settings().max_examples // 6)
@given(seeds, st.integers(4, 7))
def test_a_paper_is_the_exact_blueprint(edition: str, seed: int, deep: int) -> None:
    """Each cell its marks, no enemies, nothing twice, a tenth negative at most; the same seed, the same paper."""
    exam = EXAMS[edition]
    bank = bank_of(exam, dice(seed), deep)
    usual = Usual(exam.styles, exam.bloom)
    paper = draw(bank, quotas_of(exam), usual, {}, dice(seed))
    sound(paper, bank, exam)
    assert draw(bank, quotas_of(exam), usual, {}, dice(seed)) == paper


@pytest.mark.parametrize("edition", EXAMS)
@settings(max_examples=settings().max_examples // 12)
@given(seeds, st.integers(0, 12))
def test_four_questions_a_mark_make_four_papers_without_a_repeat(edition: str, seed: int, negatives: int) -> None:
    """Drawn one after the other, whichever they are."""
    exam, met = EXAMS[edition], dict[str, Exposure]()
    bank = bank_of(exam, dice(seed), 4, negatives)
    for number in range(4):
        items = sound(draw(bank, quotas_of(exam), Usual(exam.styles, exam.bloom), met, dice(seed + number)), bank, exam)
        assert not items & met.keys()
        met |= dict.fromkeys(items, Exposure(papers=1))
    assert len(met) == 4 * exam.questions


def test_styles_and_levels_come_near_their_usual_numbers() -> None:
    """From a bank that has plenty of each."""
    exam = EXAMS["v5"]
    bank = bank_of(exam, dice(1), 12, 60, 0)
    known = {one.id: one for own in bank.values() for one in own}
    paper = draw(bank, quotas_of(exam), Usual(exam.styles, exam.bloom), {}, dice(2))
    assert not isinstance(paper, Thin)
    styles, levels = (Counter(getattr(known[slot.item], name) for slot in paper) for name in ("style", "bloom"))
    assert all(abs(styles[style] - number) <= 3 for style, number in exam.styles.items())
    assert all(abs(levels[level] - number) <= 3 for level, number in exam.bloom.items())


def test_a_thin_bank_is_refused_with_the_cells_it_lacks() -> None:
    """All of them together, with what there is."""
    exam = EXAMS["itil4"]
    bank = bank_of(exam, dice(3))
    bank["2.2"], bank["5.1"] = bank["2.2"][:3], []
    short = (Shortage("2.2", 5, 3), Shortage("5.1", 1, 0))
    assert draw(bank, quotas_of(exam), NOTHING, {}, dice()) == Thin(short)
    assert shortages(bank, quotas_of(exam)) == short


def test_enemies_that_leave_no_way_are_refused_too() -> None:
    """Two cells of one question each that give each other away: both are named."""
    bank = {"1": [a_question("one", enemies=("two",))], "2": [a_question("two")]}
    assert draw(bank, {"1": 1, "2": 1}, NOTHING, {}, dice()) == Thin((Shortage("1", 1, 1), Shortage("2", 1, 1)))


def test_a_choice_that_leads_nowhere_is_taken_back() -> None:
    """The one that chance prefers would bar the only question of the other cell."""
    bank = {"1": [a_question("bars", enemies=("only",)), a_question("free")], "2": [a_question("only")]}
    for seed in range(20):
        paper = draw(bank, {"1": 1, "2": 1}, NOTHING, {"free": Exposure(papers=3)}, dice(seed))
        assert not isinstance(paper, Thin)
        assert {slot.item for slot in paper} == {"free", "only"}


def test_what_was_met_least_comes_first() -> None:
    """Own papers weigh more than own study, and that more than what others sat."""
    bank = {"": [a_question(name) for name in ("sat", "studied", "famous", "new")]}
    met = {"sat": Exposure(papers=1), "studied": Exposure(answered=1), "famous": Exposure(everywhere=9)}
    for many, wanted in enumerate(({"new"}, {"new", "famous"}, {"new", "famous", "studied"}), start=1):
        paper = draw(bank, {"": many}, NOTHING, met, dice())
        assert not isinstance(paper, Thin)
        assert {slot.item for slot in paper} == wanted


@given(st.dictionaries(st.text(min_size=1), st.integers(0, 20), min_size=1), st.integers(0, 60))
def test_shares_are_whole_and_near(weights: dict[str, float], questions: int) -> None:
    """They add up, and none is a whole question away from its part."""
    total = sum(weights.values())
    found = shared_out(weights, questions)
    assert sum(found.values()) == (questions if total else 0)
    assert all(abs(found[cell] - questions * weights[cell] / total) < 1 for cell in found)


@given(
    st.dictionaries(st.text(min_size=1), st.tuples(st.integers(1, 9), st.integers(0, 9)), min_size=1),
    st.integers(0, 60),
)
def test_no_cell_is_asked_for_more_than_it_has(cells: dict[str, tuple[int, int]], questions: int) -> None:
    """What one cannot give others do, as long as there is any."""
    bank = {cell: [a_question(f"{cell}{n}") for n in range(have)] for cell, (_, have) in cells.items()}
    found = within(bank, {cell: weight for cell, (weight, _) in cells.items()}, questions)
    assert all(0 <= found[cell] <= len(bank[cell]) for cell in cells)
    assert sum(found.values()) == min(questions, sum(map(len, bank.values())))
