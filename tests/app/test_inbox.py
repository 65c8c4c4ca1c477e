"""The author's inbox: reports by item as their reporters saw them, answered once, opened again, all of it audited."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from app.store import answers, audit, reports
from quizzes.course.items import Hashes
from tests.store.actors import NOON, a_learner, a_submission

if TYPE_CHECKING:
    import time_machine

    from app.store.audit import Entry
    from app.store.reports import Report
    from tests.app.conftest import Candidate, Sheet

INBOX = "/author/inbox/"
ANSWER = {"outcome": "mended", "reply": "Thank you, it is mended."}


def filed(anna: Candidate, item: str = "box-size", words: str = "Two fit.", **answer: Any) -> Report:
    """A report on an item, with an answer to it in any order of options."""
    given = {"options": ["small"]} if item == "box-size" else None
    with anna.app.extensions["database"].writing() as db:
        ben, course = a_learner(db), anna.app.extensions["library"].course
        known = course.find(item)
        own: dict[str, Any] = {"hashes": known.hashes if known else Hashes("", "", "")}
        if given or answer:
            sent = a_submission(item, **({"response": given} | answer))
            kept = answers.keep(db, course, ben, sent, 739_000).answer
            own = {name: getattr(kept, name) for name in ("hashes", "seed", "response", "shown")}
        at = NOON + timedelta(minutes=reports.waiting(db))
        made = reports.Report(id=str(uuid4()), learner=ben.id, item=item, about="wrong", words=words, at=at, **own)
        reports.file(db, ben, made)
    return made


def now(anna: Candidate, report: Report) -> Report:
    """A report as it is kept now."""
    with anna.app.extensions["database"].reading() as db:
        found = reports.find(db, report.id)
    assert found
    return found


def audited(anna: Candidate, item: str = "box-size") -> tuple[Entry, ...]:
    """What the audit has of an item."""
    with anna.app.extensions["database"].reading() as db:
        return audit.of(db, item)


def close(anna: Candidate, *which: Report, **changes: str) -> Sheet:
    """Answer reports on one item with the form of the inbox."""
    sent = {"item": which[0].item, "report": [one.id for one in which]}
    return anna.send(f"{INBOX}close", **(sent | ANSWER | changes))


def test_an_empty_inbox_says_what_will_come(anna: Candidate) -> None:
    """And leads to what was answered, which says the same."""
    assert "Nothing waits" in anna.open(INBOX).text
    assert "Nothing answered yet" in anna.open(f"{INBOX}closed").text


def test_the_most_reported_item_stands_first(anna: Candidate) -> None:
    """Then the one that waits longest; each with its file and line, and all that was said of it."""
    filed(anna, "move-order", "First of all.", response={"order": ["look", "carry", "plan"]})
    for words in ("Two fit.", "Mine is right too."):
        filed(anna, words=words)
    page = anna.open(INBOX)
    assert re.findall(r"<code>([a-z-]+)</code>", page.html) == ["box-size", "move-order"]
    assert "2 reports 01-moving/questions.md:5" in page.text
    assert page.text.index("Two fit.") < page.text.index("Mine is right too.") < page.text.index("First of all.")
    assert "They chose: Look; Carry; Plan" in page.text


def test_the_item_stands_as_its_reporter_saw_it(anna: Candidate) -> None:
    """Options in the order shown, what was chosen, and each option's reason."""
    filed(anna, response={"options": ["large"]}, shown=("none", "large", "small", "middle"))
    page = anna.open(INBOX).text
    places = [
        page.index(f"{number} {text}") for number, text in enumerate(("No box", "A large", "A small", "A middle"), 1)
    ]
    assert places == sorted(places)
    assert "They chose: A large one" in page
    assert "Your answer: not this one Nobody can lift it." in page
    assert "changed since" not in page


def test_a_frame_stands_in_the_words_of_its_seed(drilling: Candidate) -> None:
    """The same that the learner read, with the words that decide lit."""
    asked = {"axes": "step", "axis-step": "act"}
    after = drilling.answer("shelf-plan", "/drills/answer", seed="11", **asked)
    words = re.search(r'<div class="stem">(.*?)</div>', after.html, re.DOTALL)
    assert words
    filed(drilling, "shelf-plan", seed=11, response={"labels": {"step": ["act"]}})
    page = drilling.open(INBOX)
    assert words[1] in page.html
    assert "They chose: Take action" in page.text


def test_an_event_of_a_case_is_shown(drilling: Candidate) -> None:
    """As a story of its own."""
    filed(drilling, "from-flat-to-flat.look", response={"labels": {"step": ["route"]}})
    assert "count their boxes" in drilling.open(INBOX).text


def test_what_has_no_answer_is_shown_all_the_same(drilling: Candidate) -> None:
    """A blank question, a card, an order, a story, a sketch; and an item that has left the course is only named."""
    course = drilling.app.extensions["library"].course
    sketch = next(item for item in course.items.values() if item.kind == "sketch")
    for item in ("two-tools", "box-meaning", "move-order", "sofa-go", sketch.id, "left-long-ago"):
        filed(drilling, item, f"On {item}.")
    page = drilling.open(INBOX).text
    for words in ("A kettle", "A thing with six sides", "Plan", sketch.model[0].split()[0], "Gone left-long-ago"):
        assert words in page
    assert "It has left the course since it was reported. The key or a mark is wrong" in page
    assert "They chose" not in page


def test_what_changed_since_is_said(drilling: Candidate) -> None:
    """The key, what it says, or only its wording; a response that no longer fits shows the item as it is now."""
    questions = drilling.app.extensions["library"].folder / "01-moving/questions.md"
    before = questions.read_text()
    report = filed(drilling)
    for old, new, said in (
        ("Books are heavy for their size.", "Books are heavy.", "The wording was changed since"),
        ("Which box carries", "What kind of box carries", "What it says or asks was changed since"),
        ("- [ ] A large one {#large}", "- [~ 0.5] A large one {#large}", "The key was changed since"),
        ("{#small}", "{#tiny}", "The key was changed since"),
    ):
        questions.write_text(before.replace(old, new) + "\n")
        page = drilling.open(INBOX)
        assert (page.status, page.text.count(f"{said}; this is how it stands now.")) == (200, 1), said
        assert "They chose: A small one" in page.text or "They chose: small" in page.text
    assert report.words in page.text


def test_answering_closes_and_tells_each_reporter(anna: Candidate) -> None:
    """Those chosen, with one row each in the audit, which holds no word of the reporters."""
    one, two, other = filed(anna), filed(anna, words="So do these."), filed(anna, words="Not this one.")
    after = close(anna, one, two)
    assert (after.status, after.path) == (200, INBOX)
    assert "2 reports are closed. Each reporter sees your answer." in after.text
    assert "Not this one." in after.text
    assert "Two fit." not in after.text
    for report in (one, two):
        found = now(anna, report)
        assert (found.outcome, found.reply, found.unread) == ("mended", ANSWER["reply"], True)
    assert now(anna, other) == other
    rows = audited(anna)
    assert [(row.act, row.by, row.told["outcome"], row.told["reply"]) for row in rows] == [
        ("report closed", "You", "mended", ANSWER["reply"])
    ] * 2
    assert {row.told["report"] for row in rows} == {one.id, two.id}
    assert "Two fit." not in str(rows)


def test_closing_twice_counts_once(anna: Candidate) -> None:
    """The first answer stands, and no second row is written."""
    report = filed(anna)
    assert "Closed. The reporter sees your answer." in close(anna, report).text
    assert "Closed before. Nothing was changed." in close(anna, report, outcome="declined", reply="No.").text
    assert now(anna, report).reply == ANSWER["reply"]
    assert len(audited(anna)) == 1


def test_an_answer_needs_its_words(anna: Candidate) -> None:
    """Each fault at its field, what was typed and chosen as it was, and that item first."""
    filed(anna, "two-tools"), filed(anna, "two-tools", "Again.")
    one, two = filed(anna), filed(anna, words="So do these.")
    filed(anna, "two-tools", "And again.")
    for changes, words in (
        ({"reply": " "}, "Write what the reporter will read."),
        ({"outcome": "", "reply": "Half a thought"}, "Choose what became of it."),
        ({"outcome": "forgotten"}, "Choose what became of it."),
        ({"reply": "x" * 2001}, "2,001 characters; 2,000 fit."),
    ):
        page = close(anna, one, **changes)
        assert (page.status, page.text.count(words)) == (422, 1)
        assert page.html.index(">box-size<") < page.html.index(">two-tools<")
        assert changes.get("reply", ANSWER["reply"]) in page.html
        assert changes.get("outcome", "mended") in (*page.checked(), "", "forgotten")
        assert one.id in page.checked()
        assert two.id not in page.checked()
    none = anna.send(f"{INBOX}close", item="box-size", **ANSWER)
    assert (none.status, "Choose at least one report to answer." in none.text) == (422, True)
    assert now(anna, one) == one
    assert audited(anna) == ()


def test_unknown_reports_and_wrong_methods_are_refused(anna: Candidate) -> None:
    """404 and 405; nothing is changed, the known one beside it neither."""
    report = filed(anna)
    assert anna.send(f"{INBOX}close", item="box-size", report=[report.id, str(uuid4())], **ANSWER).status == 404
    assert anna.send(f"{INBOX}reopen", report="nothing").status == 404
    for act in ("close", "reopen"):
        assert anna.client.get(f"{INBOX}{act}").status_code == 405
    assert anna.client.post(INBOX).status_code == 405
    assert now(anna, report) == report


def test_a_closing_is_taken_back(anna: Candidate) -> None:
    """It waits again with the answer as a draft; the reporter sees it no more; twice is as once; audited."""
    report = filed(anna)
    close(anna, report)
    after = anna.send(f"{INBOX}reopen", report=report.id)
    assert after.path == INBOX
    assert "Open again; your answer is kept as a draft." in after.text
    assert f"{ANSWER['reply']}</textarea>" in after.html
    assert not now(anna, report).unread
    assert "It is open already." in anna.send(f"{INBOX}reopen", report=report.id).text
    assert [row.act for row in audited(anna)] == ["report opened again", "report closed"]


def test_what_was_answered_is_found_by_item(anna: Candidate, clock: time_machine.Traveller) -> None:
    """With both sides' words and whether it was read; a search that finds nothing says so."""
    close(anna, filed(anna))
    clock.shift(60)
    close(anna, filed(anna, "two-tools", "Three help."), outcome="declined", reply="No.")
    every = anna.open(f"{INBOX}closed").text
    assert every.index("two-tools") < every.index("box-size")
    assert all(words in every for words in ("Left as it is", "Three help.", "No.", "not read yet"))
    found = anna.open(f"{INBOX}closed?q=SIZE").text
    assert "1 answered on items like" in found
    assert ("box-size" in found, "two-tools" in found) == (True, False)
    assert "0 answered on items like" in anna.open(f"{INBOX}closed?q=%25").text


def test_a_long_inbox_comes_in_parts(anna: Candidate, monkeypatch: Any) -> None:
    """What does not fit moves up as the rest is answered."""
    from app.rooms import inbox

    monkeypatch.setattr(inbox, "AT_ONCE", 2)
    for item in ("box-size", "two-tools", "move-order"):
        filed(anna, item, response={"order": ["look", "plan", "carry"]} if item == "move-order" else
              {"options": ["small"] if item == "box-size" else ["strap", "trolley"]})  # fmt: skip
    page = anna.open(INBOX).text
    assert "Waiting: 3" in page
    assert "1 more item moves up as these are answered." in page


def test_the_way_to_the_editor_stands_beside_each_item(drilling: Candidate) -> None:
    """An event is mended in its case; what is gone leads nowhere."""
    filed(drilling), filed(drilling, "left-long-ago")
    filed(drilling, "from-flat-to-flat.look", response={"labels": {"step": ["now"]}})
    page = drilling.open(INBOX)
    ways = re.findall(r'href="/author/items/([^"]+)">Edit this (\w+)', page.html)
    assert sorted(ways) == [("box-size", "question"), ("from-flat-to-flat", "case")]
    assert 'href="/author/inbox/"' in drilling.open("/author/").html
