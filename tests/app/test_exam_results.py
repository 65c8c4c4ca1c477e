"""After a paper: keys that changed, what was missed, papers compared, starting over, undo."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from uuid import uuid4

from app.rooms import papers
from app.rooms.settling import answer_id
from tests.app.examinee import Examinee, mocks
from tests.conftest import CONTENT

if TYPE_CHECKING:
    from pathlib import Path

    import time_machine

    from tests.app.conftest import Candidate


def test_a_changed_key_counts_when_the_learner_says_so(candidate: Candidate) -> None:
    """The mark stays and the page says what it would be; marked anew, both scores stand there."""
    sitting = Examinee.begin(candidate)
    sitting.answer_all(30)
    sitting.hand_in()
    asked, chosen = sitting.sitting.paper[35].item, sitting.option(36, right=False)
    questions = next((candidate.app.extensions["library"].folder).glob("*/questions.md"))
    rekey(questions, asked, chosen)
    result = candidate.open(sitting.path("result"))
    assert "30 of 40" in result.text
    assert "By today\u2019s keys it would be 31 of 40." in result.text
    again = candidate.send(sitting.path("regrade"))
    assert "31 of 40" in again.text
    assert "30 before, 31 after" in again.text
    assert [one.score for one in mocks(candidate)] == [31]
    assert "It was changed since you sat it" in candidate.open(sitting.path("review")).text


def rekey(path: Path, item: str, right: str) -> None:
    """Make another option the right one, as an author would."""
    head, body, tail = path.read_text().partition(f"## question {item}\n")
    own, mark, rest = tail.partition("\n> [!why]")
    own = own.replace("- [x]", "- [ ]")
    lines = [line.replace("- [ ]", "- [x]") if line.endswith(f"{{#{right}}}") else line for line in own.split("\n")]
    path.write_text(head + body + "\n".join(lines) + mark + rest)


def test_what_was_missed_comes_first_in_study(candidate: Candidate) -> None:
    """Its skills stand in front of today's plan, each once."""
    candidate.change(exam_date=None)
    sitting = Examinee.begin(candidate)
    sitting.answer_all(38)
    sitting.hand_in()
    sheet = candidate.send(sitting.path("study"))
    course = candidate.app.extensions["library"].course
    missed = {course.items[sitting.sitting.paper[place].item].skills[0] for place in (38, 39)}
    assert course.items[sheet.item].skills[0] in missed
    assert f"{len(missed)} skill" in sheet.text
    assert course.items[candidate.send(sitting.path("study")).item].skills[0] in missed


def test_two_mocks_are_compared_and_share_no_question(candidate: Candidate, clock: time_machine.Traveller) -> None:
    """All new questions; a small difference is called what it is."""
    first = mock_of(candidate, 24)
    clock.shift(86_400)
    second = mock_of(candidate, 27)
    assert not {one.item for one in first.sitting.paper} & {one.item for one in second.sitting.paper}
    text = candidate.open(second.path("result")).text
    assert "Mock exam 1: 24 of 40. The difference is within what chance alone does." in text


def mock_of(anna: Candidate, right: int) -> Examinee:
    """A mock with so many right."""
    sitting = Examinee.begin(anna)
    sitting.answer_all(right)
    sitting.hand_in()
    return sitting


def test_a_low_score_reads_the_same_everywhere(candidate: Candidate) -> None:
    """The needle points at it, the band is there; blanks lead back; styles are called what the lesson calls them."""
    sitting = Examinee.begin(candidate)
    sitting.script(*({"place": 1 + at, "name": "choose", "option": sitting.option(1 + at)} for at in range(9)))
    sheet = candidate.open(sitting.path("last-look"))
    assert "31 questions are blank: 10 to 40 ." in sheet.text
    for place in (10, 40):
        assert f'<a href="{sitting.path(place)}">{place}</a>' in sheet.html
    result = sitting.hand_in()
    assert "The needle points to 9; the band runs from 6 to 12." in result.html
    assert 'class="band"' in result.html
    lesson = (CONTENT / "01-exam-and-editions/lesson.md").read_text()
    for words in papers.STYLES.values():
        assert f"**{words}.**" in lesson
    for sheet in (result, candidate.open("/progress/")):
        assert papers.STYLES["standard"] in sheet.text


def test_starting_over_takes_exams_along(candidate: Candidate) -> None:
    """Sittings and their acts go with everything else."""
    mock_of(candidate, 20)
    candidate.send("/account/start-over", sure="yes")
    exported = json.loads(candidate.client.get("/account/export").text)
    assert exported["sittings"] == exported["acts"] == exported["mocks"] == []


def test_an_exams_answer_is_not_undone(candidate: Candidate) -> None:
    """Undo takes back what was studied, never what was handed in."""
    sheet = candidate.open("/study/")
    sitting = mock_of(candidate, 10)
    candidate.send("/study/undo", answer_id=sheet.form.get("answer_id", ""), undo_id=str(uuid4()))
    assert candidate.count() == 40
    assert sitting.sitting.score == 10
    newest = answer_id(sitting.sitting, 40)
    assert 'action="/study/undo"' not in candidate.open(f"/study/answers/{newest}").html
    sheet = candidate.send("/study/undo", answer_id=newest, undo_id=str(uuid4()))
    assert "An answer of a paper cannot be taken back." in sheet.html
    assert "Taken back." not in sheet.html
    assert candidate.count() == 40
