"""The authors' guide shows what is really read."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest

from quizzes.course.grammar.reading import read_items

GUIDE = (Path(__file__).resolve().parents[2] / "content/README.md").read_text()
BLOCKS = [textwrap.dedent(block) for block in re.findall(r"(?m)(?:^    .*\n|^\n(?=    ))+", GUIDE)]
EXAMPLES = [block.strip("\n") + "\n" for block in BLOCKS if re.match(r"\n*## [a-z]+ [a-z0-9-]+\n", block)]


def test_every_everyday_kind_has_an_example() -> None:
    """Nobody has to guess how a kind is written."""
    shown = {example.split()[1] for example in EXAMPLES}
    assert shown >= {"card", "question", "scenario", "order", "term"}


@pytest.mark.parametrize("example", EXAMPLES, ids=[example.split("\n")[0] for example in EXAMPLES])
def test_every_example_is_understood(example: str) -> None:
    """Copied into a file, it is read without a problem."""
    items, problems = read_items(example, "examples.md", "15-continual-improvement")
    assert problems == ()
    assert len(items) == example.count("\n## ") + 1
