"""How far marks of mocks can be relied on: alpha where many sat the same paper, KR-21 where each had one drawn anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from quizzes.evidence.statistics import alpha, error_of_measurement, kr21

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ENOUGH = 30
"""Fewer learners than this say nothing of a paper."""


@dataclass(frozen=True, slots=True)
class Reliability:
    """Of the first mocks of so many learners: questions in each, mean and standard error in marks, reliability up to 1.

    `by` is "alpha" for one paper that all sat, "kr21" for papers drawn anew. Too few, or marks that do not vary: None.
    """

    by: Literal["alpha", "kr21"]
    learners: int
    questions: int
    mean: float
    reliability: float | None
    error: float | None


def reliability(papers: Iterable[tuple[int, Mapping[str, int]]]) -> tuple[Reliability, ...]:
    """Of mocks of one edition as (learner, marks by item), oldest first; each learner's first one counts.

    First what all papers of one length say together, then each paper that enough learners have sat.
    """
    first: dict[int, Mapping[str, int]] = {}
    for learner, marks in papers:
        first.setdefault(learner, marks)
    lengths: dict[int, list[Mapping[str, int]]] = {}
    same: dict[frozenset[str], list[Mapping[str, int]]] = {}
    for marks in first.values():
        lengths.setdefault(len(marks), []).append(marks)
        same.setdefault(frozenset(marks), []).append(marks)
    longest = [_told("kr21", rows) for _, rows in sorted(lengths.items(), reverse=True)]
    return (*longest, *(_told("alpha", rows) for rows in same.values() if len(rows) >= ENOUGH))


def _told(by: Literal["alpha", "kr21"], rows: list[Mapping[str, int]]) -> Reliability:
    scores = [sum(row.values()) for row in rows]
    questions, mean = len(rows[0]), sum(scores) / len(rows)
    if len(rows) < ENOUGH:
        return Reliability(by, len(rows), questions, mean, None, None)
    found = kr21(scores, questions) if by == "kr21" else alpha([[row[item] for item in sorted(row)] for row in rows])
    error = None if found is None else error_of_measurement(scores, found)
    return Reliability(by, len(rows), questions, mean, found, error)
