"""`momentum export`: the course for other tools."""

from __future__ import annotations

import json

import click

from app.cli.ground import content_option, read_course


@click.command()
@click.argument("form", metavar="json", type=click.Choice(["json"]))
@content_option
@click.pass_context
def command(ctx: click.Context, form: str, content: str | None) -> None:  # noqa: ARG001 one form so far
    """Print the whole course as JSON (format 1, described in CONTRIBUTING.md).

    Example: momentum export json > course.json
    """
    from quizzes.course.export import course_as_json

    course = read_course(content)
    click.echo(json.dumps(course_as_json(course), indent=1, ensure_ascii=False))
    errors = sum(problem.level == "error" for problem in course.problems)
    if errors:
        click.echo(
            f"momentum: {errors} errors in the course; what has one is left out. See: momentum check",
            err=True,
        )
        ctx.exit(1)
