"""`momentum serve`: the web application, for the learner of this machine or for a class."""

from __future__ import annotations

import errno
import socket
import sys
import webbrowser
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from app.cli.ground import Refusal, content_option, settings

if TYPE_CHECKING:
    from app.config import Config
    from app.serving import Alone

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
MOST_WORKERS = 32
STRANGERS = (
    "serving on {host} would let strangers in: there are no accounts. Leave --host away to serve this machine only, "
    "or set MOMENTUM_AUTH=accounts for a class (docs/serving.md)."
)
ONE_LEARNER = "one learner needs one process. Leave --workers away, or set MOMENTUM_AUTH=accounts (docs/serving.md)."
NO_GRANIAN = "several workers need granian, which is not installed. Install it with: pip install 'momentum[class]'"


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="An address of this machine; any, with accounts.")
@click.option("--port", type=click.IntRange(0, 65535), help="The port; MOMENTUM_PORT, or else 8000.")
@click.option("--workers", type=click.IntRange(1, MOST_WORKERS), default=1, show_default=True, help="Processes.")
@click.option("--open", "show", is_flag=True, help="Open the browser on it.")
@content_option
def command(
    host: str, port: int | None, workers: int, content: str | None, *, show: bool, page: str = ""
) -> None:  # fmt: skip
    """Serve the course in the browser until Ctrl-C or SIGTERM; requests in flight are finished.

    Example: momentum serve --port 8001 --content ~/my-course
    """
    config = settings(content)
    if host not in LOOPBACK and not config.accounts:
        raise Refusal(STRANGERS.format(host=host))
    if workers > 1 and not config.accounts:
        raise Refusal(ONE_LEARNER)
    config = replace(config, host=host, port=config.port if port is None else port)
    if workers > 1:
        serve_class(config, workers)
    else:
        server = listen(config)
        config = replace(config, port=server.port)
        greet(config, page)
        if show:
            webbrowser.open(address(config) + page)
        try:
            server.run()
        finally:
            server.close()


def address(config: Config) -> str:
    """Where this process listens."""
    return f"http://{f'[{config.host}]' if ':' in config.host else config.host}:{config.port}"


def greet(config: Config, page: str = "") -> None:
    """Say where it is."""
    stops = "every answer is saved as you give it"
    if config.accounts:
        stops = f"people reach it at {config.url}; SIGTERM, too, ends it when requests in flight are done"
    click.echo(f"Momentum is at {address(config)}{page}   (Ctrl-C stops it; {stops})")
    sys.stdout.flush()


def listen(config: Config) -> Alone:
    """A server that listens on the address; Refusal when that or the application cannot be had."""
    import logging

    from app import serving

    served = application(config)
    # A page brings twenty small files at once; that they wait a millisecond for one another is no news.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    return serving.in_this_process(served, taken(config), config)


def serve_class(config: Config, workers: int) -> None:
    """Serve with several processes; Refusal when they, the address or the application cannot be had."""
    from importlib.util import find_spec

    from app import serving

    if not find_spec("granian"):
        raise Refusal(NO_GRANIAN)
    # Looked at here, so that what is wrong is said once and in words, and the database is new before all open it.
    application(config).extensions["database"].close()
    with taken(config) as free:
        config = replace(config, port=free.getsockname()[1])
    if code := serving.in_workers(config, workers, lambda: greet(config)):
        raise click.exceptions.Exit(code)


def taken(config: Config) -> socket.socket:
    """The address, bound by us; Refusal when it cannot be had."""
    try:
        return bound(config)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise Refusal(f"cannot listen on {config.host}:{config.port} ({error.strerror}).") from error
        raise Refusal(
            f"port {config.port} is in use. Is Momentum running already, at http://{config.host}:{config.port}? "
            f"Stop the other program, or choose another port: momentum serve --port {config.port + 1}"
        ) from error


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
    from app import create_app, logs
    from app.config import ConfigError
    from app.db import DatabaseError
    from app.library import CourseError
    from quizzes.course.problems import render

    logs.set_up(config)
    try:
        return create_app(config)
    except CourseError as error:
        listed = "\n".join(render(problem) for problem in error.problems)
        raise Refusal(f"{error}\n{listed}".rstrip()) from error
    except (ConfigError, DatabaseError) as error:
        raise Refusal(f"{error}") from error
