"""`momentum doctor`: is this installation sound, and if not, what to do."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from app.cli.ground import content_option

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from app.checkup import Finding

COLOURS = {"ok": "green", "warning": "yellow", "wrong": "red"}


@click.command()
@click.option("--all", "every", is_flag=True, help="Replay the answers of all learners, not of fifty.")
@click.option("--workers", type=click.IntRange(1), default=1, show_default=True, help="Processes that will serve.")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@content_option
@click.pass_context
def command(ctx: click.Context, workers: int, content: str | None, *, every: bool, as_json: bool) -> None:
    """Check settings, folder, database, course, disk and clock; exit code 1 when something is wrong.

    Nothing is changed, and the server may run.

    Example: momentum doctor --workers 4
    """
    found = []
    for one in findings(content, workers, every=every, quiet=as_json):
        found.append(one)
        if not as_json:
            click.echo(f"{click.style(f'{one.level:8}', COLOURS[one.level])} {one.name}: {one.said} {one.do}".rstrip())
    wrong, warnings = (sum(one.level == level for one in found) for level in ("wrong", "warning"))
    if as_json:
        told = {"findings": [asdict(one) for one in found], "wrong": wrong, "warnings": warnings}
        click.echo(json.dumps(told, indent=2, ensure_ascii=False))
    else:
        click.echo(f"{len(found)} checks: {wrong} wrong, {warnings} {'warning' if warnings == 1 else 'warnings'}.")
    ctx.exit(1 if wrong else 0)


def findings(content: str | None, workers: int, *, every: bool, quiet: bool) -> Iterator[Finding]:
    """All checks in turn; those that need settings are left out when one of these is wrong."""
    from app import checkup, database_checkup
    from app.config import ConfigError, from_environment

    yield from checkup.of_settings(os.environ)
    try:
        config = from_environment(content)
    except ConfigError:
        return
    yield from checkup.of_class(config)
    yield from checkup.of_folder(config)
    yield checkup.of_disk(config)
    course_found, course = checkup.of_course(config)
    yield course_found
    yield from database_checkup.of_database(config, course, workers, silent if quiet else watched, every=every)


def silent(learners: list[int]) -> Iterable[int]:
    """The learners, one by one."""
    return learners


def watched(learners: list[int]) -> Iterable[int]:
    """The learners, one by one, with a bar where somebody is looking."""
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    return track(learners, "Reading answers", console=console, transient=True, disable=not console.is_terminal)
