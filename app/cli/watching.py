"""Looking at a course folder again whenever something in it changes, until Ctrl-C."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import click

from app.library import CourseError, stamps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PAUSE = 0.4
"""Seconds between two looks: shorter than it takes to turn from the editor to the terminal."""


def watch(folder: Path, look: Callable[[], object]) -> None:
    """Look now and after each change; a folder that cannot be read for a while is waited for."""
    try:
        for number, _ in enumerate(changes(folder)):
            if number:
                click.echo(f"\n{'-' * 60}")
            try:
                look()
            except click.ClickException as error:
                error.show()
            click.echo("Waiting for the next change; Ctrl-C ends.")
    except KeyboardInterrupt:
        click.echo()


def changes(folder: Path) -> Iterator[object]:
    """How the folder looks, at once and each time that is something else; what is wrong with it counts as a look."""
    last: object = None
    while True:
        try:
            now: object = stamps(folder)
        except CourseError as error:
            now = f"{error}"
        if now != last:
            last = now
            yield now
        time.sleep(PAUSE)
