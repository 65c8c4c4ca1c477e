"""Files put into place whole: after a crash there is the old one or the new one, and never half of one."""

from __future__ import annotations

import os
from contextlib import suppress
from errno import EACCES
from pathlib import Path

from app.library import MISSING

PACKAGE = Path(__file__).resolve().parents[1]
READ_ONLY = "{path} cannot be written ({why}). Make it writable for the user this program runs as, or work on a copy."
SHIPPED = (
    "This is the course inside the program; an update would overwrite what you write. "
    "Copy the folder {folder} and start with --content and the copy."
)


def closed(folder: Path) -> str:
    """Why nothing can be saved in a course folder, in words; "" when it looks open."""
    if not folder.is_dir():
        return MISSING.format(folder=folder)
    if folder.resolve().is_relative_to(PACKAGE):
        return SHIPPED.format(folder=folder)
    return "" if os.access(folder, os.W_OK) else READ_ONLY.format(path=folder, why="Permission denied")


def put(path: Path, data: bytes) -> None:
    """Write beside the file, then move into its place; the file keeps its mode, and a link stays a link. OSError.

    Only who holds the course's lock may call this: the name beside the file is always the same, so that what a crash
    left there is taken away by the next one.
    """
    path = path.resolve()
    beside = path.with_name(f".{path.name}.saving")
    mode = path.stat().st_mode & 0o7777 if path.exists() else None
    try:
        if mode is not None and not os.access(path, os.W_OK):
            raise PermissionError(EACCES, "Permission denied")
        beside.unlink(missing_ok=True)
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        if mode is not None:
            beside.chmod(mode)
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise OSError(error.errno, error.strerror, str(path)) from error
    sync(path.parent)


def sync(folder: Path) -> None:
    """Make sure that a move outlives a power cut, where a system can do that for folders."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
