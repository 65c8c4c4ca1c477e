"""A course of a few stories that stand in this folder, so that authors may change the shipped ones."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from tests.cli.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path


def small_course(folder: Path, *stories: str) -> Path:
    """The shipped syllabus and models in a new folder, with these files of stories and nothing else."""
    course = shutil.copytree(ROOT / "content", folder / "course", ignore=shutil.ignore_patterns("*.md", "figures"))
    for story in stories:
        shutil.copy(ROOT / "tests/cli" / story, course / "15-continual-improvement")
    return course
