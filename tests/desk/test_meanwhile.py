"""What others write while somebody edits an item, or while it is being saved: nothing of it is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.desk.saving import save
from app.desk.values import Clash, Conflict, Refused
from quizzes.course.library import build
from tests.desk.conftest import INES, ITEMS
from tests.desk.test_saving import edit, saved, there

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pytest

    from quizzes.course.course import Course


def test_an_edit_in_the_file_meanwhile_is_a_conflict(folder: Path) -> None:
    """Nothing is written, and the item comes back as it is now; with its new etag the edit goes through."""
    mine = edit(there(folder, "a-card"), "What is said.", "What people say.")
    path = folder / ITEMS
    path.write_text(path.read_text().replace("A: What is said.", "A: What somebody says."))
    now = there(folder, "a-card")
    assert save(folder, [mine], INES) == Conflict((Clash("a-card", now.block, now.etag),))
    assert "somebody" in path.read_text()
    saved(folder, mine._replace(etag=now.etag))
    assert "What people say." in path.read_text()


def test_an_item_that_is_gone_meanwhile_is_a_conflict(folder: Path) -> None:
    """There is nothing to show in its place."""
    mine = edit(there(folder, "word"), "What is said.", "What people say.")
    path = folder / ITEMS
    path.write_text(path.read_text()[: path.read_text().index("## term word")])
    assert save(folder, [mine], INES) == Conflict((Clash("word", "", ""),))


def test_other_items_may_change_meanwhile(folder: Path) -> None:
    """Also when the item has moved down the file, or to another file."""
    mine = edit(there(folder, "word"), "What is said.", "What people say.")
    path = folder / ITEMS
    path.write_text(path.read_text().replace("What is a word?", "What is\na word?"))
    saved(folder, mine)
    assert "What is\na word?" in path.read_text()
    assert path.read_text().endswith("What people say.\n")


def test_an_editor_that_saves_while_a_course_is_checked_is_not_overwritten(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Checking takes a moment, and editors ask for no lock: the edit is laid over what they wrote."""
    mine = edit(there(folder, "a-card"), "What is said.", "What people say.")
    path, times = folder / ITEMS, []

    def slow(files: Mapping[str, bytes]) -> Course:
        times.append(1)
        if len(times) == 1:
            path.write_text(path.read_text().replace("## term word", "## term deed\n\nA deed.\n\n## term word"))
        return build(files)

    monkeypatch.setattr("app.desk.saving.build", slow)
    saved(folder, mine)
    assert "What people say." in path.read_text()
    assert "A deed." in path.read_text()


def test_a_file_that_never_rests_is_left_alone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some program writes it all the time: said in words."""
    mine = edit(there(folder, "a-card"), "What is said.", "What people say.")
    path = folder / ITEMS

    def restless(files: Mapping[str, bytes]) -> Course:
        path.write_text(f"{path.read_text()}\n")
        return build(files)

    monkeypatch.setattr("app.desk.saving.build", restless)
    said = save(folder, [mine], INES)
    assert said == Refused(f"Another program keeps writing {ITEMS}. Nothing was saved; try again when it has finished.")
    assert "What people say." not in path.read_text()
