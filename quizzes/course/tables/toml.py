"""TOML with places: tomllib knows no lines, so a small scan finds where a table or key stands."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any, NamedTuple

from quizzes.course.grammar.lines import Notes, split_lines
from quizzes.course.problems import clip, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LONGEST = 5_000
"""More characters outside of quotation marks than this are no table; TOML would take long to say so."""
QUOTED = re.compile(r"""\"[^\"]*\"|'[^']*'""")
HEADER = re.compile(r"[ \t]*\[{1,2}([^\[\]#]++)\]{1,2}")
KEY = re.compile(r"""[ \t]*((?:[\w-]+|"[^"]*"|'[^']*')(?:[ \t]*\.[ \t]*(?:[\w-]+|"[^"]*"|'[^']*'))*)[ \t]*=""")
AT = re.compile(r"\(at line (\d+), column (\d+)\)")
WORDS = {
    str: "a text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    list: "a list",
    dict: "a table",
}
SHAPES = {str: '"..."', int: "1", float: "1.0", bool: "true", list: '["..."]', dict: "{ ... }"}


class Spot(NamedTuple):
    """A line and column of a table file."""

    line: int
    column: int


class Table:
    """One table of a TOML file, its keys checked as they are taken; what is wrong becomes a problem."""

    def __init__(self, found: Mapping[str, Any], name: str, spots: Mapping[str, Spot], notes: Notes) -> None:
        self.found, self.name, self.spots, self.notes = found, name, spots, notes

    def spot(self, key: str = "", word: str = "") -> Spot:
        """Where a key of this table stands (or the word in its value), else the table's header."""
        header = self.spots.get(self.name, Spot(1, 1))
        if not key:
            return header
        if found := self.spots.get(f"{self.name}.{key}={word}"):
            return found
        whole = key
        while key and f"{self.name}.{key}" not in self.spots:
            key = key.rpartition(".")[0]
        return self.spots.get(f"{self.name}.{key}") or self.spots.get(f"{self.name}.{whole}".lstrip("."), header)

    def problem(self, code: str, message: str, hint: str = "", *, key: str = "", word: str = "") -> None:
        """Note a problem at a key of this table."""
        line, column = self.spot(key, word)
        self.notes.problem(code, line, message, column=column, hint=hint)

    def only(self, *keys: str) -> None:
        """Note every key but these as unknown."""
        for key in self.found:
            if key not in keys:
                hint = did_you_mean(key, keys)
                self.problem("C31", f"there is no key {clip(key)!r} here", hint, key=key)

    def text(self, key: str, default: str | None = None) -> str:
        """A text that is not empty; without a default it must be there."""
        value = self.take(key, str, default)
        if isinstance(value, str) and (value.strip() or key not in self.found):
            return value.strip()
        if isinstance(value, str):
            self.problem("C33", f"{key!r} is empty", "write it, or delete the line", key=key)
        return default or ""

    def number(self, key: str, least: int, default: int | None = None) -> int:
        """A whole number from `least` up."""
        value = self.take(key, int, default)
        if value is not None and value < least:
            self.problem("C33", f"{key!r} cannot be {value}", f"the least is {least}", key=key)
            return least
        return least if value is None else int(value)

    def real(self, key: str, least: float, default: float) -> float:
        """A number from `least` up."""
        value = self.take(key, float, default)
        if not isinstance(value, int | float) or not value >= least:
            self.problem("C33", f"{key!r} cannot be {value}", f"the least is {least:g}", key=key)
            return default
        return float(value)

    def truth(self, key: str, default: bool | None = None) -> bool:  # noqa: FBT001 a default as in the other takers
        """A yes or no: true or false."""
        return bool(self.take(key, bool, default))

    def texts(self, key: str, default: Sequence[str] | None = None) -> tuple[str, ...]:
        """A list of texts."""
        value = self.take(key, list, default)
        if value is None or isinstance(value, tuple):
            return value or ()
        if wrong := [each for each in value if not isinstance(each, str) or not each.strip()]:
            self.problem("C33", f"{key!r} holds {clip(repr(wrong[0]))}", "a list of texts", key=key)
        return tuple(each.strip() for each in value if isinstance(each, str) and each.strip())

    def table(self, key: str) -> Mapping[str, Any]:
        """A table within this one; empty (and a problem) if it is not there."""
        value = self.take(key, dict, None)
        return value if isinstance(value, dict) else {}

    def tables(self, key: str) -> list[Table]:
        """The tables of a list such as [[skill]], in order."""
        value = self.found.get(key, [])
        path = f"{self.name}.{key}".lstrip(".")
        if isinstance(value, dict):
            self.problem("C33", f"{key!r} is a single table", f"write [[{path_of(path)}]] above each", key=key)
            return [Table(value, path, self.spots, self.notes)]
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            hint = f"write [[{path_of(path)}]] above each"
            self.problem("C33", f"{key!r} is not a list of tables", hint, key=key)
            return []
        return [Table(each, f"{path}#{index}", self.spots, self.notes) for index, each in enumerate(value)]

    def take(self, key: str, kind: type, default: Any) -> Any:  # noqa: ANN401 a value of TOML
        """A value of this type; the default (and perhaps a problem) if there is none."""
        if key not in self.found:
            if default is None:
                what = f"in [[{path_of(self.name)}]]" if self.name else "in this file"
                self.problem("C32", f"{key!r} is missing {what}", f"add {key} = {SHAPES[kind]}")
            return default
        value = self.found[key]
        fits = isinstance(value, (int, float) if kind is float else kind)
        if not fits or (isinstance(value, bool) and kind is not bool):
            message = f"{key!r} is {WORDS.get(type(value), 'another kind of value')}, not {WORDS[kind]}"
            self.problem("C33", message, f"write {WORDS[kind]}", key=key)
            return default
        return value


def path_of(name: str) -> str:
    """A table's name without its numbers: exam#0.cell#3 is exam.cell."""
    return re.sub(r"#\d+", "", name)


def read_table(text: str, path: str) -> tuple[Table | None, Notes]:
    """The whole file as a table, or None (and a problem) if it is not TOML."""
    notes = Notes(path)
    for number, row in enumerate(split_lines(text), start=1):
        if len(row) > LONGEST and len(QUOTED.sub("", row)) > LONGEST:
            notes.problem("C30", number, "a line that is too long for a table", hint="break it into several lines")
            return None, notes
    try:
        found = tomllib.loads(text.removeprefix("\ufeff").replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        report_syntax(str(error), text, notes)
        return None, notes
    return Table(found, "", spots(text), notes), notes


def report_syntax(message: str, text: str, notes: Notes) -> None:
    """Note that a file is not TOML, at the place that the parser names."""
    at = AT.search(message)
    line, column = (int(at[1]), int(at[2])) if at else (len(split_lines(text.rstrip())), 1)
    words = AT.sub("", message).replace("(at end of document)", "").strip()
    words = words[:1].lower() + words[1:] if words else "too deeply nested"
    hint = 'texts stand in "quotation marks", lists in [brackets], tables under [name] or [[name]]'
    notes.problem("C30", line, f"this is not TOML: {clip(words, 90)}", column=column, hint=hint)


def spots(text: str) -> dict[str, Spot]:
    """Where things stand: `skill#2` a header, `skill#2.title` a key, `skill#2.chapter=word` a word in a value."""
    found: dict[str, Spot] = {"": Spot(1, 1)}
    counts: dict[str, int] = {}
    table = key = ""
    for number, row in enumerate(split_lines(text), start=1):
        if header := HEADER.match(row):
            table = header_name(header[1], counts, array=row.lstrip().startswith("[["))
            found.setdefault(table, Spot(number, row.index("[") + 1))
            key = ""
        elif entry := KEY.match(row):
            key = ".".join(part.strip().strip("\"'") for part in entry[1].split("."))
            start = key
            while start:
                found.setdefault(f"{table}.{start}", Spot(number, entry.start(1) + 1))
                start = start.rpartition(".")[0]
        if key:
            for word in re.finditer(r"""["']([^"']*)["']""", row):
                found.setdefault(f"{table}.{key}={word[1]}", Spot(number, word.start() + 1))
    return found


def header_name(words: str, counts: dict[str, int], *, array: bool) -> str:
    """The full name of a table with the numbers of the lists it stands in."""
    name = ""
    parts = [part.strip().strip("\"'") for part in words.split(".")]
    for place, part in enumerate(parts):
        name = f"{name}.{part}" if name else part
        last = place == len(parts) - 1
        if array and last:
            counts[name] = counts.get(name, -1) + 1
        if name in counts:
            name = f"{name}#{counts[name]}"
    return name
