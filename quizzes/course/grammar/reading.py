"""From the text of one file to its items: everything is understood or becomes a problem, nothing is raised."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from quizzes.course.grammar import kinds, stories
from quizzes.course.grammar.attributes import ALLOWED, ANY, PART, read_attributes, values
from quizzes.course.grammar.chunks import cut, read_front
from quizzes.course.grammar.layout import item_block
from quizzes.course.grammar.lines import Notes, scan
from quizzes.course.grammar.slugs import SLUG, slug_of
from quizzes.course.hashes import hashes
from quizzes.course.items import Place
from quizzes.course.problems import clip, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from quizzes.course.grammar.attributes import Attribute
    from quizzes.course.grammar.chunks import Chunk
    from quizzes.course.grammar.kinds import Parts
    from quizzes.course.grammar.lines import Line
    from quizzes.course.items import Item
    from quizzes.course.problems import Problem

FRONT = ("title", "sources", "reviewed")
BUILDERS: Mapping[str, Callable[[Parts], Item | None]] = {
    "card": kinds.card,
    "question": kinds.question,
    "scenario": kinds.scenario,
    "order": kinds.order,
    "term": kinds.term,
    "frame": stories.frame,
    "case": stories.case,
    "sketch": stories.sketch,
}
NEEDS_SKILL = {"card", "question", "order", "case", "sketch"}


class Entry(NamedTuple):
    """One chunk of a file: its item (None if it could not be built) and its attributes as written."""

    chunk: Chunk
    item: Item | None
    attributes: Mapping[str, Attribute]


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that reading one file gave.

    Each line that is not blank is in `understood` (it went into a value) or in `refused` (a problem speaks
    for it), or in both.
    """

    entries: tuple[Entry, ...]
    front: Mapping[str, Attribute]
    lines: tuple[Line, ...]
    understood: frozenset[int]
    refused: frozenset[int]
    problems: tuple[Problem, ...]


def read_items(text: str, path: str, chapter: str) -> tuple[tuple[Item, ...], tuple[Problem, ...]]:
    """The items of one file and its problems; editions are () where none are written."""
    reading = read_file(text, path, chapter)
    return tuple(entry.item for entry in reading.entries if entry.item), reading.problems


def read_file(text: str, path: str, chapter: str) -> Reading:
    """As `read_items`, with all that was noted on the way."""
    notes = Notes(path)
    lines = scan(text, notes)
    front_lines, chunks = cut(lines, notes, BUILDERS)
    front = read_front(front_lines, FRONT, notes)
    shared: dict[str, Any] = {key: front[key].value for key in ("sources", "reviewed") if key in front}
    entries = tuple(read_entry(chunk, chapter, shared, notes) for chunk in chunks)
    return Reading(
        entries,
        front,
        tuple(lines),
        frozenset(notes.understood),
        frozenset(notes.refused),
        tuple(sorted(notes.problems)),
    )


def read_entry(chunk: Chunk, chapter: str, shared: Mapping[str, Any], notes: Notes) -> Entry:
    """One item from its chunk, with what the front matter says for all."""
    named = read_heading(chunk, notes)
    if named is None:
        notes.refused.update(line.number for line in chunk.body if not line.blank)
        return Entry(chunk, None, {})
    kind, slug = named
    notes.take([chunk.heading])
    attributes, used = read_attributes(chunk.body, ALLOWED[kind], notes)
    body = chunk.body[used:]
    report_late_attributes(body, notes)
    fields = values(attributes, notes)
    report_missing(kind, fields, chunk, notes)
    place = Place(notes.path, chunk.heading.number, chunk.last)
    item = BUILDERS[kind](kinds.Parts(slug, chapter, place, body, fields, notes))
    if item is None:
        return Entry(chunk, None, attributes)
    inherited = {key: value for key, value in shared.items() if key not in attributes}
    digests = hashes(item, item_block(item, attributes))
    return Entry(chunk, replace(item, hashes=digests, **inherited), attributes)


def read_heading(chunk: Chunk, notes: Notes) -> tuple[str, str] | None:
    """Kind and id from a heading, or None (as a problem) if it names no kind or no id."""
    line, words = chunk.heading, chunk.title.split()
    if not words or words[0] not in BUILDERS:
        hint = did_you_mean(words[0].lower() if words else "", BUILDERS)
        hint = hint if hint.startswith("did") else f"write ## and a kind ({', '.join(BUILDERS)}), then the id"
        message = f"not a kind of item: {clip(words[0])!r}" if words else "a heading without kind and id"
        notes.problem("C04", line.number, message, column=column(line, words), hint=hint)
        return None
    if len(words) == 1:
        hint = f"write a short slug after the kind, as in ## {words[0]} my-{words[0]}"
        notes.problem("C05", line.number, f"this {words[0]} has no id", column=len(line.text) + 1, hint=hint)
        return None
    slug = words[1] if len(words) == 2 else " ".join(words[1:])  # noqa: PLR2004 kind and id
    if not SLUG.fullmatch(slug):
        hint = f"small letters, digits and hyphens, as in {slug_of(slug, 12)}"
        at = line.text.find(words[1], line.text.find(words[0]) + len(words[0])) + 1
        notes.problem("C05", line.number, f"not an id: {clip(slug)!r}", column=at, hint=hint)
        return None
    return words[0], slug


def column(line: Line, words: list[str]) -> int:
    """The 1-based column of the first word of a heading."""
    return line.text.find(words[0]) + 1 if words else 1


def report_late_attributes(body: list[Line], notes: Notes) -> None:
    """Note attributes that stand after a blank line, where they would be taken as text."""
    first = next((line for line in body if not line.blank), None)
    if first and not first.code and (found := PART.match(first.text)) and found[1] in ANY:
        hint = "delete the blank line above it"
        message = f"an attribute after a blank line would be read as text: {found[1]!r}"
        notes.problem("C06", first.number, message, hint=hint)


def report_missing(kind: str, fields: Mapping[str, object], chunk: Chunk, notes: Notes) -> None:
    """Note attributes that a kind cannot do without (rule L31)."""
    needed = ["skills"] if kind in NEEDS_SKILL else []
    needed += ["style", "bloom"] if kind == "question" else []
    hints = {
        "skills": "add skill: and the id of a skill of syllabus.toml",
        "style": "add style: standard, negative, list or missing-word",
        "bloom": "add bloom: 1 (recall) or 2 (understand)",
    }
    for key in needed:
        if not fields.get(key):
            name = key.removesuffix("s") if key == "skills" else key
            message = f"this {kind} has no {name}"
            notes.problem("L31", chunk.heading.number, message, column=1, hint=hints[key])
