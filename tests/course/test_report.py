"""The report of a bank: its figures on made banks, and on the one that is shipped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from quizzes.course.course import Cell, Exam
from quizzes.course.report import report, report_as_json, report_as_text
from tests.builders import a_course, a_place, a_question, a_skill, an_option

if TYPE_CHECKING:
    from quizzes.course.course import Course
    from quizzes.course.items import Question

CELLS = (Cell("1.1", 2), Cell("1.2", 1), Cell("2", 1))
EXAM = Exam("itil4", 4, 6, 3, 4, 1.25, {"standard": 3, "negative": 1}, {1: 1, 2: 3}, CELLS)


def made(number: int, **changes: Any) -> Question:
    """A question with its key in the place that its number says, as long as the others."""
    texts = [an_option(f"o{place}", float(place == number % 4), text="Text") for place in range(4)]
    own: dict[str, Any] = {"options": tuple(texts), "place": a_place(path="a.md")}
    return a_question(f"q-{number}", "a.one", **(own | changes))


def bank(*items: Question) -> Course:
    """A course with an exam of three cells, of which the skill serves the first."""
    return a_course(*items, exams={"itil4": EXAM}, skills={"a.one": a_skill("a.one")})


def test_the_figures_of_a_made_bank() -> None:
    """Forty questions: each figure as counted by hand."""
    items = [made(n, style="negative" if n < 10 else "standard", bloom=1 + (n % 5 > 0)) for n in range(40)]
    items[0] = made(0, style="negative", bloom=1, waived=(("L10", "so"), ("L1", "so")))
    items[1] = made(1, style="negative", bloom=2, waived=(("L10", "so"),))
    found = report(bank(*items, made(41, status="retired", waived=(("L4", "so"),))))
    assert (found.longest_keys.times, found.longest_keys.of, found.longest_keys.exceeded) == (0, 40, False)
    assert (found.negatives.share, found.negatives.exceeded) == (0.25, True)
    assert found.places == (10, 10, 10, 10)
    assert found.waivers == {"L10": 2, "L1": 1}
    (own,) = found.editions
    assert [(part.name, part.questions, part.share, part.wanted) for part in own.styles] == [
        ("standard", 30, 0.75, 0.75),
        ("negative", 10, 0.25, 0.25),
    ]
    assert [(part.name, part.share, part.wanted) for part in own.bloom] == [("1", 0.2, 0.25), ("2", 0.8, 0.75)]
    assert (own.papers, own.cells, own.scarcest, own.empty) == (0, 3, "1.2", ("1.2", "2"))


def test_the_report_in_words() -> None:
    """What an author reads."""
    items = [made(n, shuffle=False, style="list" if n == 3 else "standard") for n in range(40)]
    told = report_as_text(report(bank(*items)))
    assert told == [
        "L2   the key is longest in 0.0% of 40 questions; limit 38.7%",
        "L9   0.0% of 40 questions are negative; limit 10%",
        "     keys as written, by place: 10, 10, 10, 10",
        "L25  a.md, not shuffled: 10, 10, 10, 10; chi-square 0.0, limit 7.81",
        "",
        "by edition, in brackets the share of a paper:",
        "itil4: 40 questions; 0 papers without a repeat over 3 cells, scarcest 1.2; without a question: 1.2, 2",
        "  styles: standard 98% (75%), negative 0% (25%), list 2% (0%)",
        "  Bloom: 1 100% (25%), 2 0% (75%)",
        "",
        "waivers: none",
    ]


def test_the_figures_are_those_of_the_rules() -> None:
    """Where a rule speaks, the report says that its limit is exceeded."""
    long = tuple(an_option(f"o{place}", float(place == 0), text="Long" if place else "Longest") for place in range(4))
    found = report(bank(*(made(n, options=long, shuffle=False) for n in range(40))))
    assert found.longest_keys.exceeded
    assert [each.chi_square > each.limit for each in found.unshuffled] == [True]
    assert not report(bank(*(made(n, options=long) for n in range(39)))).longest_keys.exceeded


def test_a_course_without_questions_has_a_report() -> None:
    """Nothing is divided by zero."""
    found = report(a_course())
    assert found.places == ()
    assert report_as_text(found)[-1] == "waivers: none"
    assert report_as_json(found)["longest_keys"]["share"] == 0.0


def test_the_shipped_bank(course: Course) -> None:
    """Within all limits, near the papers in styles and levels, every cell covered, few waivers."""
    found = report(course)
    assert not found.longest_keys.exceeded
    assert not found.negatives.exceeded
    assert sum(found.waivers.values()) <= 0.02 * found.negatives.of
    for own in found.editions:
        assert own.papers >= 6
        assert own.empty == ()
        assert all(abs(part.share - part.wanted) <= 0.05 for part in (*own.styles, *own.bloom)), own
