"""Who is named in Git when nobody says otherwise: whoever Git is set up for here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.desk.git import GitError, git
from app.desk.values import Author

if TYPE_CHECKING:
    from pathlib import Path


def configured(folder: Path) -> Author:
    """Name and address of Git's settings for a folder, empty where there are none."""
    return Author(setting(folder, "user.name"), setting(folder, "user.email"))


def setting(folder: Path, name: str) -> str:
    """One of Git's settings, "" without it or without Git."""
    try:
        return git(folder, "config", "--default", "", "--get", name).decode(errors="replace").strip()
    except GitError:
        return ""
