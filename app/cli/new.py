"""`momentum new`: a scaffold to fill in."""

from __future__ import annotations

import json

import click

KINDS = ("card", "question", "scenario", "order", "term", "frame", "case", "sketch")


@click.command()
@click.argument("kind", type=click.Choice([*KINDS, "snippets"]))
@click.option("--skill", default="", help="The skill it trains, such as ci.steps.")
def command(kind: str, skill: str) -> None:
    r"""Print a scaffold for a new item of this KIND; or all of them as snippets for an editor.

    \b
    Example: momentum new question --skill ci.steps >> questions.md
             momentum new snippets > .vscode/momentum.code-snippets
    """
    from quizzes.course.grammar.scaffold import scaffold
    from quizzes.course.grammar.snippets import snippets

    if kind == "snippets":
        click.echo(json.dumps(snippets(), indent=2, ensure_ascii=False))
    else:
        click.echo(scaffold(kind, skill), nl=False)
