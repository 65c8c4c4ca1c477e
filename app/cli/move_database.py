"""`momentum move-database`: from the file on a laptop to a server for a class, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from app.cli.ground import Refusal, content_option, read_course

if TYPE_CHECKING:
    from rich.progress import Progress


@click.command()
@click.argument("origin", metavar="FROM")
@click.argument("target", metavar="TO")
@content_option
def command(origin: str, target: str, content: str | None) -> None:
    """Copy everything from the database FROM into the empty database TO; FROM stays as it is.

    Both are addresses as in MOMENTUM_DATABASE_URL. Stop the server first: what it keeps meanwhile is not copied.
    All is copied or nothing, and compared before it counts.

    Example: momentum move-database sqlite:////home/anna/momentum.db postgresql://localhost/momentum
    """
    from app.db import DatabaseError
    from app.moving import MoveError, move

    course = read_course(content)
    try:
        with progress() as bar:
            task = bar.add_task("Copying", total=None)
            moved = move(origin, target, course, lambda rows, total: bar.update(task, advance=rows, total=total))
    except (MoveError, DatabaseError) as error:
        raise Refusal(f"{error}") from error
    for name, held in moved.tables.items():
        if held.rows:
            click.echo(f"{held.rows:>9,} {name}")
    found = moved.replay
    click.echo(f"Copied and compared. {found.answers} answers, {found.differences} differences by replay.")
    if found.differences:
        click.echo("FROM had the same differences. Mend them in TO with: momentum answers replay")
    click.echo("Set MOMENTUM_DATABASE_URL to TO, then start the server.")


def progress() -> Progress:
    """A bar for what takes long; it leaves nothing behind, and shows nothing where nobody looks."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    return Progress(console=console, transient=True, disable=not console.is_terminal)
