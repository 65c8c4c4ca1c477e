"""`momentum ids`: options without an id get one, once and for ever."""

from __future__ import annotations

import click

from app.cli.rewriting import rewrite


@click.command()
@click.argument("paths", nargs=-1)
@click.option("--check", "dry", is_flag=True, help="Change nothing; exit code 1 when an id is missing.")
@click.pass_context
def command(ctx: click.Context, paths: tuple[str, ...], *, dry: bool) -> None:
    """Write the missing {#ids} of options into item files; not one other byte changes.

    Example: momentum ids content/15-continual-improvement
    """
    from quizzes.course.grammar.writing import with_ids

    changed = rewrite(paths, with_ids, dry=dry)
    ctx.exit(1 if dry and changed else 0)
