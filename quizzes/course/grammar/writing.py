"""Writing items back: the usual layout of a file (`fmt`) and missing option slugs (`ids`)."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from quizzes.course.grammar.layout import attribute_lines, item_block
from quizzes.course.grammar.lessons import ALLOWED as SECTION
from quizzes.course.grammar.lessons import FRONT as LESSON_FRONT
from quizzes.course.grammar.lessons import read_lesson_file
from quizzes.course.grammar.lines import NEWLINE, gather, is_note
from quizzes.course.grammar.reading import FRONT, read_file
from quizzes.course.items import Order, Place, Question

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from quizzes.course.grammar.attributes import Attribute
    from quizzes.course.grammar.chunks import Chunk
    from quizzes.course.grammar.lines import Line
    from quizzes.course.grammar.reading import Reading
    from quizzes.course.problems import Problem


def canonical(text: str, path: str) -> str:
    """The text of an item or lesson file in its usual layout; other files as they are.

    Items with an error stay as they are, and so does a file that would read differently afterwards.
    """
    name = PurePosixPath(path).name
    if not name.endswith(".md") or is_note(name) or not text.strip("\ufeff \t\r\n"):
        return text
    render, meaning = (lesson_file, lesson_meaning) if name == "lesson.md" else (item_file, item_meaning)
    end = "\r\n" if text.count("\r\n") * 2 > len(NEWLINE.findall(text)) else "\n"
    fresh = end.join(f"{render(text)}\n".split("\n"))
    return fresh if meaning(fresh) == meaning(text) else text


def item_meaning(text: str) -> object:
    """What must stay the same in an item file: front matter, items, and the codes of its problems."""
    reading = read_file(text, "", "")
    return front_values(reading.front), without_places(reading), codes(reading.problems)


def without_places(reading: Reading) -> list[object]:
    """The items of a file as values, all but where they stand."""
    return [unplaced(entry.item) for entry in reading.entries if entry.item]


def unplaced(value: Any) -> Any:  # noqa: ANN401 any value of an item
    """A value of an item without its lines."""
    if isinstance(value, tuple):
        return tuple(unplaced(each) for each in value)
    if isinstance(value, dict):
        return {key: unplaced(each) for key, each in value.items()}
    if isinstance(value, Place) or not is_dataclass(value):
        return None if isinstance(value, Place) else value
    names = [field.name for field in fields(value) if field.name not in {"line", "end_line"}]
    return type(value), *(unplaced(getattr(value, name)) for name in names)


def lesson_meaning(text: str) -> object:
    """What must stay the same in a lesson file: front matter, sections, and the codes of its problems."""
    reading = read_lesson_file(text, "", "")
    sections = reading.lesson.sections if reading.lesson else ()
    told = [(each.id, each.title, each.skills, each.editions, each.text) for each in sections]
    return front_values(reading.front), told, codes(reading.notes.problems)


def front_values(front: Mapping[str, Attribute]) -> dict[str, str]:
    """The front matter without places."""
    return {key: entry.value for key, entry in front.items()}


def codes(problems: Iterable[Problem]) -> list[str]:
    """The codes of problems; wrong numbers are put right by formatting."""
    return sorted(problem.code for problem in problems if problem.code != "C20")


def item_file(text: str) -> str:
    """An item file in its usual layout."""
    reading = read_file(text, "", "")
    faulty = {problem.line for problem in reading.problems if problem.level == "error"}
    blocks = [front_block(reading.lines, reading.front, FRONT, faulty)]
    for entry in reading.entries:
        own = range(entry.chunk.heading.number, entry.chunk.last + 1)
        if entry.item is None or any(line in faulty for line in own):
            blocks.append(verbatim(entry.chunk))
        else:
            blocks.append(item_block(entry.item, entry.attributes))
    return "\n\n".join(block for block in blocks if block)


def lesson_file(text: str) -> str:
    """A lesson file in its usual layout; the text of its sections is only trimmed."""
    reading = read_lesson_file(text, "", "")
    faulty = {problem.line for problem in reading.notes.problems if problem.level == "error"}
    blocks = [front_block(reading.lines, reading.front, LESSON_FRONT, faulty)]
    sections = reading.lesson.sections if reading.lesson else ()
    for chunk, attributes in zip(reading.chunks, reading.attributes, strict=True):
        own = next((each for each in sections if each.place.line == chunk.heading.number), None)
        if own is None or any(line in faulty for line in range(chunk.heading.number, chunk.last + 1)):
            blocks.append(verbatim(chunk))
        else:
            heading = [f"## {own.title} {{#{own.id}}}", *attribute_lines(attributes, SECTION)]
            blocks.append("\n".join([*heading, "", own.text]))
    return "\n\n".join(block for block in blocks if block)


def verbatim(chunk: Chunk) -> str:
    """A chunk as it stands, without the blank lines after it."""
    rows = [line.text for line in chunk.body if line.number <= chunk.last]
    return "\n".join([chunk.heading.text, *rows])


def front_block(lines: Sequence[Line], front: Mapping[str, Attribute], keys: Sequence[str], faulty: set[int]) -> str:
    """The front matter between its two lines of hyphens; as it stands if something in it is wrong."""
    first = next((line.number for line in lines if line.text.lstrip().startswith("##") and not line.code), None)
    before = [line for line in lines if first is None or line.number < first]
    if any(line.number in faulty for line in before):
        return gather(before)[0]
    rows = [f"{key}: {front[key].value}" for key in keys if key in front]
    return "\n".join(["---", *rows, "---"]) if rows else ""


def with_ids(text: str, path: str) -> str:
    """The text with a `{#slug}` on every option and step that lacks one; no other byte is touched."""
    if PurePosixPath(path).name == "lesson.md" or not path.endswith(".md"):
        return text
    starts = [0, *(found.end() for found in NEWLINE.finditer(text))]
    ends = [*(found.start() for found in NEWLINE.finditer(text)), len(text)]
    inserts: list[tuple[int, str]] = []
    for number, slug in missing_slugs(read_file(text, path, "")):
        row = text[starts[number - 1] : ends[number - 1]]
        inserts.append((starts[number - 1] + len(row.rstrip()), f" {{#{slug}}}"))
    for offset, slug in sorted(inserts, reverse=True):
        text = text[:offset] + slug + text[offset:]
    return text


def missing_slugs(reading: Reading) -> list[tuple[int, str]]:
    """The line on which each missing slug is to be written, and the slug."""
    refused = {problem.line for problem in reading.problems if problem.code in {"C10", "C13"}}
    return [
        (option.end_line, option.id)
        for entry in reading.entries
        if isinstance(entry.item, Question | Order)
        for option in entry.item.options
        if not option.written and not refused.intersection(range(option.line, option.end_line + 1))
    ]
