"""What `momentum drill` asks: axes, pairs, frames, several labels, and what was mixed up before."""

from __future__ import annotations

import json
import re
import sys
from typing import TYPE_CHECKING

import pytest

from app.library import read_folder
from quizzes.course.library import build
from quizzes.course.variants import variant
from tests.cli.conftest import ROOT
from tests.cli.small_course import small_course
from tests.cli.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Said

    Run = Callable[..., Said]

STORIES = {"Twelve ovens": "bakery-ovens", "The bakery needs": "bakery-list", "At the bakery": "bakery-target"}


@pytest.fixture
def environment(environment: dict[str, str], tmp_path: Path) -> dict[str, str]:
    """A course of three stories, of steps 3, 4 and 5; the third has two activities."""
    course = small_course(tmp_path, "two_stories.md", "third_story.md")
    return environment | {"MOMENTUM_CONTENT": str(course)}


def told(shown: str) -> list[str]:
    """The scenarios asked, in turn."""
    asked = re.findall(r"Scenario \d+ of \d+.*?─ scenario ─+╮\n│ (.*?)│", shown, re.DOTALL)
    return [name for text in asked for words, name in STORIES.items() if text.startswith(words)]


def logged(momentum: Run) -> list[dict[str, object]]:
    """The answers kept."""
    return [json.loads(line) for line in momentum("answers", "export").out.splitlines()]


def test_axes_may_be_named_in_any_way_and_unknown_ones_are_listed(momentum: Run) -> None:
    """Commas, plus signs, spaces, the same twice; what is no axis is refused with those there are."""
    said = momentum("drill", "--n", "1", "--axis", "step + step", typed="5\n")
    assert said.code == 0
    assert "1 scenario in this sitting" in said.out
    wrong = momentum("drill", "--axis", "colour")
    assert wrong.code == 2
    assert "there is no axis 'colour'. Choose from: " in wrong.err


@pytest.mark.parametrize("pair", ["how-do-we-get-there,take-action", "5,4", "TAKE  action, How do we get there"])
def test_a_pair_asks_for_its_two_labels_only(momentum: Run, pair: str) -> None:
    """By id, number or title, in any order and case; its deciding question comes first and once."""
    said = momentum("drill", "--pair", pair, "--n", "4", typed="4\n5\n4\n5\n")
    assert said.code == 0
    assert set(told(said.out)) == {"bakery-ovens", "bakery-list"}
    assert len(told(said.out)) == 4
    opening = said.out.partition("Scenario 1 of 4")[0]
    assert "╭─ step 4 or step 5? ─" in opening
    assert "Has the work that was planned begun?" in opening
    assert "Activity, 1 to" not in said.out


def test_a_pair_keeps_the_axes_asked_for(momentum: Run) -> None:
    """With --axis both are asked; without, the axis that has both labels."""
    both = momentum(
        "drill", "--axis", "step,activity", "--pair", "obtain/build,deliver and support", "--n", "1", typed="5\n5\n"
    )
    assert "Step, 1 to 7: 5\nActivity, 1 to 6: 5" in both.out
    alone = momentum("drill", "--pair", "obtain-build,6", "--n", "1", typed="5\n")
    assert "Activity, 1 to 6: 5" in alone.out
    assert "Step, 1 to 7" not in alone.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--pair", "5,take-actoin"], "there is no label 'take-actoin' on the axes step, "),
        (["--pair", "5,take-actoin"], "did you mean 'take-action'?"),
        (
            ["--pair", "4,8", "--axis", "step"],
            "there is no label '8' on the axis step; choose one of: did-we-get-there",
        ),
        (["--pair", "plan,take-action"], "'plan' and 'take-action' are no pair: it takes two different labels of one"),
        (["--pair", "4,how-do-we-get-there"], "are no pair: it takes two different labels of one axis."),
        (["--pair", "4"], "--pair takes two labels with a comma between them, such as plan,improve or 4,5."),
        (["--pair", "discover,design"], "no scenario for lifecycle that shows Discover or Design."),
    ],
)
def test_what_is_no_pair_is_refused(momentum: Run, words: list[str], said: str) -> None:
    """Unknown, of two axes, one twice, one alone, never shown: each says what to do, and nothing is logged."""
    refused = momentum("drill", *words, typed="1\n")
    assert refused.code == 2
    assert said in refused.err
    assert momentum("answers", "count").out.strip() == "0"


def test_several_labels_are_typed_with_blanks(momentum: Run) -> None:
    """Where two are to be found, two are asked for; each counts half."""
    said = momentum("drill", "--axis", "activity", "--pair", "engage,6", "--n", "1", typed="1\n1 3\n")
    assert "Activity, 1 to 6 (2 numbers): 1\nType 2 numbers from 1 to 6, or u, or q." in said.out
    assert "Marks 1 of 1" in said.out


def test_words_that_say_what_set_a_story_off_are_never_lit(momentum: Run) -> None:
    """The cue is there for another exercise."""
    said = momentum("drill", "--pair", "take-action,did-we-get-there", "--n", "1", typed="5\n")
    assert "[Today they are bought]" in " ".join(said.out.replace("│", " ").split())
    assert "[since a customer" not in said.out


def test_what_was_mixed_up_comes_in_every_other_turn(momentum: Run) -> None:
    """After two mistakes with steps 4 and 5 the drill leans to them, though step 3 was practised less."""
    momentum("drill", "--pair", "4,5", "--n", "4", typed="4\n4\n4\n4\n")
    first, second = told(momentum("drill", "--axis", "step", "--n", "2", typed="3\n3\n").out)
    assert first == "bakery-target"
    assert second in {"bakery-ovens", "bakery-list"}


def test_a_frame_is_kept_with_its_seed_and_asked_again_in_the_same_words(
    momentum: Run, environment: dict[str, str], tmp_path: Path
) -> None:
    """Taken back, the same rendering comes again; answered anew, the next one is in other words."""
    course = small_course(tmp_path / "frames", "one_frame.md")
    environment["MOMENTUM_CONTENT"] = str(course)
    command = [sys.executable, "-m", "app", "drill", "--seed", "1", "--n", "2"]
    with Terminal(*command, env=environment | {"NO_COLOR": "1"}, folder=ROOT) as terminal:
        shown = []
        for key in ("u", "", "q"):
            shown.append(terminal.wait_for("Step, 1 to 7: "))
            terminal.type("4\n5\n")
            verdict = terminal.wait_for("q  stop")
            terminal.type(f"{key}\n")
        assert terminal.end() == 0
    frame = build(read_folder(course)).items["order-in-fresh-words"]
    answers = logged(momentum)
    seeds = [answer["seed"] for answer in answers]
    assert [answer["item"] for answer in answers] == [frame.id] * 3
    assert [answer["undone"] for answer in answers] == [True, False, False]
    assert seeds[0] == seeds[1] != seeds[2]
    for seed, story in zip(seeds, shown, strict=True):
        assert isinstance(seed, int)
        assert 0 <= seed < 2**31
        assert variant(frame, seed).text in " ".join(story.replace("│", " ").split())
    assert re.search(r"\[buys them for the \w+\] and \[has them", " ".join(verdict.replace("│", " ").split()))
    assert momentum("answers", "replay").code == 0
