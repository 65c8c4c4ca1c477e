"""Each code that a reader of these formats gives is listed, and each that is listed is given."""

from __future__ import annotations

import re
from pathlib import Path

from quizzes.exchange.codes import CODES

ROOM = Path(__file__).resolve().parents[2] / "quizzes" / "exchange"


def test_codes_are_those_that_are_used() -> None:
    """None is forgotten in the list, none is left there."""
    files = [path for path in ROOM.rglob("*.py") if path.name != "codes.py"]
    used = {code for path in files for code in re.findall(r'"(E\d\d)"', path.read_text())}
    assert used == set(CODES)
