"""Drawings of lessons: the SVG as written, and its words as a list for pages too narrow to letter the drawing."""

from __future__ import annotations

import re
from itertools import groupby

from markupsafe import Markup

WORDS = re.compile(r'<text class="fig-(text|small|number)"[^>]*>([^<]*)</text>')


def drawing(svg: str) -> Markup:
    """The drawing, and where it numbers its parts, their names as an ordered list that narrow pages show instead.

    `svg` comes from the course, which has cleared it of script, style and foreign references.
    """
    found = [(kind, Markup(words)) for kind, words in WORDS.findall(svg)]  # noqa: S704 the same text stands in the SVG
    numbers = sum(kind == "number" for kind, _ in found)
    parts = named(found)
    if not 0 < numbers <= len(parts):
        return Markup(svg)  # noqa: S704
    rows = Markup("").join(Markup("<li><strong>{}</strong> {}</li>").format(*part) for part in parts[:numbers])
    return Markup('<div class="lettered">{}</div><ol class="letters">{}</ol>').format(Markup(svg), rows)  # noqa: S704


def named(words: list[tuple[str, Markup]]) -> list[tuple[Markup, Markup]]:
    """Names and what stands below them: a run of text lines and the run of small lines that follows it."""
    runs = [
        (kind, Markup(" ").join(line for _, line in lines))
        for kind, lines in groupby((word for word in words if word[0] != "number"), key=lambda word: word[0])
    ]
    below = [line if kind == "small" else Markup() for kind, line in runs[1:]] + [Markup()]
    return [(line, small) for (kind, line), small in zip(runs, below, strict=False) if kind == "text"]
