"""The former versions of an item: who made them, when and why, and one of them brought back."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from app.desk.history import MOST, back_to, versions
from app.desk.saving import save
from app.desk.shelf import Shelf
from app.desk.values import Author, Saved
from app.library import read_folder
from tests.desk.conftest import INES, ITEMS, run
from tests.desk.test_saving import edit, new, saved, there

if TYPE_CHECKING:
    from pathlib import Path


def test_each_version_is_told_with_who_when_and_why(repo: Path) -> None:
    """Newest first; commits that changed other items of the file are none of its history."""
    first = there(repo, "a-card")
    save(repo, [edit(first, "is said", "is spoken")], INES, "Say spoken\n\nfor said")
    save(repo, [edit(there(repo, "word"), "is said", "is heard")], INES, "The term")
    save(repo, [edit(there(repo, "a-card"), "is spoken", "is sung")], Author("Åsa Ünal"), "")
    found = versions(repo, there(repo, "a-card"))
    assert [(version.who, version.subject) for version in found] == [
        ("Åsa Ünal", "Edit a-card"), ("Ines Instructs", "Say spoken"), ("Otto Operates", "Begin"),
    ]  # fmt: skip
    assert [version.block for version in found] == [
        first.block.replace("is said", word) for word in ("is sung", "is spoken", "is said")
    ]
    assert found[0].commit == run(repo, "rev-parse", "HEAD").strip()
    assert all(abs((datetime.now(UTC) - version.when).total_seconds()) < 600 for version in found)  # noqa: TID251


def test_a_former_version_comes_back_as_an_edit_like_any_other(repo: Path) -> None:
    """With a commit of its own; and what somebody wrote meanwhile is a conflict."""
    before = (repo / ITEMS).read_bytes()
    saved(repo, edit(there(repo, "a-card"), "is said", "is spoken"))
    now = there(repo, "a-card")
    assert saved(repo, back_to(now, versions(repo, now)[-1])).commit
    assert (repo / ITEMS).read_bytes() == before
    assert len(versions(repo, there(repo, "a-card"))) == 3
    assert not isinstance(save(repo, [back_to(now, versions(repo, now)[-1])], INES), Saved)


def test_the_history_goes_on_under_the_former_name_of_the_file(repo: Path) -> None:
    """With spaces and letters of all kinds in it."""
    run(repo, "mv", ITEMS, "01-start/größere fragen.md")
    run(repo, "commit", "--quiet", "--message=Rename")
    saved(repo, edit(there(repo, "a-card"), "is said", "is spoken"))
    assert [version.subject for version in versions(repo, there(repo, "a-card"))] == ["Edit a-card", "Begin"]


def test_there_are_fifty_versions_at_most(repo: Path) -> None:
    """The newest ones; made by hand here, which is quicker."""
    path, text = repo / ITEMS, (repo / ITEMS).read_text()
    for number in range(MOST + 2):
        path.write_text(text.replace("What is said.", f"Number {number}.", 1))
        run(repo, "commit", "--quiet", "--all", f"--message={number}")
    found = versions(repo, there(repo, "a-card"))
    assert [version.subject for version in found] == [str(number) for number in range(MOST + 1, 1, -1)]


def test_what_was_out_for_a_while_is_told_once_each_time(repo: Path) -> None:
    """An item that was taken out by hand and put back has two versions of the same words."""
    path, text = repo / ITEMS, (repo / ITEMS).read_text()
    for words in (text[: text.index("\n## term word")], text):
        path.write_text(words)
        run(repo, "commit", "--quiet", "--all", "--message=By hand")
    assert len(versions(repo, there(repo, "word"))) == 2


def test_without_git_there_are_none(folder: Path) -> None:
    """Nor for what is in no commit yet."""
    assert versions(folder, there(folder, "a-card")) == ()
    run(folder, "init", "--quiet")
    assert versions(folder, there(folder, "a-card")) == ()


def test_an_id_that_was_gone_stays_taken(repo: Path) -> None:
    """Also of a file that is gone, and of what was only taken out of the file and not committed yet."""
    saved(repo, new("deed"))
    run(repo, "rm", "--quiet", "01-start/cards.md")
    run(repo, "commit", "--quiet", "--message=Away")
    path = repo / ITEMS
    path.write_text(path.read_text()[: path.read_text().index("\n## term word")])
    for slug, kind in (("deed", "card"), ("word", "term")):
        said = save(repo, [new(slug)], INES)
        assert not isinstance(said, Saved)
        assert said[0] == (
            f"The id '{slug}' was used before: it was a {kind} in an earlier version of the course. Choose another."
        )
    assert saved(repo, new("wish")).paths == ("01-start/cards.md",)
    assert Shelf(read_folder(repo)).find("deed") is None
