"""`momentum export`: the course for other tools, as a whole or as a bank of items for another program."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app import clock
from app.cli.ground import Refusal, content_option, read_course
from quizzes.exchange.formats import FORMATS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quizzes.course.course import Course
    from quizzes.course.items import Item
    from quizzes.exchange.parcel import Loss

SHOWN = 20


@click.command()
@click.argument("form", metavar="FORMAT", type=click.Choice(["json", *FORMATS]))
@click.option("--out", "-o", metavar="FILE", help="Where to write; without it, to the terminal or the next program.")
@click.option("--chapter", "chapters", multiple=True, metavar="ID", help="Only items of this chapter; may be repeated.")
@click.option("--kind", "kinds", multiple=True, metavar="KIND", help="Only items of this kind; may be repeated.")
@click.option("--edition", metavar="ID", help="Only items of this edition.")
@click.option("--drafts", is_flag=True, help="Also items that are not live yet; retired ones never go out.")
@content_option
@click.pass_context
def command(  # noqa: PLR0913 click hands over each option
    ctx: click.Context,
    form: str,
    out: str | None,
    chapters: tuple[str, ...],
    kinds: tuple[str, ...],
    edition: str | None,
    content: str | None,
    *,
    drafts: bool,
) -> None:
    """Write the course as JSON (format 1, in CONTRIBUTING.md), or its items as a file of another program.

    FORMAT: json, gift, moodle-xml, aiken, csv, tsv, anki, canvas. What a format cannot carry is listed afterwards.

    Example: momentum export anki -o itil.apkg --kind card

    Example: momentum export json > course.json
    """
    course = read_course(content)
    if form == "json":
        from quizzes.course.export import course_as_json

        write(f"{json.dumps(course_as_json(course), indent=1, ensure_ascii=False)}\n".encode(), out)
    else:
        from quizzes.exchange.choosing import chosen

        items = chosen(course, chapters, kinds, edition, drafts=drafts)
        if not items:
            raise Refusal("No item is like that. See what there is: momentum check")
        send(course, items, form, out)
    errors = sum(problem.level == "error" for problem in course.problems)
    if errors:
        click.echo(
            f"momentum: {errors} errors in the course; what has one is left out. See: momentum check",
            err=True,
        )
        ctx.exit(1)


def send(course: Course, items: Sequence[Item], form: str, out: str | None) -> None:
    """The items in another program's format, and what it could not carry."""
    parcel = FORMATS[form].write(course, items, course.title, clock.now())
    write(parcel.data, out)
    click.echo(f"{parcel.written} of {len(items)} items written as {FORMATS[form].title}", err=True)
    report(parcel.losses)


def report(losses: Sequence[Loss]) -> None:
    """What was lost, the same loss told once."""
    from quizzes.exchange.choosing import summed

    for words, ids in summed(losses):
        more = f" and {len(ids) - SHOWN} more" if len(ids) > SHOWN else ""
        click.echo(f"  {words}: {', '.join(ids[:SHOWN])}{more}", err=True)


def write(data: bytes, out: str | None) -> None:
    """To a file, or to the standard output; bytes of a package are not poured over a terminal."""
    if out:
        try:
            Path(out).write_bytes(data)
        except OSError as error:
            raise Refusal(f"{out} cannot be written ({error.strerror}).") from error
    elif b"\0" in data and sys.stdout.isatty():
        raise Refusal("This format is not text. Say where to write it: -o FILE")
    else:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
