"""What an answer has to say: verdicts, reasons, the deciding question, and what to notice."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from tests.app.conftest import SMALL, Candidate, small_app

if TYPE_CHECKING:
    from pathlib import Path

    import time_machine


def test_a_right_answer_says_so_with_every_reason(anna: Candidate) -> None:
    """Each option keeps its place with its verdict and reason; the author's why stands below."""
    sheet = anna.answer("box-size", options="small", shown="none,large,small,middle")
    assert sheet.path.startswith("/study/answers/")
    for words in ("right: one mark", "Not this one", "Small boxes stay light enough.", "Nobody can lift it.",
                  "Partly right: half a mark in practice, none in the exam",
                  "Books are heavy for their size."):  # fmt: skip
        assert words in sheet.text
    places = [sheet.text.index(option) for option in ("No box", "A large one", "A small one", "A middle one")]
    assert places == sorted(places)
    assert anna.count() == 1


def test_feedback_survives_a_reload(anna: Candidate) -> None:
    """Looking again counts nothing."""
    sheet = anna.answer("box-size", options="large")
    assert "Your answer: not this one" in anna.open(sheet.path).text
    assert anna.count() == 1


def test_a_wrong_label_meets_its_deciding_question(anna: Candidate) -> None:
    """A question whose options are the names of labels says what tells the two apart."""
    sheet = anna.answer("name-the-step", options="route", confidence="sure")
    assert "Has a box been moved yet?" in sheet.text
    assert "Yes: the move has begun." in sheet.text
    assert "You were sure" in sheet.text


def test_a_lucky_guess_is_called_one(anna: Candidate) -> None:
    """Right by chance comes back soon, and the page says so."""
    assert "by your own word a guess" in anna.answer("box-size", options="small", confidence="guess").text


def test_a_memory_that_slips_six_times_is_told(anna: Candidate, clock: time_machine.Traveller) -> None:
    """A leech: read the section, rewrite it, or set it aside."""
    for day in range(12):
        sheet = anna.answer("box-size", options="small" if day % 2 == 0 else "large")
        clock.shift(86_400 * 20)
    assert "Slipped six times" in sheet.text
    assert "/lessons/01-moving/words" in sheet.html


def test_an_item_changed_since_says_so(anna: Candidate, tmp_path: Path) -> None:
    """An answer that no longer fits is kept, and nothing is made up about it."""
    sheet = anna.answer("box-size", options="none")
    changed = shutil.copytree(SMALL, tmp_path / "course")
    file = changed / "01-moving/questions.md"
    file.write_text(file.read_text().replace("{#none}", "{#nothing}"))
    other = small_app(tmp_path, changed)
    assert "changed after you answered" in Candidate(other).open(sheet.path).text
    other.extensions["database"].close()


def test_choosing_two_says_what_they_earn_together(anna: Candidate) -> None:
    """One hit and one false pick cancel out, and the page says how it counts."""
    sheet = anna.answer("two-tools", options=["strap", "kettle"])
    assert "Together no mark: right choices less wrong ones." in sheet.text


def test_an_order_shows_the_right_one(anna: Candidate) -> None:
    """Each thing stands in its right place with the place it was given."""
    sheet = anna.answer("move-order", order=["plan", "carry", "look"])
    assert "You had it in place 3" in sheet.text
    assert "You had it in place 1, rightly before the one below" in sheet.text
    assert "You had it in place 2, rightly after the one above" in sheet.text
    assert "you kept 1 of 2 such pairs" in sheet.text
    assert "half a mark" in sheet.text


def test_a_repeat_is_called_one(anna: Candidate) -> None:
    """Words seen lately may be what is known."""
    assert "Met before" not in anna.answer("box-size", options="small").text
    assert "Met before" in anna.answer("box-size", options="small").text


def test_the_lesson_that_trains_it_is_one_link_away(anna: Candidate) -> None:
    """From any feedback to the section of the skill that was asked."""
    answered = anna.answer("sofa-plan", axes="step", **{"axis-step": "act"})
    assert 'href="/lessons/01-moving/steps"' in answered.html
