"""Tables for spreadsheets: read back as they were, and nothing in them runs."""

from __future__ import annotations

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.exchange.spreadsheet import lines

cells = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12)


def read(written: bytes) -> list[list[str]]:
    """As a strict reader of RFC 4180 takes it."""
    assert written.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(StringIO(written.decode("utf-8-sig"), newline=""), strict=True))


@given(st.lists(st.lists(cells, min_size=2, max_size=2), max_size=6))
def test_what_was_written_is_read_and_nothing_can_run(rows: list[list[str]]) -> None:
    """Commas, quotes and line ends come back; what begins like a formula comes back behind an apostrophe."""
    found = read(b"".join(lines(["one", "two"], rows)))
    assert found[0] == ["one", "two"]
    for row, back in zip(rows, found[1:], strict=True):
        assert [cell.removeprefix("'") for cell in back] == [cell.removeprefix("'") for cell in row]
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in back)


@pytest.mark.parametrize("evil", ['=HYPERLINK("http://x")', "+1+1", "-2", "@SUM(A1)", "\t=1", "\r=1"])
def test_formulas_become_text(evil: str) -> None:
    """An apostrophe tells a spreadsheet that text follows."""
    assert read(b"".join(lines(["head"], [[evil]])))[1] == [f"'{evil}"]


def test_lines_end_as_the_standard_says_and_numbers_stay_numbers() -> None:
    """CR LF; a negative number is no formula; None is empty."""
    assert b"".join(lines(["a", "b", "c"], [[-1, 0.5, None]])) == b"\xef\xbb\xbfa,b,c\r\n-1,0.5,\r\n"
