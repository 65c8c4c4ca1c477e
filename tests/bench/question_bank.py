"""A bank of any number of questions, each unlike the others, in words of the shipped course and as long as its own."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from quizzes.course.draft import read_part
from quizzes.course.flaws.wording import words
from quizzes.course.items import Question
from quizzes.course.library import build, draft_of
from tests.bench.course_folder import CONTENT

if TYPE_CHECKING:
    from collections.abc import Callable

    from quizzes.course.draft import Draft

PATH = "15-continual-improvement/bank.md"
TABLES = ("syllabus.toml", "exams.toml")


def question_bank(many: int) -> Draft:
    """The draft of a course that holds so many questions and nothing else."""
    rng = Random(4)  # noqa: S311 the same bank in each run
    files = {path.relative_to(CONTENT).as_posix(): path.read_bytes() for path in CONTENT.rglob("*.*") if path.is_file()}
    shipped = [item for item in build(files).items.values() if isinstance(item, Question) and item.style == "standard"]
    known = [word.lower() for item in shipped for word in words(item.text)]

    def phrase(like: str) -> str:
        return " ".join(rng.choices(known, k=len(words(like)))).capitalize()

    text = "\n".join(question(number, shipped[number % len(shipped)], phrase) for number in range(many))
    tables = {path: read_part(path, files[path]) for path in TABLES}
    return draft_of({**tables, PATH: read_part(PATH, text.encode())})


def question(number: int, like: Question, phrase: Callable[[str], str]) -> str:
    """One question as an author writes it, made after the measure of another one."""
    heading = f"## question q-{number}\nskill: ci.steps | style: standard | bloom: 2\n\n{phrase(like.text)}?\n\n"
    options = [
        f"- [{'x' if option.credit else ' '}] {phrase(option.text)} {{#o{place}}}\n  > {phrase(option.reason)}.\n"
        for place, option in enumerate(like.options)
    ]
    return f"{heading}{''.join(options)}\n> [!why] {phrase(like.why)}.\n"
