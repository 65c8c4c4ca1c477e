"""Exports of Moodle as people make them: what each type becomes, what is left out, what is refused and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from quizzes.course.items import Card, Order, Question, Sketch
from quizzes.exchange.codes import CODES
from quizzes.exchange.moodle_xml import read
from tests.strategies import ROOT

if TYPE_CHECKING:
    from quizzes.course.items import Item

SEVERAL = "<single>false</single>"
EXPORT = (ROOT / "golden" / "moodle" / "export.xml").read_bytes()


def told(inside: str, kind: str = "multichoice", text: str = "What?") -> tuple[list[Item], list[tuple[int, str, str]]]:
    """The items and problems of a file with one question on line 2."""
    stem = f'<questiontext format="html"><text><![CDATA[{text}]]></text></questiontext>'
    data = f'<quiz>\n<question type="{kind}">{stem}{inside}</question></quiz>'
    arrival = read(data.encode(), "bank.xml")
    assert {each.path for each in arrival.problems} <= {"bank.xml"}
    assert {each.code for each in arrival.problems} <= {*CODES, "C09"}
    return list(arrival.items), [(each.line, each.code, each.message) for each in arrival.problems]


def an_answer(weight: float, text: str, more: str = "") -> str:
    """An answer of this weight."""
    return f'<answer fraction="{weight}"><text><![CDATA[{text}]]></text>{more}</answer>'


def options(item: Item) -> list[tuple[str, str, float, str]]:
    """What is offered."""
    assert isinstance(item, Question)
    return [(each.id, each.text, each.credit, each.reason) for each in item.options]


def test_each_type_of_an_export_becomes_what_can_carry_it() -> None:
    """With the lines it stood on, and an id made of its number or name where it has none of ours."""
    items = read(EXPORT, "export.xml").items
    assert [(item.kind, item.id, item.place.line, item.place.end_line) for item in items] == [
        ("question", "ci-first", 15, 73),
        ("question", "two-of-them", 76, 86),
        ("question", "value-1", 89, 96),
        ("card", "baseline", 99, 105),
        ("card", "pass-mark", 108, 112),
        ("question", "who-does-what", 115, 122),
        ("question", "who-does-what-2", 115, 122),
        ("order", "lunch", 125, 132),
        ("sketch", "own-case", 135, 139),
        ("question", "gap", 142, 148),
        ("question", "embedded", 151, 154),
    ]


def test_the_words_keys_and_credits_of_an_export() -> None:
    """As Moodle would show and mark them."""
    first, two, value, baseline, mark, desk, roadmap, lunch, own, gap, embedded = read(EXPORT, "export.xml").items
    assert first.text == "Which step comes **first**?\n\nthe loop"
    assert first.skills == ("ci.steps",)
    assert options(first) == [
        ("what-is-the-vision", "What is the vision?", 1, "The reason comes first."),
        ("where-are-we-now", "Where are we now?", 0.333333, ""),
        ("take-action", "Take action", 0, ""),
    ]
    assert isinstance(first, Question)
    assert (first.why, first.shuffle, first.answers, first.style) == ("Look for the reason.", True, 1, "standard")
    assert two.text == "Name two.\\\nOnly two."
    assert isinstance(two, Question)
    assert (two.answers, two.shuffle, [each.credit for each in two.options]) == (2, False, [1, 1, 0])
    assert value.text == "Value is co-created."
    assert options(value) == [("false", "False", 0, "Look again."), ("true", "True", 1, "")]
    assert isinstance(baseline, Card)
    assert (baseline.text, baseline.answer) == ("What is a first measurement called?", "a baseline \\<1>")
    assert isinstance(mark, Card)
    assert (mark.text, mark.answer) == ("How many of *forty* are enough?", "26 (± 0.5)")
    assert desk.text == "Which activity?\n\nThe desk answers."
    assert [each[:3] for each in options(roadmap)] == [
        ("deliver-and-support", "Deliver and support", 0), ("plan", "Plan", 1), ("engage", "Engage", 0),
    ]  # fmt: skip
    assert isinstance(lunch, Order)
    assert [each.text for each in lunch.options] == ["Cook", "Serve", "Eat"]
    assert isinstance(own, Sketch)
    assert (own.model, own.checklist) == (("A reason", "A number"), ("Is there a date?",))
    assert isinstance(gap, Question)
    assert (gap.text, gap.style) == ("A service enables [?].", "missing-word")
    assert options(gap) == [("output", "output", 0, ""), ("value-co-creation", "value co-creation", 1, "")]
    assert embedded.text == "The exam lasts [?] minutes."
    assert options(embedded) == [("60", "60", 1, "Yes."), ("75", "75", 0.5, "With extra time."), ("40", "40", 0, "")]


def test_what_is_left_out_or_refused_is_told_with_its_line() -> None:
    """Nothing goes in silence, but for what Moodle says to everybody anyway."""
    found = [(each.line, each.code, each.level, each.message) for each in read(EXPORT, "export.xml").problems]
    assert found == [
        (15, "E61", "info", "left out: files, pictures, hints, tags (week 3)"),
        (89, "E62", "warning", "the id 'Value 1' is taken or is no slug: 'value-1' stands for it"),
        (89, "E61", "info", "left out: other languages"),
        (99, "E61", "info", "left out: other answers"),
        (115, "E65", "info", "matching becomes 2 questions, one for each pair"),
        (157, "E57", "error", "a question of the type 'description', which nothing here can carry"),
        (163, "E60", "error", "2 gaps that belong to no axis"),
    ]


@pytest.mark.parametrize(
    ("kind", "inside", "problem"),
    [
        ("multichoice", "", "E59 no answer has full weight"),
        ("multichoice", an_answer(90, "a") + an_answer(0, "b"), "E59 no answer has full weight"),
        ("multichoice", SEVERAL + "".join(an_answer(33.33333, each) for each in "abc"), "E59 3 right answers"),
        ("multichoice", SEVERAL + an_answer(60, "a") + an_answer(40, "b"), "E59 its right answers do not weigh"),
        ("multichoice", an_answer(100, ""), "E58 an answer without words"),
        ("multichoice", '<answer fraction="lots"><text>a</text></answer>', "E63 an answer cannot weigh 'lots'"),
        ("multichoice", '<answer fraction="nan"><text>a</text></answer>', "E63 an answer cannot weigh 'nan'"),
        ("multichoice", '<answer fraction="100"><text><p>a</p></text></answer>', "E56 HTML stands bare in the XML"),
        ("truefalse", an_answer(100, "true") + an_answer(100, "false"), "E59 neither true nor false is right"),
        ("truefalse", "", "E59 neither true nor false is right"),
        ("shortanswer", an_answer(50, "a"), "E59 no answer has full weight"),
        ("shortanswer", an_answer(100, ""), "E58 an answer without words"),
        ("essay", "", "E58 an essay without a model answer"),
        ("ordering", an_answer(1, "a"), "E58 an order of fewer than two things"),
        ("matching", f"<subquestion><text>a</text>{an_answer(0, 'b')}</subquestion>", "E58 matching without pairs"),
        ("gapselect", "", "E60 a text without a gap"),
        ("cloze", "", "E60 a text without a gap"),
        ("calculated", "", "E57 a question of the type 'calculated', which nothing here can carry"),
        ("", "", "E57 a question of the type '', which nothing here can carry"),
    ],
)  # fmt: skip
def test_what_no_kind_can_carry_is_refused(kind: str, inside: str, problem: str) -> None:
    """And nothing of it comes in."""
    items, problems = told(inside, kind)
    assert items == []
    [(line, code, message)] = problems
    assert line == 2
    assert f"{code} {message}".startswith(problem)


@pytest.mark.parametrize(
    ("text", "kind", "problem"),
    [
        ("", "essay", "E58 a question without a text"),
        ("a {1:SHORTANSWER:=b} c", "cloze", "E57 a gap of the type SHORTANSWER"),
        ("a {1:MC:b~c} d", "cloze", "E59 a gap without one right choice"),
        ("a {1:MC:=b} d", "cloze", "E58 a gap without two choices in words"),
        ("a [[3]] b", "gapselect", "E58 the gap [[3]] has no choice"),
        ('a <p data-axis="step">Step: </p>', "gapselect", "E58 a scenario without a text, or an axis without its gap"),
    ],
)
def test_texts_that_nothing_can_be_made_of(text: str, kind: str, problem: str) -> None:
    """Empty ones, and gaps that lead nowhere."""
    items, problems = told("<generalfeedback><text>why</text></generalfeedback>", kind, text)
    assert items == []
    assert [f"{code} {message}" for _, code, message in problems] == [problem]


def test_ids_given_twice_are_made_anew() -> None:
    """Moodle allows the same number in two categories."""
    card = '<question type="essay"><questiontext><text>a</text></questiontext><generalfeedback><text>b</text></generalfeedback><idnumber>x</idnumber></question>'  # noqa: E501
    arrival = read(f"<quiz>{card}\n{card}</quiz>".encode(), "a.xml")
    assert [item.id for item in arrival.items] == ["x", "x-2"]
    assert [(each.line, each.code, each.level) for each in arrival.problems] == [(2, "E62", "warning")]


def test_nothing_that_runs_comes_in() -> None:
    """Neither from a text nor from an answer, its feedback or an attribute of ours."""
    evil = '<script>alert(1)</script><img src=x onerror="alert(1)" alt="x"><a href="javascript:alert(1)">go</a>'
    inside = an_answer(100, f'<div data-option="a" data-markdown="{evil.replace(chr(34), "")}">{evil}a</div>')
    inside += an_answer(0, "b", f"<feedback><text><![CDATA[{evil}]]></text></feedback>")
    [item], _ = told(inside, text=f"What? {evil}")
    assert isinstance(item, Question)
    said = [item.text, *(each.text + each.reason for each in item.options)]
    assert said == ["What? xgo", "xgoa", "bxgo"]
    assert [each.id for each in item.options] == ["a", "b"]


@pytest.mark.parametrize(
    ("kind", "inside", "left_out"),
    [
        ("multichoice", an_answer(100, "a") + an_answer(-25, "b"), "points taken away"),
        ("multichoice", an_answer(100, '<video src="@@PLUGINFILE@@/a.mp4"></video>a'), "files, pictures"),
        ("multichoice", an_answer(100, '<img src="data:image/png;base64,AAAA">a'), "files, pictures"),
        ("multichoice", an_answer(100, "{mlang de}ja{mlang}{mlang en}yes{mlang}"), "other languages"),
        ("multichoice", an_answer(100, "a") + "<incorrectfeedback><text>Oh no!</text></incorrectfeedback>",
         "feedback for right and wrong"),
        ("ordering", an_answer(1, "a", "<feedback><text>x</text></feedback>") + an_answer(2, "b"), "feedback"),
        ("shortanswer", an_answer(100, "a", "<feedback><text>Well done</text></feedback>"), "feedback"),
        ("numerical", an_answer(100, "5") + "<units><unit><multiplier>1</multiplier></unit></units>", "units"),
        ("essay", "<graderinfo>a</graderinfo><generalfeedback>b</generalfeedback>", "feedback"),
    ],
)  # fmt: skip
def test_what_is_left_out_of_a_question_is_told(kind: str, inside: str, left_out: str) -> None:
    """Once a question; the question comes in."""
    items, problems = told(inside, kind)
    assert len(items) == 1
    assert problems == [(2, "E61", f"left out: {left_out}")]


def test_formats_of_texts() -> None:
    """HTML where none is named; plain text as it stands; Markdown as it is; line ends of Moodle's own format."""
    forms = {
        "html": ("a\n*b*<br>c", "a \\*b\\*\\\nc"),
        "plain_text": ("a\n<b>", "a\\\n\\<b>"),
        "markdown": ("a\n*b*", "a\n*b*"),
        "moodle_auto_format": ("a\nb", "a\\\nb"),
    }
    for form, (written, wanted) in forms.items():
        answer = f'<answer fraction="100" format="{form}"><text><![CDATA[{written}]]></text></answer>'
        [item], problems = told(answer)
        assert problems == []
        assert [each[1] for each in options(item)] == [wanted], form


def test_spans_of_other_meaning_stay_whole() -> None:
    """Only those of several languages are chosen from."""
    [item], problems = told(an_answer(100, "a"), text='<span class="x">one</span> <span>two</span>')
    assert (item.text, problems) == ("one two", [])


def test_an_essay_without_lists_is_a_line_for_each_paragraph() -> None:
    """As model answers are mostly written."""
    [item], _ = told("<graderinfo><text><![CDATA[<p>One.</p><p>Two.</p>]]></text></graderinfo>", "essay")
    assert isinstance(item, Sketch)
    assert (item.model, item.checklist) == (("One.", "Two."), ())


def test_many_pairs_are_refused() -> None:
    """Thirteen questions of thirteen options each would serve nobody."""
    pair = "<subquestion><text>{0}</text><answer><text>{0}</text></answer></subquestion>"
    items, problems = told("".join(pair.format(n) for n in range(13)), "matching")
    assert (items, problems) == ([], [(2, "E57", "matching of more than 12 pairs")])
