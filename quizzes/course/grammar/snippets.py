"""The scaffolds as snippets of an editor: type `question`, press Tab, and go from gap to gap."""

from __future__ import annotations

import re

from quizzes.course.grammar.scaffold import BODIES, scaffold

TODO = re.compile(r"TODO(?: ([^\n|={]*[^\n|={ ]))?")
SPECIAL = re.compile(r"([\\$}])")


def snippets() -> dict[str, dict[str, object]]:
    """By kind, in the shape that Visual Studio Code and those who read its files know."""
    return {
        kind: {"scope": "markdown", "prefix": kind, "description": f"A new {kind}", "body": body(kind).split("\n")}
        for kind in BODIES
    }


def body(kind: str) -> str:
    """A scaffold with numbered gaps in place of what is to be done; the id and the skill come first."""
    text = SPECIAL.sub(r"\\\1", scaffold(kind, "SKILL"))
    text = text.replace(f"todo-{kind}", "${1:an-id-for-ever}").replace("SKILL", "${2:a.skill}")
    gaps = iter(range(3, 100))
    return TODO.sub(lambda found: f"${{{next(gaps)}:{found[1] or 'TODO'}}}", text) + "$0"
