"""The real server on a bad day: strangers' host names, impatient requests, and a database that cannot be written."""

from __future__ import annotations

import http.client
import re
import signal
import socket
import sqlite3
import threading
import time
from contextlib import ExitStack, closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.server import Server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.cli.conftest import Said

    Run = Callable[..., Said]


@pytest.fixture
def server(environment: dict[str, str]) -> Iterator[Server]:
    """The program, ready to answer."""
    with Server(environment) as running:
        yield running


def test_connections_that_browsers_keep_shut_nobody_out(server: Server) -> None:
    """Idle ones are many: with the web server's own limit of a hundred the next page would wait for minutes."""
    with ExitStack() as browsers:
        for _ in range(150):
            line = socket.create_connection((server.place.hostname, server.place.port), timeout=10)
            browsers.enter_context(closing(line))
        assert server.ask("GET", "/")[0] == 200


def filled_in(page: str) -> dict[str, str]:
    """The form of a drill on the steps, with the first label chosen."""
    form = page.partition("data-item=")[2].partition("</form>")[0]
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form))
    return hidden | {"axis-step": re.findall(r'name="axis-step" value="([^"]+)"', form)[0]}


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "192.168.1.7", "localhost@evil", "", "[::"])
def test_a_foreign_host_name_is_refused(server: Server, host: str) -> None:
    """A page elsewhere that points its own name at this machine reads nothing (DNS rebinding)."""
    reply = server.raw(f"GET /account/export HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")
    status = int(reply.split()[1])
    assert status in {400, 421}, reply
    assert "Traceback" not in reply
    assert status == 400 or "Momentum answers only to names of this machine." in reply


def test_this_machines_names_are_answered(server: Server) -> None:
    """With the port and without."""
    for host in ("127.0.0.1", f"127.0.0.1:{server.place.port}", f"localhost:{server.place.port}"):
        reply = server.raw(f"GET /healthz HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")
        assert reply.startswith("HTTP/1.1 200 "), host


def test_requests_while_it_starts_are_refused_or_answered_never_broken(environment: dict[str, str]) -> None:
    """An impatient browser gets no connection or the whole page; once the address is printed, always the page."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    seen: list[int] = []
    running = Server(environment | {"MOMENTUM_PORT": str(port)})

    def hammer() -> None:
        end = time.monotonic() + 30
        while time.monotonic() < end and len([status for status in seen if status]) < 5:
            try:
                with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=20)) as line:
                    line.request("GET", "/")
                    seen.append(line.getresponse().status)
            except ConnectionRefusedError:
                seen.append(0)
                time.sleep(0.01)

    impatient = [threading.Thread(target=hammer) for _ in range(3)]
    for one in impatient:
        one.start()
    with running:
        assert running.ask("GET", "/")[0] == 200
        for one in impatient:
            one.join()
    assert set(seen) == {0, 200}


@pytest.mark.sqlite
def test_a_locked_database_while_answering(server: Server, environment: dict[str, str]) -> None:
    """Without JavaScript: a page that says what happened; the same form sent again counts once."""
    assert server.ask("GET", "/")[0] == 200, "today's plan is made"
    sent = filled_in(server.ask("GET", "/drills/step")[1])
    with closing(sqlite3.connect(Path(environment["MOMENTUM_DATA"]) / "momentum.db")) as other:
        other.execute("BEGIN IMMEDIATE")
        status, page = server.ask("POST", "/drills/answer", sent)
        assert status == 503
        assert "Another program holds the database, so nothing was saved." in page
        assert "Traceback" not in page
        assert server.ask("GET", "/")[0] == 200, "reading goes on"
    for _ in range(2):
        assert server.ask("POST", "/drills/answer", sent)[0] == 303
    assert '"answers":1' in server.ask("GET", "/healthz")[1]


@pytest.mark.sqlite
@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a limit on file size that Linux has")
def test_a_full_disk_while_answering(environment: dict[str, str], momentum: Run) -> None:
    """No room for one byte more: said on the page; after room is made, the same form counts once."""
    with Server(environment) as running:
        sent = filled_in(running.ask("GET", "/drills/step")[1])
        data = Path(environment["MOMENTUM_DATA"])
        room(running.process.pid, (data / "momentum.db-wal").stat().st_size)
        status, page = running.ask("POST", "/drills/answer", sent)
        assert status == 503
        assert re.search("so nothing was saved.*(Free some space|free space)", page), page
        assert running.ask("GET", "/drills/step")[0] == 200, "reading goes on"
        room(running.process.pid, -1)
        for _ in range(2):
            assert running.ask("POST", "/drills/answer", sent)[0] == 303
    assert momentum("answers", "count").out.strip() == "1"
    assert momentum("answers", "replay").code == 0


def room(process: int, size: int) -> None:
    """Let a program write files of so many bytes only; -1: as large as it likes."""
    import resource

    hard = resource.prlimit(process, resource.RLIMIT_FSIZE)[1]
    resource.prlimit(process, resource.RLIMIT_FSIZE, (hard if size < 0 else size, hard))


def test_ctrl_c_ends_it_without_a_traceback(environment: dict[str, str]) -> None:
    """Somebody is done for today."""
    running = Server(environment)
    with running:
        running.ask("GET", "/")
        running.process.send_signal(signal.SIGINT)
        _, err = running.process.communicate(timeout=20)
    assert "Traceback" not in err
