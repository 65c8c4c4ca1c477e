"""What several commands stand on: the --content option, settings, the course and the database, with errors in words."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from app.config import Config, ConfigError, from_environment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from app.db import Database
    from quizzes.course.course import Course


class Refusal(click.ClickException):
    """Wrong use or a machine that cannot do it: exit code 2, the words say what to do."""

    exit_code = 2

    def show(self, file: Any = None) -> None:  # noqa: ANN401 click's own signature
        """Print the message plainly; it is written for a person."""
        click.echo(f"momentum: {self.format_message()}", err=True, file=file)


def content_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """The option every command that reads a course has."""
    return click.option(
        "--content", metavar="FOLDER", help="The course folder; MOMENTUM_CONTENT, or else the shipped course."
    )(function)


def settings(content: str | None = None) -> Config:
    """The settings of this process; Refusal when one cannot be used."""
    try:
        return from_environment(content)
    except ConfigError as error:
        raise Refusal(f"{error}") from error


def read_course(content: str | None, *, errors_only: bool = True) -> Course:
    """The course of a folder with its errors, or with all its problems; Refusal when there is no course at all."""
    from app.course_cache import built
    from app.library import CourseError, read_folder

    try:
        found = settings(content)
        return built(read_folder(found.content), found.data, errors_only=errors_only)
    except CourseError as error:
        raise Refusal(f"{error}") from error


@contextmanager
def open_store() -> Iterator[Database]:
    """The database of this user; Refusal when it cannot be opened, read or written."""
    from app.db import DatabaseError, open_database

    try:
        database = open_database(settings().database)
    except DatabaseError as error:
        raise Refusal(f"{error}") from error
    try:
        yield database
    except DatabaseError as error:
        raise Refusal(f"{error}") from error
    finally:
        database.close()
