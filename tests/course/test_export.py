"""The export contract: names, shapes, offsets and weights."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.course.export import counts_by_kind, course_as_json, problems_as_json
from quizzes.course.library import build
from tests.course.careless import item_texts
from tests.course.test_mistakes import FOLDERS, course_files, files_of
from tests.strategies import RARE, item_files, mutated

SOUND = files_of(FOLDERS[0])
SHARED = {
    *("id", "kind", "chapter", "file", "line", "end_line", "skills", "editions", "status", "confidence"),
    *("hashes", "text", "cues"),
}
OWN = {
    "card": {"answer"},
    "question": {"style", "bloom", "use", "answers", "options", "why"},
    "scenario": {"hard", "domain", "twin", "axes"},
    "order": {"options"},
    "frame": {"slots", "never", "hard", "domain", "twin", "axes"},
    "case": {"events"},
    "sketch": {"model", "checklist"},
    "term": {"title", "see"},
}


def exported(more: str = "") -> dict[str, Any]:
    """The export of the small course with one more file of items."""
    return course_as_json(build({**SOUND, "01-start/more.md": more.encode("utf-8", "surrogatepass")}))


def test_the_whole_course_has_these_fields() -> None:
    """Field by field as the contract says."""
    found = exported()
    assert list(found) == ["format", "course", "editions", "chapters", "skills", "exams", "models", "items"]
    assert found["format"] == 1
    assert found["course"] == {"title": "A small course"}
    assert found["editions"][0] == {"id": "itil4", "title": "ITIL 4 Foundation"}
    assert found["chapters"] == [
        {
            "id": "01-start",
            "title": "A start",
            "status": "ready",
            "minutes": 5,
            "sections": [
                {"id": "word", "title": "What is a word?", "skills": ["a.words"]},
                {"id": "now", "title": "Now and next", "skills": ["a.now", "a.next"]},
            ],
        },
        {"id": "02-later", "title": "What comes later", "status": "planned", "minutes": 0, "sections": []},
    ]
    assert found["exams"][1] == {
        "edition": "v5",
        "questions": 2,
        "minutes": 10,
        "pass": 1,
        "areas": [{"id": "1", "title": ""}, {"id": "4", "title": ""}],
        "cells": [{"id": "1", "marks": 1, "official": True}, {"id": "4.6", "marks": 1, "official": True}],
    }
    assert found["exams"][0]["areas"] == [{"id": "1", "title": "The first part"}, {"id": "7", "title": ""}]
    step = next(model for model in found["models"] if model["id"] == "step")
    assert step["labels"][0] == {"id": "now", "title": "Where are we now?", "skill": "a.now"}
    assert step["pairs"][0]["answers"] == {"now": "Yes.", "next": "Not yet."}
    assert set(step["pairs"][0]) == {"labels", "question", "answers", "chose"}


def test_a_weight_is_the_cell_shared_over_the_skills_that_serve_it() -> None:
    """Cell 7.1.ci has two marks and two skills, 4.6 one mark and one skill."""
    weights = {skill["id"]: skill["weight"] for skill in exported()["skills"]}
    assert weights == {"a.words": {"itil4": 2, "v5": 1}, "a.now": {"itil4": 1, "v5": 1}, "a.next": {"itil4": 1}}


def test_without_exams_a_skill_weighs_nothing() -> None:
    """It still names its editions."""
    files = {path: data for path, data in SOUND.items() if path != "exams.toml"}
    assert course_as_json(build(files))["skills"][0]["weight"] == {"itil4": 0.0, "v5": 0.0}


@pytest.mark.parametrize("text", [*item_files(), RARE])
def test_every_kind_has_its_fields(text: str) -> None:
    """What all share, and what its kind adds."""
    shipped = {"syllabus.toml": SOUND["syllabus.toml"], "models/step.toml": SOUND["models/step.toml"]}
    for item in course_as_json(build({**shipped, "01-start/more.md": text.encode()}))["items"]:
        assert set(item) == SHARED | OWN[item["kind"]]


def test_rare_kinds_have_their_parts() -> None:
    """Slots with what they follow and exclude, cues, events with credits, a sketch with its checklist."""
    rare = RARE.replace("ci.steps", "a.words").replace("where-are-we-now", "now").replace("did-we-get-there", "now")
    rare = rare.replace("where-do-we-want-to-be", "next").replace("~ 0.25 now", "~ 0.25 next").replace("plan", "engage")
    found = {item["id"]: item for item in exported(rare)["items"]}
    assert found["survey-before"]["slots"][1] == {
        "name": "what",
        "follows": "org",
        "values": ["waiting times", "returned books", "lost parcels"],
    }
    assert found["survey-before"]["never"][0] == [
        {"slot": "role", "value": "nurse"},
        {"slot": "org", "value": "a parcel depot"},
    ]
    assert [(cue["text"], cue["axis"]) for cue in found["survey-before"]["cues"]] == [
        ("After a letter", "trigger"),
        ("counts its {what}", "step"),
    ]
    assert found["help-desk"]["events"][0]["axes"]["activity"] == [
        {"label": "improve", "credit": 1.0, "reason": ""},
        {"label": "engage", "credit": 0.5, "reason": ""},
    ]
    assert found["own-case"]["checklist"] == ["Does the vision say why?", "Is there a date?"]


@given(st.one_of(item_texts(), mutated(item_files())))
def test_the_export_is_json_and_cues_are_where_they_say(text: str) -> None:
    """It survives the way through JSON unchanged, and each cue's offsets give its words."""
    found = exported(text)
    assert json.loads(json.dumps(found)) == found
    for item in found["items"]:
        assert all(item["text"][cue["start"] : cue["end"]] == cue["text"] for cue in item["cues"])
        assert 1 <= item["line"] <= item["end_line"]


def test_a_check_as_json() -> None:
    """Problems with all their parts in order, and counts by kind."""
    course = build(course_files(next(folder for folder in FOLDERS if folder.name.endswith("axis-unknown"))))
    found = problems_as_json(course.problems, counts_by_kind(course.items.values()))
    assert found == {
        "problems": [
            {
                "path": "01-start/more.md",
                "line": 6,
                "column": 5,
                "level": "error",
                "code": "C45",
                "message": "there is no model 'stpe'",
                "hint": "did you mean 'step'?",
            }
        ],
        "counts": {"card": 1, "order": 1, "question": 1, "scenario": 1, "term": 1},
    }
