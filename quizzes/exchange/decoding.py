"""The text of a foreign file: UTF-8 or UTF-16 by their marks, lines ended by LF, nothing that cannot be shown."""

from __future__ import annotations

import codecs
import re

from quizzes.course.grammar.lines import CONTROL, NEWLINE, Notes

BIGGEST = 5_000_000
"""Bytes of a text file; more is no bank of questions that somebody wrote."""
MOST = 20_000
"""Questions or rows of one file."""
MOST_ANSWERS = 40_000
"""Answers of all questions of one file together."""
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SAVE = "save the file with the encoding UTF-8 and try again (Excel: “CSV UTF-8”; editors offer it when saving)"


def text_of(data: bytes, notes: Notes) -> str | None:
    """The text of a file, None (and a problem) if it is too large, or not text in a known encoding."""
    if len(data) > BIGGEST:
        message = f"the file has {len(data) / 1e6:.1f} MB; up to {BIGGEST // 1_000_000} MB are read"
        notes.problem("E01", 1, message, hint="split it into several files")
        return None
    text = decoded(data, notes)
    if text is None:
        return None
    if not text.strip():
        notes.problem("E05", 1, "the file is empty", hint="choose another file")
        return None
    text = NEWLINE.sub("\n", text)
    return without_controls(text, notes) if CONTROL.search(text) else text


def decoded(data: bytes, notes: Notes) -> str | None:
    """The characters of a file by the mark at its beginning, else as UTF-8."""
    encoding = next((name for mark, name in MARKS if data.startswith(mark)), "utf-8-sig")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line, column = before.count(b"\n") + 1, error.start - before.rfind(b"\n")
        message = f"this is not {encoding.removesuffix('-sig').upper()} text: byte 0x{data[error.start]:02X}"
        notes.problem("E02", line, message, column=column, hint=SAVE)
        return None
    if "\0" in text:
        at = text.index("\0")
        hint = "it may be a file of a word processor, or UTF-16 without its mark; " + SAVE
        notes.problem("E02", text.count("\n", 0, at) + 1, "this is not a text file: it holds a zero byte", hint=hint)
        return None
    return text


def without_controls(text: str, notes: Notes) -> str:
    """The text with a space for each character that no page can show; the first is noted."""
    found = re.search(CONTROL, text)
    if found:
        before = text[: found.start()]
        message = f"a character that cannot be shown was left out: U+{ord(found[0]):04X}"
        column = found.start() - before.rfind("\n")
        notes.problem("E03", before.count("\n") + 1, message, column=column, level="warning")
    return CONTROL.sub(" ", text)


def too_many(count: int, most: int, what: str, line: int, notes: Notes) -> bool:
    """Whether a file holds more than may be read at once; noted at the line where it becomes too much."""
    if count <= most:
        return False
    notes.problem("E04", line, f"more than {most:,} {what}", hint="split the file into several")
    return True
