"""Events of cases, as what learners answer: scenarios of their own, beside the items."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from quizzes.course.export import counts_by_kind, course_as_json
from quizzes.course.items import Cue, Scenario
from quizzes.course.library import build
from tests.course.test_mistakes import FOLDERS, files_of

if TYPE_CHECKING:
    from quizzes.course.course import Course

SOUND = files_of(FOLDERS[0])
CASE = """## case c-one
skill: a.now | confidence: likely

A library waits for readers.

### event counted
The library ==counts its readers=={step} in May.

- step: now
  > It is about today.
- activity: engage ~ 0.5 improve

### event planned
It plans a summer feast.

- step: next

## card after
skill: a.words

Q: What is a wish?
A: What is hoped for.
"""


def read(text: str = CASE) -> Course:
    """The small course with a case."""
    return build({**SOUND, "01-start/more.md": text.encode()})


def test_an_event_is_a_scenario_of_its_case() -> None:
    """It has the case's chapter, skills, editions and state, and its own words, cues, labels and lines."""
    course = read()
    assert list(course.events) == ["c-one.counted", "c-one.planned"]
    event, case = course.events["c-one.counted"], course.items["c-one"]
    assert isinstance(event, Scenario)
    assert (event.id, event.kind, event.text) == ("c-one.counted", "event", "The library counts its readers in May.")
    assert event.cues == (Cue("counts its readers", "step", 12, 30),)
    assert {axis: [(grade.label, grade.credit) for grade in event.axes[axis]] for axis in event.axes} == {
        "step": [("now", 1.0)],
        "activity": [("engage", 1.0), ("improve", 0.5)],
    }
    assert event.full("step") == ("now",)
    assert [(one.place.path, one.place.line) for one in course.events.values()] == [
        ("01-start/more.md", 6),
        ("01-start/more.md", 13),
    ]
    assert all(
        getattr(event, name) == getattr(case, name)
        for name in ("chapter", "skills", "editions", "status", "confidence")
    )


def test_answers_find_items_and_events() -> None:
    """By the one id they were given to."""
    course = read()
    assert course.find("a-card") is course.items["a-card"]
    assert course.find("c-one.counted") is course.events["c-one.counted"]
    assert course.find("c-one") is course.items["c-one"]
    assert course.find("c-one.gone") is None


def test_events_are_no_items() -> None:
    """Neither served nor counted nor exported as such: the export has them inside their case."""
    course = read()
    assert course.events.keys().isdisjoint(course.items)
    assert "event" not in counts_by_kind(course.items.values())
    exported = course_as_json(course)["items"]
    assert {item["id"] for item in exported} == set(course.items)
    case = next(item for item in exported if item["kind"] == "case")
    assert [event["id"] for event in case["events"]] == ["counted", "planned"]


@pytest.mark.parametrize(
    ("old", "new", "first", "second"),
    [
        ("in May", "in June", "cm", ""),
        ("in May.", "in MAY!", "c", ""),
        ("==counts its readers=={step}", "counts its readers", "c", ""),
        ("It is about today", "Today", "c", ""),
        ("step: now", "step: next", "cmk", ""),
        ("~ 0.5 improve", "~ 0.25 improve", "cmk", ""),
        ("plans a summer feast", "plans a feast", "", "cm"),
        ("step: next", "step: next ~ 0.5 now", "", "cmk"),
        ("waits for readers", "looks for readers", "", ""),
        ("skill: a.now", "skill: a.now, a.words", "", ""),
        ("What is hoped for", "A hope", "", ""),
        ("## card after", "\n\n## card after", "", ""),
    ],
)
def test_an_edit_changes_the_hashes_of_its_event_alone(old: str, new: str, first: str, second: str) -> None:
    """Content, meaning, key: as for scenarios. What is around an event is not part of it."""
    assert old in CASE
    before, after = read().events, read(CASE.replace(old, new, 1)).events
    assert [changed(before[slug], after[slug]) for slug in before] == [first, second]


def changed(one: Scenario, other: Scenario) -> str:
    """The initials of the hashes that differ."""
    names = ("content", "meaning", "key")
    return "".join(name[0] for name in names if getattr(one.hashes, name) != getattr(other.hashes, name))


def test_a_broken_case_has_no_events() -> None:
    """One mistake in it, and it is left out whole."""
    course = read(CASE.replace("step: next", "step: nxet"))
    assert course.events == {}
    assert "c-one" not in course.items
    assert "after" in course.items
