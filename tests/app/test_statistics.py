"""Statistics for authors: honest by the number of learners, the worst first, and no name in what is taken along."""

from __future__ import annotations

import csv
import re
from io import StringIO
from typing import TYPE_CHECKING

import pytest

from tests.app.school import enrol, sit

if TYPE_CHECKING:
    from tests.app.conftest import Candidate, Sheet

HOME = "/author/statistics/"
WRONG_KEY = "Key may be wrong: {} of {} chose C, but the stronger learners chose B."


def rows(sheet: Sheet) -> list[str]:
    """The items of the table, in its order."""
    return re.findall(r'<th scope="row"><a href="/author/statistics/([^"]+)"', sheet.html)


def test_before_the_first_answer_it_says_what_will_stand_here(drilling: Candidate) -> None:
    """And from how many learners on; the coverage map is there from the start."""
    text = drilling.open(HOME).text
    assert "No answers yet" in text
    assert "From 10 learners on it says how hard the item is and whether its key may be wrong, from 30 which" in text
    assert "Coverage of the blueprint" in text
    assert "By need for attention" not in text


def test_one_learner_gets_counts_and_no_verdict(drilling: Candidate) -> None:
    """As on a laptop: the page says so, and judges nothing."""
    drilling.answer("name-the-step", options="sit")
    sheet = drilling.open(HOME)
    assert "1 learner: counts only." in sheet.text
    assert "1 first answer of 1 learner." in sheet.text
    assert "0 of 1 right so far. Too few to judge." in sheet.text
    assert "Key may be wrong:" not in sheet.text
    assert '<dl class="thirds">' not in sheet.html
    own = drilling.open(f"{HOME}name-the-step")
    assert "How many chose each. From 10 learners on this shows strong learners against weak ones." in own.text
    assert "from 100 learners on, now 0" in own.text


def test_a_class_of_fifteen_finds_the_wrong_key(drilling: Candidate) -> None:
    """It stands first, with its number of answers; distractors and discrimination are not spoken of yet."""
    enrol(drilling.app, 15)
    sheet = drilling.open(HOME)
    assert rows(sheet)[0] == "name-the-step"
    assert WRONG_KEY.format(7, 15) in sheet.text
    assert "90 first answers of 15 learners; 2 things to look at." in sheet.text
    assert rows(sheet)[1] == "move-order"
    assert (
        "Hardly better than guessing: only 6 of 15 right (likely 20 to 64 %); blind choice brings 33 %." in sheet.text
    )
    assert "Hardly anybody" not in sheet.text
    assert "Tells strong from weak" not in sheet.text
    own = drilling.open(f"{HOME}name-the-step")
    assert "7 of 15 strong 0 % weak 100 %" in own.text, "who chose the key"
    assert "8 of 15 strong 100 % weak 0 %" in own.text, "who chose what should be the key"


def test_a_class_of_forty_names_distractors_out_of_use(drilling: Candidate) -> None:
    """From thirty on; still no word of discrimination."""
    enrol(drilling.app, 40)
    text = drilling.open(f"{HOME}name-the-step").text
    assert WRONG_KEY.format(20, 40) in text
    assert "Hardly anybody is taken in by A (0 of 40) or D (0 of 40)." in text
    assert "Distractors in use 33 %, chosen by 5 % or more" in text
    assert "Stronger learners do worse" not in text


def test_a_year_of_a_hundred_and_twenty_tells_strong_from_weak(drilling: Candidate) -> None:
    """In words with D and r; the wrong key shows in both."""
    enrol(drilling.app, 120)
    text = drilling.open(f"{HOME}name-the-step").text
    assert WRONG_KEY.format(60, 120) in text
    assert re.search(r"Stronger learners do worse here: r = -0\.\d\d over 120 learners\.", text)
    story = drilling.open(f"{HOME}sofa-go").text
    assert len(re.findall(r"Tells strong from weak very well \(D = [01]\.\d\d over 120 learners\)\.", story)) == 2
    assert "60 of 120 said they knew it (likely 41 to 59 %)." in drilling.open(f"{HOME}box-meaning").text


def test_the_table_is_cut_down_to_a_chapter_and_a_kind(drilling: Candidate) -> None:
    """What there is none of says so; each kind is spoken of as itself."""
    enrol(drilling.app, 3)
    assert rows(drilling.open(f"{HOME}?kind=scenario")) == ["sofa-go", "sofa-go"]
    assert len(rows(drilling.open(f"{HOME}?chapter=01-moving"))) == 7
    nothing = drilling.open(f"{HOME}?chapter=99&kind=poem")
    assert rows(nothing) == []
    assert "No answers to such items yet." in nothing.text


@pytest.mark.parametrize("page", ["0", "-3", "99", "x", ""])
def test_a_page_that_there_is_not_is_the_nearest_one(drilling: Candidate, page: str) -> None:
    """Whatever stands in the address."""
    enrol(drilling.app, 1)
    assert len(rows(drilling.open(f"{HOME}?page={page}"))) == 7


def test_each_axis_and_each_event_has_its_own_words(drilling: Candidate) -> None:
    """A story by axis with titles of labels; a case by event, also those that nobody has met."""
    enrol(drilling.app, 15)
    story = drilling.open(f"{HOME}sofa-go").text
    assert story.count("9 of 15 right (likely 36 to 80 %).") == 2
    case = drilling.open(f"{HOME}from-flat-to-flat").text
    assert "Nobody has answered this version yet (15 learners have answered other items)." in case


def test_what_cannot_be_answered_has_no_page(drilling: Candidate) -> None:
    """Unknown items and sketches, and other methods."""
    assert drilling.open(f"{HOME}nothing-of-it").status == 404
    sketches = [item.id for item in drilling.app.extensions["library"].course.items.values() if item.kind == "sketch"]
    assert [drilling.open(f"{HOME}{item}").status for item in sketches] == [404]
    assert drilling.client.post(HOME).status_code == 405


def test_an_answer_an_undo_and_a_mended_key_are_seen_at_once(drilling: Candidate) -> None:
    """What was worked out is kept no longer than it is true."""
    place = f"{HOME}name-the-step"
    answered = drilling.answer("name-the-step", options="sit")
    assert "0 of 1 right so far" in drilling.open(place).text
    drilling.undo(answered)
    assert "Nobody has answered this version yet" in drilling.open(place).text
    drilling.answer("name-the-step", options="act")
    assert "1 of 1 right so far" in drilling.open(place).text
    file = drilling.app.extensions["library"].folder / "01-moving/questions.md"
    before = "- [x] Take action {#act}", "- [ ] Sit down {#sit}"
    after = "- [ ] Take action {#act}", "- [x] Sit down {#sit}"
    text = file.read_text()
    for old, new in zip(before, after, strict=True):
        assert old in text
        text = text.replace(old, new)
    file.write_text(text)
    assert "Nobody has answered this version yet" in drilling.open(place).text


def test_first_answers_can_be_taken_along_without_names(drilling: Candidate) -> None:
    """One row an axis, learners by number, in a file that spreadsheets open."""
    numbers = enrol(drilling.app, 2)
    sent = drilling.client.get(f"{HOME}answers.csv")
    assert sent.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert sent.headers["Content-Disposition"] == 'attachment; filename="first-answers.csv"'
    assert "Secret" not in sent.text
    found = list(csv.DictReader(StringIO(sent.data.decode("utf-8-sig"), newline="")))
    assert len(found) == 2 * 7
    assert {row["learner"] for row in found} == {str(number) for number in numbers}
    weak = [row for row in found if row["learner"] == str(numbers[0])]
    assert [(row["item"], row["axis"], row["points"], row["chosen"]) for row in weak[1:5]] == [
        ("two-tools", "", "0.0", "strap kettle"),
        ("name-the-step", "", "1.0", "act"),
        ("sofa-go", "step", "0.0", "route"),
        ("sofa-go", "activity", "0.0", "pack"),
    ]
    assert (weak[0]["ms"], weak[0]["present"], weak[0]["answered_utc"]) == ("1200", "yes", "2026-11-23 12:00:00")


def test_mocks_say_how_far_a_mark_can_be_trusted_once_there_are_thirty(drilling: Candidate) -> None:
    """Until then how many there are; one paper that all sat has its alpha."""
    enrol(drilling.app, 1)
    assert "No mock was handed in yet." in drilling.open(HOME).text
    sit(drilling.app, [(1, 0)])
    assert "ITIL 4, 2 questions: 1 learner so far, told from 30 on." in drilling.open(HOME).text


def test_thirty_who_sat_the_same_paper_have_its_alpha(drilling: Candidate) -> None:
    """Two questions that always go together measure without error; the mark says so."""
    enrol(drilling.app, 1)
    sit(drilling.app, [(1, 1)] * 15 + [(0, 0)] * 15)
    text = drilling.open(HOME).text
    assert "one paper that all sat, 2 questions: alpha 1.00; a mark is good to about 0.0 either way" in text
    assert "KR-21 1.00" in text
