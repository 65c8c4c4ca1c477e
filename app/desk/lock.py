"""One saver at a time in a course folder, across threads and processes."""

from __future__ import annotations

import os
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

NAME = ".momentum.lock"


class LockError(Exception):
    """Somebody else has been saving for too long."""


@contextmanager
def locked(folder: Path, patience: float = 30.0) -> Iterator[None]:
    """Hold the lock of a course folder; LockError when it does not come free in so many seconds.

    It is a lock on the folder itself where the system has those: nothing is left in the author's folder, and it ends
    with the process that holds it, however that ends. Elsewhere, and on network drives that lock no folders, it is a
    hidden file.
    """
    handle = None if fcntl is None else os.open(folder, os.O_RDONLY)
    try:
        own = handle is not None and waited(lambda: flocked(handle), patience)
    except OSError:
        own = False
    try:
        if own:
            yield
        else:
            with lock_file(folder, patience):
                yield
    finally:
        if handle is not None:
            os.close(handle)


def flocked(handle: int) -> bool:
    """Try to take the system's lock once."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def lock_file(folder: Path, patience: float) -> Iterator[None]:
    """Hold a hidden file that only one can make."""
    path = folder / NAME
    waited(lambda: made(path), patience, f" If nobody is saving, delete {path}.")
    try:
        yield
    finally:
        path.unlink(missing_ok=True)


def made(path: Path) -> bool:
    """Try to make the file once."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644))
    except FileExistsError:
        return False
    return True


def waited(tried: Callable[[], bool], patience: float, more: str = "") -> bool:
    """Try until it succeeds; LockError when the time is over."""
    end = time.monotonic() + patience
    while not tried():
        if time.monotonic() > end:
            raise LockError(f"Somebody else has been saving in this course for a while. Try again in a minute.{more}")
        time.sleep(0.01)
    return True
