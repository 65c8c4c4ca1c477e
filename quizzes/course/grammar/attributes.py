"""The attribute lines under a heading: `key: value | key: value`, a closed list for each kind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from quizzes.course.grammar.slugs import DOTTED, SLUG
from quizzes.course.problems import clip, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from quizzes.course.grammar.lines import Line, Notes
    from quizzes.course.items import Item

ALL = (
    "skill",
    "editions",
    "status",
    "confidence",
    "see",
    "reviewed",
    "replaces",
    "sources",
    "ok",
    "revision",
)
STORY = ("hard", "domain", "twin", "enemies")
ALLOWED: Mapping[str, tuple[str, ...]] = {
    "card": ALL,
    "question": ("skill", "style", "bloom", "answers", "shuffle", "use", "enemies", *ALL[1:]),
    "scenario": (*STORY, *ALL),
    "order": ALL,
    "term": ("title", *ALL),
    "frame": (*STORY, *ALL),
    "case": ALL,
    "sketch": ALL,
}
ANY = frozenset(key for keys in ALLOWED.values() for key in keys)
CHOICES: Mapping[str, tuple[str, ...]] = {
    "status": ("draft", "review", "live", "retired"),
    "confidence": ("certain", "likely"),
    "style": ("standard", "negative", "list", "missing-word"),
    "bloom": ("1", "2"),
    "answers": ("1", "2"),
    "shuffle": ("yes", "no"),
    "hard": ("yes", "no"),
    "use": ("any", "mock"),
}
FIELDS = {"skill": "skills", "ok": "waived"}
"""Attributes whose field has another name."""
DEFAULTS = {"status": "live", "confidence": "certain", "answers": "1", "shuffle": "yes", "use": "any", "hard": "no"}
SLUGS = {"skill", "editions", "see", "enemies", "twin", "replaces"}
ONE = {"twin", "replaces"}
REVISION = re.compile(r"(regrade|accept-both|keep|void):\s*\S")
WAIVER = re.compile(r"([A-Z]\d{1,3})\b[\s:,-]*(.*)", re.DOTALL)
PART = re.compile(r"\s*([A-Za-z][\w-]*)[ \t]*:(.*)", re.DOTALL)


class Attribute(NamedTuple):
    """One value as written, and where it begins."""

    value: str
    line: int
    column: int


def read_attributes(lines: Sequence[Line], allowed: Sequence[str], notes: Notes) -> tuple[dict[str, Attribute], int]:
    """The attributes directly under a heading, and how many lines they take.

    Reading stops at the first blank line, or (as a problem) at a line that is no attribute.
    """
    found: dict[str, Attribute] = {}
    for index, line in enumerate(lines):
        if line.blank:
            return found, index
        if not looks_like_attributes(line, allowed):
            hint = "leave a blank line between the heading (with its attributes) and the text"
            notes.problem("C06", line.number, f"not an attribute: {clip(line.text)!r}", hint=hint)
            return found, index
        notes.take([line])
        read_line(line, allowed, found, notes)
    return found, len(lines)


def looks_like_attributes(line: Line, allowed: Sequence[str]) -> bool:
    """Whether a line can only have been meant as attributes: a key first, but not a card's Q or A."""
    found = PART.match(line.text)
    if not found or line.code:
        return False
    return found[1] in allowed or found[1].lower() not in {"q", "a"}


def read_line(line: Line, allowed: Sequence[str], found: dict[str, Attribute], notes: Notes) -> None:
    """Add the attributes of one line to those found."""
    column = 1
    for part in line.text.split("|"):
        at = column + len(part) - len(part.lstrip())
        column += len(part) + 1
        split = PART.fullmatch(part)
        if not split:
            hint = "write key: value, with | between two attributes"
            notes.problem("C06", line.number, f"not an attribute: {clip(part)!r}", column=at, hint=hint)
            continue
        key, value = split[1], split[2].strip()
        start = at + len(part.strip()) - len(value)
        if key not in allowed:
            owners = ", ".join(kind for kind, keys in ALLOWED.items() if key in keys)
            hint = f"it belongs to: {owners}" if owners else did_you_mean(key.lower(), allowed)
            notes.problem("C07", line.number, f"there is no attribute {clip(key)!r} here", column=at, hint=hint)
        elif key in found:
            hint = "keep one of the two"
            notes.problem("C08", line.number, f"{key!r} is given twice", column=at, hint=hint)
        elif not value:
            hint = "write a value after the colon, or delete the attribute"
            notes.problem("C09", line.number, f"{key!r} has no value", column=at, hint=hint)
        else:
            found[key] = Attribute(value, line.number, start)


def attributes_of(item: Item) -> dict[str, Attribute]:
    """The attributes of an item as they would be written: all that say more than the default does."""
    told = {key: spelled(key, getattr(item, FIELDS.get(key, key), "")) for key in ALLOWED[item.kind]}
    return {key: Attribute(value, 0, 0) for key, value in told.items() if value and value != DEFAULTS.get(key)}


def spelled(key: str, value: Any) -> str:  # noqa: ANN401 any value of a field
    """The value of a field as its attribute spells it."""
    if key == "ok":
        return "; ".join(f"{code} {reason}" for code, reason in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def listed(value: str) -> tuple[str, ...]:
    """The parts of a list: separated by commas, space or both."""
    return tuple(part for part in re.split(r"[,\s]+", value) if part)


def values(found: Mapping[str, Attribute], notes: Notes) -> dict[str, Any]:
    """The attributes as the fields of an item; a value that is not allowed is a problem and left out."""
    fields: dict[str, Any] = {}
    for key, attribute in found.items():
        if key in CHOICES:
            if (value := choice(key, attribute, notes)) is not None:
                fields[key] = value
        elif key in SLUGS:
            fields["skills" if key == "skill" else key] = slugs(key, attribute, notes)
        elif key == "ok":
            fields["waived"] = waivers(attribute, notes)
        else:
            if key == "revision" and not REVISION.match(attribute.value):
                wrong(key, attribute, notes, "write regrade, accept-both, keep or void, a colon and the reason")
            fields[key] = attribute.value
    return fields


def choice(key: str, attribute: Attribute, notes: Notes) -> str | int | bool | None:
    """A value of a closed list as text, number (bloom, answers) or truth (yes, no)."""
    value, allowed = attribute.value, CHOICES[key]
    if value not in allowed:
        wrong(key, attribute, notes, did_you_mean(value.lower(), allowed) or f"choose one of: {', '.join(allowed)}")
        return None
    if allowed == ("yes", "no"):
        return value == "yes"
    return int(value) if value.isdigit() else value


def slugs(key: str, attribute: Attribute, notes: Notes) -> tuple[str, ...] | str:
    """One id, or a tuple of several; each must be a slug (skills may have dots), none twice."""
    parts = listed(attribute.value)
    pattern = DOTTED if key == "skill" else SLUG
    for number, part in enumerate(parts):
        if not pattern.fullmatch(part):
            wrong(key, attribute, notes, "ids are small letters and digits with hyphens", part)
        elif part in parts[:number]:
            wrong(key, attribute, notes, "name it once", part)
    if key not in ONE:
        return tuple(dict.fromkeys(parts))
    if len(parts) > 1:
        wrong(key, attribute, notes, "name one item only")
    return parts[0] if parts else ""


def waivers(attribute: Attribute, notes: Notes) -> tuple[tuple[str, str], ...]:
    """The rules waived, each with its reason: `L1 official definition; L4 exact quote`."""
    pairs: list[tuple[str, str]] = []
    for part in attribute.value.split(";"):
        found = WAIVER.fullmatch(part.strip())
        if not found or not found[2].strip():
            message = f"this waiver has no rule or no reason: {clip(part.strip())!r}"
            hint = "write the rule and why it may be broken here, as in: ok: L1 official definition"
            notes.problem("C54", attribute.line, message, column=attribute.column, hint=hint, level="warning")
        else:
            pairs.append((found[1], found[2].strip()))
    return tuple(pairs)


def wrong(key: str, attribute: Attribute, notes: Notes, hint: str, part: str = "") -> None:
    """Note a value that is not allowed, at the value or the part of it that is wrong."""
    column = attribute.column + (max(0, attribute.value.find(part)) if part else 0)
    message = f"{key!r} cannot be {clip(part or attribute.value)!r}"
    notes.problem("C09", attribute.line, message, column=column, hint=hint)
