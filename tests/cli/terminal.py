"""A terminal for programs that look different in one: typed into and read from like a person does."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

ESCAPE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
PATIENCE = 20.0  # seconds


def own_terminal() -> None:
    """Ctrl-C comes from this terminal, and is heard even if whoever started the tests cannot be interrupted."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Terminal:
    """A program in a pseudo-terminal of so many columns; use it with `with`."""

    def __init__(self, *words: str, env: Mapping[str, str], folder: Path, columns: int = 80) -> None:
        """Start it."""
        self.near, far = pty.openpty()
        self.resize(columns)
        self.process = subprocess.Popen(
            words, stdin=far, stdout=far, stderr=far, env=dict(env), cwd=folder, start_new_session=True,
            preexec_fn=own_terminal,  # noqa: PLW1509 no thread of ours runs here
        )  # fmt: skip
        os.close(far)
        self.raw = b""
        self.read_up_to = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self.near)

    def resize(self, columns: int) -> None:
        """Make it wider or narrower."""
        fcntl.ioctl(self.near, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))

    @property
    def text(self) -> str:
        """All that was shown, without colours."""
        return ESCAPE.sub("", self.raw.decode(errors="replace")).replace("\r\n", "\n")

    def wait_for(self, words: str) -> str:
        """Read until these words come after those waited for before; returns what was shown on the way."""
        while (found := self.text.find(words, self.read_up_to)) < 0:
            assert self.more(), f"{words!r} did not come; shown so far:\n{self.text[self.read_up_to :]}"
        seen, self.read_up_to = self.text[self.read_up_to : found + len(words)], found + len(words)
        return seen

    def type(self, keys: str) -> None:
        """Press keys; the one called U+0003 is Ctrl-C."""
        os.write(self.near, keys.encode())

    def end(self) -> int:
        """Read to the end of the program; its exit code."""
        while self.more():
            pass
        return self.process.wait(PATIENCE)

    def more(self) -> bool:
        """Read what is there; False at the end or when nothing comes."""
        if not select.select([self.near], [], [], PATIENCE)[0]:
            return False
        try:
            found = os.read(self.near, 65536)
        except OSError:  # Linux says so when the other side is closed
            return False
        self.raw += found
        return bool(found)
