"""What the terminal drill stands on: a calm page of 76 columns at most, frames, keys, and lines typed."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from rich.console import Console
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import RenderableType

WIDTH = 76
FRAME = 4  # columns that a frame takes
QUIET, KEY, RULED = "dim", "reverse", "bright_blue"


class Screen:
    """One terminal, or a pipe: then what is typed is printed like any other line, and nothing waits for Enter."""

    def __init__(self) -> None:
        """Only the terminal's own 16 colours, and none at all with NO_COLOR."""
        for stream in (sys.stdin, sys.stdout):
            if reconfigure := getattr(stream, "reconfigure", None):
                reconfigure(errors="replace")  # a letter that this terminal lacks must not end a sitting
        plain = bool(os.environ.get("NO_COLOR")) or not sys.stdout.isatty()
        self.console = Console(highlight=False, color_system=None if plain else "standard")
        self.waits = sys.stdin.isatty() and sys.stdout.isatty()

    @property
    def width(self) -> int:
        """Columns to draw in now, at most 76: a terminal may be made narrower or wider at any time."""
        return min(WIDTH, self.console.width)

    def show(self, *parts: RenderableType) -> None:
        """One thing below the other."""
        for part in parts:
            self.console.print(part, width=self.width)

    def say(self, words: str = "") -> None:
        """One line."""
        self.show(Text(words))

    def frame(self, inside: RenderableType, title: str, colour: str = QUIET) -> None:
        """A frame with its name, after an empty line."""
        self.show("", Panel(inside, title=Text(title, colour), title_align="left", border_style=colour))

    def keys(self, meanings: Mapping[str, str]) -> None:
        """What can be pressed."""
        self.row([Text.assemble((f" {key} ", KEY), f" {words}") for key, words in meanings.items()])

    def ask(self, prompt: str) -> str:
        """A line typed; EOFError when the input has ended."""
        self.console.print(Text(prompt), end="", width=self.width)
        sys.stdout.flush()
        line = sys.stdin.readline()
        if not line:
            raise EOFError
        if not sys.stdin.isatty():
            self.say(line.strip())
        return line.strip()

    def row(self, parts: Sequence[Text], gap: int = 3) -> None:
        """Short things on one line, or one below the other where the terminal is too narrow; after an empty line."""
        line = Text(" " * gap).join(parts)
        self.show("", *([line] if len(line) <= self.width else parts))

    def side_by_side(self, columns: Sequence[Sequence[Text]]) -> None:
        """Columns of lines next to each other; one below the other where the terminal is too narrow."""
        widths = [max(len(line) for line in column) for column in columns]
        self.show("")
        if sum(widths) + 3 * (len(columns) - 1) > self.width:
            for number, column in enumerate(columns):
                self.show(*([""] if number else []), *(self.hanging(line) for line in column))
            return
        for row in range(max(map(len, columns))):
            cells = [column[row] if row < len(column) else Text() for column in columns]
            for cell, width in zip(cells, widths, strict=True):
                cell.pad_right(width - len(cell))
            line = Text("   ").join(cells)
            line.rstrip()
            self.show(line)

    def hanging(self, line: Text, indent: int = 4) -> RenderableType:
        """A line of which all but the first columns, its sign and number, go on below themselves."""
        if len(line) <= self.width - FRAME:
            return line
        table = Table.grid()
        table.add_column(width=indent)
        table.add_row(line[:indent], line[indent:])
        return table
