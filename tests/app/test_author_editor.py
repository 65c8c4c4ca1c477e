"""The editor: what is typed is checked, shown, rearranged and saved; what is wrong is said at its field."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.app.author_room import git

if TYPE_CHECKING:
    from tests.app.author_room import Ines

CHAPTER = "01-moving"
NEW = f"/author/items/new/{{}}?chapter={CHAPTER}"
ITEMS = ["box-meaning", "box-size", "sofa-plan", "shelf-plan", "move-order", "from-flat-to-flat", "own-move"]
"""One of each kind."""
OPTIONS = ["A small one", "A large one", "A middle one", "No box"]


def test_saving_a_form_as_it_came_changes_no_byte(ines: Ines) -> None:
    """Of every kind; there is nothing to commit then."""
    before = {path: path.read_bytes() for path in ines.course.glob("*/*.md")}
    for slug in ITEMS:
        assert "Saved. Nothing had changed." in ines.said(ines.edit(slug)), slug
    assert {path: path.read_bytes() for path in ines.course.glob("*/*.md")} == before
    assert ines.subject() == "Begin by Ines Gitter"


def test_a_changed_text_is_saved_committed_and_served(ines: Ines) -> None:
    """Of every kind: one line of one file changes; the commit bears the note and the author's name."""
    for slug in ITEMS:
        form = ines.form(f"/author/items/{slug}")
        page = ines.said(ines.edit(slug, text=f"{form['text']} Mended.", note=f"Mend {slug}"))
        assert re.search(r"Saved, commit [0-9a-f]{7} by Ines Gitter\.", page)
        assert "Mended." in page
        assert ines.subject() == f"Mend {slug} by Ines Gitter"
        assert git(ines.course, "diff", "--shortstat", "HEAD~1") == "1 file changed, 1 insertion(+), 1 deletion(-)"
        assert ines.app.extensions["library"].course.items[slug].text.endswith("Mended.")


def test_the_name_under_you_stands_in_the_history(ines: Ines) -> None:
    """Given there, it comes before what Git knows of this machine's user."""
    settings = {"edition": "itil4", "minutes": "25", "new_a_day": "5", "zone": "UTC", "theme": "auto", "buttons": "2"}
    edition = ines.app.extensions["library"].course.editions[0].id
    ines.client.post("/account/", data=settings | {"name": " Ines  Writer ", "edition": edition})
    ines.said(ines.edit("box-meaning", answer="A box is a box."))
    assert ines.subject() == "Edit box-meaning by Ines Writer"


def test_a_new_item_goes_into_its_chapters_file(ines: Ines) -> None:
    """With slugs for its options; the empty rows are left out, and it is a draft until its author says otherwise."""
    form = ines.form(NEW.format("question"))
    assert form["status"] == "draft"
    sent = form | {
        "id": "box-weight",
        "skill": "move.words",
        "style": "standard",
        "bloom": "1",
        "text": "How heavy is a box?",
    }
    sent |= {"rows-0-text": "As much as one can lift", "rows-0-reason": "Backs matter.", "right": "0"}
    sent |= {"rows-2-text": "As much as it holds", "rows-2-reason": "Nobody can lift it.", "why": "Think of your back."}
    page = ines.said(ines.send(NEW.format("question"), sent))
    assert "Saved, commit" in page
    assert ines.read("questions.md").endswith(
        "\n\n## question box-weight\n"
        "skill: move.words | style: standard | bloom: 1 | status: draft\n\n"
        "How heavy is a box?\n\n"
        "- [x] As much as one can lift {#as-much-as-one}\n  > Backs matter.\n"
        "- [ ] As much as it holds {#as-much-as-it}\n  > Nobody can lift it.\n\n"
        "> [!why] Think of your back.\n"
    )
    assert ines.subject() == "Add box-weight by Ines Gitter"


def test_a_new_file_is_made_for_the_first_of_a_kind(ines: Ines) -> None:
    """A key term in a chapter without terms."""
    form = ines.form(NEW.format("term"))
    ines.said(ines.send(NEW.format("term"), form, id="strap", title="Strap", text="It carries."))
    assert ines.read("terms.md").endswith("## term strap\ntitle: Strap | status: draft\n\nIt carries.\n")


def test_an_option_keeps_its_slug_whatever_its_words_are(ines: Ines) -> None:
    """Former answers are kept under it."""
    ines.said(ines.edit("box-size", **{"rows-0-text": "A tiny one"}))
    assert "- [x] A tiny one {#small}" in ines.read("questions.md")


def test_right_options_and_part_credit_are_written_as_boxes(ines: Ines) -> None:
    """A radio for the right one; of two right ones, boxes to tick."""
    ines.said(ines.edit("box-size", right="1", **{"rows-2-mark": "~ 0.25", "rows-3-mark": "void"}))
    found = re.findall(r"- \[(.*?)\]", ines.read("questions.md"))
    assert found[:4] == [" ", "x", "~ 0.25", "void"]
    page = ines.open("/author/items/two-tools").text
    assert page.count('type="checkbox" name="right"') == 4
    assert ines.fields(page)["right"] == ["0", "1"]


def test_rows_move_with_what_was_typed_and_nothing_is_saved(ines: Ines) -> None:
    """The key, the slug and the reason go along; an act on a row that is not there does nothing."""
    acts: dict[str, list[int | None]] = {
        "rows:down:0": [1, 0, 2, 3],
        "rows:up:3": [0, 1, 3, 2],
        "rows:remove:1": [0, 2, 3],
        "rows:add": [0, 1, 2, 3, None],
        "rows:up:0": [0, 1, 2, 3],
        "rows:remove:99": [0, 1, 2, 3],
        "rows:none:1": [0, 1, 2, 3],
    }
    for act, order in acts.items():
        page = ines.edit("box-size", act, why="Typed before.")
        form = ines.fields(page.text)
        rows = [value for name, value in form.items() if re.fullmatch(r"rows-\d+-text", name)]
        assert rows == ["" if place is None else OPTIONS[place] for place in order], act
        assert (page.status_code, form["why"]) == (200, "Typed before.")
        assert form[f"rows-{form['right']}-slug"] == "small"
    assert "Typed before." not in ines.read("questions.md")


def test_events_of_a_case_and_their_labels_move_too(ines: Ines) -> None:
    """One level deeper, by the same buttons."""
    page = ines.edit("from-flat-to-flat", "events:up:1")
    form = ines.fields(page.text)
    assert [form[f"events-{place}-id"] for place in range(4)] == ["way", "look", "go", "again"]
    page = ines.send("/author/items/from-flat-to-flat", form, "events-0-rows:remove:2")
    form = ines.fields(page.text)
    assert [form[f"events-0-rows-{place}-text"] for place in range(2)] == ["step/route", "activity/pack"]
    assert "events-0-rows-2-text" not in form
    ines.said(ines.send("/author/items/from-flat-to-flat", form))
    assert ines.read("exercises.md").index("### event way") < ines.read("exercises.md").index("### event look")


def test_check_shows_the_item_as_a_learner_sees_it(ines: Ines) -> None:
    """Before, after a right answer and after a wrong one; what was typed stays in the form."""
    page = ines.edit("sofa-plan", "check", text="Ela ==counts boxes=={step}; all is ==open=={activity}.").text
    assert "After a right answer" in page
    assert "After a wrong answer" in page
    assert page.count("counts boxes") >= 3
    assert 'class="cue' in page
    assert "The stairs are in it, a bit." in page


def test_the_preview_alone_holds_what_is_typed(ines: Ines) -> None:
    """A part of a page, for the script that asks while somebody types."""
    for slug in ITEMS:
        path = f"/author/items/{slug}"
        typed = {"text": "Freshly typed {who} {what}", "events-0-text": "Freshly typed"}
        answer = ines.client.post(f"{path}/preview", data=ines.form(path) | typed)
        assert answer.status_code == 200
        assert "<html" not in answer.text
        assert "Freshly typed" in answer.text, slug


def test_what_is_wrong_stands_at_its_field_and_in_the_summary(ines: Ines) -> None:
    """Nothing is written; the summary leads to each field, and the field says it too."""
    before = ines.read("questions.md")
    answer = ines.edit("box-size", skill="move.wrds", text="TODO Which box?", right=[])
    assert answer.status_code == 422
    for field, words in [("skill", "There is no skill &#39;move.wrds&#39;"), ("text", "Still to be done: TODO")]:
        assert re.search(rf'<a href="#{field}">{words}', answer.text), field
    assert 'id="skill" name="skill" value="move.wrds"' in answer.text
    assert re.search(r'id="skill"[^>]*aria-describedby="skill-said-1 [^>]*aria-invalid="true"', answer.text)
    assert ines.read("questions.md") == before


def test_warnings_do_not_keep_it_from_being_saved(ines: Ines) -> None:
    """They are said, and a reason can be given for them."""
    long = "A small one, because the weight of many books is far more than anybody would believe at first sight"
    page = ines.edit("box-size", "check", **{"rows-0-text": long}).text
    assert "L1" in page
    assert "Saved, commit" in ines.said(ines.edit("box-size", **{"rows-0-text": long}))


def test_a_text_cannot_become_another_item_row_or_attribute(ines: Ines) -> None:
    """What the grammar would read as something else is refused at its field."""
    before = ines.read("questions.md")
    for field, text in [
        ("text", "Which?\n\n## card other\n\nQ: a\nA: b"),
        ("text", "Which?\n\n- [x] One more"),
        ("why", "Because.\n\n## question box-size\n"),
        ("rows-0-text", "A small one {#other}"),
        ("skill", "move.words | status: retired"),
    ]:
        answer = ines.edit("box-size", **{field: text})
        assert (answer.status_code, ines.read("questions.md")) == (422, before), text


def test_a_review_is_signed_when_everything_is_ticked(ines: Ines) -> None:
    """With date and name; a part of it signs nothing."""
    every = ["ambiguity", "keys", "distractors", "facts", "edition", "reading"]
    ines.said(ines.edit("box-meaning", ticked=every[:5], answer="Once."))
    assert "reviewed" not in ines.read("cards.md")
    ines.said(ines.edit("box-meaning", ticked=every))
    assert "reviewed: 2026-11-23, Ines Gitter" in ines.read("cards.md")


def test_retiring_keeps_the_item_and_asks_it_no_more(ines: Ines) -> None:
    """Its status changes and nothing else."""
    form = ines.form("/author/items/lift-only")
    page = ines.said(ines.client.post("/author/items/lift-only/retire", data={"etag": form["etag"]}))
    assert "Saved, commit" in page
    assert "status: retired" in ines.read("questions.md")
    assert ines.subject() == "Retire lift-only by Ines Gitter"
    assert ines.app.extensions["library"].course.items["lift-only"].status == "retired"


def test_an_item_that_a_lesson_asks_for_is_not_retired(ines: Ines) -> None:
    """The lesson would have a hole; the page says which line."""
    etag = ines.form("/author/items/box-size")["etag"]
    answer = ines.client.post("/author/items/box-size/retire", data={"etag": etag})
    assert answer.status_code == 422
    assert "01-moving/lesson.md:" in answer.text.partition('id="summary"')[2].partition("</div>")[0]
    assert "retired" not in ines.read("questions.md")


def test_the_same_form_sent_twice_saves_once(ines: Ines) -> None:
    """An old one and a new one: the second finds it done."""
    path = "/author/items/box-meaning"
    form = ines.form(path) | {"answer": "Said once."}
    ines.said(ines.send(path, form))
    assert "It stands like this in the file." in ines.said(ines.send(path, form))
    fresh = ines.form(NEW.format("card")) | {
        "id": "tape",
        "skill": "move.words",
        "text": "Tape?",
        "answer": "It holds.",
    }
    ines.said(ines.send(NEW.format("card"), fresh))
    assert "It stands like this in the file." in ines.said(ines.send(NEW.format("card"), fresh))
    assert ines.read("cards.md").count("## card tape") == 1
    assert git(ines.course, "rev-list", "--count", "HEAD") == "3"


def test_what_is_not_there_is_not_found(ines: Ines) -> None:
    """Items are looked up by their id, chapters by theirs; nothing else leads to a file."""
    for path in [
        *("nothing", "nothing/source", "nothing/history", "..%2Fsyllabus.toml"),
        *("new/poem?chapter=01-moving", "new/card?chapter=../../etc", "new/card"),
    ]:
        assert ines.open(f"/author/items/{path}").status_code == 404
        sent = {"act": "save", "path": "../x.md", "chapter": "../.."}
        assert ines.client.post(f"/author/items/{path}", data=sent).status_code == 404


def test_acts_are_posts(ines: Ines) -> None:
    """A link cannot do them."""
    for act in ("preview", "retire", "source/preview"):
        assert ines.open(f"/author/items/box-size/{act}").status_code == 405


def test_an_id_that_is_taken_or_none_is_said(ines: Ines) -> None:
    """At its field, with where the other one is."""
    form = ines.form(NEW.format("card")) | {"skill": "move.words", "text": "Tape?", "answer": "It holds."}
    for slug, words in [
        ("box-size", "The id &#39;box-size&#39; is taken in 01-moving/questions.md"),
        ("", "It has no id yet"),
        ("Tape One", "Not an id"),
    ]:
        answer = ines.send(NEW.format("card"), form, id=slug)
        assert answer.status_code == 422
        assert re.search(rf'<a href="#id">{words}', answer.text), slug


def test_a_form_without_its_etag_overwrites_nothing(ines: Ines) -> None:
    """It cannot say what it began from."""
    form = ines.form("/author/items/box-meaning") | {"etag": "", "answer": "Blindly."}
    assert ines.send("/author/items/box-meaning", form).status_code == 409
    assert "Blindly." not in ines.read("cards.md")
