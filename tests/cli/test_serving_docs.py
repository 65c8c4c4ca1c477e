"""What docs/ tells operators is true: settings, commands, options, figures and addresses that it names exist."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import click
import pytest

from app import logs
from app.cli import COMMANDS, momentum
from app.config import SETTINGS
from app.metrics import Metrics
from app.security import LARGEST_FILE
from app.serving import GRACE, POOL, THREADS

DOCS = Path(__file__).resolve().parents[2] / "docs"
TOLD = {path.name: path.read_text() for path in DOCS.iterdir() if path.suffix in {".md", ".service", ".timer", ""}}
TOLD = {name: text for name, text in TOLD.items() if "MOMENTUM_" in text or "momentum" in name}
CALL = re.compile(r"(?:/bin/momentum|as_momentum|podman exec momentum momentum|`momentum) ([a-z]+)([^`\n]*)")
UNITS = sorted(path.name for path in DOCS.glob("momentum*.*"))


def test_every_setting_is_one() -> None:
    """And the page has them all."""
    named = {name: {*re.findall(r"MOMENTUM_([A-Z_]+)", text)} for name, text in TOLD.items()}
    assert {name: found - {*SETTINGS} for name, found in named.items() if found - {*SETTINGS}} == {}
    assert named["serving.md"] == {*SETTINGS}


def test_every_command_and_option_is_one() -> None:
    """Also those that systemd and the container run."""
    calls = [(name, *found) for name, text in TOLD.items() for found in CALL.findall(text)]
    calls += [("Containerfile", words[0], " ".join(words[1:])) for words in [container_words()]]
    assert {"serve", "doctor", "backup", "restore", "user"} <= {name for _, name, _ in calls}
    for where, name, rest in calls:
        assert name in COMMANDS, where
        command = momentum.get_command(click.Context(momentum), name)
        assert command
        if isinstance(command, click.Group):
            command = command.commands[rest.split()[0]]
        known = {option for param in command.params for option in param.opts}
        assert {*re.findall(r"--[a-z-]+", rest)} <= known, (where, name, rest)


def container_words() -> list[str]:
    """What the container runs."""
    found = re.search(r"^CMD (\[\"serve.*\])$", TOLD["Containerfile"], re.MULTILINE)
    assert found
    words: list[str] = json.loads(found[1])
    return words


def test_every_figure_and_address_is_one() -> None:
    """Names in the tables, and what one line of the log holds."""
    page = TOLD["serving.md"]
    there = {one.name for one in Metrics.new().registry.collect()}
    named = {*re.findall(r"`(momentum_[a-z_]+)`", page)}
    assert {name.removesuffix("_total") for name in named} == there
    assert {*re.findall(r"^\| `(/[a-z]+)` \|", page, re.MULTILINE)} == {"/health", "/ready", "/metrics"}
    (line,) = re.findall(r"^\{.*\}$", page, re.MULTILINE)
    keys = [*re.findall(r"^ +([a-z]+)=", Path(logs.__file__).read_text().partition('"request",')[2], re.MULTILINE)]
    assert {*json.loads(line)} == {"time", "event", "level", *keys}


def test_its_numbers_are_those_of_the_program() -> None:
    """Threads, grace, pool and the largest file."""
    page = TOLD["serving.md"]
    assert f"flight have {GRACE} seconds" in page
    assert f"A worker opens {POOL} connections at most." in page
    assert (THREADS, "with four threads" in page) == (4, True)
    assert f"({LARGEST_FILE // 2**20} MB for an import, 1 MB elsewhere)" in page
    grace = re.search(r"^TimeoutStopSec=(\d+)", TOLD["momentum.service"], re.MULTILINE)
    assert grace
    assert int(grace[1]) > GRACE


def test_every_file_it_names_is_there() -> None:
    """And every unit is named."""
    page = TOLD["serving.md"]
    named = {*re.findall(r"(?:docs/)?(momentum[a-z-]*\.(?:service|timer)|Containerfile)", page)}
    assert named == {*UNITS, "Containerfile"}


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd")
def test_systemd_understands_the_units(tmp_path: Path) -> None:
    """With a program where they look for one."""
    for name in UNITS:
        text = TOLD.get(name) or (DOCS / name).read_text()
        (tmp_path / name).write_text(text.replace("/opt/momentum/bin/momentum", "/bin/true"))
    units = [str(tmp_path / name) for name in UNITS]
    done = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
