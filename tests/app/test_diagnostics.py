"""The diagnostic in the browser: no feedback before the end, nothing lost in between, bands and a guide at the end."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import pytest

from tests.app.conftest import small_app

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import time_machine

    from tests.app.conftest import Candidate, Sheet

ROOT_CONTENT = "content"


@pytest.fixture
def candidate(tmp_path: Path, clock: time_machine.Traveller) -> Iterator[Candidate]:  # noqa: ARG001 her time stands still
    """Anna over the shipped course."""
    from tests.app.conftest import SMALL, Candidate

    app = small_app(tmp_path, SMALL.parents[2] / ROOT_CONTENT)
    yield Candidate(app)
    app.extensions["database"].close()


def send(anna: Candidate, sheet: Sheet, *, right: bool = True) -> Sheet:
    """Answer the question asked, rightly or not."""
    action = re.search(r'action="(/diagnostics/answer[^"]*)"', sheet.html)
    assert action
    item = anna.app.extensions["library"].course.items[sheet.item]
    chosen = next(option.id for option in item.options if (option.credit == 1) is right)
    return anna.send(unescape(action[1]), **(sheet.form | {"options": chosen}))


def test_a_quick_one_from_the_first_to_the_last_question(candidate: Candidate) -> None:
    """At most 21 questions, none twice, no reasons on the way; then bands, the guide and every reason."""
    sheet = candidate.send("/diagnostics/start", quick="1")
    asked = []
    while sheet.item:
        assert "Question" in sheet.text
        assert "reason" not in sheet.html.partition("<main")[2]
        asked.append(sheet.item)
        sheet = send(candidate, sheet, right=len(asked) % 2 == 0)
    assert len(asked) == len(set(asked)) <= 21
    assert sheet.path.startswith("/diagnostics/result")
    assert any(word in sheet.text for word in ("Start here", "Not sure yet", "Likely fine"))
    assert "marks to gain" in sheet.text
    assert f"of {len(asked)} right" in sheet.text
    assert candidate.count() == len(asked)
    assert "What the last one says" in candidate.open("/diagnostics/").text


def test_it_goes_on_where_it_was_left(candidate: Candidate) -> None:
    """Closed in the middle: the room offers to go on, with the same question."""
    sheet = send(candidate, candidate.send("/diagnostics/start"))
    room = candidate.open("/diagnostics/")
    assert "A diagnostic is under way: 1 answered" in room.text
    onward = re.search(r'href="(/diagnostics/sitting[^"]*)"', room.html)
    assert onward
    assert candidate.open(unescape(onward[1])).item == sheet.item


def test_an_empty_answer_is_asked_for_and_a_forged_sitting_not_found(candidate: Candidate) -> None:
    """Nothing counts without a choice; other kinds and other names are not found."""
    sheet = candidate.send("/diagnostics/start")
    action = re.search(r'action="(/diagnostics/answer[^"]*)"', sheet.html)
    assert action
    assert candidate.send(unescape(action[1]), **sheet.form).status == 422
    assert candidate.send(unescape(action[1]), **(sheet.form | {"item": "ci-order-seven-steps"})).status == 404
    assert candidate.open("/diagnostics/sitting?name=x|99").status == 404
    assert candidate.open("/diagnostics/result").status == 404
    assert candidate.count() == 0


def test_without_a_diagnostic_the_guide_comes_from_answers(candidate: Candidate) -> None:
    """Nothing known: an empty guide says what will stand here; after an answer it does."""
    assert "No guide yet" in candidate.open("/diagnostics/").text
    candidate.answer("ci-order-seven-steps", order=["vision"])
    sheet = candidate.open("/study/")
    candidate.answer("one-call-mark", "/drills/answer?axes=step", axes="step", **{"axis-step": "take-action"})
    assert sheet.status == 200
    assert "marks to gain" in candidate.open("/diagnostics/").text


def test_each_edition_has_a_newest_one_of_its_own(candidate: Candidate) -> None:
    """One for the other edition neither hides it nor counts in it; a question sent twice counts once."""
    candidate.change(edition="itil4")
    first = candidate.send("/diagnostics/start", quick="1")
    send(candidate, first)
    send(candidate, first)
    candidate.change(edition="v5")
    assert "What the last one says" not in candidate.open("/diagnostics/").text
    send(candidate, candidate.send("/diagnostics/start", quick="1"))
    candidate.change(edition="itil4")
    assert "under way: 1 answered" in candidate.open("/diagnostics/").text
