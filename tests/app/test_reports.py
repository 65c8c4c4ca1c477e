"""Reports from the learner's side: filed once from any answered item, read when the author has answered."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from app.store import reports
from app.store.reports import MOST_OPEN, Report
from tests.app.conftest import RIGHT
from tests.app.examinee import Examinee

if TYPE_CHECKING:
    from tests.app.conftest import Candidate, Sheet

THANKS = "Thank you: it went to the author's inbox."
XSS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    "</textarea><script>alert(1)</script>",
    "{{ 7*7 }} {% raw %}",
    "javascript:alert(1)",
    "&lt;b&gt; &amp;",
    "<!-- -->\u2028</details>",
]


def kept(anna: Candidate) -> list[Report]:
    """Every report there is, open and closed."""
    with anna.app.extensions["database"].reading() as db:
        return [*reports.open_ones(db), *reports.closed_ones(db)]


def fields(sheet: Sheet, at: int = 0) -> dict[str, Any]:
    """The hidden fields of a report's form on a page."""
    form = sheet.html.split('action="/reports/"')[at + 1].partition("</form>")[0]
    return {name: unescape(value) for name, value in re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form)}


def report(anna: Candidate, sheet: Sheet, at: int = 0, **changes: Any) -> Sheet:
    """Fill in the form under an item and send it."""
    return anna.send("/reports/", **(fields(sheet, at) | {"about": "wrong", "words": "Two options fit."} | changes))


def answered(anna: Candidate, item: str = "box-size", **response: Any) -> Sheet:
    """The page after an answer in study."""
    return anna.answer(item, **(response or RIGHT[item]))


def test_what_stood_before_the_learner_goes_along(anna: Candidate) -> None:
    """Version, order shown and answer are looked up by the answer; whatever else a form says of them is not heard."""
    sheet = answered(anna, options="large", shown="none,large,small,middle")
    back = report(anna, sheet, item="two-tools", shown="small", hashes="x", seed="7", response="{}")
    assert (back.status, back.path) == (200, sheet.path)
    assert THANKS in back.text
    assert "You reported this on 23 November: it is with the author." in back.text
    assert "Something else wrong with this?" in back.text
    (one,) = kept(anna)
    item = anna.app.extensions["library"].course.items["box-size"]
    assert (one.item, one.hashes, one.shown) == ("box-size", item.hashes, ("none", "large", "small", "middle"))
    assert (one.response, one.about, one.words) == ({"options": ["large"]}, "wrong", "Two options fit.")


def test_a_form_sent_twice_counts_once(anna: Candidate) -> None:
    """By its id; and the same words from a page loaded anew are known as well."""
    sheet = answered(anna)
    assert THANKS in report(anna, sheet).text
    for again in (sheet, anna.open(sheet.path)):
        assert "Thank you: it is in the author's inbox already." in report(anna, again).text
    assert len(kept(anna)) == 1


FAULTS: list[tuple[dict[str, Any], str]] = [
    ({"about": ""}, "Choose what it is about."),
    ({"about": "everything"}, "Choose what it is about."),
    ({"words": " \r\n\t\x00"}, "Say what is wrong, in a word or two."),
    ({"words": "x" * 2001}, "2,001 characters; 2,000 fit. What matters most?"),
    ({"report_id": "1"}, "This form was changed on its way."),
]


def test_a_fault_is_said_and_nothing_typed_is_lost(anna: Candidate) -> None:
    """A page of its own holds the sentence, the item, all that was typed, and the way back; sent again, it is kept."""
    sheet = answered(anna)
    for sent, words in FAULTS:
        refused = report(anna, sheet, **sent)
        assert refused.status == 422
        assert words in refused.text
        assert "Which box carries books best?" in refused.text
        assert sent.get("words", "Two options fit.").strip(" \r\n\t\x00") in refused.html
        assert "about" in sent or refused.checked() == ["wrong"]
        assert f'href="{sheet.path}#report-box-size"' in refused.html
        assert kept(anna) == []
    mended = anna.send("/reports/", **(fields(refused) | {"about": "typo", "words": "x" * 2000}))
    assert (mended.path, mended.status) == (sheet.path, 200)
    assert [len(one.words) for one in kept(anna)] == [2000]


def test_all_faults_are_said_together(anna: Candidate) -> None:
    """With links to their fields."""
    refused = report(anna, answered(anna), about="", words="")
    assert "2 things need another look." in refused.text
    assert {'href="#about"', 'href="#words"'} <= set(re.findall(r'href="#\w+"', refused.html))


def test_line_ends_count_once_and_stay(anna: Candidate) -> None:
    """A browser sends two characters for each; letters of every script are kept, what controls a terminal is not."""
    report(anna, answered(anna), words="a\r\n" * 990 + "\x1b[31m\u4eac\U0001f9ed\u200d")
    (one,) = kept(anna)
    assert one.words == "a\n" * 990 + "[31m\u4eac\U0001f9ed\u200d"


def test_what_is_not_there_cannot_be_reported(anna: Candidate) -> None:
    """404 for an unknown item and for an answer that is not one's own, whatever item stands beside it."""
    own = {"report_id": str(uuid4()), "about": "wrong", "words": "No."}
    unknown = {"answer": str(uuid4())}
    for sent in ({"item": "nothing"}, {}, {"answer": "x"}, unknown, unknown | {"item": "box-size"}):
        assert anna.send("/reports/", **(own | sent)).status == 404
    assert kept(anna) == []


def test_a_strangers_answer_is_not_reported(anna: Candidate) -> None:
    """Its id is no key to it, nor is the id of a stranger's report."""
    from app.store import answers
    from tests.store.actors import NOON, a_learner, a_submission

    with anna.app.extensions["database"].writing() as db:
        ben, course = a_learner(db), anna.app.extensions["library"].course
        bens = answers.keep(db, course, ben, a_submission("box-size", {"options": ["small"]}), 739_000).answer
        filed = Report(
            id=str(uuid4()), learner=ben.id, item="box-size", hashes=bens.hashes, about="typo", words="Bs.", at=NOON
        )
        reports.file(db, ben, filed)
    own = {"report_id": str(uuid4()), "about": "wrong", "words": "No."}
    assert anna.send("/reports/", answer=bens.id, **own).status == 404
    taken = anna.send("/reports/", **(own | {"item": "box-size", "report_id": filed.id}))
    assert taken.status == 409
    assert "This form was changed on its way." in taken.text
    assert fields(taken)["report_id"] != filed.id
    assert kept(anna) == [filed]
    assert "Nothing reported yet" in anna.open("/reports/").text


def test_twenty_may_wait(anna: Candidate) -> None:
    """The next one is told so in words and keeps what was typed."""
    sheet = answered(anna)
    for number in range(MOST_OPEN):
        assert report(anna, sheet, report_id=str(uuid4()), words=f"Number {number}").status == 200
    more = report(anna, sheet, report_id=str(uuid4()), words="One more")
    assert more.status == 422
    assert (
        "20 of your reports wait for an answer, and more do not fit. Send this one when some are answered." in more.text
    )
    assert "One more" in more.html
    assert len(kept(anna)) == MOST_OPEN


def test_the_wrong_method_is_refused(anna: Candidate) -> None:
    """Nothing is filed by opening a page, nothing is read by sending."""
    assert anna.client.put("/reports/").status_code == 405
    assert anna.client.post("/reports/new", data={"item": "box-size"}).status_code == 405
    assert anna.open("/reports/?item=box-size&about=wrong&words=No").status == 200
    assert kept(anna) == []


def test_back_is_a_page_of_ours(anna: Candidate) -> None:
    """Any other address leads to one's reports."""
    sheet = answered(anna)
    for back in ("https://example.org/", "//example.org", "/\\example.org", "javascript:alert(1)", ""):
        sent = report(anna, sheet, report_id=str(uuid4()), words=f"From {back}", back=back)
        assert (sent.path, sent.status) == ("/reports/", 200)
        assert THANKS in sent.text


def test_words_are_shown_and_never_run(anna: Candidate) -> None:
    """On the refused form, among one's reports, in the inbox, and among those answered; the reply as well."""
    sheet = answered(anna)
    for words in XSS:
        refused = report(anna, sheet, report_id=str(uuid4()), about="", words=words)
        report(anna, refused, words=words)
        (one,) = (one for one in kept(anna) if one.outcome is None)
        form = {"item": one.item, "report": one.id, "outcome": "declined", "reply": words}
        pages = [refused, anna.open("/reports/"), anna.open("/author/inbox/")]
        pages.append(anna.send("/author/inbox/close", **(form | {"outcome": ""})))
        anna.send("/author/inbox/close", **form)
        pages += [anna.open("/reports/"), anna.open("/author/inbox/closed")]
        for page in pages:
            main = page.html.partition("<main")[2].partition("</main>")[0]
            assert words in unescape(main)
            assert "<" not in words or words not in main
            assert not re.search(r"<(script|img)\b|<[^>]*\son\w+=", main)


def test_an_answer_is_news_until_it_was_read(anna: Candidate) -> None:
    """Today says so quietly, one's reports show it as new, and then no more."""
    report(anna, answered(anna), words="Key?")
    assert "With the author" in anna.open("/reports/").text
    assert "has answered" not in anna.open("/").text
    (one,) = kept(anna)
    anna.send("/author/inbox/close", item=one.item, report=one.id, outcome="explained", reply="Books are heavy.")
    assert "The author has answered your report. Read it" in anna.open("/").text
    first = anna.open("/reports/").text
    assert all(words in first for words in ("New", "Explained", "Key?", "Books are heavy.", "Which box carries books"))
    assert "New" not in anna.open("/reports/").text
    assert "has answered" not in anna.open("/").text
    assert "You reported this" not in anna.open("/terms/").text


def test_every_answered_item_can_be_reported(drilling: Candidate) -> None:
    """Study, drill, order, a frame with its seed, a running case's event, a lesson's check."""
    for item in ("box-size", "move-order"):
        report(drilling, answered(drilling, item))
    report(drilling, drilling.answer("move-order", "/orders/answer", **RIGHT["move-order"]), words="Order.")
    drilled = {"axes": "step", "axis-step": "act"}
    report(drilling, drilling.answer("sofa-go", "/drills/answer", **drilled))
    report(drilling, drilling.answer("shelf-plan", "/drills/answer", seed="7", **drilled))
    report(drilling, drilling.answer("from-flat-to-flat.look", "/cases/answer", axes="step", **{"axis-step": "now"}))
    check = drilling.open("/lessons/01-moving/words")
    assert report(drilling, check, words="In the lesson.").path == "/lessons/01-moving/words"
    found = {one.item: one for one in kept(drilling)}
    assert set(found) == {"box-size", "move-order", "sofa-go", "shelf-plan", "from-flat-to-flat.look"}
    assert found["shelf-plan"].seed == 7


def test_both_stories_of_a_contrast_can_be_reported(drilling: Candidate) -> None:
    """Each with its own answer."""
    asked = drilling.open("/contrasts/step/route/act")
    sent = asked.form | {"label-left": "act", "label-right": "act"}
    after = drilling.send("/contrasts/step/route/act/answer", **sent)
    for at in (0, 1):
        assert THANKS in report(drilling, after, at).text
    assert {one.item for one in kept(drilling)} == {"sofa-plan", "sofa-go"}
    assert all(one.response == {"labels": {"step": ["act"]}} for one in kept(drilling))


def test_a_sketch_is_reported_without_an_answer(drilling: Candidate) -> None:
    """What was written in it stays with its learner."""
    course = drilling.app.extensions["library"].course
    sketch = next(item for item in course.items.values() if item.kind == "sketch")
    report(drilling, drilling.open(f"/sketches/{sketch.id}/compare"), about="unclear")
    (one,) = kept(drilling)
    assert (one.item, one.response, one.shown, one.hashes) == (sketch.id, None, (), sketch.hashes)


def test_a_card_is_reported_from_its_back(anna: Candidate) -> None:
    """Not while it is hidden; then the card is asked on."""
    sheet = anna.until("box-meaning")
    assert "Something wrong with this?" not in sheet.text
    back = report(anna, anna.open("/study/?reveal=1"))
    assert back.path == "/study/?reveal=1"
    assert THANKS in back.text
    assert "Did you know it?" in back.text
    assert [one.item for one in kept(anna)] == ["box-meaning"]


def test_an_exam_is_reported_afterwards(candidate: Candidate) -> None:
    """Nothing to report while it runs; in the review each question, answered or blank, has its fold."""
    sitting = Examinee.begin(candidate)
    assert "wrong with this" not in candidate.open(sitting.path(1)).text
    sitting.choose(2, right=False)
    wrong = sitting.option(2, right=False)
    sitting.hand_in()
    review = candidate.open(sitting.path("review"))
    assert review.text.count("Something wrong with this?") == 40
    for at in (0, 1):
        assert report(candidate, review, at).path == sitting.path("review")
    blank, chosen = (
        next(one for one in kept(candidate) if one.item == asked.item) for asked in sitting.sitting.paper[:2]
    )
    assert blank.response is None
    assert chosen.response == {"options": [wrong], "sitting": sitting.name}
    assert chosen.shown == tuple(sitting.sitting.paper[1].shown)


def test_a_term_is_reported_from_the_glossary(app: Any) -> None:
    """A page of its own with its words, and back to the place in the list."""
    from tests.app.conftest import Candidate

    anna = Candidate(app)
    listed = anna.open("/terms/?q=warranty")
    link = unescape(re.findall(r'href="(/reports/new[^"]+)"', listed.html)[0])
    form = anna.open(link)
    assert "Something wrong with this?" in form.text
    assert form.status == 200
    back = report(anna, form, about="typo")
    assert back.path == "/terms/?q=warranty"
    assert "You reported this: it is with the author." in back.text
    assert anna.open("/reports/new?item=nothing").status == 404


def test_reports_go_with_a_learners_data(anna: Candidate) -> None:
    """They are exported, and deleted on starting over."""
    report(anna, answered(anna), words="Mine.")
    assert anna.client.get("/account/export").get_json()["reports"][0]["words"] == "Mine."
    anna.send("/account/start-over", sure="yes")
    assert kept(anna) == []
