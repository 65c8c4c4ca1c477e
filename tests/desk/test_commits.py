"""What is saved is committed: these files alone, under the author's name; where that cannot be, it is said why."""

from __future__ import annotations

import os
import shutil
import subprocess
from threading import Timer
from typing import TYPE_CHECKING

import pytest

from app.desk.git import GitError
from app.desk.revisions import files_at
from app.desk.saving import save
from app.desk.values import Author, Edit, Saved
from tests.desk.conftest import INES, ITEMS, run
from tests.desk.test_saving import edit, new, saved, there

if TYPE_CHECKING:
    from pathlib import Path

SAID = "Saved, but not committed"


def mend(folder: Path) -> Saved:
    """Save the card with another word, and make sure it is in the file."""
    said = saved(folder, edit(there(folder, "a-card"), "is said", "is spoken"))
    assert "is spoken" in (folder / ITEMS).read_text()
    return said


def head(folder: Path) -> str:
    """The newest commit."""
    return run(folder, "rev-parse", "HEAD").strip()


def test_a_save_is_a_commit_of_its_author(repo: Path) -> None:
    """Only that file, with the message; on a machine that knows nobody the author is the committer too."""
    said = save(repo, [edit(there(repo, "a-card"), "is said", "is spoken")], INES, "Say spoken\n\nfor said.")
    assert isinstance(said, Saved)
    assert (said.commit, said.note) == (head(repo), "")
    told = run(repo, "show", "--format=%an|%ae|%cn|%B", "--name-only").split("\n")
    assert [row for row in told if row] == [
        "Ines Instructs|ines@example.org|Ines Instructs|Say spoken", "for said.", ITEMS,
    ]  # fmt: skip
    assert run(repo, "status", "--porcelain") == ""


def test_the_machines_own_name_commits_where_it_has_one(repo: Path) -> None:
    """The author stays the author."""
    run(repo, "config", "user.name", "Server")
    run(repo, "config", "user.email", "server@example.org")
    mend(repo)
    assert run(repo, "log", "-1", "--format=%an|%cn|%s") == "Ines Instructs|Server|Edit a-card\n"


@pytest.mark.parametrize(
    ("author", "told"),
    [
        (Author("Anna <b@c> \n--amend", "a\n@b>"), "Anna b@c --amend|a @b"),
        (Author("", ""), "Momentum|momentum@localhost"),
        (Author("--help", "-x"), "--help|-x"),
        (Author("Åsa Ünal", "åsa@example.org"), "Åsa Ünal|åsa@example.org"),
    ],
)
def test_any_name_is_only_a_name(repo: Path, author: Author, told: str) -> None:
    """Marks that Git reads for itself go; there is exactly one commit more."""
    said = save(repo, [edit(there(repo, "a-card"), "is said", "is spoken")], author, "-m --amend")
    assert isinstance(said, Saved)
    assert said.commit
    assert run(repo, "log", "--format=%an|%ae|%s").splitlines() == [
        f"{told}|-m --amend", "Otto Operates|otto@example.org|Begin",
    ]  # fmt: skip


def test_a_new_file_is_added(repo: Path) -> None:
    """With the folder it needs; two files of one call are one commit."""
    said = saved(repo, new("deed"), new("plan", chapter="02-later"))
    assert run(repo, "show", "--format=", "--name-status").splitlines() == [
        "A\t01-start/cards.md",
        "A\t02-later/cards.md",
    ]
    assert said.commit == head(repo)


def test_what_others_staged_stays_staged(repo: Path) -> None:
    """Another file's staged change is neither committed nor lost, and an unstaged one stays as it is."""
    (repo / "exams.toml").write_text((repo / "exams.toml").read_text() + "# staged\n")
    run(repo, "add", "exams.toml")
    (repo / "syllabus.toml").write_text((repo / "syllabus.toml").read_text() + "# not staged\n")
    assert mend(repo).commit == head(repo)
    assert run(repo, "show", "--format=", "--name-only").split() == [ITEMS]
    assert run(repo, "status", "--porcelain").splitlines() == ["M  exams.toml", " M syllabus.toml"]


@pytest.mark.parametrize(("staged", "what"), [(True, "staged changes"), (False, "changes that are in no commit")])
def test_the_same_file_with_foreign_changes_is_not_committed(repo: Path, *, staged: bool, what: str) -> None:
    """They would go out under this author's name; saved it is. After a commit by hand all is as usual again."""
    path = repo / ITEMS
    path.write_text(path.read_text() + "\n## term deed\nskill: a.words\n\nWhat is done.\n")
    if staged:
        run(repo, "add", ITEMS)
    before = head(repo)
    said = mend(repo)
    assert said.commit == ""
    assert said.note == (
        f"{SAID}: {ITEMS} has {what}, not made here. Commit the file yourself; later edits are committed again."
    )
    assert head(repo) == before
    assert run(repo, "diff", "--cached", "--name-only").split() == [ITEMS] * staged
    run(repo, "commit", "--quiet", "--all", "--message=By hand")
    assert saved(repo, edit(there(repo, "word"), "is said", "is heard")).commit == head(repo)


def conflicting(repo: Path) -> None:
    """Two branches that changed the same line of the syllabus."""
    for branch in ("one", "two"):
        run(repo, "checkout", "--quiet", "-b", branch, "main")
        (repo / "syllabus.toml").write_text(
            (repo / "syllabus.toml").read_text().replace("A small", f"{branch}: a small")
        )
        run(repo, "commit", "--quiet", "--all", f"--message={branch}")


@pytest.mark.parametrize(
    ("words", "what"),
    [(("merge", "one"), "a merge"), (("rebase", "one"), "a rebase"), (("cherry-pick", "one"), "a cherry-pick")],
)
def test_nothing_is_committed_into_an_open_merge(repo: Path, words: tuple[str, ...], what: str) -> None:
    """The syllabus is whole, but the merge is not finished: the file is saved and the merge stays as it was."""
    conflicting(repo)
    with pytest.raises(subprocess.CalledProcessError):
        run(repo, *words)
    run(repo, "checkout", "--ours", "syllabus.toml")
    before = run(repo, "status", "--porcelain")
    said = mend(repo)
    assert said.note == f"{SAID}: {what} is open in Git. Finish it, then commit {ITEMS}."
    assert run(repo, "status", "--porcelain") == f" M {ITEMS}\n{before}"


def hook(repo: Path, script: str) -> None:
    """What Git runs before a commit."""
    path = repo / ".git/hooks/pre-commit"
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def test_a_hook_that_says_no_is_heard(repo: Path) -> None:
    """Saved, with the hook's last words; nothing is left staged, of changed files and of new ones."""
    hook(repo, "echo first >&2; echo 'the desk is closed on Sundays' >&2; exit 1")
    before = head(repo)
    assert mend(repo).note == f"{SAID}. Git says: the desk is closed on Sundays"
    assert saved(repo, new("deed")).note == f"{SAID}. Git says: the desk is closed on Sundays"
    assert head(repo) == before
    assert run(repo, "status", "--porcelain").splitlines() == [f" M {ITEMS}", "?? 01-start/cards.md"]


def test_a_hook_that_does_not_end_is_ended(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It and what it started are stopped, Git's lock is gone, and the next save is committed."""
    monkeypatch.setattr("app.desk.commits.WRITING", 0.5)
    hook(repo, f"sleep 60 & echo $! > {repo.parent}/sleeper; wait")
    assert mend(repo).note == f"{SAID}. Git says: Git took longer than 0.5 seconds"
    sleeper = (repo.parent / "sleeper").read_text().strip()
    state = subprocess.run(["ps", "-o", "stat=", "-p", sleeper], capture_output=True, text=True, check=False).stdout
    assert state.strip()[:1] in {"", "Z"}
    hook(repo, "exit 0")
    run(repo, "commit", "--quiet", "--all", "--message=By hand")
    assert saved(repo, edit(there(repo, "word"), "is said", "is heard")).commit == head(repo)


def test_a_lock_of_another_program_is_waited_for(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Editors take Git's lock for moments; one that stays is told, and the file is saved."""
    lock = repo / ".git/index.lock"
    lock.touch()
    Timer(0.4, lock.unlink).start()
    assert mend(repo).commit == head(repo)
    lock.touch()
    monkeypatch.setattr("app.desk.commits.TRIES", 2)
    assert "index.lock': File exists" in saved(repo, edit(there(repo, "word"), "is said", "is heard")).note


def test_what_git_is_told_to_ignore_stays_ignored(repo: Path) -> None:
    """And a file that Git was never told of is not added behind its author's back."""
    (repo / ".gitignore").write_text("cards.md\n")
    assert saved(repo, new("deed"))  # made by us, but ignored: Git refuses to add it
    assert saved(repo, new("wish")).note == f"{SAID}: Git is told to ignore 01-start/cards.md."
    (repo / "01-start/terms.md").write_text("---\ntitle: Terms\n---\n")
    term = Edit("plan", "term", "## term plan\nskill: a.words\n\nWhat is meant to be done.", chapter="01-start")
    said = saved(repo, term)
    assert said.note == f"{SAID}: Git does not know 01-start/terms.md yet. Add and commit it yourself once."


def test_a_course_inside_a_larger_work_tree(tmp_path: Path, folder: Path) -> None:
    """Paths are those of the course; everything around it is left alone. The first commit of all is ours, too."""
    run(tmp_path, "init", "--quiet")
    (tmp_path / "other.txt").write_text("not ours\n")
    run(tmp_path, "add", "other.txt")
    assert saved(folder, new("deed")).commit == head(tmp_path)
    assert run(tmp_path, "ls-tree", "-r", "--name-only", "HEAD").split() == ["course/01-start/cards.md"]
    assert run(tmp_path, "diff", "--cached", "--name-only", "HEAD").split() == ["other.txt"]


def test_a_linked_work_tree(repo: Path, tmp_path: Path) -> None:
    """Its Git folder lies elsewhere; what is open in the main one does not matter here."""
    conflicting(repo)
    run(repo, "worktree", "add", "--quiet", str(tmp_path / "linked"), "main")
    with pytest.raises(subprocess.CalledProcessError):
        run(repo, "merge", "one")
    assert mend(tmp_path / "linked").commit == head(tmp_path / "linked")


def test_outside_git_there_is_no_commit_and_no_note(folder: Path) -> None:
    """That is nothing to complain of."""
    said = mend(folder)
    assert (said.commit, said.note) == ("", "")


def test_without_git_on_the_machine_saving_works(repo: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """As outside Git."""
    monkeypatch.setenv("PATH", str(tmp_path))
    said = mend(repo)
    assert (said.commit, said.note) == ("", "")


def test_variables_cannot_lead_git_elsewhere(repo: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A hook of another repository may have started us; its variables name its own Git folder."""
    other = shutil.copytree(repo, tmp_path / "other")
    before = head(other)
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other / ".git/index"))
    said = mend(repo)
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name)
    assert said.commit == head(repo)
    assert head(other) == before


def test_reading_starts_no_program_of_the_course_folder(repo: Path) -> None:
    """A course from elsewhere may bring settings along; looking at it must not run them."""
    run(repo, "config", "core.fsmonitor", f"touch {repo.parent}/started; false")
    assert mend(repo).commit == head(repo)
    assert not (repo.parent / "started").exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_a_work_tree_of_somebody_else_is_said(repo: Path) -> None:
    """Git refuses it; the item is saved all the same, and diff says it too."""
    for path in (repo, repo / ".git"):
        os.chown(path, 65534, 65534)
    note = mend(repo).note
    assert note.startswith(f"{SAID}. Git says: detected dubious ownership in repository")
    with pytest.raises(GitError, match="detected dubious ownership"):
        files_at(repo, "HEAD")
