"""The author's first page and lists; what is typed is shown as text everywhere; the ways to the editor."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from uuid import uuid4

if TYPE_CHECKING:
    from tests.app.author_room import Ines

NASTY = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    "</textarea><script>alert(1)</script>",
    "[click](javascript:alert(1))",
    '![x](x" onerror="alert(1))',
    "{{ 7*7 }} {% raw %}",
    "<!-- --><iframe src=//evil>",
    "&lt;script&gt; &amp;",
    "==<b>x</b>=={step}",
]


class Active(HTMLParser):
    """What a browser would run or load of a page's own part."""

    def __init__(self, html: str) -> None:
        """Look through it."""
        super().__init__()
        self.found: list[str] = []
        self.feed(html.partition("<main")[2] or html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Scripts, frames, pictures, bold words that nobody wrote, handlers and addresses that are code."""
        if tag in {"script", "iframe", "img", "b"}:
            self.found.append(tag)
        self.found += [name for name, _ in attrs if name.startswith("on")]
        self.found += [value or "" for _, value in attrs if (value or "").lower().startswith("javascript:")]


def test_the_first_page_counts_by_chapter_and_leads_on(ines: Ines) -> None:
    """Kinds and statuses a chapter; drafts are one press away; other rooms are linked once they are there."""
    page = ines.open("/author/").text
    assert "1 card, 4 questions, 5 scenarios, 1 frame, 1 order, 1 case, 1 sketch" in page
    assert "Drafts" not in page
    ines.said(ines.edit("box-meaning", status="draft"))
    page = ines.open("/author/").text
    assert 'href="/author/items/?status=draft">Drafts<span class="end">1</span>' in page
    assert ">1 draft</span>" in page
    for endpoint in ("author_inbox", "author_statistics", "author_exchange"):
        known = any(name.startswith(endpoint) for name in ines.app.view_functions)
        assert known == (f"/author/{endpoint.removeprefix('author_')}" in page)


def test_items_are_found_by_id_words_kind_and_status(ines: Ines) -> None:
    """What is none of the choices counts as not given; a page beyond the last is the last."""
    for query, found in {
        "q=box-": ["box-meaning", "box-size"],
        "q=stairs+SOFA": ["sofa-plan", "sofa-go"],
        "kind=frame": ["shelf-plan"],
        "kind=frame&status=draft": [],
        "kind=poem&status=x&only=y&page=x&q=own-move": ["own-move"],
        "q=own-move&page=99999999999": ["own-move"],
        "chapter=02-nowhere": [],
    }.items():
        page = ines.open(f"/author/items/?{query}").text
        assert set(re.findall(r'href="/author/items/([a-z-]+)"', page)) == set(found), query
    assert "Nothing like that" in page


def test_what_has_a_mistake_is_listed_and_can_be_opened(ines: Ines) -> None:
    """It is left out of the course, and the author finds it here."""
    path = ines.course / "01-moving" / "questions.md"
    path.write_text(
        path.read_text().replace("style: standard | bloom: 1\n\nWhich box", "style: odd | bloom: 1\n\nWhich box")
    )
    page = ines.open("/author/items/?only=problems").text
    assert "box-size" in page
    assert ">2 errors</span>" in page or ">1 error</span>" in page
    page = ines.open("/author/items/box-size").text
    assert '<option value="odd" selected>odd</option>' in page
    assert re.search(r'id="style"[^>]*aria-describedby="style-said-1 [^>]*aria-invalid="true"', page)


def test_a_near_duplicate_is_told_while_it_is_typed(ines: Ines) -> None:
    """With the id of the other one, at the question."""
    path = "/author/items/new/question?chapter=01-moving"
    like = (
        ines.form("/author/items/box-size")
        | ines.form(path)
        | {"id": "box-again", "text": "Which box carries books best?"}
    )
    like |= {name: value for name, value in ines.form("/author/items/box-size").items() if name.startswith("rows-")}
    preview = ines.client.post(path.replace("?", "/preview?"), data=like | {"style": "standard", "bloom": "1"}).text
    assert "Nearly the same question as &#39;box-size&#39;" in preview


def test_rules_set_aside_are_listed_with_their_reasons(ines: Ines) -> None:
    """So that somebody can look whether they still hold."""
    long = "A small one, because the weight of many books is far more than anybody would believe at first sight"
    ines.said(ines.edit("box-size", ok="L1 the usual words", **{"rows-0-text": long}))
    page = ines.open("/author/items/?only=waivers").text
    assert "<strong>L1</strong> the usual words" in page
    assert "Rules set aside, with reasons" in ines.open("/author/").text


def test_markup_in_any_field_is_shown_as_text(ines: Ines) -> None:
    """In the form, the preview, the source, the conflict and, once saved, in lists and history."""
    path = "/author/items/box-size"
    form = ines.form(path)
    for nasty in NASTY:
        typed = dict.fromkeys((name for name in form if name not in {"etag", "right", "csrf_token"}), nasty)
        for page in (
            ines.send(path, form | typed, "check"),
            ines.client.post(f"{path}/preview", data=form | typed),
            ines.send(f"{path}/source", form, "check", source=f"## question box-size\n\n{nasty}\n\n- [x] {nasty}\n"),
            ines.send(path, form | {"etag": "x", "began": nasty, "why": nasty, "note": nasty}),
            ines.open(f"/author/items/?q={nasty}"),
        ):
            assert page.status_code in {200, 409, 422}
            assert Active(page.text).found == [], nasty


def test_markup_that_is_saved_is_text_in_lists_and_history(ines: Ines) -> None:
    """As code, which the rules allow."""
    ines.said(ines.edit("box-meaning", text="`<img src=x onerror=alert(1)>`?", note="<b>bold</b>"))
    for path in ("/author/items/", "/author/items/box-meaning", "/author/items/box-meaning/history"):
        assert Active(ines.open(path).text).found == [], path
    assert "&lt;b&gt;bold&lt;/b&gt;" in ines.open("/author/items/box-meaning/history").text


def test_the_page_after_an_answer_leads_to_the_editor(ines: Ines) -> None:
    """For who may write here; an event leads to its case."""
    sent = {"item": "box-size", "answer_id": str(uuid4()), "options": "large"}
    page = ines.client.post("/study/answer", data=sent, follow_redirects=True).text
    assert '<a href="/author/items/box-size">Edit this question</a>' in page
    event = {"item": "from-flat-to-flat.look", "answer_id": str(uuid4()), "axes": "step", "axis-step": "now"}
    page = ines.client.post("/cases/answer", data=event, follow_redirects=True).text
    assert '<a href="/author/items/from-flat-to-flat">Edit this case</a>' in page
    assert '<a href="/author/">Author</a>' in page


def test_a_changed_key_is_saved_with_what_becomes_of_former_answers(ines: Ines) -> None:
    """It is asked for before anything is written, and then stands in the item."""
    answer = {"item": "box-size", "answer_id": str(uuid4()), "options": "large"}
    ines.client.post("/study/answer", data=answer)
    before = ines.read("questions.md")
    asked = ines.edit("box-size", right="1")
    assert asked.status_code == 422
    assert "The key changes. So far 1 learner gave 1 answer" in asked.text
    assert ines.read("questions.md") == before
    form = ines.fields(asked.text) | {"ruling": "regrade", "reason": ""}
    assert '<a href="#reason">' in ines.send("/author/items/box-size", form).text
    page = ines.said(ines.send("/author/items/box-size", form, reason="The key was wrong."))
    assert "Saved, commit" in page
    assert "\nrevision: regrade: The key was wrong.\n" in ines.read("questions.md")
    wording = ines.client.post(
        "/author/items/box-size/preview", data=ines.form("/author/items/box-size") | {"why": "x"}
    )
    assert "Wording only: 1 learner keeps their history." in wording.text


def test_the_ruling_is_asked_for_in_the_source_too(ines: Ines) -> None:
    """Whatever way a key is changed."""
    ines.client.post("/study/answer", data={"item": "box-size", "answer_id": str(uuid4()), "options": "large"})
    path = "/author/items/box-size/source"
    form = ines.form(path)
    fresh = form["source"].replace("- [x] A small", "- [ ] A small").replace("- [ ] A large", "- [x] A large")
    page = ines.send(path, form, source=fresh)
    assert page.status_code == 422
    assert "What happens to these answers?" in page.text
    ines.said(ines.send(path, form, source=fresh, ruling="keep", reason="Both could be defended."))
    assert "\nrevision: keep: Both could be defended.\n" in ines.read("questions.md")
