"""`momentum new`: a scaffold to fill in."""

from __future__ import annotations

import json

import click

from app.cli.ground import content_option, read_course

KINDS = ("card", "question", "scenario", "order", "term", "frame", "case", "sketch")


@click.command()
@click.argument("kind", type=click.Choice([*KINDS, "snippets"]))
@click.option("--skill", default="", help="The skill it trains, such as ci.steps.")
@content_option
def command(kind: str, skill: str, content: str | None) -> None:
    """Print a scaffold for a new item of this KIND; or all of them as snippets for an editor.

    Example: momentum new question --skill ci.steps >> questions.md

    Example: momentum new snippets > .vscode/momentum.code-snippets
    """
    from quizzes.course.grammar.scaffold import scaffold
    from quizzes.course.grammar.snippets import snippets

    if kind == "snippets":
        click.echo(json.dumps(snippets(), indent=2, ensure_ascii=False))
    else:
        warn(skill, content)
        click.echo(f"\n{scaffold(kind, skill)}", nl=False)  # a blank line, as it is mostly added to a file


def warn(skill: str, content: str | None) -> None:
    """Say on the side when the course has no such skill; the scaffold comes all the same."""
    from quizzes.course.problems import did_you_mean

    known = read_course(content).skills if skill else {}
    if skill and skill not in known:
        click.echo(
            f"momentum: there is no skill {skill!r}: {did_you_mean(skill, known) or 'see syllabus.toml'}", err=True
        )
