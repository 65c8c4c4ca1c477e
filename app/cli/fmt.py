"""`momentum fmt`: the canonical layout."""

from __future__ import annotations

import click

from app.cli.rewriting import rewrite


@click.command()
@click.argument("paths", nargs=-1)
@click.option("--check", "dry", is_flag=True, help="Change nothing; exit code 1 when something would change.")
@click.pass_context
def command(ctx: click.Context, paths: tuple[str, ...], *, dry: bool) -> None:
    """Put item files (or all below a folder) into their canonical layout; no item changes its meaning.

    Example: momentum fmt content/15-continual-improvement/questions.md
    """
    from quizzes.course.grammar.writing import canonical

    changed = rewrite(paths, canonical, dry=dry)
    ctx.exit(1 if dry and changed else 0)
