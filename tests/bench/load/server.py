"""Servers as programs of their own: where they listen, what processor time and memory they take."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from contextlib import closing, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 60
MEGABYTE = 1024 * 1024


class Server:
    """A program that serves and says where; use it with `with`. What it logs goes into a file, if one is given."""

    def __init__(self, *words: str, settings: Mapping[str, str] | None = None, log: Path | None = None) -> None:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("MOMENTUM_")}
        self.log = log.open("w") if log else None
        self.process = subprocess.Popen(
            [sys.executable, "-m", *words],
            cwd=ROOT, env=environment | dict(settings or {}), stdout=subprocess.PIPE, stderr=self.log, text=True,
        )  # fmt: skip

    def __enter__(self) -> Self:
        assert self.process.stdout
        said = re.search(r"http://127\.0\.0\.1:(\d+)", self.process.stdout.readline())
        assert said, "it did not start"
        self.port = int(said[1])
        return self

    def __exit__(self, *_error: object) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.communicate()
        if self.log:
            self.log.close()

    def up(self) -> None:
        """Wait until it answers at all: workers take a second or two."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            with suppress(OSError, HTTPException), closing(HTTPConnection("127.0.0.1", self.port, timeout=5)) as line:
                line.request("GET", "/health")
                line.getresponse()
                return
            time.sleep(0.1)
        raise RuntimeError("it never answered")

    def pass_for(self, page: str) -> dict[str, str]:
        """What a browser that has opened a page sends along: the session's cookie and the page's token."""
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=60)) as line:
            line.request("GET", page)
            reply = line.getresponse()
            token = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', reply.read().decode())
            cookie = (reply.headers["Set-Cookie"] or "").partition(";")[0]
        assert token, f"{page} has no token: {reply.status}"
        return {"Cookie": cookie, "X-CSRFToken": token[1]}

    def cpu(self) -> float:
        """The seconds of processor time it and its workers have taken so far."""
        return cpu(self.process.pid)

    def memory(self) -> dict[str, float]:
        """Megabytes resident in each of its processes, by a name for it."""
        return {f"{pid}": resident(pid) for pid in family(self.process.pid)}


def family(pid: int) -> Iterator[int]:
    """A process and all that it started, and so on."""
    yield pid
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        with suppress(OSError):
            yield from family(int(child))


def cpu(pid: int) -> float:
    """The seconds of processor time that a process and its workers have taken so far."""
    return sum(own(one) for one in family(pid))


def own(pid: int) -> float:
    """Those of one process alone; 0 when it is gone."""
    try:
        took = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(took[11]) + int(took[12])) / os.sysconf("SC_CLK_TCK")


def resident(pid: int) -> float:
    """Megabytes of memory that a process holds, those it shares with others counted too."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / MEGABYTE
