"""What `pip install` gives: a wheel, unpacked where there is no clone, with the course inside."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT, Said


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built and unpacked into an empty folder."""
    built = tmp_path_factory.mktemp("built")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(built)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = built.glob("momentum-*.whl")
    folder = tmp_path_factory.mktemp("site-packages")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(folder)
    return folder


def run(folder: Path, data: Path, *words: str) -> Said:
    """A command of the unpacked wheel; of the test environment only what others wrote, not the clone."""
    # -S and the path by hand: a site with its .pth files would bring the clone back.
    paths = os.pathsep.join(sysconfig.get_path(name) for name in ("purelib", "platlib"))
    start = f"import sys; sys.path.insert(0, {str(folder)!r})\nfrom app.cli import main\nmain()"
    done = subprocess.run(
        [sys.executable, "-S", "-c", start, *words],
        cwd=data, env={"PATH": os.environ["PATH"], "PYTHONPATH": paths, "MOMENTUM_DATA": str(data)},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    return Said(done.returncode, done.stdout, done.stderr)


def test_the_course_inside_the_package_is_the_one_that_is_used(installed: Path, tmp_path: Path) -> None:
    """No clone in sight: version, check and export work, and the whole course is there."""
    assert run(installed, tmp_path, "--version").out.startswith("momentum, version ")
    checked = run(installed, tmp_path, "check", "--format", "json")
    assert checked.code == 0, checked.err
    exported = run(installed, tmp_path, "export", "json")
    assert exported.code == 0, exported.err
    mine = subprocess.run(
        [sys.executable, "-m", "app", "export", "json"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert json.loads(exported.out) == json.loads(mine.stdout)
    missing = run(installed, tmp_path, "check", str(installed / "nowhere"))
    assert "There is no course folder at" in missing.err


def test_everything_pages_need_is_in_the_package(installed: Path) -> None:
    """Templates, styles, scripts, fonts, migrations and course files: the same as in the clone, and nothing else."""
    mine = {Path("app") / path for path in files(ROOT / "app")} | {
        Path("quizzes") / path for path in files(ROOT / "quizzes")
    }
    course = {Path("app/content") / path for path in files(ROOT / "content")}
    theirs = {path for path in files(installed) if not path.parts[0].endswith(".dist-info")}
    assert theirs == mine | course


def files(folder: Path) -> set[Path]:
    """The files below a folder, relative to it, that are not made by Python or an editor."""
    found = {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}
    return {path for path in found if "__pycache__" not in path.parts and not path.name.startswith(".")}


def test_the_command_is_declared(installed: Path) -> None:
    """`pip install` makes the `momentum` command from this line."""
    (declared,) = installed.glob("momentum-*.dist-info/entry_points.txt")
    assert "momentum = app.cli:main" in declared.read_text()
