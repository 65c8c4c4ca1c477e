"""A course folder of any number of items: the shipped chapter, and copies of its items under new ids."""

from __future__ import annotations

import re
from itertools import count
from pathlib import Path

CONTENT = Path(__file__).resolve().parents[2] / "content"
HEADING = re.compile(r"^## (card|question|scenario|order) (\S+)", re.MULTILINE)
# Copies refer to nobody: the other half of a pair would have to point back.
REFERENCE = re.compile(
    r" \| (twin|enemies|see|replaces): [^|\n]+|^(twin|enemies|see|replaces): [^|\n]+( \| )?", re.MULTILINE
)
COPIED = ("cards.md", "questions.md", "scenarios.md")


def course_folder(items: int) -> dict[str, bytes]:
    """The files of a course of at least so many items, by their POSIX paths."""
    files = {path.relative_to(CONTENT).as_posix(): path.read_bytes() for path in CONTENT.rglob("*.*") if path.is_file()}
    originals = {path: text.decode() for path, text in files.items() if path.endswith(COPIED)}
    there = sum(len(HEADING.findall(text.decode())) for path, text in files.items() if path.endswith(".md"))
    for copy in count(2):
        for path, text in originals.items():
            if there >= items:
                return files
            renamed = HEADING.sub(rf"## \1 \2-{copy}", REFERENCE.sub("", text))
            files[path.replace(".md", f"-{copy}.md")] = renamed.encode()
            there += len(HEADING.findall(text))
    return files
