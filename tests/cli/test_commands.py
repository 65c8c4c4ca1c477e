"""The commands, run as programs."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Said

    Run = Callable[..., Said]

CONTENT = ROOT / "content"
ANYTHING = "1\n1 2\n" * 2  # answers any scenario on two axes, whether one label is asked for or two


def test_alone_it_says_what_to_do(momentum: Run) -> None:
    """Who types `momentum` is told the three things one can do with it."""
    said = momentum()
    assert said.code == 0
    assert "momentum serve" in said.out
    assert "momentum check" in said.out


def test_first_answers_are_printed_as_a_table(momentum: Run) -> None:
    """Only its head before anybody has answered; with answers a line an axis, and learners as numbers."""
    head = "learner,item,version,present,axis,points,chosen,shown,seed,ms,where,answered_utc"
    assert momentum("answers", "first").out.strip("\ufeff\r\n") == head
    momentum("drill", "--n", "2", "--seed", "1", typed=ANYTHING * 2)
    rows = momentum("answers", "first").out.splitlines()[1:]
    assert len(rows) == 4
    assert all(re.match(r"1,[a-z0-9.-]+,[0-9a-f]{16},yes,(step|activity),", row) for row in rows)


def test_version_and_wrong_use(momentum: Run) -> None:
    """The version is printed; a command that does not exist is wrong use."""
    assert momentum("--version").out.startswith("momentum, version ")
    assert momentum("sreve").code == 2
    assert momentum("new", "poem").code == 2


def test_help_is_quick_because_nothing_heavy_is_loaded(environment: dict[str, str]) -> None:
    """Neither the web, nor the database, nor the engine is needed to say what the commands are."""
    code = (
        "import sys\nfrom app.cli import momentum\nmomentum(['--help'], standalone_mode=False)\n"
        "print(sorted({'flask', 'sqlalchemy', 'rich', 'markdown_it', 'quizzes', 'waitress'} & sys.modules.keys()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert "Commands:" in done.stdout
    assert done.stdout.rstrip().endswith("[]")


def test_the_shipped_course_has_no_errors_and_no_warnings(momentum: Run) -> None:
    """`momentum check` on what we ship: nothing to mend."""
    said = momentum("check", "--format", "json")
    found = json.loads(said.out)
    assert said.code == 0
    assert found["problems"] == []
    assert "report" not in found


def test_the_report_of_the_bank(momentum: Run) -> None:
    """`momentum check --report`: the figures after the count of problems, or as values for other tools."""
    text = momentum("check", "--report")
    assert text.code == 0
    assert "\nL2   the key is longest in " in text.out
    assert "\nitil4: " in text.out
    assert "\nwaivers: L10 " in text.out
    found = json.loads(momentum("check", "--report", "--format", "json").out)["report"]
    assert list(found) == ["longest_keys", "negatives", "places", "unshuffled", "editions", "waivers"]
    assert [own["edition"] for own in found["editions"]] == ["itil4", "v5"]


def test_a_broken_course_is_exit_code_1_in_every_format(momentum: Run, tmp_path: Path) -> None:
    """Text with a caret, JSON for tools, annotations for GitHub; the same problem in each."""
    course = shutil.copytree(CONTENT, tmp_path / "course")
    cards = course / "15-continual-improvement/cards.md"
    cards.write_text(cards.read_text() + "\n## card ci-broken\nskill: ci.nowhere\n\nQ: One?\nA: Two.\n")
    line = len(cards.read_text().splitlines()) - 3
    text = momentum("check", str(course))
    assert text.code == 1
    assert f"15-continual-improvement/cards.md:{line}:8: " in text.out
    assert json.loads(momentum("check", str(course), "--format", "json").out)["problems"][0]["line"] == line
    assert (
        f"::error file=15-continual-improvement/cards.md,line={line},"
        in momentum("check", str(course), "--format", "github").out
    )


def test_a_scaffold_is_sound_apart_from_what_is_to_be_filled_in(momentum: Run, tmp_path: Path) -> None:
    """What `new` prints, put into a file, is understood line by line."""
    course = shutil.copytree(CONTENT, tmp_path / "course")
    for kind in ("card", "question", "scenario", "order", "term"):
        said = momentum("new", kind, "--skill", "ci.steps")
        assert said.code == 0
        file = course / f"15-continual-improvement/new-{kind}s.md"
        file.write_text(f"---\ntitle: New\n---\n\n{said.out}")
    found = json.loads(momentum("check", str(course), "--format", "json").out)
    codes = {problem["code"] for problem in found["problems"] if "/new-" in problem["path"]}
    assert codes <= {"L37", "L36", "L32", "L19", "L14", "L23", "L33"}, found


def test_fmt_and_ids_change_a_file_once(momentum: Run, tmp_path: Path) -> None:
    """`--check` tells without writing; a second run finds nothing to do; the items stay the same."""
    course = shutil.copytree(CONTENT, tmp_path / "course")
    cards = course / "15-continual-improvement/cards.md"
    cards.write_text(cards.read_text().replace("\n\n## card", "\n\n\n\n## card", 3))
    assert momentum("fmt", "--check", str(cards)).code == 1
    assert momentum("fmt", str(cards)).code == 0
    assert momentum("fmt", "--check", str(cards)).code == 0
    questions = course / "15-continual-improvement/questions.md"
    whole = questions.read_text()
    first = whole.index(" {#")
    questions.write_text(whole[:first] + whole[whole.index("}", first) + 1 :])
    assert momentum("ids", "--check", str(questions)).code == 1
    assert momentum("ids", str(questions)).code == 0
    assert momentum("ids", "--check", str(questions)).code == 0


def test_export_prints_the_whole_course(momentum: Run) -> None:
    """Chapters, skills, models and items, as the contract says."""
    course = json.loads(momentum("export", "json").out)
    assert course["format"] == 1
    assert len(course["chapters"]) == 20
    assert {item["kind"] for item in course["items"]} >= {"card", "question", "scenario", "order", "term"}


def test_answers_backup_and_restore_belong_together(momentum: Run, tmp_path: Path) -> None:
    """What was answered is counted, exported, replayed without a difference, saved, lost and brought back."""
    assert momentum("drill", "--n", "3", "--seed", "1", typed=ANYTHING * 3).code == 0
    assert momentum("answers", "count").out.strip() == "3"
    lines = momentum("answers", "export").out.splitlines()
    assert {json.loads(line)["where"] for line in lines} == {"drill"}
    assert momentum("answers", "replay").out.rstrip().endswith("0 differences")
    saved = tmp_path / "saved.db"
    assert momentum("backup", str(saved)).code == 0
    assert "exists" in momentum("backup", str(saved)).err
    momentum("drill", "--n", "1", typed=ANYTHING)
    assert momentum("restore", str(saved), "--yes").code == 0
    assert momentum("answers", "count").out.strip() == "3"


def test_a_file_that_is_no_backup_is_refused_and_nothing_changes(momentum: Run, tmp_path: Path) -> None:
    """Restoring a letter does not lose the answers."""
    momentum("drill", "--n", "1", typed=ANYTHING)
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Anna, this is not a database. " * 100)
    said = momentum("restore", str(letter), "--yes")
    assert said.code == 2
    assert "is not a backup of Momentum" in said.err
    assert momentum("answers", "count").out.strip() == "1"


@pytest.mark.parametrize("typed", ["u\n1\n1\nu\nq\n", "9\nx\n1 2\n1\n1\nq\n", "", "1\n1\n\n"])
def test_the_drill_takes_whatever_is_typed(momentum: Run, typed: str) -> None:
    """Undo before the first answer, wrong numbers, an empty pipe, a stop: words, never a traceback, nothing lost."""
    said = momentum("drill", "--n", "2", "--seed", "3", typed=typed, NO_COLOR="1")
    assert said.code == 0
    assert "\x1b" not in said.out
    assert "kept" in said.out or "nothing was changed" in said.out
