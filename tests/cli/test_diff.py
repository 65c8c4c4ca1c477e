"""`momentum diff`, and what `momentum check` learns from Git: real programs in real work trees."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Said

ITEMS = "01-start/items.md"


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """The small sound course in a Git work tree, with one commit and some edits since."""
    sound = ROOT / "tests/golden/mistakes/000-sound"
    folder = shutil.copytree(sound, tmp_path / "course", ignore=shutil.ignore_patterns("expected.txt"))
    for words in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "--message=Begin"]):
        named = ["-c", "user.name=Otto", "-c", "user.email=otto@example.org"]
        subprocess.run(["git", *named, *words], cwd=folder, check=True)
    return folder


def change(course: Path, *pairs: tuple[str, str]) -> None:
    """Change the items by hand."""
    text = (course / ITEMS).read_text()
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    (course / ITEMS).write_text(text)


EDITS = (
    ("- [x] now", "- [~ 0.5] now"),
    ("- [ ] next", "- [x] next"),
    ("A: What is said.", "A: What people say."),
    ("It is hoped for.", "People hope for it."),
    ("## term word\nskill: a.words\n\nWhat is said.\n", "## card deed\nskill: a.words\n\nQ: A deed?\nA: It is done.\n"),
)


def test_each_item_is_told_with_what_changed(momentum: Callable[..., Said], course: Path) -> None:
    """Deepest first, with its place; then how many. Exit code 0: a difference is no fault."""
    change(course, *EDITS)
    said = momentum("diff", "HEAD", str(course))
    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines() == [
        "01-start/items.md:27: key scenario a-story: step: now 1x → 0.5, step: next - → 1x",
        "01-start/items.md:5: meaning card a-card: A: What [is said.] → [people say.]",
        "01-start/items.md:11: wording question a-question: A wish [It is hoped for.] → [People hope for it.]",
        "01-start/items.md:47: added card deed: A deed?",
        "01-start/items.md:47: removed term word: What is said.",
        "1 key, 1 meaning, 1 wording, 1 added, 1 removed",
    ]


def test_other_programs_get_it_as_json(momentum: Callable[..., Said], course: Path) -> None:
    """One object a change."""
    change(course, EDITS[2])
    assert json.loads(momentum("diff", "HEAD", str(course), "--format", "json").out) == {
        "revision": "HEAD",
        "changes": [
            {
                "id": "a-card", "kind": "card", "change": "meaning", "path": ITEMS, "line": 5,
                "what": "A: What [is said.] → [people say.]",
            },
        ],
    }  # fmt: skip


def test_nothing_changed(momentum: Callable[..., Said], course: Path) -> None:
    """Said in words."""
    assert momentum("diff", "HEAD", str(course)).out == "no item changed\n"


def test_what_git_cannot_tell_is_said(momentum: Callable[..., Said], course: Path) -> None:
    """An unknown revision; a folder that is in no work tree; no Git on the machine. Exit code 2."""
    said = momentum("diff", "HEAD~5", str(course))
    assert (said.code, said.err) == (2, "momentum: Git knows no revision 'HEAD~5'.\n")
    said = momentum("diff", "HEAD", str(course), PATH=str(course))
    assert said.code == 2
    assert said.err.endswith("Git cannot be asked: Git cannot be started (No such file or directory).\n")
    shutil.rmtree(course / ".git")
    said = momentum("diff", "HEAD", str(course))
    assert said.err.startswith(f"momentum: {course} is not in a Git work tree, or Git cannot be asked:")


def test_check_asks_what_a_changed_key_does_to_answers(momentum: Callable[..., Said], course: Path) -> None:
    """A warning with the four choices; it goes when the item says it. Without Git nothing is asked."""
    change(course, *EDITS[:2])
    said = momentum("check", str(course))
    assert said.code == 0
    hint = "say what happens to the answers given before, as in revision: regrade: the key was wrong"
    assert said.out.splitlines()[:4] == [
        f"{ITEMS}:27:1: warning C59 the key of a-story is not what it was in the newest commit",
        "  27 | ## scenario a-story",
        "     | ^",
        f"  hint: {hint} (or accept-both, keep, void)",
    ]
    listed = json.loads(momentum("check", str(course), "--format", "json").out)["problems"]
    assert [(problem["code"], problem["level"]) for problem in listed] == [("C59", "warning"), ("C57", "info")]
    assert "title=C59" in momentum("check", str(course), "--format", "github").out
    change(course, ("domain: library", "domain: library\nrevision: keep: nobody has answered it yet"))
    assert "C59" not in momentum("check", str(course)).out


def test_check_refuses_an_id_of_another_kind(momentum: Callable[..., Said], course: Path) -> None:
    """Exit code 1: answers to the former item are known by it."""
    change(
        course, ("## term word\nskill: a.words\n\nWhat is said.\n", "## card word\nskill: a.words\n\nQ: A?\nA: B.\n")
    )
    said = momentum("check", str(course))
    assert said.code == 1
    assert f"{ITEMS}:47:1: error C60 the id 'word' was a term before" in said.out
