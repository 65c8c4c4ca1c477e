"""Lines, fences and headings, held against the CommonMark parser that renders the texts later."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from quizzes.course.grammar.chunks import cut
from quizzes.course.grammar.lines import Notes, gather, scan, split_lines

PIECES = (
    "## a",
    "##",
    "##b",
    "# c",
    "### d",
    "  ## e ##",
    "    ## f",
    "text",
    "",
    "```",
    "````",
    "~~~",
    "~~~ x",
    "   ```",
    "``` `",
)
RULES = ["fence", "code", "heading", "paragraph"]


def parser() -> MarkdownIt:
    """CommonMark without containers: only what marks off an item."""
    md = MarkdownIt("commonmark")
    md.core.ruler.enableOnly(["normalize", "block"])
    md.block.ruler.enableOnly(RULES)
    return md


@given(st.lists(st.sampled_from(PIECES), max_size=12), st.sampled_from(["\n", "\r\n", "\r"]))
def test_fences_and_headings_are_those_of_commonmark(rows: list[str], end: str) -> None:
    """As long as every fence is closed and every heading has its space, which are problems of their own."""
    notes = Notes("more.md")
    lines = scan(end.join(rows), notes)
    chunks = cut(lines, notes)[1]
    if {problem.code for problem in notes.problems} & {"C18", "C04"}:
        return
    tokens = parser().parse(end.join(rows))
    fences = [token.map for token in tokens if token.type == "fence" and token.map]
    opened = [token for token in tokens if token.type == "heading_open" and token.tag == "h2"]
    headings = [token.map[0] + 1 for token in opened if token.map]
    assert {line.number for line in lines if line.code} == {n + 1 for start, end in fences for n in range(start, end)}
    assert [chunk.heading.number for chunk in chunks] == headings


def test_lines_end_at_line_ends_only() -> None:
    """LF, CRLF and CR end a line; form feeds and Unicode separators do not; a byte order mark is no character."""
    assert split_lines("\ufeffa\r\nb\rc\x0cd\u2028e\n") == ["a", "b", "c\x0cd\u2028e", ""]


def test_gathering_keeps_code_as_it_is() -> None:
    """Blank lines and trailing space go, but not inside code; numbers tell where each line stands."""
    lines = scan("\n\na  \n\n\n```\n\n\n b  \n```\n\n", Notes("more.md"))
    assert gather(lines) == ("a\n\n```\n\n\n b  \n```", [3, 4, 6, 7, 8, 9, 10])


def test_a_huge_file_of_open_fences_is_read_at_once() -> None:
    """Each open fence is told; looking for their ends does not take the square of the lines."""
    notes = Notes("more.md")
    scan("\n".join(["~~~ x"] * 20_000), notes)
    assert len(notes.problems) == 20_000
