"""`momentum import`: items out of the files of other programs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.cli.ground import Refusal, content_option, read_course, settings
from quizzes.exchange.formats import FORMATS

if TYPE_CHECKING:
    from app.desk.importing import Prepared
    from app.desk.values import Conflict, Refused, Saved
    from quizzes.course.course import Course
    from quizzes.exchange.parcel import Arrival

READ = [name for name, form in FORMATS.items() if form.reads]


@click.command("import")
@click.argument("form", metavar="FORMAT", type=click.Choice(READ))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--into", "chapter", required=True, metavar="CHAPTER", help="The folder of the chapter for new items.")
@click.option("--skill", default="", metavar="ID", help="The skill of items whose file names none.")
@click.option("--dry-run", "dry", is_flag=True, help="Only show what would be added, changed and refused.")
@click.option("--yes", "sure", is_flag=True, help="Write without asking.")
@content_option
@click.pass_context
def command(  # noqa: PLR0913 click hands over each option
    ctx: click.Context, form: str, file: Path, chapter: str, skill: str, content: str | None, *, dry: bool, sure: bool
) -> None:
    """Bring items of another program into a chapter of the course; nothing is written until you say so.

    FORMAT: gift, moodle-xml, aiken, csv, tsv, anki. Exit code 1 when something was refused.

    Example: momentum import gift bank.gift --into 15-continual-improvement --skill ci.steps
    """
    from app.desk.authors import configured
    from app.desk.importing import bring

    course = read_course(content)
    check_names(course, chapter, skill)
    arrival = FORMATS[form].read(file.read_bytes(), file.name)
    prepared = looked_at(course, arrival, chapter, skill, content)
    report(arrival, prepared)
    if prepared.reason:
        raise Refusal(prepared.reason)
    if prepared.writes and not dry and agreed(prepared.writes, sure=sure):
        folder = settings(content).content
        said(bring(folder, prepared, chapter, configured(folder), f"{file.name} into {chapter}"))
    wrong = [*arrival.problems, *(problem for step in prepared.steps for problem in step.problems)]
    ctx.exit(any(problem.level == "error" for problem in wrong))


def check_names(course: Course, chapter: str, skill: str) -> None:
    """Refuse a chapter or a skill that the course does not have, with what was meant."""
    from quizzes.course.problems import did_you_mean

    chapters = [each.id for each in course.chapters]
    if chapter not in chapters:
        raise Refusal(f"There is no chapter {chapter!r}: {did_you_mean(chapter, chapters) or 'see syllabus.toml'}")
    if skill and skill not in course.skills:
        raise Refusal(f"There is no skill {skill!r}: {did_you_mean(skill, course.skills) or 'see syllabus.toml'}")


def looked_at(course: Course, arrival: Arrival, chapter: str, skill: str, content: str | None) -> Prepared:
    """What would become of the items, with a bar while it takes long."""
    from rich.console import Console
    from rich.progress import Progress

    from app.desk.importing import prepare

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Looking", total=len(arrival.items) or None)
        folder = settings(content).content
        return prepare(folder, course, arrival, chapter, skill, lambda done: bar.update(task, completed=done))


def report(arrival: Arrival, prepared: Prepared) -> None:
    """Every problem with its place, every item that would be written or refused, and the sum of it."""
    from quizzes.course.problems import render

    for problem in arrival.problems:
        click.echo(render(problem))
    for step in prepared.steps:
        if step.act != "same":
            click.echo(f"{step.act:7} {step.kind} {step.item}  ({step.place.path}:{step.place.line})")
        for problem in step.problems:
            click.echo(f"        {render(problem)}")
    counts = {act: prepared.count(act) for act in ("add", "change", "same", "refuse")}
    click.echo("{add} to add, {change} to change, {same} as they are, {refuse} refused".format(**counts))


def agreed(number: int, *, sure: bool) -> bool:
    """Whether to write; asked where somebody can answer."""
    if sure:
        return True
    if not sys.stdin.isatty():
        raise Refusal("Nothing was written. Say --yes to write, or --dry-run to only look.")
    return click.confirm(f"Write {number} {'item' if number == 1 else 'items'}?")


def said(outcome: Saved | Conflict | Refused) -> None:
    """What became of it; Refusal when nothing was written."""
    from app.desk.values import Conflict, Refused

    if isinstance(outcome, Refused):
        raise Refusal(f"Nothing was written. {outcome.reason}")
    if isinstance(outcome, Conflict):
        raise Refusal("Nothing was written: the course was changed meanwhile. Run this again.")
    commit = f", commit {outcome.commit}" if outcome.commit else ""
    click.echo(f"written: {', '.join(outcome.paths)}{commit}")
    if outcome.note:
        click.echo(outcome.note)
