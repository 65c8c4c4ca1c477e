from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.look.figures import drawing
from app.look.markdown import Block, block, inline, sections, with_cues
from quizzes.course.course import Course, Label, Model
from quizzes.course.items import Cue

STEP = Model(
    "step",
    "Step",
    ("itil4",),
    ordered=True,
    labels=tuple(Label(f"l{n}", f"Step {n}", "", "s", "g") for n in range(1, 8)),
)
COURSE = Course("A course", figures={"loop": '<svg viewBox="0 0 1 1" role="img"><title>A loop</title></svg>'})
VOID = {"br", "hr", "img", "input", "path"}


class Wellformed(HTMLParser):
    """Reads HTML and insists that every element ends where it should."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Nothing that runs, and one more to be closed."""
        self.seen.add(tag)
        assert not any(name.startswith("on") or name == "style" for name, _ in attrs)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """What ends is what began last."""
        if tag not in VOID:
            assert self.open.pop() == tag


def read(html: str) -> set[str]:
    """The elements of sound HTML."""
    reader = Wellformed()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    return reader.seen


def test_a_line_keeps_emphasis_code_and_links() -> None:
    """The few things authors need inside a line."""
    assert inline("a **b** `c` [d](/e)") == 'a <strong>b</strong> <code>c</code> <a href="/e">d</a>'


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "a <b style='x'>b</b>", "<!-- x -->"]
)
def test_html_of_authors_is_shown_never_run(text: str) -> None:
    """Markup in a course file is text."""
    assert "<" not in inline(text).replace("&lt;", "")
    assert read(block(text)) <= {"p"}


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "JaVaScRiPt:x", "data:text/html,x", "vbscript:x", "file:///etc/passwd"]
)
def test_links_that_run_or_reach_into_the_machine_are_no_links(url: str) -> None:
    """Only the web, mail and our own pages can be linked."""
    assert "href" not in inline(f"[x]({url})")


@pytest.mark.parametrize("url", ["https://example.org/a", "/terms/#value", "mailto:a@example.org", "#top"])
def test_ordinary_links_stand(url: str) -> None:
    """What a lesson may link to."""
    assert f'href="{url}"' in inline(f"[x]({url})")


def test_pictures_from_elsewhere_are_not_loaded() -> None:
    """Drawings come as figures, cleared and inlined; an image is no way out."""
    assert "img" not in read(block("![x](https://example.org/x.png)"))


def test_the_blank_of_a_question_can_be_seen_and_heard() -> None:
    """[?] is drawn as a line and read as the word blank."""
    assert inline("A [?] is kept.") == 'A <span class="blank"><span class="hidden">blank</span></span> is kept.'


def test_deciding_words_are_lit_with_the_sign_of_their_axis() -> None:
    """The words, the small sign with the right number, and what a screen reader says."""
    html = with_cues(
        "Agents have worked since Monday.", [Cue("since Monday", "step", 19, 31)], {"step": STEP}, {"step": ["l5"]}
    )
    assert html.startswith('<p>Agents have worked <mark class="cue">since Monday<svg class="sign"')
    assert '>5</text></svg><span class="hidden"> (deciding for step 5)</span></mark>.</p>' in html


def test_without_one_true_label_the_sign_has_no_number() -> None:
    """Two labels to be found, or none known: the axis is named, no number is made up."""
    html = with_cues("since Monday", [Cue("since Monday", "step", 0, 12)], {"step": STEP})
    assert "(deciding for step)" in html
    assert "<text" not in html


def test_lit_words_never_cross_the_border_of_an_emphasis() -> None:
    """A cue that begins before an emphasis and ends inside is lit in two runs; the HTML stays sound."""
    html = with_cues("one *two three* four", [Cue("one *two", "step", 0, 8)], {"step": STEP}, {"step": ["l2"]})
    assert html.count('<mark class="cue">') == 2
    assert "mark" in read(html)


@example(text="\n```", ends=[(0, 4)])
@given(
    st.text(alphabet=st.sampled_from("ab *_`[]()!<>&=#-\n|\ue000\ue001?{}1."), max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=3),
)
def test_any_story_gives_sound_html(text: str, ends: list[tuple[int, int]]) -> None:
    """Whatever is written and lit, elements end where they should and no private character gets out."""
    cues = [Cue("", "step", min(pair), max(pair)) for pair in ends]
    html = with_cues(text, cues, {"step": STEP}, {"step": ["l1"]})
    read(html)
    assert not {"\ue000", "\ue001"} & set(html)
    for part in sections(text, COURSE):
        read(part.html)


def test_a_section_comes_in_parts_in_reading_order() -> None:
    """Running text, callouts, and the things that stand on a line of their own."""
    parts = sections(
        "Words.\n\n### Below\n\n> [!trap] A title\n> Look **twice**.\n\n> A plain quote.\n\n{{ figure loop }}\n\n"
        "{{ check one-id }}\n{{ drill two-id }}\n\n{{ cards }}\n\n{{ figure gone }}\n",
        COURSE,
    )
    words = [f"{part.kind} {part.value}".strip() for part in parts]
    assert words == ["html", "callout trap", "html", "figure loop", "check one-id", "drill two-id", "cards"]
    assert parts[0].html == "<p>Words.</p>\n<h2>Below</h2>\n"
    assert parts[1] == Block("callout", "trap", parts[1].html, "A title")
    assert parts[1].html == "<p>Look <strong>twice</strong>.</p>\n"
    assert "blockquote" in parts[2].html


def test_headings_of_a_section_can_stand_lower() -> None:
    """On a page with all sections they go one step down."""
    assert sections("### A\n\n#### B", COURSE, 3)[0].html == "<h3>A</h3>\n<h4>B</h4>\n"


def test_a_lettered_drawing_brings_its_words_as_a_list() -> None:
    """Where there is no room to letter the drawing, its numbered parts are an ordered list."""
    lines = [
        ("number", "1"),
        ("text", "Plan"),
        ("small", "Shared"),
        ("small", "direction"),
        ("number", "2"),
        ("text", "Obtain"),
        ("text", "/ build"),
    ]
    svg = "<svg>" + "".join(f'<text class="fig-{kind}" x="0">{words}</text>' for kind, words in lines) + "</svg>"
    listed = "<li><strong>Plan</strong> Shared direction</li><li><strong>Obtain / build</strong> </li>"
    assert drawing(svg).endswith(f'<ol class="letters">{listed}</ol>')
    assert drawing("<svg></svg>") == "<svg></svg>"


def test_straight_quotes_are_curled_but_not_in_code() -> None:
    """Double and single ones, across emphasis and in brackets; the source stays straight."""
    left, right = "\N{LEFT SINGLE QUOTATION MARK}", "\N{RIGHT SINGLE QUOTATION MARK}"
    assert inline("ITIL's \"one *view*\" ('so')") == f"ITIL{right}s “one <em>view</em>” ({left}so{right})"
    assert inline('say `"x"` "y"') == "say <code>&quot;x&quot;</code> “y”"
    assert block('a\n"b"') == "<p>a\n“b”</p>\n"
