"""Source, history and conflicts: the same item as text, its former texts, and two authors at once."""

from __future__ import annotations

import os
import re
from html import unescape
from typing import TYPE_CHECKING

from tests.app.author_room import git

if TYPE_CHECKING:
    import pytest

    from tests.app.author_room import Ines

SOURCE = "/author/items/box-meaning/source"


def mended(ines: Ines, old: str, new: str, name: str = "cards.md") -> None:
    """Change a file by hand, as if by another editor."""
    path = ines.course / "01-moving" / name
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_the_source_is_what_stands_in_the_file(ines: Ines) -> None:
    """And what is typed there is saved as it is, without a form's layout."""
    form = ines.form(SOURCE)
    assert form["source"] in ines.read("cards.md")
    fresh = form["source"].replace("Q:", "Q:  ")
    assert "Saved, commit" in ines.said(ines.send(SOURCE, form, source=f"{fresh}\r\n\r\n", note="Space"))
    assert fresh in ines.read("cards.md")
    assert ines.subject() == "Space by Ines Gitter"


def test_a_source_with_mistakes_is_refused_with_its_lines(ines: Ines) -> None:
    """Nothing is written, and what was typed is still there."""
    before, form = ines.read("cards.md"), ines.form(SOURCE)
    for source, words in [
        ("", "This is not one item"),
        ("## card box-meaning\n\nQ: a\nA: b\n\n## card two\n\nQ: c\nA: d", "This is not one item"),
        ("## card other\nskill: move.words\n\nQ: What?\nA: That.", "The first line must stay ## card box-meaning"),
        (form["source"].replace("move.words", "move.wrds"), "There is no skill"),
    ]:
        answer = ines.send(SOURCE, form, source=source)
        assert answer.status_code == 422
        assert words in unescape(answer.text)
        assert ines.fields(answer.text)["source"] == source
    assert ines.read("cards.md") == before


def test_an_item_that_does_not_read_well_is_mended_as_source(ines: Ines) -> None:
    """A form would lose what it does not understand."""
    mended(ines, "  > Books slide.", "  > Books slide.\n\nA stray sentence.", "questions.md")
    answer = ines.open("/author/items/box-size")
    assert answer.location == "/author/items/box-size/source"
    page = ines.said(answer)
    assert "does not read well enough for a form" in page
    form = ines.fields(page)
    whole = form["source"].replace("\n\nA stray sentence.", "")
    ines.said(ines.send("/author/items/box-size/source", form, source=whole))
    assert ines.open("/author/items/box-size").status_code == 200


def test_a_change_in_the_file_is_a_conflict_with_three_texts(ines: Ines) -> None:
    """409; what both changed in different lines is offered as one text, and that can be saved."""
    form = ines.form("/author/items/box-size") | {"text": "Which box is best for books?"}
    mended(ines, "Books slide.", "Books slide about.", "questions.md")
    answer = ines.send("/author/items/box-size", form)
    assert answer.status_code == 409
    for words in ("What you began from", "Yours", "In the file now", "both changes together"):
        assert words in answer.text
    both = ines.fields(answer.text)
    assert "Which box is best for books?" in both["source"]
    assert "Books slide about." in both["source"]
    assert "best for books" not in ines.read("questions.md")
    page = ines.said(ines.send("/author/items/box-size/source", both))
    assert "Saved, but not committed" in page  # the change by hand is in no commit, and must not be taken for Ines's
    assert "best for books" in ines.read("questions.md")
    assert "Books slide about." in ines.read("questions.md")


def test_changes_of_the_same_line_are_put_together_by_the_author(ines: Ines) -> None:
    """Own text first; the file's is beside it. Sent blindly it is a conflict again if the file goes on changing."""
    form = ines.form("/author/items/box-meaning") | {"answer": "Mine."}
    mended(ines, "A:", "A: Theirs.")
    answer = ines.send("/author/items/box-meaning", form)
    assert "yours, until you put both together" in answer.text
    both = ines.fields(answer.text)
    assert "A: Mine." in both["source"]
    mended(ines, "Theirs.", "Theirs again.")
    assert ines.send(SOURCE, both).status_code == 409


def test_other_items_of_the_file_may_change_freely(ines: Ines) -> None:
    """Only the item itself is guarded; the other change stays."""
    form = ines.form("/author/items/box-size") | {"text": "Which box is best for books?"}
    mended(ines, "Sit down", "Sit down and rest", "questions.md")
    git(ines.course, "commit", "-qam", "By hand")
    assert "Saved, commit" in ines.said(ines.send("/author/items/box-size", form))
    assert "Sit down and rest" in ines.read("questions.md")


def test_an_item_that_was_taken_out_gives_its_text_back(ines: Ines) -> None:
    """There is nowhere to save it: the page says so and shows what was typed."""
    form = ines.form("/author/items/lift-only") | {"text": "Typed for nothing?"}
    path = ines.course / "01-moving" / "questions.md"
    path.write_text(path.read_text().partition("## question lift-only")[0])
    assert ines.send("/author/items/lift-only", form).status_code == 404


def test_history_shows_each_version_and_brings_one_back(ines: Ines) -> None:
    """What it changed, when and by whom; bringing it back is a version of its own."""
    ines.said(ines.edit("box-meaning", answer="Second.", note="A second answer"))
    ines.said(ines.edit("box-meaning", answer="Third.", note="A third answer"))
    page = ines.open("/author/items/box-meaning/history").text
    assert re.findall(r'<h2 class="h3" id="v\d">(.*?)</h2>', page) == ["A third answer", "A second answer", "Begin"]
    assert "This is how it stands now." in page
    assert re.search(
        r'class="gone"><span aria-hidden="true">-</span><span class="hidden">gone: </span>A: Second\.', page
    )
    commit = re.findall(r'name="commit" value="([0-9a-f]{40})"', page)[0]
    etag = re.findall(r'name="etag" value="([0-9a-f]+)"', page)[0]
    sent = {"commit": commit, "etag": etag}
    page = ines.said(ines.client.post("/author/items/box-meaning/history", data=sent))
    assert "Saved, commit" in page
    assert "A: Second." in ines.read("cards.md")
    assert ines.subject() == f"Bring box-meaning back to {commit[:7]} by Ines Gitter"
    assert ines.client.post("/author/items/box-meaning/history", data=sent).status_code == 303  # sent twice
    assert ines.client.post("/author/items/box-meaning/history", data=sent | {"commit": "x"}).status_code == 404
    stale = sent | {"etag": "0" * 64, "commit": git(ines.course, "rev-list", "HEAD").split()[-1]}
    assert ines.client.post("/author/items/box-meaning/history", data=stale).status_code == 409


def test_an_item_outside_git_is_saved_without_a_commit(ines: Ines) -> None:
    """And its history says why it is empty."""
    git(ines.course, "checkout", "-q", "--detach")
    (ines.course / ".git").rename(ines.course.parent / "elsewhere")
    page = ines.said(ines.edit("box-meaning", answer="Without Git."))
    assert "Saved. The course is not in a Git work tree, so there is no commit." in page
    assert "No history yet" in ines.open("/author/items/box-meaning/history").text


def test_while_a_merge_is_open_it_is_saved_and_not_committed(ines: Ines) -> None:
    """The words say what to do."""
    (ines.course / ".git" / "MERGE_HEAD").write_text(git(ines.course, "rev-parse", "HEAD") + "\n")
    page = unescape(ines.said(ines.edit("box-meaning", answer="In a merge.")))
    assert "Saved, but not committed: a merge is open in Git. Finish it, then commit 01-moving/cards.md." in page
    assert "In a merge." in ines.read("cards.md")


def test_a_course_that_cannot_be_written_says_so_before_and_after(ines: Ines, monkeypatch: pytest.MonkeyPatch) -> None:
    """The form comes back with what was typed. Tests may run as root, so the system is told to say no."""
    real = os.access
    monkeypatch.setattr(os, "access", lambda path, mode, **more: mode != os.W_OK and real(path, mode, **more))
    page = ines.edit("box-meaning", answer="In vain.")
    assert page.status_code == 422
    assert page.text.count("cannot be written (Permission denied)") == 2
    assert ines.fields(page.text)["answer"] == "In vain."
    assert "In vain." not in ines.read("cards.md")
