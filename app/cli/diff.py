"""`momentum diff`: what became of each item since a commit."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from app.cli.ground import Refusal, content_option, settings

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from quizzes.course.changes import Change

ORDER = ("key", "meaning", "wording", "added", "removed")


@click.command()
@click.argument("revision")
@click.argument("folder", required=False)
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True)
@content_option
def command(revision: str, folder: str | None, style: str, content: str | None) -> None:
    """Say by item what changed in a course since a REVISION of Git: key, meaning, wording only, added, removed.

    Wording: learners keep everything. Meaning: statistics start anew. Key: say what happens to answers (revision:).

    Example: momentum diff HEAD~3
    """
    found = changes_since(settings(folder or content).content, revision)
    if style == "json":
        click.echo(
            json.dumps(
                {"revision": revision, "changes": [as_json(change) for change in found]}, indent=2, ensure_ascii=False
            )
        )
    else:
        report(found)


def changes_since(folder: Path, revision: str) -> list[Change]:
    """The items that are not as they were; Refusal where Git cannot tell."""
    from app.desk.git import GitError
    from app.desk.revisions import files_at, items_in
    from app.library import CourseError, read_folder
    from quizzes.course.changes import changes

    try:
        return changes(items_in(files_at(folder, revision)), items_in(read_folder(folder)))
    except (GitError, CourseError) as error:
        raise Refusal(f"{error}") from error


def as_json(change: Change) -> dict[str, str | int]:
    """One change for other programs."""
    place = change.place
    return {
        "id": change.id, "kind": change.kind, "change": change.sort,
        "path": place.path, "line": place.line, "what": change.what,
    }  # fmt: skip


def report(found: Sequence[Change]) -> None:
    """Each change with its place, deepest first, then how many there are."""
    for sort in ORDER:
        for change in found:
            if change.sort == sort:
                click.echo(f"{change.place.path}:{change.place.line}: {sort} {change.kind} {change.id}: {change.what}")
    told = [f"{number} {sort}" for sort in ORDER if (number := sum(change.sort == sort for change in found))]
    click.echo(", ".join(told) or "no item changed")
