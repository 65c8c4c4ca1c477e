"""`momentum restore`: a backup in the place of the database."""

from __future__ import annotations

from pathlib import Path

import click

from app.cli.ground import Refusal, settings


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
@click.option("--yes", is_flag=True, help="Do not ask.")
def command(file: str, *, yes: bool) -> None:
    """Put the backup FILE in the place of the database and keep the present one beside it.

    Stop the server first.

    Example: momentum restore momentum-2026-11-23.db
    """
    from app import backups

    config = settings()
    if not yes:
        click.confirm(f"Replace the answers in {config.database} by those in {file}?", abort=True)
    try:
        kept = backups.restore(config.database, Path(file))
    except backups.BackupError as error:
        raise Refusal(f"{error}") from error
    click.echo(f"Restored from {file}." + (f" The former database is {kept}." if kept else ""))
