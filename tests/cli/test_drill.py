"""`momentum drill` in a pseudo-terminal, as a person meets it."""

from __future__ import annotations

import re
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import ROOT
from tests.cli.small_course import small_course
from tests.cli.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Said

    Run = Callable[..., Said]
    Drill = Callable[..., Terminal]

KEYS = "Enter  next    u  undo    q  stop"
SIXTEEN = {0, 1, 2, 7, *range(30, 38), *range(40, 48), *range(90, 98), *range(100, 108)}


@pytest.fixture
def environment(environment: dict[str, str], tmp_path: Path) -> dict[str, str]:
    """A course of two stories."""
    return environment | {"MOMENTUM_CONTENT": str(small_course(tmp_path, "two_stories.md"))}


@pytest.fixture
def drill(environment: dict[str, str]) -> Drill:
    """Starts a drill in a terminal of its own, with its columns and variables; the ovens come first."""

    def start(*words: str, columns: int = 80, **more: str) -> Terminal:
        command = [sys.executable, "-m", "app", "drill", "--seed", "1", *words]
        env = environment | {"TERM": "xterm-256color", "LANG": "C.UTF-8"} | more
        return Terminal(*command, env=env, folder=ROOT, columns=columns)

    return start


def answer(terminal: Terminal, step: str, activity: str) -> str:
    """Give both numbers and read until the page waits; what the verdict showed."""
    terminal.wait_for("Step, 1 to 7: ")
    terminal.type(f"{step}\n")
    terminal.wait_for("Activity, 1 to 6: ")
    terminal.type(f"{activity}\n")
    return terminal.wait_for("q  stop")


def flowing(shown: str) -> str:
    """The words on one line, without frames."""
    return " ".join(shown.replace("│", " ").split())


def test_a_sitting_from_the_first_scenario_to_the_summary(drill: Drill, momentum: Run) -> None:
    """Each scenario says which of how many it is; the end says how many, how well, and what was mixed up."""
    with drill("--n", "2") as terminal:
        first = terminal.wait_for("Scenario 1 of 2") + answer(terminal, "4", "2")
        assert "x 4 How do we get there?  you" in first
        assert re.search(r"\+ 5 Take action +right", first)
        assert "╭─ step 4 or step 5? ─" in first
        assert re.search(r"~ 2 Improve +you, half a mark", first)
        assert "[Today they are bought]" in flowing(first)
        twins = flowing(first.partition("One moment apart\n")[2])
        assert re.match(
            "4 The bakery needs .*5 Twelve ovens stand .*\\[Today they are bought\\], and the carrier", twins
        )
        assert "Marks 0 + ½ of 2      [ ] = deciding words" in first
        assert first.endswith(KEYS)
        terminal.type("\n")
        terminal.wait_for("Scenario 2 of 2")
        assert answer(terminal, "4", "1").endswith(KEYS.replace("next", "finish"))
        terminal.type("\n")
        assert terminal.end() == 0
    end = terminal.text.rpartition("stop\n")[2].strip()
    assert end.startswith("2 scenarios in this sitting, 1 fully right: 2½ of 4 marks.\nMixed up:\n")
    assert "  step 4 and step 5, 1 of 2\n  Improve and Obtain/build, 1 of 1\n" in end
    assert momentum("answers", "count").out.strip() == "2"


def test_wrong_keys_are_told_what_would_be_right(drill: Drill) -> None:
    """Letters, numbers too large, two at once, an empty line, letters no terminal should send: asked again."""
    with drill("--n", "1") as terminal:
        for typed in ("9", "x", "3 2", "", "½", "\x00", "0", "-1"):
            terminal.wait_for("Step, 1 to 7: ")
            terminal.type(f"{typed}\n")
            terminal.wait_for("Type 1 number from 1 to 7, or u, or q.")
        answer(terminal, "3", "4")
        terminal.type("what now\n")
        terminal.wait_for("Press Enter, or u and Enter, or q and Enter.")
        terminal.type("Q\n")
        assert terminal.end() == 0
    assert "Traceback" not in terminal.text


def test_u_goes_back_one_choice_and_then_one_answer(drill: Drill, momentum: Run) -> None:
    """Nothing to take back is said; a step is chosen anew; an answer taken back is asked again, at once."""
    with drill("--n", "3") as terminal:
        terminal.wait_for("Step, 1 to 7: ")
        terminal.type("u\n")
        terminal.wait_for("There is nothing to take back yet.")
        terminal.wait_for("Step, 1 to 7: ")
        terminal.type("1\n")
        terminal.wait_for("Activity, 1 to 6: ")
        terminal.type("u\n")
        verdict = answer(terminal, "3", "4")
        assert "x 3 Where do we want to be?" in verdict
        terminal.type("u\n")
        assert "Twelve ovens" in terminal.wait_for("Taken back. Here it is again.") + answer(terminal, "5", "5")
        terminal.type("\n")
        terminal.wait_for("Scenario 2 of 3")
        terminal.wait_for("Step, 1 to 7: ")
        terminal.type("u\n")
        again = terminal.wait_for("Scenario 1 of 3") + terminal.wait_for("q  stop")
        assert "Twelve ovens" in again
        terminal.wait_for("Step, 1 to 7: ")
        terminal.type("q\n")
        assert terminal.end() == 0
    assert "No answers this time; nothing was changed." in terminal.text
    assert momentum("answers", "count").out.strip() == "0"
    assert momentum("answers", "replay").code == 0


def test_undo_leaves_a_newer_answer_from_elsewhere_alone(drill: Drill, momentum: Run) -> None:
    """Somebody answered in another window since: that answer is not what u means."""
    with drill("--n", "2") as terminal:
        answer(terminal, "3", "4")
        momentum("drill", "--n", "1", typed="1\n1\n")
        terminal.type("u\n")
        terminal.wait_for("There is a newer answer from elsewhere, so this one was left as it is.")
        terminal.wait_for("Step, 1 to 7: ")
        terminal.type("q\n")
        terminal.end()
    assert momentum("answers", "count").out.strip() == "2"


def test_an_undo_refused_asks_the_same_scenario_again(drill: Drill, momentum: Run) -> None:
    """From the next scenario, u cannot reach an answer that is not the newest; what stood there stays."""
    with drill("--n", "2") as terminal:
        answer(terminal, "3", "4")
        terminal.type("\n")
        terminal.wait_for("Scenario 2 of 2")
        momentum("drill", "--n", "1", typed="1\n1\n")
        terminal.type("u\n")
        terminal.wait_for("There is a newer answer from elsewhere")
        assert "The bakery needs twelve ovens" in terminal.wait_for("Scenario 2 of 2") + terminal.wait_for("Step, 1 to")
        terminal.type("q\n")
        assert terminal.end() == 0


@pytest.mark.parametrize("key", ["\x03", "\x04"])
@pytest.mark.parametrize("before", ["", "\n", "\n2\n"], ids=["after an answer", "first axis", "second axis"])
def test_ctrl_c_and_ctrl_d_keep_what_was_answered(drill: Drill, momentum: Run, key: str, before: str) -> None:
    """At any prompt: the summary, no traceback, exit code 0, and the answer before is there."""
    with drill() as terminal:
        answer(terminal, "3", "4")
        for line in before.splitlines():
            terminal.type(f"{line}\n")
            terminal.wait_for("Activity, 1 to 6: " if line else "Step, 1 to 7: ")
        terminal.type(key)
        assert terminal.end() == 0
    assert "1 scenario in this sitting" in terminal.text
    assert "Traceback" not in terminal.text
    assert momentum("answers", "count").out.strip() == "1"


def test_ctrl_c_before_the_first_answer(drill: Drill, momentum: Run) -> None:
    """Nothing was answered, nothing is wrong."""
    with drill() as terminal:
        terminal.wait_for("Step, 1 to 7: ")
        terminal.type("\x03")
        assert terminal.end() == 0
    assert "No answers this time; nothing was changed." in terminal.text
    assert momentum("answers", "count").out.strip() == "0"


@pytest.mark.parametrize("columns", [80, 40, 24])
def test_every_line_fits_the_terminal(drill: Drill, columns: int) -> None:
    """Wide, the axes stand side by side; narrow, one below the other; nothing is cut off by the edge."""
    with drill("--n", "1", columns=columns) as terminal:
        answer(terminal, "7", "2")
        terminal.type("q\n")
        terminal.end()
    lines = terminal.text.splitlines()
    assert max(map(len, lines)) <= columns
    assert ("Step                                     Activity" in terminal.text) == (columns == 80)


def test_a_terminal_made_narrower_or_wider_is_drawn_in_from_then_on(drill: Drill) -> None:
    """Between two scenarios, and between a scenario and its verdict; no line is wider than the terminal was then."""
    with drill("--n", "2", columns=80) as terminal:
        wide = terminal.wait_for("Step, 1 to 7: ")
        terminal.resize(44)
        terminal.type("3\n")
        narrow = terminal.wait_for("Activity, 1 to 6: ")
        terminal.type("4\n")
        narrow += terminal.wait_for("q  stop")
        terminal.type("\n")
        narrow += terminal.wait_for("Step, 1 to 7: ")
        terminal.resize(120)
        terminal.type("3\n")
        terminal.wait_for("Activity, 1 to 6: ")
        terminal.type("4\n")
        wider = terminal.wait_for("q  stop")
        terminal.type("q\n")
        assert terminal.end() == 0
    widths = [max(map(len, shown.splitlines())) for shown in (wide, narrow, wider)]
    assert widths[0] == 76
    assert widths[1] <= 44
    assert widths[2] == 76


def test_colours_are_the_terminals_own_and_never_needed(drill: Drill) -> None:
    """Only the 16 that a theme sets; with NO_COLOR not one escape code, and the same words."""
    shown = []
    for more in ({}, {"NO_COLOR": "1"}):
        with drill("--n", "1", "--axis", "step", **more) as terminal:
            terminal.wait_for("Step, 1 to 7: ")
            terminal.type("3\n")
            terminal.wait_for("q  stop")
            terminal.type("q\n")
            terminal.end()
        shown.append(terminal)
    coloured, plain = shown
    codes = {int(code) for found in re.findall(rb"\x1b\[([\d;]*)m", coloured.raw) for code in found.split(b";") if code}
    assert {32, 31} <= codes <= SIXTEEN
    assert b"\x1b" not in plain.raw
    assert "x 3 Where do we want to be?  you" in plain.text


@pytest.mark.sqlite
def test_a_locked_database_is_said_and_enter_sends_the_answer_again(
    drill: Drill, momentum: Run, environment: dict[str, str]
) -> None:
    """The choice is kept while another program holds the database; then it counts once."""
    with drill("--n", "1") as terminal:
        terminal.wait_for("Step, 1 to 7: ")
        with closing(sqlite3.connect(Path(environment["MOMENTUM_DATA"]) / "momentum.db")) as other:
            other.execute("BEGIN IMMEDIATE")
            terminal.type("3\n4\n")
            terminal.wait_for("Another program holds the database, so nothing was saved.")
            terminal.wait_for("Enter sends it again, q stops: ")
        terminal.type("\n")
        terminal.wait_for("Marks 0 + 0 of 2")
        terminal.type("q\n")
        assert terminal.end() == 0
    assert momentum("answers", "count").out.strip() == "1"


def test_piped_numbers_are_answers_for_scripts(momentum: Run) -> None:
    """No escape code, nothing waits for Enter, what was typed stands at its prompt; the end of input ends it."""
    said = momentum("drill", "--seed", "1", typed="4\n2\n4\n1\n5\n")
    assert said.code == 0
    assert "\x1b" not in said.out
    assert "Enter" not in said.out
    assert said.out.count("Step, 1 to 7: 4\nActivity, 1 to 6: ") == 2
    assert max(map(len, said.out.splitlines())) <= 80
    assert "2 scenarios in this sitting, 1 fully right: 2½ of 4 marks." in said.out
    assert momentum("answers", "count").out.strip() == "2"
