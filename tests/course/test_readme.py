"""The authors' guide shows what is really read."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest

from quizzes.course.flaws.rules import RULES
from quizzes.course.grammar.attributes import ALLOWED
from quizzes.course.grammar.reading import read_items
from quizzes.course.items import TRIGGER, Frame
from quizzes.course.library import build
from quizzes.course.variants import variant
from tests.strategies import CONTENT

GUIDE = (Path(__file__).resolve().parents[2] / "content/README.md").read_text()
BLOCKS = [textwrap.dedent(block) for block in re.findall(r"(?m)(?:^    .*\n|^\n(?=    ))+", GUIDE)]
EXAMPLES = [block.strip("\n") + "\n" for block in BLOCKS if re.match(r"\n*## [a-z]+ [a-z0-9-]+\n", block)]


def test_every_kind_has_an_example() -> None:
    """Nobody has to guess how a kind is written."""
    shown = {example.split()[1] for example in EXAMPLES}
    assert shown == set(ALLOWED)


@pytest.mark.parametrize("example", EXAMPLES, ids=[example.split("\n")[0] for example in EXAMPLES])
def test_every_example_is_understood(example: str) -> None:
    """Copied into a file, it is read without a problem."""
    items, problems = read_items(example, "examples.md", "15-continual-improvement")
    assert problems == ()
    assert len(items) == example.count("\n## ") + 1


def test_the_examples_fit_into_the_shipped_course() -> None:
    """Their skills, axes and labels are there; nothing is told of them but a neighbour that the guide leaves out."""
    tables = [*CONTENT.glob("*.toml"), *CONTENT.glob("models/*.toml")]
    files = {path.relative_to(CONTENT).as_posix(): path.read_bytes() for path in tables}
    course = build({**files, "15-continual-improvement/examples.md": "\n".join(EXAMPLES).encode()})
    told = {problem.message for problem in course.problems if problem.path.endswith("examples.md")}
    assert told <= {"'see' names an unknown item 'utility'"}


def test_the_frame_of_the_guide_uses_all_it_tells_of() -> None:
    """A follower, an article, values that exclude each other; and the trigger cue stands in the guide."""
    (item,), _ = read_items(next(one for one in EXAMPLES if one.startswith("## frame")), "a.md", "15-x")
    assert isinstance(item, Frame)
    assert any(slot.follows for slot in item.slots)
    assert item.never
    assert all("{" not in variant(item, seed).text for seed in range(50))
    assert f"{{{TRIGGER}}}" in GUIDE


def test_the_table_of_rules_is_that_of_the_program() -> None:
    """Code, what it finds and how bad that is, in the same order."""
    rows = [tuple(cell.strip() for cell in row.strip("|").split("|")) for row in re.findall(r"(?m)^\| L\d.*$", GUIDE)]
    assert rows == [(code, rule.what, rule.level) for code, rule in RULES.items()]
