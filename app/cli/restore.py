"""`momentum restore`: a backup in the place of the database."""

from __future__ import annotations

from pathlib import Path

import click

from app.cli.ground import Refusal, settings


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
@click.option("--yes", is_flag=True, help="Do not ask.")
def command(file: str, *, yes: bool) -> None:
    """Put the backup FILE in the place of the database and keep what it held in a file.

    Stop the server first. A backup of SQLite can be restored into PostgreSQL, and the other way round.

    Example: momentum restore momentum-2026-11-23.db
    """
    from app import backups
    from app.db import DatabaseError, parsed

    config = settings()
    try:
        name = parsed(config.database).render_as_string(hide_password=True)
        if not yes:
            click.confirm(f"Replace the answers in {name} by those in {file}?", abort=True)
        kept = backups.restore(config.database, Path(file), config.data)
    except (backups.BackupError, DatabaseError) as error:
        raise Refusal(f"{error}") from error
    click.echo(f"Restored from {file}." + (f" The former database is {kept}." if kept else ""))
