"""`momentum serve` as a real program, and a browser without JavaScript for it."""

from __future__ import annotations

import http.client
import signal
import socket
import subprocess
import sys
from contextlib import closing
from typing import Self
from urllib.parse import urlencode, urlsplit

from tests.cli.conftest import ROOT

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def hearing() -> None:
    """Ctrl-C is heard even if whoever started the tests cannot be interrupted."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Server:
    """`momentum serve` as a program; use it with `with`."""

    def __init__(self, environment: dict[str, str], *words: str) -> None:
        """Start it, without waiting."""
        self.process = subprocess.Popen(
            [sys.executable, "-u", "-m", "app", "serve", *words],
            cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            preexec_fn=hearing,  # noqa: PLW1509 no thread of ours runs here
        )  # fmt: skip
        self.cookie = ""

    def __enter__(self) -> Self:
        assert self.process.stdout
        self.said = self.process.stdout.readline()
        self.place = urlsplit(self.said.partition("Momentum is at ")[2].split()[0])
        return self

    def __exit__(self, *_error: object) -> None:
        self.process.terminate()
        self.process.communicate()

    def raw(self, request: str) -> str:
        """What comes back for these very bytes."""
        with closing(socket.create_connection((self.place.hostname, self.place.port), timeout=10)) as line:
            line.sendall(request.encode())
            return b"".join(iter(lambda: line.recv(65536), b"")).decode()

    def ask(self, method: str, path: str, fields: dict[str, str] | None = None) -> tuple[int, str]:
        """One request of a browser without JavaScript; status and page."""
        with closing(http.client.HTTPConnection(self.place.netloc, timeout=20)) as line:
            line.request(method, path, urlencode(fields or {}), {**FORM, "Cookie": self.cookie})
            reply = line.getresponse()
            if cookie := reply.headers["Set-Cookie"]:
                self.cookie = cookie.partition(";")[0]
            return reply.status, reply.read().decode()
