"""Real programs, started as a person would, with an environment of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.databases import databases
from tests.warm import lay

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Said:
    """What a program printed, and its exit code."""

    code: int
    out: str
    err: str


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Nothing of this machine's settings, a data folder of its own, any free port."""
    lay(ROOT / "content", tmp_path / "data")
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    words = {"MOMENTUM_DATA": str(tmp_path / "data"), "MOMENTUM_PORT": "0", "PYTHONWARNINGS": "error"}
    if databases.kind == "postgresql":
        words["MOMENTUM_DATABASE_URL"] = databases.address(tmp_path / "data")
    return kept | words


@pytest.fixture
def momentum(environment: dict[str, str]) -> Callable[..., Said]:
    """Run a command to its end: `momentum("check", "--format", "json", typed="", NO_COLOR="1")`."""

    def run(*words: str, typed: str = "", **more: str) -> Said:
        done = subprocess.run(
            [sys.executable, "-m", "app", *words],
            cwd=ROOT, env=environment | more, input=typed, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        assert "Traceback" not in done.stderr, done.stderr
        return Said(done.returncode, done.stdout, done.stderr)

    return run
