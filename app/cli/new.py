"""`momentum new`: a scaffold to fill in."""

from __future__ import annotations

import click

KINDS = ("card", "question", "scenario", "order", "term", "frame", "case", "sketch")


@click.command()
@click.argument("kind", type=click.Choice(KINDS))
@click.option("--skill", default="", help="The skill it trains, such as ci.steps.")
def command(kind: str, skill: str) -> None:
    """Print a scaffold for a new item of this KIND.

    Example: momentum new question --skill ci.steps >> questions.md
    """
    from quizzes.course.grammar.scaffold import scaffold

    click.echo(scaffold(kind, skill), nl=False)
