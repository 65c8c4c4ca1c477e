"""What the rules say of an item in a form: nothing of lines, marks or keys of a file, and all of it at once."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from quizzes.course.draft import read_part
from quizzes.course.form_words import LABELS
from quizzes.course.grammar.fields import Fields, Row, fields_of
from quizzes.course.grammar.reading import read_file
from quizzes.course.library import draft_of
from quizzes.course.trial import fields_on_trial
from tests.course.test_mistakes import FOLDERS, course_files, files_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quizzes.course.draft import Draft
    from quizzes.course.form_words import Told

PATH = "01-start/more.md"
OF_FILES = re.compile(
    rf"\[x\]|\[ \]|> \[!|(?:^| )#{{2,3}} |\bline \d|\.md\b|\b[QA]:|\bmomentum\b|\bbloom\b|\b(?:{'|'.join(LABELS)}): "
)
"""Marks, lines and keys, which the form does not have."""
EMPTY = Fields("question", "", {"status": "draft"}, {"text": "", "why": ""}, (Row("x"), Row(), Row(), Row()))


def drafts() -> Iterator[tuple[str, Draft, str]]:
    """The folder, the course and the text of each golden mistake."""
    for folder in FOLDERS:
        files = course_files(folder)
        if PATH in files:
            parts = {path: read_part(path, data) for path, data in files.items()}
            yield folder.name, draft_of(parts), files[PATH].decode("utf-8", "replace")


def sound() -> Draft:
    """A course without mistakes."""
    return draft_of({path: read_part(path, data) for path, data in files_of(FOLDERS[0]).items()})


def test_no_golden_mistake_is_told_in_words_of_the_file() -> None:
    """Each that a form can hold is said without marks, at a field of its own."""
    told = 0
    for name, draft, text in drafts():
        for entry in read_file(text, PATH, "01-start").entries:
            if entry.item is None:
                continue
            fields = fields_of(entry.item, entry.attributes)
            for each in fields_on_trial(draft, PATH, fields, entry.item.id)[1]:
                words = f"{each.problem.message} ({each.problem.hint}"
                assert not OF_FILES.search(words), (name, words)
                assert each.field not in {"", "id"}, (name, words)
                told += 1
    assert told > 100


def fields_told(told: tuple[Told, ...]) -> list[str]:
    """At which fields something is said."""
    return [each.field for each in told]


def test_without_an_id_everything_else_is_told_too() -> None:
    """A missing id and one that is none hide nothing; what can be read of the item is there to be looked at."""
    named = fields_on_trial(sound(), PATH, replace(EMPTY, id="q-new"))[1]
    assert {"text", "why", "rows", "bloom", "skill", "style", "rows-0-text"} == set(fields_told(named))
    for slug, words in [("", "it has no id yet"), ("My Id", "not an id: 'My Id'")]:
        trial, told = fields_on_trial(sound(), PATH, replace(EMPTY, id=slug))
        assert fields_told(told) == ["id", *fields_told(named)]
        assert told[0].problem.message == words
        assert trial.item is not None
        assert not trial.sound


def test_the_id_that_stands_in_is_nobodys() -> None:
    """An item may be called like it."""
    draft = draft_of(
        {path: read_part(path, data) for path, data in files_of(FOLDERS[0]).items()}
        | {PATH: read_part(PATH, b"## term new-term\n\nThe newest of them.\n")}
    )
    trial, told = fields_on_trial(draft, PATH, Fields("term", texts={"text": "Another one."}))
    assert fields_told(told) == ["id"]
    assert trial.item is not None
    assert trial.item.id not in draft.first


def test_rows_are_called_by_their_numbers_in_the_form() -> None:
    """Blank rows are counted there."""
    rows = (Row("x", "A box"), Row(), Row("", "A bag", reason="No."), Row("", "A bag!", reason="No."))
    told = fields_on_trial(sound(), PATH, replace(EMPTY, rows=rows))[1]
    said = {each.field: each.problem.message for each in told if each.problem.code == "L14"}
    assert said == {"rows-3-text": "the same as option 3: 'A bag!'"}
