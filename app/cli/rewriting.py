"""What `fmt` and `ids` share: a pure rewriting of text, done to files without losing one."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.cli.ground import Refusal, settings
from quizzes.course.grammar.lines import is_note

if TYPE_CHECKING:
    from collections.abc import Callable


def rewrite(paths: tuple[str, ...], change: Callable[[str, str], str], *, dry: bool) -> int:
    """Apply `change(text, path)` to item files; says each that differs and returns how many did."""
    changed = 0
    for path in files(paths):
        before = read(path)
        after = change(before, path.name)
        if after != before:
            changed += 1
            click.echo(f"{'would change' if dry else 'changed'} {path}")
            if not dry:
                replace(path, after)
    return changed


def files(paths: tuple[str, ...]) -> list[Path]:
    """The item files meant: those named, or all below the folders named, or all of the course."""
    found: list[Path] = []
    for path in map(Path, paths or (str(settings().content),)):
        if not path.exists():
            raise Refusal(f"there is no {path}.")
        inside = sorted(path.rglob("*.md")) if path.is_dir() else [path]
        found += [file for file in inside if not is_note(file.name)]
    return found


def read(path: Path) -> str:
    """A file's text with its line ends as they are; Refusal when it is not UTF-8."""
    try:
        return path.read_bytes().decode()
    except UnicodeDecodeError as error:
        raise Refusal(f"{path} is not UTF-8 (byte {error.start}). Save it as UTF-8 and run this again.") from error


def replace(path: Path, text: str) -> None:
    """Write beside the file and move into place, so that a crash leaves the old or the new one whole."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    with os.fdopen(handle, "wb") as out:
        out.write(text.encode())
        out.flush()
        os.fsync(out.fileno())
    Path(name).chmod(path.stat().st_mode)
    Path(name).replace(path)
