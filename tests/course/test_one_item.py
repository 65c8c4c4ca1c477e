"""One item, saved or not, held against its course: the same rules as for the whole, and the others are left alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from quizzes.course.checking import all_flaws_of, flaws_of, neighbours, prepared
from quizzes.course.draft import read_part
from quizzes.course.grammar.reading import read_items
from quizzes.course.items import Card, Frame, Question
from quizzes.course.library import build, draft_of
from tests.course.test_mistakes import FOLDERS, course_files, files_of

if TYPE_CHECKING:
    from quizzes.course.course import Course

SOUND = build(files_of(FOLDERS[0]))


def test_shipped_items_have_no_flaws(course: Course) -> None:
    """One by one as all together; every fifth is asked here."""
    around = neighbours(course)
    assert [item.id for item in [*course.items.values()][::5] if flaws_of(around, item)] == []


def test_an_item_is_told_what_its_course_would_be_told() -> None:
    """For each golden mistake that keeps the item: the same problems of item rules, at the same places."""
    compared = 0
    for folder in FOLDERS:
        files = course_files(folder)
        text = files.get("01-start/more.md", b"").decode("utf-8", "replace")
        items, problems = read_items(text, "01-start/more.md", "01-start")
        if len(items) == 1 and not problems and items[0].id not in SOUND.items and "syllabus.toml" not in text:
            course = build(files)
            own = {each for each in course.problems if each.path == "01-start/more.md"}
            wanted = {each for each in own if each.code.startswith("L")}
            found = {each for each in flaws_of(neighbours(SOUND), items[0], text) if each.code.startswith("L")}
            assert found == wanted, folder.name
            compared += bool(wanted)
    assert compared > 40


def test_both_of_two_are_told(course: Course) -> None:
    """The course is told once, at the later item; who edits the earlier one hears of it as well."""
    around = neighbours(course)
    first = next(item for item in course.items.values() if isinstance(item, Question) and item.style == "standard")
    copy = replace(first, id="newcomer", text=f"{first.text} So?")
    assert {problem.code for problem in flaws_of(around, copy)} == {"L26"}
    named = replace(copy, enemies=(first.id,))
    assert flaws_of(around, named) == []
    elsewhere = replace(copy, editions=("none",))
    assert "L26" not in {problem.code for problem in flaws_of(around, elsewhere)}
    card = next(item for item in course.items.values() if isinstance(item, Card))
    assert [problem.code for problem in flaws_of(around, replace(card, id="newcomer"))] == ["L36"]


def test_an_item_is_not_its_own_neighbour(course: Course) -> None:
    """Not under a new id either, while the course still has it under the former one."""
    around = neighbours(course)
    for kind in (Question, Card, Frame):
        item = next(item for item in course.items.values() if isinstance(item, kind) and not item.waived)
        assert all_flaws_of(around, replace(item, id="renamed"), former=item.id) == []


def test_neighbours_are_prepared_anew_when_a_file_changed() -> None:
    """As long as every file is the very one of the last time, they are the same."""
    files = files_of(FOLDERS[0])
    parts = {path: read_part(path, data) for path, data in files.items()}
    kept = prepared(draft_of(parts))
    assert prepared(draft_of({path: read_part(path, data) for path, data in files.items()})) is kept
    changed = {**parts, "01-start/items.md": read_part("01-start/items.md", files["01-start/items.md"] + b"\n")}
    assert prepared(draft_of(changed)) is not kept


def test_an_edited_frame_is_held_against_the_others(course: Course) -> None:
    """L38: the same text with another label."""
    frame = next(item for item in course.items.values() if isinstance(item, Frame))
    axis = next(iter(frame.axes))
    other = next(label.id for label in course.models[axis].labels if label.id not in frame.full(axis))
    turned = tuple(replace(grade, label=other) if grade.full else grade for grade in frame.axes[axis])
    copy = replace(frame, id="newcomer", axes={axis: turned})
    said = [problem.message for problem in flaws_of(neighbours(course), copy) if problem.code == "L38"]
    assert f"can give the same text as {frame.id!r}, which has another label" in said


def test_a_waived_flaw_is_not_told() -> None:
    """Errors are, waived or not."""
    item = next(item for item in SOUND.items.values() if isinstance(item, Question))
    short = replace(item, text="Which of these?")
    around = neighbours(SOUND)
    assert [problem.code for problem in flaws_of(around, short)] == ["L19"]
    assert flaws_of(around, replace(short, waived=(("L19", "so"),))) == []
    lost = replace(item, skills=("un.known",), waived=(("L31", "so"),))
    assert [problem.code for problem in flaws_of(around, lost)] == ["L31"]
