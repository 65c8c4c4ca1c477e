"""`momentum export` and `momentum import`: what is said, what is written, and that nothing is until it is agreed."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Said

    Run = Callable[..., Said]

CHAPTER = "15-continual-improvement"
CARDS = f"{CHAPTER}/cards.md"
INES = ("-c", "user.name=Ines Instructs", "-c", "user.email=ines@example.org")


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """One chapter's cards beside the shipped syllabus, in a Git work tree of Ines."""
    found = shutil.copytree(
        ROOT / "content", tmp_path / "course", ignore=shutil.ignore_patterns("[01][0-9]-*", "20-*", "figures")
    )
    (found / CHAPTER).mkdir()
    shutil.copy(ROOT / "content" / CARDS, found / CARDS)
    for words in (("init", "--quiet"), ("add", "."), ("commit", "--quiet", "--message=Begin")):
        subprocess.run(["git", *INES, *words], cwd=found, check=True)
    for name, value in (("user.name", "Ines Instructs"), ("user.email", "ines@example.org")):
        subprocess.run(["git", "config", name, value], cwd=found, check=True)
    return found


@pytest.fixture
def deck(tmp_path: Path, course: Path, momentum: Run) -> Path:
    """A package of all cards of the course."""
    path = tmp_path / "cards.apkg"
    said = momentum("export", "anki", "--out", str(path), "--content", str(course), "--kind", "card")
    assert "items written as Anki deck" in said.err
    return path


def test_an_export_says_what_it_leaves_out(momentum: Run, tmp_path: Path) -> None:
    """Each loss once, with the items it befell."""
    said = momentum("export", "anki", "-o", str(tmp_path / "x.apkg"), "--chapter", CHAPTER, "--kind", "frame")
    assert said.code == 0
    assert said.err.startswith("0 of ")
    assert "  left out, frames: Anki has no slots that change: " in said.err


def test_an_export_of_nothing_is_refused(momentum: Run) -> None:
    """A chapter that is not there holds no items."""
    said = momentum("export", "anki", "--chapter", "99-nowhere")
    assert (said.code, said.err) == (2, "momentum: No item is like that. See what there is: momentum check\n")


def test_what_was_exported_changes_nothing_when_it_comes_back(momentum: Run, course: Path, deck: Path) -> None:
    """The ids travel, so every card is known again."""
    before = (course / CARDS).read_bytes()
    said = momentum("import", "anki", str(deck), "--into", CHAPTER, "--content", str(course), "--yes")
    assert said.code == 0
    assert said.out.startswith("0 to add, 0 to change, ")
    assert (course / CARDS).read_bytes() == before


def without_second_card(course: Path) -> tuple[str, str]:
    """Change the first card and delete the second; their ids."""
    text = (course / CARDS).read_text()
    first, second, rest = text.split("## card ", 3)[1:]
    start = text[: text.index("## card ")]
    (course / CARDS).write_text(f"{start}## card {first.replace('A: ', 'A: Now ', 1)}## card {rest}")
    return first.split()[0], second.split()[0]


def test_what_is_brought_is_committed_under_the_authors_name(momentum: Run, course: Path, deck: Path) -> None:
    """An edited card changes back; one that was deleted stays so, as its id has been used."""
    first, second = without_second_card(course)
    subprocess.run(["git", *INES, "commit", "-qam", "Edit"], cwd=course, check=True)
    line = ("import", "anki", str(deck), "--into", CHAPTER, "--content", str(course))
    looked = momentum(*line, "--dry-run")
    assert f"change  card {first}  (cards.apkg:1)\nrefuse  card {second}  (cards.apkg:2)" in looked.out
    assert "it was a card in an earlier version of the course. Choose another." in looked.out
    waiting = momentum(*line)
    words = "momentum: Nothing was written. Say --yes to write, or --dry-run to only look."
    assert (waiting.code, waiting.err.strip()) == (2, words)
    assert "A: Now " in (course / CARDS).read_text()
    done = momentum(*line, "--yes")
    assert f"written: {CARDS}, commit " in done.out
    assert "A: Now " not in (course / CARDS).read_text()
    newest = ["git", "log", "-1", "--format=%an: %s"]
    log = subprocess.run(newest, cwd=course, capture_output=True, text=True, check=True)
    assert log.stdout == f"Ines Instructs: Import cards.apkg into {CHAPTER}\n"


def test_a_new_card_is_added_at_the_end_of_its_file(momentum: Run, course: Path, deck: Path) -> None:
    """Outside Git there is nothing to commit, and nothing that remembers a deleted card."""
    shutil.rmtree(course / ".git")
    _, second = without_second_card(course)
    said = momentum("import", "anki", str(deck), "--into", CHAPTER, "--content", str(course), "--yes")
    assert f"add     card {second}  (cards.apkg:2)" in said.out
    assert "1 to add, 1 to change, " in said.out
    assert said.out.endswith(f"written: {CARDS}\n")
    assert (course / CARDS).read_text().rpartition("## card ")[2].startswith(second)


def test_a_broken_file_and_unknown_names_are_told_in_words(momentum: Run, course: Path, tmp_path: Path) -> None:
    """Nothing of them is written, and the exit code says so."""
    broken = tmp_path / "broken.apkg"
    broken.write_bytes(b"not a package")
    said = momentum("import", "anki", str(broken), "--into", CHAPTER, "--content", str(course), "--yes")
    assert said.code == 1
    assert "broken.apkg:1:1: error E80 this is not a whole Anki package" in said.out
    wrong = momentum("import", "anki", str(broken), "--into", "15-continual", "--content", str(course))
    assert wrong.code == 2
    assert "There is no chapter '15-continual': did you mean '15-continual-improvement'?" in wrong.err
    wrong = momentum("import", "anki", str(broken), "--into", CHAPTER, "--skill", "ci.stepz", "--content", str(course))
    assert "There is no skill 'ci.stepz': did you mean 'ci.steps'?" in wrong.err
