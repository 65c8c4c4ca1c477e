"""What Git knows of a course: its files at a commit, keys that changed since the newest one, ids of another kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.desk.git import GitError
from app.desk.revisions import against_head, files_at, items_in
from app.library import read_folder
from quizzes.course.grammar.writing import with_ids
from tests.desk.conftest import ITEMS, run

if TYPE_CHECKING:
    from pathlib import Path

HINT = (
    "say what happens to the answers given before, as in revision: regrade: the key was wrong "
    "(or accept-both, keep, void)"
)


def change(folder: Path, old: str, new: str, path: str = ITEMS) -> None:
    """Change a file by hand."""
    text = (folder / path).read_text()
    assert old in text
    (folder / path).write_text(text.replace(old, new, 1))


def told(folder: Path) -> list[tuple[str, int, str, str]]:
    """What Git has to say: code, line, level, message."""
    return [(each.code, each.line, each.level, each.message) for each in against_head(folder)]


def test_the_course_at_a_commit_is_what_was_in_it(repo: Path) -> None:
    """Byte for byte, without a checkout; hidden folders and other files are not part of it."""
    before = read_folder(repo)
    (repo / ".github").mkdir()
    (repo / ".github/x.md").write_text("## card x\n")
    (repo / "notes.txt").write_text("x\n")
    change(repo, "What is said.", "What people say.")
    run(repo, "add", ".")
    run(repo, "commit", "--quiet", "--message=More")
    assert files_at(repo, "HEAD~1") == {path: before[path] for path in files_at(repo, "HEAD~1")}
    assert files_at(repo, "HEAD") == {path: data for path, data in read_folder(repo).items() if path in before}
    assert items_in(files_at(repo, "HEAD")).keys() == items_in(before).keys()


@pytest.mark.parametrize("revision", ["nope", "--help", "", "HEAD:syllabus.toml", "HEAD~9"])
def test_an_unknown_revision_is_said(repo: Path, revision: str) -> None:
    """And is never an option of Git's."""
    with pytest.raises(GitError) as caught:
        files_at(repo, revision)
    assert f"{caught.value}" == f"Git knows no revision {revision!r}."


def test_outside_git_it_is_said(folder: Path) -> None:
    """With the folder."""
    with pytest.raises(GitError, match="is not in a Git work tree, or Git cannot be asked: not a git repository"):
        files_at(folder, "HEAD")
    assert against_head(folder) == []


def test_a_changed_key_asks_what_happens_to_answers(repo: Path) -> None:
    """At the item; a change of words asks nothing, and neither does a key with a revision or a new item."""
    assert against_head(repo) == []
    change(repo, "It is said.", "People say it.")
    change(repo, "## term word", "## card deed\nskill: a.words\n\nQ: A?\nA: B\n\n## term word")
    assert against_head(repo) == []
    change(repo, "- [x] A word", "- [ ] A word")
    change(repo, "- [ ] A deed", "- [x] A deed")
    change(repo, "- [x] now", "- [~ 0.5] now")
    change(repo, "- [ ] next", "- [x] next")
    [question, story] = against_head(repo)
    assert (question.path, question.line, question.code, question.level) == (ITEMS, 11, "C59", "warning")
    assert question.message == "the key of a-question is not what it was in the newest commit"
    assert question.hint == HINT
    assert story.message.startswith("the key of a-story is")
    change(repo, "style: standard", "style: standard | revision: regrade: it was wrong")
    assert [each.message[:18] for each in against_head(repo)] == ["the key of a-story"]
    run(repo, "commit", "--quiet", "--all", "--message=Keys")
    assert against_head(repo) == []
    change(repo, "- [x] A deed", "- [ ] A deed")
    change(repo, "- [ ] A word", "- [x] A word")
    assert [each.message[:20] for each in against_head(repo)] == ["the key of a-questio"], "said of another change"


def test_an_item_that_moved_to_another_file_is_compared_with_itself(repo: Path) -> None:
    """Moved and changed: it asks; only moved: it does not."""
    text = (repo / ITEMS).read_text()
    start, end = text.index("## order"), text.index("## term")
    (repo / ITEMS).write_text(text[:start] + text[end:])
    (repo / "01-start/orders.md").write_text(text[start:end])
    assert against_head(repo) == []
    change(repo, "1. A {#a}\n2. B {#b}", "1. B {#b}\n2. A {#a}", "01-start/orders.md")
    assert told(repo) == [("C59", 1, "warning", "the key of a-order is not what it was in the newest commit")]


def test_writing_slugs_that_were_only_derived_changes_no_key(repo: Path) -> None:
    """`momentum ids` asks nobody anything; neither do other words of an option that had no slug yet."""
    change(repo, " {#deed}", "")
    run(repo, "commit", "--quiet", "--all", "--message=No slug")
    path = repo / ITEMS
    path.write_text(with_ids(path.read_text(), ITEMS))
    assert against_head(repo) == []
    change(repo, "A deed {#a-deed}", "What is done")
    assert against_head(repo) == []


def test_an_id_cannot_become_another_kind(repo: Path) -> None:
    """Neither at once nor after it was away for a while; coming back as the same kind is fine."""
    text = (repo / ITEMS).read_text()
    change(repo, text[text.index("## card") : text.index("## question")], "")
    change(repo, text[text.index("## term") :], "## card word\nskill: a.words\n\nQ: A?\nA: B\n")
    assert told(repo) == [
        ("C60", text[: text.index("## term")].count("\n") - 5, "error", "the id 'word' was a term before")
    ]
    change(repo, "## card word\nskill: a.words\n\nQ: A?\nA: B\n", "")
    run(repo, "commit", "--quiet", "--all", "--message=Away")
    change(repo, "## question", "## term a-card\n\nWhat is said.\n\n## term word\n\nWhat is said.\n\n## question")
    assert told(repo) == [("C60", 5, "error", "the id 'a-card' was a card before")]


def test_before_the_first_commit_nothing_is_known(folder: Path) -> None:
    """A work tree without a commit."""
    run(folder, "init", "--quiet")
    assert against_head(folder) == []


def test_files_that_are_no_text_or_gone_are_no_trouble(repo: Path) -> None:
    """`check` says of them what there is to say."""
    (repo / ITEMS).write_bytes(b"\xff\xfe\x00")
    (repo / "01-start/lesson.md").unlink()
    (repo / "01-start/new\nline.md").write_text("## card deed\n")
    assert against_head(repo) == []
