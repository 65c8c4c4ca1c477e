"""`momentum check`: every problem of a course in one run."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from app.cli.ground import content_option, read_course, settings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from quizzes.course.course import Course
    from quizzes.course.problems import Problem

PLURALS = {"sketch": "sketches"}


@click.command()
@click.argument("folder", required=False)
@click.option("--format", "style", type=click.Choice(["text", "json", "github"]), default="text", show_default=True)
@click.option("--blueprint", is_flag=True, help="Also say how many questions each cell of the exams has.")
@click.option("--report", "figures", is_flag=True, help="Also give the figures of the bank of questions.")
@click.option("--watch", "again", is_flag=True, help="Check again whenever a file changes, until Ctrl-C.")
@content_option
@click.pass_context
def command(
    ctx: click.Context, folder: str | None, style: str, content: str | None,
    *, blueprint: bool, figures: bool, again: bool,
) -> None:  # fmt: skip
    """Check a course and say what to mend; exit code 1 when there are errors.

    Example: momentum check ~/my-course --format github
    """
    from app.cli.watching import watch

    where = folder or content
    if again:
        watch(settings(where).content, lambda: show(where, style, blueprint=blueprint, figures=figures))
    else:
        problems = show(where, style, blueprint=blueprint, figures=figures)
        ctx.exit(any(problem.level == "error" for problem in problems))


def show(where: str | None, style: str, *, blueprint: bool, figures: bool) -> list[Problem]:
    """Check once and print what was found, in one of the styles; the problems."""
    from app.desk.revisions import against_head
    from quizzes.course.export import counts_by_kind, problems_as_json
    from quizzes.course.report import report, report_as_json, report_as_text

    course = read_course(where, errors_only=False)
    problems = sorted([*course.problems, *against_head(settings(where).content)])
    counts = counts_by_kind(course.items.values())
    if style == "json":
        found = problems_as_json(problems, counts)
        more = {"report": report_as_json(report(course))} if figures else {}
        click.echo(json.dumps(found | more, indent=2, ensure_ascii=False))
    elif style == "github":
        for problem in problems:
            click.echo(annotation(problem))
    else:
        show_problems(problems, counts, settings(where).content)
        if blueprint:
            show_blueprint(course)
        if figures:
            click.echo("\n".join(["", *report_as_text(report(course))]))
    return problems


def show_problems(problems: Sequence[Problem], counts: Mapping[str, int], folder: Path) -> None:
    """The problems with their lines, then what was found and how much of it is wrong."""
    from quizzes.course.problems import render

    for problem in problems:
        click.echo(render(problem, source_line(folder / problem.path, problem.line)))
    found = ", ".join(
        f"{number} {kind if number == 1 else PLURALS.get(kind, f'{kind}s')}" for kind, number in counts.items()
    )
    levels = [problem.level for problem in problems]
    errors, warnings, notes = (levels.count(level) for level in ("error", "warning", "info"))
    told = (("error", errors), ("warning", warnings), ("note", notes))
    sums = ", ".join(f"{number} {word}" if number == 1 else f"{number} {word}s" for word, number in told)
    click.echo(f"{found or 'no items'}: {sums}")


def show_blueprint(course: Course) -> None:
    """The questions a cell, and how many papers without a repeat they make."""
    from quizzes.course.blueprint import coverage, papers

    for edition in course.exams:
        click.echo(f"\n{edition}: {papers(course, edition)} papers without a repeat")
        for cell in coverage(course):
            if cell.edition == edition:
                click.echo(f"  {cell.cell:14}{cell.marks:3} marks {cell.questions:4} questions {cell.papers:4} papers")


def source_line(path: Path, number: int) -> str:
    """The line a problem is on, as it stands in the file; empty when there is none to show."""
    from quizzes.course.grammar.lines import split_lines

    try:
        lines = split_lines(path.read_text(encoding="utf-8", errors="replace"))
    except OSError:
        return ""
    return lines[number - 1] if 0 < number <= len(lines) else ""


def annotation(problem: Problem) -> str:
    """One problem as a workflow command that GitHub shows beside the line."""
    level = {"info": "notice"}.get(problem.level, problem.level)
    text = problem.message + (f" ({problem.hint})" if problem.hint else "")
    safe = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    where = f"file={problem.path},line={problem.line},col={problem.column},title={problem.code}"
    return f"::{level} {where}::{safe}"
