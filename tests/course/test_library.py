"""Building a course: order, default editions, and what is left out."""

from __future__ import annotations

import pytest

from quizzes.course.grammar.scaffold import KINDS, scaffold
from quizzes.course.items import Term
from quizzes.course.library import build
from tests.course.test_mistakes import FOLDERS, files_of

SOUND = files_of(FOLDERS[0])


def with_more(text: str, path: str = "01-start/more.md") -> dict[str, bytes]:
    """The small course with one more file."""
    return {**SOUND, path: text.encode()}


def test_items_stand_in_course_order() -> None:
    """Chapters as in the syllabus, then files by name, then lines; files of the course folder come last."""
    first = "## term zebra\nskill: a.words\n\nAn animal.\n"
    files = with_more(first, "01-start/cards.md") | {
        "terms.md": b"## term ape\nskill: a.words\n\nAn animal.\n",
        "02-later/terms.md": b"## term bee\nskill: a.words\n\nAn animal.\n",
    }
    slugs = ["zebra", "a-card", "a-question", "a-story", "a-order", "word", "bee", "ape"]
    assert list(build(files).items) == slugs


def test_default_editions() -> None:
    """Of the primary skill; a scenario's those of its axes; of all editions for a term without skill."""
    items = build(
        with_more(
            "## card one\nskill: a.next, a.words\n\nQ: What?\nA: That.\n\n"
            "## scenario two\n\nIt talks.\n\n### activity\n- [x] engage\n\n"
            "## scenario three\n\nIt counts.\n\n### activity\n- [x] engage\n\n### step\n- [x] now\n\n"
            "## term four\n\nA word.\n\n## term five\neditions: v5\n\nA word, too.\n"
        )
    ).items
    editions = [items[slug].editions for slug in ("one", "two", "three", "four", "five")]
    assert editions == [("itil4",), ("itil4",), ("itil4", "v5"), ("itil4", "v5"), ("v5",)]


def test_what_is_broken_is_left_out_and_the_rest_is_served() -> None:
    """An item with an error, one of an unknown chapter, and the later one of two with the same id."""
    broken = "## card one\nskill: a.wrods\n\nQ: What?\nA: That.\n\n## card two\nskill: a.words\n\nQ: Why?\nA: So.\n"
    course = build(
        with_more(broken)
        | {
            "09-lost/cards.md": b"## card three\nskill: a.words\n\nQ: Where?\nA: There.\n",
            "01-start/twice.md": b"## card two\nskill: a.words\n\nQ: When?\nA: Then.\n",
        }
    )
    assert {"one", "three"}.isdisjoint(course.items)
    assert course.items["two"].text == "Why?"
    assert "a-card" in course.items


def test_other_files_are_no_part_of_a_course() -> None:
    """READMEs, dot files, pictures and deeper folders are passed over."""
    paths = ("README.md", "01-start/README.md", ".git.md", "a.png", "01-start/a/b.md", "models/step.md")
    assert not build(SOUND | dict.fromkeys(paths, b"\xff")).problems


def test_a_term_is_called_by_its_title_or_the_words_of_its_id() -> None:
    """`title:` spells what a slug cannot."""
    items = build(with_more("## term service-level\n\nA.\n\n## term sla\ntitle: SLA (agreement)\n\nB.\n")).items
    titles = [item.title for item in items.values() if isinstance(item, Term)]
    assert titles == ["Word", "Service level", "SLA (agreement)"]


def test_values_of_a_model() -> None:
    """Labels by id and number, pairs either way round."""
    step = build(SOUND).models["step"]
    assert step.label("next").short == "Route"
    assert step.number("next") == 2
    assert step.pair("next", "now") == step.pairs[0]
    assert step.pair("now", "now") is None
    with pytest.raises(KeyError):
        step.label("soon")


@pytest.mark.parametrize("kind", KINDS)
def test_a_scaffold_only_lacks_its_words(kind: str) -> None:
    """What `momentum new` prints is understood whole; a TODO is told until it is replaced, and so are few values."""
    text = scaffold(kind, "a.words").replace("take-action", "now").replace("did-we-get-there", "next")
    text = text.replace("where-are-we-now", "now").replace("~ 0.5 plan", "~ 0.5 engage")
    course = build(with_more(text))
    rendered = {"L38"} if kind == "frame" else set()
    assert {problem.code for problem in course.problems} == {"L37"} | rendered
    after = build(with_more(text.replace("TODO", "now", 1)))
    assert len(after.problems) <= len(course.problems)
    words = "" if kind == "frame" else "x "
    done = build(with_more(text.replace("TODO ", words).replace("domain: TODO", "domain: x")))
    few = ["this frame has 2 different renderings"] if kind == "frame" else []
    assert [problem.message for problem in done.problems] == few


def test_an_unknown_kind_has_no_scaffold() -> None:
    """The command line offers the kinds; another one is a mistake of the caller."""
    with pytest.raises(KeyError):
        scaffold("poem", "a.words")
