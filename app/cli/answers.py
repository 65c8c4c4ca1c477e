"""`momentum answers`: the log itself, for other tools and for peace of mind."""

from __future__ import annotations

import json

import click

from app.cli.ground import content_option, open_store, read_course


@click.group()
def command() -> None:
    """Export, replay or count the logged answers, or first answers as a table.

    Example: momentum answers export > answers.jsonl
    """


@command.command()
def export() -> None:
    """Print every answer as a line of JSON, in the order given.

    Example: momentum answers export > answers.jsonl
    """
    from app.store.transfer import export_answers

    with open_store() as store, store.reading() as db:
        for answer in export_answers(db):
            click.echo(json.dumps(answer, ensure_ascii=False))


@command.command()
@content_option
def first(content: str | None) -> None:
    """Print first answers to each version of an item as CSV for spreadsheets; learners are numbers.

    Example: momentum answers first > first-answers.csv
    """
    from app.rooms.first_rows import as_csv

    course = read_course(content)
    with open_store() as store, store.reading() as db:
        for line in as_csv(db, course):
            click.echo(line, nl=False)


@command.command()
def count() -> None:
    """Print how many answers count (those taken back do not).

    Example: momentum answers count
    """
    from app.store import transfer

    with open_store() as store, store.reading() as db:
        click.echo(transfer.count(db))


@command.command()
@content_option
@click.pass_context
def replay(ctx: click.Context, content: str | None) -> None:
    """Rebuild what is remembered from the answers; exit code 1 when it differed from what was stored.

    One learner after the other, so that the others can answer meanwhile.

    Example: momentum answers replay
    """
    from app.store import memories

    course = read_course(content)

    def rebuilt(learner: int) -> memories.Report:
        with store.writing() as db:
            return memories.rebuild(db, course, learner)

    with open_store() as store:
        with store.reading() as db:
            everybody = memories.everybody(db)
        report = memories.together(map(rebuilt, everybody))
    click.echo(f"{report.answers} answers, {report.memories} memories, {report.differences} differences")
    if report.unknown:
        click.echo(f"{report.unknown} answers belong to items that are not in this course; they stay in the log.")
    ctx.exit(1 if report.differences else 0)
