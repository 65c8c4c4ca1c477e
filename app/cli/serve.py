"""`momentum serve`: the web application on this machine's own address."""

from __future__ import annotations

import errno
import logging
import socket
import sys
import webbrowser
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from app.cli.ground import Refusal, content_option, settings

if TYPE_CHECKING:
    from app.config import Config

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
# Browsers keep their connections, and whoever comes after the last one allowed would wait for minutes.
WAITRESS = {"threads": 4, "connection_limit": 500, "ident": "momentum"}


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="An address of this machine itself.")
@click.option("--port", type=click.IntRange(0, 65535), help="The port; MOMENTUM_PORT, or else 8000.")
@click.option("--open", "show", is_flag=True, help="Open the browser on it.")
@content_option
def command(host: str, port: int | None, content: str | None, *, show: bool, page: str = "") -> None:
    """Serve the course in the browser until Ctrl-C.

    Example: momentum serve --port 8001 --content ~/my-course
    """
    if host not in LOOPBACK:
        raise Refusal(
            f"serving on {host} would let strangers in: there are no accounts yet. "
            "Leave --host away to serve this machine only."
        )
    config = settings(content)
    config = replace(config, host=host, port=config.port if port is None else port)
    server = listen(config)
    address = f"http://{config.host}:{server.effective_port}{page}"
    click.echo(f"Momentum is at {address}   (Ctrl-C stops it; every answer is saved as you give it)")
    sys.stdout.flush()
    if show:
        webbrowser.open(address)
    try:
        server.run()  # until Ctrl-C
    finally:
        server.close()


def listen(config: Config) -> Any:  # noqa: ANN401 waitress has no types
    """A server that listens on the address; Refusal when that or the application cannot be had."""
    from waitress import create_server

    served = application(config)
    # A page brings twenty small files at once; that they wait a millisecond for one another is no news.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    try:
        taken = bound(config)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise Refusal(f"cannot listen on {config.host}:{config.port} ({error.strerror}).") from error
        raise Refusal(
            f"port {config.port} is in use. Is Momentum running already, at http://{config.host}:{config.port}? "
            f"Stop the other program, or choose another port: momentum serve --port {config.port + 1}"
        ) from error
    return create_server(served, sockets=[taken], **WAITRESS)


def bound(config: Config) -> socket.socket:
    """The address as a socket of ours; OSError when somebody else has it. Waitress would leave one open then."""
    family = socket.AF_INET6 if ":" in config.host else socket.AF_INET
    found = socket.socket(family)
    try:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind((config.host, config.port))
        found.listen()
    except OSError:
        found.close()
        raise
    return found


def application(config: Config) -> Any:  # noqa: ANN401
    """The Flask application; Refusal with the course's problems when it cannot start."""
    from app import create_app
    from app.config import ConfigError
    from app.db import DatabaseError
    from app.library import CourseError
    from quizzes.course.problems import render

    try:
        return create_app(config)
    except CourseError as error:
        listed = "\n".join(render(problem) for problem in error.problems)
        raise Refusal(f"{error}\n{listed}".rstrip()) from error
    except (ConfigError, DatabaseError) as error:
        raise Refusal(f"{error}") from error
