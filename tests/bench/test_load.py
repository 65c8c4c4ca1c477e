"""The load's own parts against real servers, for a moment each: what they say of speed is not asked here."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

from tests.bench.load.classes import answering, crowd, soaking, studying
from tests.bench.load.classes.history import Shape
from tests.bench.load.classes.pages import Filled, filled
from tests.bench.load.classes.studying import Class

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bench.load.classes.ground import Kind

EITHER = ["sqlite", pytest.param("postgresql", marks=pytest.mark.hard)]
SMALL = Class("sqlite", 6, 0.2)


def test_a_class_studies(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Learners look, answer and read, and all they were told is kept is there."""
    studying.report(tmp_path, SMALL, 2)
    said = capsys.readouterr().out
    assert "no error: yes" in said
    assert "is in the database once, and no other: yes" in said
    assert "each of 0 answers" not in said


@pytest.mark.parametrize("kind", EITHER)
def test_an_answer_is_held_against_the_anchor(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: Kind
) -> None:  # fmt: skip
    """Both answer, and the ratio is told."""
    answering.report(tmp_path, kind, 1)
    said = capsys.readouterr().out
    assert "no error, each answer in the database once: yes" in said
    assert "x the anchor's answers a second" in said


@pytest.mark.hard
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_large_database_is_held_against_a_small_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: Kind
) -> None:
    """Learners with a past study in both."""
    crowd.report(tmp_path, kind, 1, crowd.Sizes(many=20, few=3, asked=5, shape=Shape(30, 10, 10)))
    said = capsys.readouterr().out
    assert "no error: yes" in said
    assert "answer: 0.00 x" not in said


@pytest.mark.hard
def test_memory_is_watched(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A line a minute, here of a second, and a slope for each process."""
    soaking.report(tmp_path, SMALL, 3, minute=1)
    said = capsys.readouterr().out
    assert "     2 min  " in said
    assert "MB a minute, under 1: " in said


def test_a_process_that_grows_is_noticed() -> None:
    """Two megabytes a minute once it has settled, and one that stands still."""
    assert not soaking.flat([{"1": 100.0 + 2 * minute} for minute in range(12)])
    assert soaking.flat([{"1": 100.0 + 10 * min(minute, 5)} for minute in range(12)])


def test_a_page_without_a_form_leads_on() -> None:
    """What an answer has to say has nothing to fill in; more of the plan is a form, but no answer."""
    rng = Random(1)  # noqa: S311
    assert filled("<p>Right</p>", rng) == ""
    more = '<form method="post" action="/study/more"><input type="hidden" name="csrf_token" value="a&amp;b"></form>'
    assert filled(more, rng) == Filled("/study/more", "csrf_token=a%26b")
