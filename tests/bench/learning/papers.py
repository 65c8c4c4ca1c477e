"""A course of 600 memories in the cells of the two papers, what each is worth, and the chance of passing."""

from __future__ import annotations

from functools import cache
from math import comb
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from quizzes.course.tables.syllabus import read_exams
from quizzes.practice.weights import memory_weights
from tests.bench.learning.grid import MEMORIES
from tests.builders import a_card, a_course, a_question, a_skill

if TYPE_CHECKING:
    from quizzes.course.course import Exam
    from quizzes.practice.learning import Key

EXAMS = Path(__file__).parents[3] / "content" / "exams.toml"
SPREAD = 0.8
"""How unevenly cells have skills and skills have cards: standard deviation of the log."""
QUESTIONS, PASS, GUESSING, KNOWN = 40, 26, 0.25, 0.70


@cache
def exams() -> dict[str, Exam]:
    """The two papers as shipped."""
    found, _ = read_exams(EXAMS.read_text(), "exams.toml")
    assert found
    return dict(found.exams)


@cache
def weights(world: str) -> dict[Key, float]:
    """Marks of each of the 600 memories, in course order; all worlds have the same memories."""
    edition = "itil4" if world == "uniform" else world
    rng, many = Random(f"course {edition}"), Random("cards")  # noqa: S311 a made-up course
    skills = {f"skill-{number:03}": cell for number, cell in enumerate(_cells(exams()[edition], rng))}
    keys: dict[Key, str] = {}
    for skill in skills:
        keys["skill", skill] = skill
        keys.update({("card", f"{skill}.{n}"): skill for n in range(round(many.lognormvariate(0.4, SPREAD)))})
    pool = dict(list(keys.items())[:MEMORIES])
    assert len(pool) == MEMORIES
    if world == "uniform":
        return dict.fromkeys(pool, QUESTIONS / MEMORIES)
    items = [(a_card if key[0] == "card" else a_question)(key[1], skill) for key, skill in pool.items()]
    known = {skill: a_skill(skill, criteria={edition: (cell,)}) for skill, cell in skills.items()}
    course = a_course(*items, models=(), skills=known, exams=exams())
    return memory_weights(course, edition, dict.fromkeys(pool, ()))


@cache
def cells(world: str) -> dict[Key, str]:
    """The cell that each of the 600 memories serves."""
    edition = "itil4" if world == "uniform" else world
    names = _cells(exams()[edition], Random(f"course {edition}"))  # noqa: S311 the same made-up course
    return {key: names[int(key[1].split("-")[1].split(".")[0])] for key in weights(world)}


def _cells(exam: Exam, rng: Random) -> list[str]:
    """The cell of each skill: every cell one, the others by chance, cell by cell more or less often; mixed."""
    names = [cell.id for cell in exam.cells]
    often = [rng.lognormvariate(0, SPREAD) for _ in names]
    drawn = names + rng.choices(names, often, k=MEMORIES - len(names))
    return rng.sample(names, len(names)) + rng.sample(drawn[len(names) :], len(drawn) - len(names))


def passing(recall: float) -> float:
    """P(pass): 26 or more of 40 right, each with .25 + .70 R."""
    p = GUESSING + KNOWN * recall
    return sum(comb(QUESTIONS, n) * p**n * (1 - p) ** (QUESTIONS - n) for n in range(PASS, QUESTIONS + 1))
