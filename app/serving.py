"""Running the application until it is told to stop: in this process with waitress, or in several with granian.

Told to stop by SIGTERM or Ctrl-C, both take no new request, finish those in flight, and end without a word.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import tempfile
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any

from app import logs, metrics

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

    from flask import Flask

    from app.config import Config

GRACE = 20
"""Seconds that requests in flight have to end once the server is told to stop."""
AGAIN = 0.5
"""Seconds after which a worker that starts looks again whether the database is back."""
THREADS = 4
"""Requests that one process works on at once; the others wait their turn."""
POOL = 15
"""Connections that SQLAlchemy's pool opens at most in one process; a request holds two, to read and to write."""
# Browsers keep their connections, and whoever comes after the last one allowed would wait for minutes.
CONNECTIONS = 500
WAITRESS = {"threads": THREADS, "connection_limit": CONNECTIONS, "ident": "momentum"}
# Idle connections of browsers and proxies hold a place too; threads are what keeps the database's pool.
GRANIAN: dict[str, Any] = {
    "factory": True, "websockets": False, "blocking_threads": THREADS, "backpressure": CONNECTIONS, "backlog": 1024,
    "respawn_failed_workers": True, "workers_kill_timeout": GRACE,
}  # fmt: skip
STOP = (signal.SIGINT, signal.SIGTERM)


def make() -> Flask:
    """The application of a worker process, by the environment: what granian imports."""
    from app import create_app  # noqa: PLC0415 imported in the worker
    from app.config import from_environment  # noqa: PLC0415
    from app.db import DatabaseError  # noqa: PLC0415

    # A terminal tells Ctrl-C to all processes at once; the one that started us passes on what is to be done.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    config = from_environment()
    logs.set_up(config)
    # The first process has looked at the database: it is away for a while. A worker that ended would end them all.
    while True:
        try:
            return create_app(config)
        except DatabaseError as error:
            logging.getLogger(__name__).warning("waiting: %s", error)
            sleep(AGAIN)


def in_this_process(app: Any, taken: socket.socket, config: Config) -> Alone:  # noqa: ANN401 any WSGI application
    """A server over a socket that is bound already; it listens at once and answers when `run` is called."""
    from waitress import create_server  # noqa: PLC0415 other commands need no server

    channels: dict[int, Any] = {}
    # Who stands in front is a setting of ours: ProxyFix reads the headers that waitress would take away.
    more = {"clear_untrusted_proxy_headers": not config.accounts}
    return Alone(create_server(app, map=channels, sockets=[taken], **WAITRESS, **more), channels)


class Alone:
    """Waitress with an end: `server` is its server, `channels` all that its loop listens to."""

    def __init__(self, server: Any, channels: dict[int, Any]) -> None:  # noqa: ANN401 waitress has no types
        self.server, self.channels, self.stopping = server, channels, False
        self.port: int = server.effective_port

    def run(self) -> None:
        """Serve until SIGTERM or Ctrl-C; a second one stops at once, whatever is in flight."""
        before = {number: signal.signal(number, self.stop) for number in STOP}
        try:
            while not self.stopping:
                self.turn(1)
            self.finish()
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def stop(self, *_signal: object) -> None:
        """Leave the loop after this turn."""
        for number in STOP:
            signal.signal(number, signal.SIG_DFL)
        self.stopping = True
        self.server.pull_trigger()

    def turn(self, seconds: float) -> None:
        """Hear what came, and send what is ready."""
        self.server.asyncore.loop(timeout=seconds, use_poll=True, map=self.channels, count=1)

    def finish(self) -> None:
        """Close the door, and go on until everybody inside has been served."""
        until = monotonic() + GRACE
        self.server.accepting = False
        self.server.del_channel()
        self.server.socket.close()
        while self.in_flight() and monotonic() < until:
            self.turn(0.05)

    def in_flight(self) -> bool:
        """Whether any request is on its way in, worked on, or on its way out."""
        found = self.server.active_channels.values()
        return any(one.request or one.requests or one.total_outbufs_len for one in found)

    def close(self) -> None:
        """Give up threads and connections."""
        self.server.task_dispatcher.shutdown()
        self.server.asyncore.close_all(self.channels)


def in_workers(config: Config, workers: int, ready: Callable[[], None]) -> int:
    """Serve with so many processes until told to stop, a dead one replaced; `ready` is called when they start.

    Returns the exit code: 1 when workers died one after the other. ImportError when granian is not installed.
    """
    from granian import Granian  # noqa: PLC0415 an extra
    from granian.constants import Interfaces  # noqa: PLC0415

    server = Granian(
        "app.serving:make", config.host, config.port, interface=Interfaces.WSGI, workers=workers, **GRANIAN,
        log_dictconfig={"loggers": {}},  # its words go where all others go
    )  # fmt: skip
    server.on_startup(ready)
    # A copy of this process would share its open files and threads with it.
    multiprocessing.set_start_method("spawn", force=True)
    os.environ["MOMENTUM_CONTENT"] = str(config.content)
    with tempfile.TemporaryDirectory(prefix="momentum-metrics-") as folder:
        os.environ[metrics.SHARED] = folder
        try:
            server.serve()
        except SystemExit as end:
            return int(end.code or 0)
    return 0
