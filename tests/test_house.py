"""The plan of the house, held: sizes, the README's map, help of every command, workflow files."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest
from click.testing import CliRunner

from app.cli import COMMANDS, momentum

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
PYTHON = [
    path
    for top in ("app", "quizzes", "tests")
    for path in sorted((ROOT / top).rglob("*.py"))
    if "vendor" not in path.parts
] + [ROOT / "dev.py"]
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "core", "manager", "services"}


def lines(path: Path) -> int:
    """Lines of a file."""
    return len(path.read_text().splitlines())


def test_no_python_file_is_over_300_lines() -> None:
    """A room that gets crowded is redesigned, not stretched."""
    assert [(path.name, lines(path)) for path in PYTHON if lines(path) > 300] == []


def test_no_function_is_over_40_lines() -> None:
    """A function fits on a screen."""
    long = [
        (path.name, node.name)
        for path in PYTHON
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and (node.end_lineno or 0) - node.lineno + 1 > 40
    ]
    assert long == []


@pytest.mark.parametrize(
    ("pattern", "most"), [("templates/**/*.html", 120), ("static/css/*.css", 150), ("static/js/*.js", 110)]
)
def test_templates_styles_and_scripts_stay_small(pattern: str, most: int) -> None:
    """One noun, one small file, also where nothing compiles."""
    found = [path for path in (ROOT / "app").glob(pattern) if path.name != "patterns.html"]
    assert found
    assert [(path.name, lines(path)) for path in found if lines(path) > most] == []


def test_modules_are_named_for_what_is_in_them() -> None:
    """No room called miscellaneous."""
    assert [path for path in PYTHON if path.stem in VAGUE or path.parent.name in VAGUE] == []


def test_every_module_of_the_product_says_what_is_in_it() -> None:
    """The first lines of a file are its door sign."""
    product = [path for path in PYTHON if "tests" not in path.parts and "versions" not in path.parts]
    assert [path.name for path in product if not ast.get_docstring(ast.parse(path.read_text()))] == []


def test_the_map_in_the_readme_is_the_tree() -> None:
    """Every path of the README's map exists, and every room of the house is on it."""
    text = (ROOT / "README.md").read_text()
    block = re.search(r"<!-- map -->\n```text\n(.*?)```", text, re.DOTALL)
    assert block, "README.md has a map between <!-- map --> and the end of its block"
    named = set(paths_on(block[1]))
    assert {name for name in named if not list(ROOT.glob(name.replace("...", "*")))} == set()
    rooms = {
        path.relative_to(ROOT).as_posix()
        for top in ("app", "quizzes", "quizzes/course")
        for path in (ROOT / top).iterdir()
        if path.is_dir() and path.name not in {"__pycache__", "content"}
    }
    assert rooms - named == set()


def paths_on(drawn: str) -> Iterator[str]:
    """The paths of a drawn tree: two spaces deeper is one folder deeper."""
    above: list[str] = []
    for line in drawn.splitlines():
        depth = (len(line) - len(line.lstrip())) // 2
        above[depth:] = [line.split()[0].rstrip("/")]
        yield "/".join(above)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(name: str) -> None:
    """Nobody has to read the source to use a command."""
    command = momentum.get_command(click.Context(momentum), name)
    assert command is not None
    every = [[name], *([name, sub] for sub in getattr(command, "commands", {}))]
    for words in every:
        said = CliRunner().invoke(momentum, [*words, "--help"])
        assert said.exit_code == 0, said.output
        assert "Example: momentum " + " ".join(words)[: len(name)] in said.output


def test_ci_calls_make_test_and_nothing_else() -> None:
    """What CI runs is what everybody runs."""
    script = (ROOT / ".ci/run").read_text().splitlines()
    assert [line for line in script if line and not line.startswith(("#", "set "))] == ["exec make test"]


def test_every_threat_has_a_test_that_exists() -> None:
    """The tests that docs/security.md names are there, each in its file; every row names requirements."""
    rows = [
        row.split("|")[1:-1] for row in (ROOT / "docs/security.md").read_text().splitlines() if row.startswith("| ")
    ]
    threats = [[cell.strip() for cell in row] for row in rows if "::" in row[-1]]
    assert len(threats) > 40
    assert [row for row in threats if not re.fullmatch(r"(\d+\.\d+\.\d+( \(3\))? ?)+", row[1])] == []
    named = [row[-1].split("::") for row in threats]
    assert [name for path, name in named if f"\ndef {name}(" not in (ROOT / "tests" / path).read_text()] == []
