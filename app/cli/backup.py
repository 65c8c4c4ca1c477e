"""`momentum backup`: one file with everything learners did."""

from __future__ import annotations

from pathlib import Path

import click

from app.cli.ground import Refusal, open_store, settings


@click.command()
@click.argument("file", type=click.Path(dir_okay=False))
@click.option("--force", is_flag=True, help="Replace the file if it exists.")
def command(file: str, *, force: bool) -> None:
    """Copy the database to FILE; safe while the server runs. FILE is a SQLite database, also of PostgreSQL.

    Example: momentum backup momentum-2026-11-23.db
    """
    from app import backups
    from app.db import DatabaseError

    try:
        with open_store():
            pass  # makes a new one, or brings an old one up to date, so that the copy can be used by this version
        size = backups.save(settings().database, Path(file), force=force)
    except (backups.BackupError, DatabaseError) as error:
        raise Refusal(f"{error}") from error
    click.echo(f"Saved to {file} ({size / 1024:,.0f} KiB). Bring it back with: momentum restore {file}")
