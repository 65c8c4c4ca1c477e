"""Files that are no text, too long, or meant to do harm: a clear error in a few seconds and little memory."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from quizzes.course.items import Question
from quizzes.exchange import aiken, gift, table

if TYPE_CHECKING:
    from collections.abc import Callable

    from quizzes.exchange.parcel import Arrival

READERS: dict[str, Callable[[bytes, str], Arrival]] = {"gift": gift.read, "aiken": aiken.read, "table": table.read}
SOUND = {"gift": "Größe? {=ja ~nein}\n", "aiken": "Größe?\nA. ja\nB. nein\nANSWER: A\n", "table": "Größe?,ja\n"}
MILLION = 1_000_000


def told(arrival: Arrival) -> list[tuple[int, str, str]]:
    """Lines, codes and messages of errors."""
    return [(each.line, each.code, each.message) for each in arrival.problems if each.level == "error"]


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_text_is_known_by_its_mark(name: str, encoding: str) -> None:
    """UTF-8 with and without a mark, UTF-16 and UTF-32 with one."""
    arrival = READERS[name](SOUND[name].encode(encoding), "x")
    assert told(arrival) == []
    assert len(arrival.items) == 1
    assert "Größe" in arrival.items[0].text


@pytest.mark.parametrize("name", READERS)
def test_another_encoding_is_refused_with_a_hint(name: str) -> None:
    """The place of the byte is named, and what to do."""
    arrival = READERS[name](b"\n\n" + SOUND[name].encode("latin-1"), "x")
    assert arrival.items == ()
    (problem,) = arrival.problems
    assert (problem.line, problem.column, problem.code) == (3, 3, "E02")
    assert problem.message == "this is not UTF-8 text: byte 0xF6"
    assert problem.hint.startswith("save the file with the encoding UTF-8 and try again")


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", (1, "E05", "the file is empty")),
        (b" \r\n\t\n", (1, "E05", "the file is empty")),
        (b"PK\x03\x04\x00\x00", (1, "E02", "this is not a text file: it holds a zero byte")),
        ("Why? {T}".encode("utf-16-le"), (1, "E02", "this is not a text file: it holds a zero byte")),
        (b"\xff\xfea", (1, "E02", "this is not UTF-16 text: byte 0x61")),
        (b"a" * 7_300_000, (1, "E01", "the file has 7.3 MB; up to 5 MB are read")),
    ],
    ids=["empty", "blank", "zip", "utf-16 unmarked", "utf-16 cut", "large"],
)
def test_what_is_no_text_is_refused(name: str, data: bytes, expected: tuple[int, str, str]) -> None:
    """With one error that says why."""
    arrival = READERS[name](data, "x")
    assert told(arrival) == [expected]
    assert arrival.items == ()


@pytest.mark.parametrize("name", READERS)
def test_characters_that_cannot_be_shown_are_left_out(name: str) -> None:
    """And the first is told."""
    arrival = READERS[name](SOUND[name].replace("ö", "\x07").encode(), "x")
    assert (1, "E03", "warning") in [(each.line, each.code, each.level) for each in arrival.problems]
    assert "\x07" not in arrival.items[0].text


LONG: dict[tuple[str, str], tuple[bytes, str]] = {
    ("gift", "lines"): (b"a{T}\n" * MILLION, "E04"),
    ("gift", "questions"): (b"a{\n\n" * MILLION, "E04"),
    ("gift", "blank"): (b"\n" * MILLION * 4, "E05"),
    ("gift", "comments"): (b"//a\n" * MILLION, "E04"),
    ("gift", "answers"): ((b"a{" + b"~a" * 40_000 + b"=b}\n\n") * 60, "E12"),
    ("gift", "brackets"): ((b"//" + b"[tag:a[momentum:" * 5_000 + b"\na{~}\n\n") * 10, "E12"),
    ("gift", "escapes"): (b"\\=\n\\=\n\n" * 19_000, "E15"),
    ("table", "lines"): (b"a,b\n" * MILLION, "E04"),
    ("table", "quotes"): (b'"a\n' * MILLION, "E40"),
    ("table", "cells"): (b"," * MILLION * 4 + b"\n", "E04"),
    ("table", "columns"): (b"text," + b"option 1," * 500_000 + b"\na\n", "E04"),
    ("aiken", "lines"): (b"a\n\n" * MILLION, "E04"),
    ("aiken", "options"): (b"Why?\nA. a" + b"\nB.b" * MILLION, "E31"),
    ("aiken", "letters"): (b"Why?" + b"\nA." * MILLION, "E33"),
    ("aiken", "keys"): (b"ANSWER:" * 700_000, "E30"),
    ("gift", "html"): (b"a{=<b>#<i> ~<u>a}\n\n" * 3_000, "E12"),
}


@pytest.mark.parametrize(("key", "case"), LONG.items(), ids=["-".join(key) for key in LONG])
def test_a_long_file_ends_within_seconds(key: tuple[str, str], case: tuple[bytes, str]) -> None:
    """A million lines, or what takes long of fewer: ten seconds of the processor, and an error that says it."""
    data, code = case
    start = time.process_time()
    arrival = READERS[key[0]](data, "x")
    assert time.process_time() - start < 10
    assert arrival.items == ()
    assert code in {each.code for each in arrival.problems}


MEASURE = """
import resource
from tests.exchange.test_hostile_texts import LONG, READERS
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
READERS[{0!r}](LONG[({0!r}, {1!r})][0], "x")
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@pytest.mark.parametrize("key", [key for key in LONG if key[1] == "lines"], ids="-".join)
def test_a_million_lines_take_little_memory(key: tuple[str, str]) -> None:
    """Under 200 MB above what was there, measured in a process of its own."""
    ran = subprocess.run([sys.executable, "-c", MEASURE.format(*key)], capture_output=True, text=True, check=True)
    assert int(ran.stdout) < 200_000, "kilobytes"


def test_script_in_html_is_cleaned_and_told() -> None:
    """In the question, an answer and its feedback; what was left out has a line."""
    data = b"""

::x::[html]<script>alert(1)</script><p onclick="x()">Why?</p> {
    =<img src\\=x onerror\\=alert(1) alt\\="a lamp">#<a href\\="javascript:alert(1)">go</a>
    ~<b>no</b><iframe src\\="//evil"></iframe>
}
"""
    arrival = gift.read(data, "x.gift")
    (item,) = arrival.items
    assert isinstance(item, Question)
    shown = repr(item)
    assert not [word for word in ("script", "onclick", "onerror", "iframe", "javascript", "evil") if word in shown]
    assert (item.text, [option.text for option in item.options]) == ("Why?", ["a lamp", "**no**"])
    assert [(each.line, each.code, each.message) for each in arrival.problems] == [
        (3, "E08", "<script> has no counterpart here and was left out")
    ]
