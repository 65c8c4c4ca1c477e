"""A server for a class as real processes: one or several, told to stop, killed, asked while it starts and ends."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import time
from contextlib import ExitStack, closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.app.conftest import SMALL
from tests.cli.server import Server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from email.message import Message

    from tests.cli.conftest import Said

    Run = Callable[..., Said]

NAME = "momentum.example.org"
HALF = "POST /account/zone HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
FEW = pytest.mark.parametrize("workers", [pytest.param(1, marks=pytest.mark.hard), 2])


class Room(Server):
    """A class server; what it wrote is in `said_at_end` once it has stopped."""

    def children(self) -> list[int]:
        """Its worker processes."""
        found = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return [int(child) for child in found if "spawn_main" in Path(f"/proc/{child}/cmdline").read_text()]

    def up(self) -> None:
        """Wait until it answers."""
        end = time.monotonic() + 60
        while time.monotonic() < end:
            try:
                if self.get("/health")[0] == 200:
                    return
            except (OSError, http.client.HTTPException):
                time.sleep(0.05)
        raise AssertionError("it never answered")

    def get(self, path: str, **headers: str) -> tuple[int, Message, str]:
        """One request on a connection of its own; status, headers, text."""
        with closing(http.client.HTTPConnection(self.place.netloc, timeout=20)) as line:
            line.request("GET", path, headers=headers)
            reply = line.getresponse()
            return reply.status, reply.headers, reply.read().decode()

    def begun(self) -> socket.socket:
        """A form that is half on its way."""
        line = socket.create_connection((self.place.hostname, self.place.port), timeout=20)
        line.sendall((HALF.format(host=NAME) + "Content-Length: 12\r\n\r\nzone=E").encode())
        time.sleep(0.3)  # it has to arrive
        return line

    def stop(self, sign: int = signal.SIGTERM) -> tuple[int, str]:
        """Tell it to stop; exit code and all it wrote to its log."""
        self.process.send_signal(sign)
        return self.end()

    def end(self) -> tuple[int, str]:
        """Wait for its end."""
        out, err = self.process.communicate(timeout=60)
        assert "Traceback" not in out + err, err
        return self.process.returncode, err


@pytest.fixture
def classroom(environment: dict[str, str]) -> dict[str, str]:
    """The settings of a class server."""
    del environment["PYTHONWARNINGS"]  # what a library leaves open when a worker ends is none of our business
    public = {"MOMENTUM_URL": f"https://{NAME}", "MOMENTUM_PROXIES": "1", "MOMENTUM_CONTENT": str(SMALL)}
    return environment | {"MOMENTUM_AUTH": "accounts", **public}


@pytest.fixture
def two(classroom: dict[str, str]) -> Iterator[Room]:
    """Two workers that answer."""
    with Room(classroom, "--workers", "2") as running:
        running.up()
        yield running


@FEW
@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_what_is_in_flight_is_finished(classroom: dict[str, str], workers: int, sign: int) -> None:
    """Told to stop with a form half sent: no new guests, the form gets its answer, exit code 0."""
    with Room(classroom, "--workers", str(workers)) as running:
        running.up()
        with closing(running.begun()) as line:
            running.process.send_signal(sign)
            time.sleep(0.5)
            assert running.process.poll() is None, "it waits for the form"
            with pytest.raises(OSError, match="refused"):
                socket.create_connection((running.place.hostname, running.place.port), timeout=5)
            line.sendall(b"urope")
            line.sendall(b"\r")
            reply = line.recv(65536).decode()
        assert reply.startswith("HTTP/1.1 "), reply
        assert running.end()[0] == 0


@FEW
def test_idle_connections_do_not_hold_it_up(classroom: dict[str, str], workers: int) -> None:
    """Browsers keep connections open: it stops all the same, at once."""
    with Room(classroom, "--workers", str(workers)) as running, ExitStack() as browsers:
        running.up()
        for _ in range(150):
            line = socket.create_connection((running.place.hostname, running.place.port), timeout=10)
            browsers.enter_context(closing(line))
        assert running.get("/health")[0] == 200, "and they shut nobody out"
        began = time.monotonic()
        assert running.stop()[0] == 0
        assert time.monotonic() - began < 10


def test_a_dead_worker_is_replaced(two: Room) -> None:
    """Killed by the system, out of memory: the other goes on, and a new one comes."""
    first = two.children()
    assert len(first) == 2
    os.kill(first[0], signal.SIGKILL)
    two.up()
    end = time.monotonic() + 30
    while time.monotonic() < end and len(set(two.children()) - {first[0]}) < 2:
        time.sleep(0.1)
    assert len(set(two.children()) - {first[0]}) == 2
    two.up()
    assert two.stop()[0] == 0


def test_figures_of_all_workers_are_one(two: Room) -> None:
    """Whoever is asked tells what all have done."""
    for _ in range(40):
        two.get("/ready")
    status, _, told = two.get("/metrics")
    assert status == 200
    line = 'momentum_requests_total{endpoint="operating.ready",method="GET",status="200"} 40.0'
    assert line in told
    assert two.get("/metrics", **{"X-Forwarded-For": "203.0.113.9"})[0] == 403


def test_the_log_is_json_line_by_line(two: Room) -> None:
    """One line a request, and the words of the server itself in the same form."""
    assert two.get("/ready", **{"X-Request-Id": "from-the-proxy-1"})[1]["X-Request-Id"] == "from-the-proxy-1"
    code, log = two.stop()
    lines: list[dict[str, Any]] = [json.loads(line) for line in log.splitlines()]
    (mine,) = [line for line in lines if line.get("request") == "from-the-proxy-1"]
    assert code == 0
    assert {**mine, "time": "", "ms": 0} == {
        "time": "",
        "request": "from-the-proxy-1",
        "event": "request",
        "method": "GET",
        "level": "info",
        "endpoint": "operating.ready",
        "status": 200,
        "ms": 0,
        "account": None,
    }


def test_names(two: Room) -> None:
    """The public name and no other, but for the operator on this machine."""
    assert two.get("/health", Host="localhost")[0] == 200
    assert two.get("/static/css/base.css", Host=NAME)[0] == 200
    status, _, page = two.get("/static/css/base.css", Host="localhost")
    assert status == 421
    assert f"People reach this server at https://{NAME}. Open it there." in page


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--host", "192.0.2.1"), "there are no accounts. Leave --host away to serve this machine only"),
        (("--workers", "2"), "one learner needs one process. Leave --workers away"),
    ],
)
def test_a_laptop_is_no_class(momentum: Run, words: tuple[str, ...], said: str) -> None:
    """What needs accounts is refused without them."""
    done = momentum("serve", *words)
    assert done.code == 2
    assert said in done.err


def test_what_is_wrong_is_said_before_workers_start(momentum: Run, classroom: dict[str, str], tmp_path: Path) -> None:
    """A database that cannot be used, a port that is taken: once, in words, exit code 2."""
    broken = classroom | {"MOMENTUM_DATABASE_URL": f"sqlite:///{tmp_path}"}
    done = momentum("serve", "--workers", "2", **broken)
    assert (done.code, "cannot be opened" in done.err) == (2, True), done.err
    with closing(socket.create_server(("127.0.0.1", 0))) as other:
        port = str(other.getsockname()[1])
        done = momentum("serve", "--workers", "2", "--port", port, **classroom)
    assert (done.code, f"port {port} is in use." in done.err) == (2, True), done.err
