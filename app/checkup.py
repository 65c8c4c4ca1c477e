"""The checks of `momentum doctor`: settings, folder, disk and course. Nothing is made or changed."""

from __future__ import annotations

import os
import shutil
import stat
from collections import Counter
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Literal, TypeAlias
from urllib.parse import urlsplit

from app import config as settings
from app.library import CourseError, errors, read_folder
from quizzes.course.library import build

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from app.config import Config
    from quizzes.course.course import Course

Level: TypeAlias = Literal["ok", "warning", "wrong"]
FEWEST = 10
"""Different characters in a secret that was not typed by hand."""
TIGHT, FULL = 2**30, 100 * 2**20
"""Bytes of free disk below which there is a warning, and below which it is wrong."""
NEAR = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found, in a sentence, and what to do about it; `do` is "" where nothing is to be done."""

    name: str
    level: Level
    said: str
    do: str = ""


def of_settings(environment: Mapping[str, str]) -> Iterator[Finding]:
    """The variables as they are given: unknown ones, wrong ones, weak ones."""
    given = {name.removeprefix("MOMENTUM_"): text for name, text in environment.items() if name.startswith("MOMENTUM_")}
    faults = [Finding("settings", "wrong", fault, "Change it, then start again.") for fault in settings.wrong(given)]
    unknown = [Finding("settings", "warning", *stranger(name)) for name in sorted(given.keys() - {*settings.SETTINGS})]
    yield from faults
    yield from unknown
    if not faults and not unknown:
        yield Finding("settings", "ok", f"{len(given)} set, all of them known.")
    for name in ("SECRET", "METRICS"):
        if (text := given.get(name, "")) and weak(text):
            yield Finding("secrets", "wrong", f"MOMENTUM_{name} is easy to guess.", MAKE_SECRET)


MAKE_SECRET = "Make another: python3 -c 'import secrets; print(secrets.token_hex(32))'"  # noqa: S105 a command


def stranger(name: str) -> tuple[str, str]:
    """What to say of a variable that nobody reads."""
    near = get_close_matches(name, settings.SETTINGS, 1, 0.7)
    meant = f"Did you mean MOMENTUM_{near[0]}?" if near else "Take it out; docs/serving.md lists all settings."
    return f"MOMENTUM_{name} is no setting, so it does nothing.", meant


def weak(secret: str) -> bool:
    """Whether a secret is short, or made of few characters, or of one piece again and again."""
    again = (secret + secret).find(secret, 1) < len(secret)
    return len(secret) < settings.SHORTEST_SECRET or len(Counter(secret)) < FEWEST or again


def of_class(config: Config) -> Iterator[Finding]:
    """What a class server needs beside that; nothing on a laptop."""
    if not config.accounts:
        yield Finding("class", "ok", "No accounts: one learner is served, on this machine only.")
        return
    if config.secure:
        yield Finding("class", "ok", f"People reach it at {config.url}.")
    else:
        level: Level = "warning" if urlsplit(config.url).hostname in NEAR else "wrong"
        told = f"MOMENTUM_URL is {config.url}: passwords would travel in the clear."
        yield Finding("class", level, told, "Put a proxy with TLS in front and write https:// (docs/serving.md).")
    if config.mail:
        yield Finding("mail", "ok", f"Letters go through {urlsplit(config.mail).hostname}.")
    else:
        told = f"MOMENTUM_MAIL is not set: letters only land in a folder of {config.data}."
        yield Finding("mail", "warning", told, "Set it to smtps://name:password@host:465.")


def of_folder(config: Config) -> Iterator[Finding]:
    """Who may read the data folder and the secret in it."""
    data, secret = config.data, config.data / "secret"
    if not data.is_dir():
        yield Finding("data folder", "warning", f"{data} is not there yet.", "The first start makes it.")
        return
    try:
        found = data.stat()
        if found.st_uid != os.geteuid():
            told = f"{data} belongs to the user with the number {found.st_uid}, not to you."
            yield Finding("data folder", "warning", told, "Run commands as the user that serves: sudo -u momentum ...")
        yield rights("data folder", data, 0o700, "wrong" if config.accounts else "warning")
        if not config.key and secret.exists():
            yield rights("secret", secret, 0o600, "wrong")
            if weak(secret.read_text().strip()):
                yield Finding("secret", "wrong", f"{secret} is easy to guess.", "Remove it; the next start makes one.")
    except OSError as error:
        yield Finding(
            "data folder", "wrong", f"{error.filename} cannot be read ({error.strerror}).", "Check its rights."
        )


def rights(name: str, path: Path, most: int, level: Level) -> Finding:
    """Whether anybody but its owner may use a path."""
    found = stat.S_IMODE(path.stat().st_mode)
    if found & ~most:
        return Finding(name, level, f"Others may use {path}: its rights are {found:04o}.", f"chmod {most:o} '{path}'")
    return Finding(name, "ok", f"{path} is its owner's alone ({found:04o}).")


def of_disk(config: Config) -> Finding:
    """Room for the database to grow, and for a copy of it."""
    place = next(one for one in (config.data, *config.data.parents) if one.exists())
    free = shutil.disk_usage(place).free
    file = config.data / "momentum.db"
    wanted = max(TIGHT, 2 * file.stat().st_size if file.exists() else 0)
    told = f"{free / 2**30:.1f} GiB free under {place}."
    if free < FULL:
        return Finding("disk", "wrong", told, "Free some space before answers are refused.")
    return Finding("disk", "warning", told, "Free some space.") if free < wanted else Finding("disk", "ok", told)


def of_course(config: Config) -> tuple[Finding, Course | None]:
    """Whether the course can be read and is whole, and the course."""
    try:
        course = build(read_folder(config.content), errors_only=True)
    except CourseError as error:
        return Finding("course", "wrong", f"{error}", "Set MOMENTUM_CONTENT to the course folder."), None
    number = len(errors(course))
    told = f"{len(course.items)} items in {config.content}"
    if number:
        words = f"{number} {'error' if number == 1 else 'errors'}: what they are in is left out."
        return Finding("course", "wrong", f"{told}, {words}", f"Mend them: momentum check '{config.content}'"), course
    return Finding("course", "ok", f"{told}, no errors."), course
