"""Markdown and the HTML of other programs: what is shown stays the same, and no script comes through."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.library import read_folder
from quizzes.course.flaws.single import texts
from quizzes.course.library import build
from quizzes.exchange.markup import to_html, to_markdown
from tests.strategies import CONTENT

SHIPPED = build(read_folder(CONTENT))
PIECES = st.sampled_from(
    [
        *(
            "word",
            "*",
            "_",
            "`",
            "**bold**",
            "*soft*",
            "`code`",
            "[link](https://example.org)",
            "1.",
            "2)",
            "- ",
            "#",
            "+",
            ">",
        ),
        *(
            "<b>",
            "&amp;",
            "\\",
            "\n",
            "\n\n",
            "\n- one\n- two\n",
            "\n1. one\n2. two\n",
            "6.9",
            "[?]",
            "NOT",
            "é",
            "=",
            "~",
        ),
    ]
)


def test_every_shipped_text_looks_the_same_after_both_ways() -> None:
    """And all but a few are even written the same."""
    every = [text for item in SHIPPED.items.values() for text in texts(item)]
    back = [to_markdown(to_html(text)) for text in every]
    assert [to_html(text) for text in back] == [to_html(text) for text in every]
    assert sum(one == other for one, other in zip(every, back, strict=True)) > 0.99 * len(every)


@given(st.lists(PIECES, max_size=8).map(" ".join))
def test_any_text_looks_the_same_after_both_ways(text: str) -> None:
    """Space and empty elements apart, which show nothing."""
    html = to_html(text)
    assert shown(to_html(to_markdown(html))) == shown(html)


def shown(html: str) -> str:
    """What there is to see."""
    while (less := re.sub(r"<(h\d|li|ol|ul|p|blockquote|em|strong)[^>]*>\s*</\1>", "", html)) != html:
        html = less
    return re.sub(r"\s+|</?p>", "", html)


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("<ul><li><hr></li></ul>", "- ***"),
        ("a<br>b", "a\\\nb"),
        ("<div>a</div><div>b</div>", "a\n\nb"),
        ("<b>a</b> and <i>b</i>", "**a** and *b*"),
        ("1 &lt; 2 * 3", "1 \\< 2 \\* 3"),
        ("<ul><li>a</li><li>b<ol><li>c</li></ol></li></ul>", "- a\n- b\n  1. c"),
        ('<img src=x alt="a lamp" onerror="alert(1)">', "a lamp"),
        ("<script>alert(1)</script>safe", "safe"),
        ('<a href="javascript:alert(1)">go</a>', "go"),
        ('<span style="color:red" onclick="x()">red</span>', "red"),
        ("<ul><li>a</li></ul><ul><li>b</li></ul>", "- a\n\n* b"),
        ("<ol><li></li><li>a</li></ol>", "1. a"),
        (f"<ul><li><code>{' ' * 40_000}a</code></li></ul>", f"- `{' ' * 40_000}a`"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a b"),
        ("not <closed", "not"),
        ("<ul><li>a</li></ul><ul><li>b</li></ul> <ul><li>c</li></ul>", "- a\n\n* b\n\n- c"),
        ("<ul><li>a</li></ul><ul><li></li></ul><ul><li>c</li></ul>", "- a\n\n* c"),
        ("<ol><li>a</li></ol><ol start=5><li>b</li></ol>", "1. a\n\n5) b"),
        (f"<ol start={'9' * 5000}><li>a</li></ol>", "1. a"),
        ("<pre>a\n```\nb</pre>", "````\na\n```\nb\n````"),
        ("<code>a\n\nb</code>", "`a  b`"),
        ('<a href="https://x.org/a (b)">go</a>', "[go](<https://x.org/a%20(b)>)"),
        ("", ""),
    ],
)
def test_html_of_other_programs(html: str, markdown: str) -> None:
    """What is in it as Markdown; nothing that runs."""
    assert to_markdown(html) == markdown
