"""One item saved into its file, or many in one call: what is written, and what is refused with which words."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from app.desk.files import closed
from app.desk.saving import save, subject
from app.desk.shelf import opened
from app.desk.values import Clash, Conflict, Edit, Opened, Refused, Saved
from tests.conftest import ROOT
from tests.desk.conftest import INES, ITEMS, every_byte

if TYPE_CHECKING:
    from pathlib import Path

CARD = "## card {id}\nskill: a.words\n\nQ: What is a {id}?\nA: One more thing that is said."


def there(folder: Path, slug: str) -> Opened:
    """An item that is there."""
    found = opened(folder, slug)
    assert found
    return found


def edit(now: Opened, old: str, new: str) -> Edit:
    """An edit of an opened item in its text."""
    assert old in now.block
    return Edit(now.id, now.kind, now.block.replace(old, new), now.etag)


def new(slug: str, block: str = CARD, kind: str = "card", chapter: str = "01-start") -> Edit:
    """A new item."""
    return Edit(slug, kind, block.replace("{id}", slug), chapter=chapter)


def refused(folder: Path, *edits: Edit) -> Refused:
    """A refusal, after which the course is byte for byte as before."""
    before = every_byte(folder)
    said = save(folder, edits, INES)
    assert isinstance(said, Refused)
    assert every_byte(folder) == before
    return said


def saved(folder: Path, *edits: Edit) -> Saved:
    """A save that worked."""
    said = save(folder, edits, INES)
    assert isinstance(said, Saved), said
    return said


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_a_saved_item_changes_its_own_lines_only(folder: Path, end: str) -> None:
    """The file has the new words in its own line ends, keeps its mode, and no other file changed."""
    path = folder / ITEMS
    path.write_bytes(path.read_bytes().replace(b"\n", end.encode()))
    path.chmod(0o640)
    before = every_byte(folder)
    said = saved(folder, edit(there(folder, "a-card"), "What is said.", "What people say.\n\nIn words."))
    expected = before[ITEMS].replace(b"A: What is said.", f"A: What people say.{end}{end}In words.".encode())
    assert every_byte(folder) == {**before, ITEMS: expected}
    assert path.stat().st_mode & 0o777 == 0o640
    assert said == Saved((there(folder, "a-card"),), (ITEMS,))


def test_the_etag_of_what_was_saved_serves_for_the_next_edit(folder: Path) -> None:
    """Nobody has to open an item again to go on writing."""
    first = saved(folder, edit(there(folder, "a-card"), "is said", "is spoken")).items[0]
    saved(folder, edit(first, "is spoken", "is sung"))
    assert "A: What is sung." in there(folder, "a-card").block


def test_an_item_with_errors_is_refused_with_the_line_of_its_block(folder: Path) -> None:
    """The problem has its place in the file, and in the text that was sent."""
    said = refused(folder, edit(there(folder, "a-card"), "skill: a.words", "skill: a.wrds"))
    assert said.reason == "There are errors to mend first."
    [placed] = said.problems
    assert (placed.item, placed.line, placed.problem.line, placed.problem.code) == ("a-card", 2, 6, "L31")
    assert placed.problem.hint == "did you mean 'a.words'?"


def test_an_edit_that_breaks_another_item_is_refused_with_that_ones_place(folder: Path) -> None:
    """The lesson asks for this question; as a draft it may go, and then the lesson says that it is missing."""
    saved(folder, edit(there(folder, "a-card"), "skill: a.words", "skill: a.words | see: word"))
    saved(folder, edit(there(folder, "word"), "skill: a.words", "skill: a.words | status: draft"))
    now = there(folder, "word")
    said = refused(folder, Edit(now.id, now.kind, "", now.etag))
    [placed] = said.problems
    assert (placed.item, placed.line, placed.problem.message) == ("", 0, "'see' names an unknown item 'word'")


def test_errors_that_were_there_before_stop_nobody(folder: Path) -> None:
    """Though they move down the file; and an item with errors can be mended here."""
    path = folder / ITEMS
    path.write_text(path.read_text().replace("skill: a.next", "skill: a.nxt") + "\n## term word\n\nThe same id.\n")
    saved(folder, edit(there(folder, "a-card"), "What is said.", "What people say.\n\nIn words."))
    saved(folder, edit(there(folder, "a-order"), "a.nxt", "a.next"))
    assert "skill: a.next" in path.read_text()


def test_warnings_are_told_and_do_not_stop_a_save(folder: Path) -> None:
    """A question with an option more has no reason under it yet."""
    said = saved(folder, edit(there(folder, "a-question"), "  > It is done.\n", ""))
    assert [(placed.item, placed.problem.code) for placed in said.problems] == [("a-question", "L23")]


def test_new_items_go_to_the_file_of_their_kind(folder: Path) -> None:
    """It begins with a title where there was none, also in a chapter that has no folder yet."""
    said = saved(folder, new("deed"), new("wish"), new("plan", chapter="02-later"))
    assert said.paths == ("01-start/cards.md", "02-later/cards.md")
    begun = "---\ntitle: Cards on A start\n---\n\n"
    both = "\n\n".join(CARD.replace("{id}", slug) for slug in ("deed", "wish"))
    assert (folder / "01-start/cards.md").read_text() == f"{begun}{both}\n"
    third = CARD.replace("{id}", "hope")
    saved(folder, new("hope"))
    assert (folder / "01-start/cards.md").read_text() == f"{begun}{both}\n\n{third}\n"


def test_many_edits_are_all_saved_or_none(folder: Path) -> None:
    """Every edit that does not fit is named, and those that do are not written either."""
    now = there(folder, "word")
    wrong = [new("a-card"), Edit("word", "card", now.block, now.etag), new("deed", kind="term")]
    said = refused(folder, edit(there(folder, "a-card"), "is said", "is heard"), new("plan"), *wrong)
    assert [placed.item for placed in said.problems] == ["a-card", "a-card", "word", "deed"]
    two = (edit(there(folder, "a-card"), "is said", "is heard"), edit(now, "is said", "is heard"), new("deed"))
    assert saved(folder, *two).paths == (ITEMS, "01-start/cards.md")
    assert (folder / ITEMS).read_text().count("is heard") == 2


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (new("a-card"), "The id 'a-card' is taken in 01-start/items.md:5. Choose another."),
        (new("One Two"), "This is not one item. It begins with ## and a kind and an id"),
        (new("deed", kind="term"), "The first line must be ## term deed."),
        (new("deed", chapter="../.."), "There is no chapter '../..' in syllabus.toml."),
        (new("deed", chapter=""), "There is no chapter '' in syllabus.toml."),
        (new("deed", chapter="models"), "There is no chapter 'models' in syllabus.toml."),
        (new("deed", f"{CARD}\n\n## term other\n\nB."), "This is not one item."),
        (new("deed", f"{CARD}\ud83d"), "There is a character in it that no file can hold."),
    ],
)
def test_a_new_item_that_cannot_be_is_refused_with_all_others(folder: Path, wrong: Edit, words: str) -> None:
    """One among three: nothing is written, and the words say which and why."""
    said = refused(folder, edit(there(folder, "word"), "is said", "is heard"), new("wish"), wrong)
    assert said.reason.startswith(words)
    assert [placed.item for placed in said.problems] == [wrong.id]


def test_an_id_and_a_kind_are_for_ever(folder: Path) -> None:
    """Neither can be changed in the block or beside it, and no path can be given for one."""
    now = there(folder, "a-card")
    for block in ("## card other\n", "## term a-card\n"):
        said = refused(folder, Edit("a-card", "card", block + now.block.partition("\n")[2], now.etag))
        assert said.reason == "The first line must stay ## card a-card: a kind and an id are for ever."
    said = refused(folder, Edit("a-card", "term", now.block, now.etag))
    assert said.reason == "a-card is a card, and a kind is for ever. Write a new item instead."
    assert save(folder, [Edit("../syllabus", "card", "x", "y")], INES) == Conflict((Clash("../syllabus", "", ""),))


def test_an_item_is_edited_once_a_call(folder: Path) -> None:
    """The second edit would not know of the first."""
    mine = edit(there(folder, "a-card"), "is said", "is heard")
    assert refused(folder, mine, mine).reason == "The id 'a-card' stands in two of these edits."
    assert refused(folder, new("deed"), new("deed")).reason == "The id 'deed' stands in two of these edits."


def test_only_drafts_can_be_taken_out(folder: Path) -> None:
    """What has been live is retired instead, because there may be answers to it."""
    now = there(folder, "word")
    said = refused(folder, Edit("word", "term", "", now.etag))
    assert said.reason == (
        "word is more than a draft, so somebody may have answered it. Set its status to retired instead."
    )
    draft = saved(folder, edit(now, "skill: a.words", "skill: a.words | status: draft")).items[0]
    before = (folder / ITEMS).read_text()
    assert saved(folder, Edit("word", "term", " \n", draft.etag)).items == ()
    assert (folder / ITEMS).read_text() == before[: before.index("\n\n## term word")] + "\n"


def test_an_id_that_an_item_replaces_stays_taken(folder: Path) -> None:
    """Answers to the former item are known by it."""
    saved(folder, edit(there(folder, "word"), "skill: a.words", "skill: a.words | replaces: old-word"))
    said = refused(folder, new("old-word"))
    assert said.reason == "The id 'old-word' was used before: word replaces it. Choose another."


def test_saving_what_is_there_writes_nothing(folder: Path) -> None:
    """Not even with another time on the file."""
    now, seen = there(folder, "a-card"), (folder / ITEMS).stat()
    assert saved(folder, Edit("a-card", "card", now.block.replace("\n", "\r\n"), now.etag)) == Saved((now,), ())
    assert (folder / ITEMS).stat() == seen


def test_a_link_stays_a_link(folder: Path, tmp_path: Path) -> None:
    """An author may keep a file elsewhere."""
    elsewhere = (folder / ITEMS).rename(tmp_path / "elsewhere.md")
    (folder / ITEMS).symlink_to(elsewhere)
    saved(folder, edit(there(folder, "a-card"), "What is said.", "What people say."))
    assert (folder / ITEMS).is_symlink()
    assert "What people say." in elsewhere.read_text()


def test_a_file_of_another_encoding_is_not_touched(folder: Path) -> None:
    """New items of its kind are refused until it is saved as UTF-8; others are not stopped by it."""
    (folder / "01-start/cards.md").write_bytes("## card café\n".encode("latin-1"))
    said = refused(folder, new("deed"))
    assert said.reason == "01-start/cards.md is not UTF-8. Save it as UTF-8 in an editor first."
    saved(folder, edit(there(folder, "a-card"), "What is said.", "What people say."))


def test_a_folder_that_is_no_course_is_refused(tmp_path: Path) -> None:
    """In the words that every command uses."""
    assert save(tmp_path / "none", [new("deed")], INES) == Refused(
        f"There is no course folder at {tmp_path / 'none'}. Give one with --content or MOMENTUM_CONTENT."
    )


def test_the_course_inside_the_program_is_closed(tmp_path: Path) -> None:
    """An update would overwrite it; a clone's own course and a copy are open."""
    inside = ROOT / "app" / "templates"
    assert closed(inside) == (
        "This is the course inside the program; an update would overwrite what you write. "
        f"Copy the folder {inside} and start with --content and the copy."
    )
    assert closed(ROOT / "content") == closed(shutil.copytree(ROOT / "content", tmp_path / "copy")) == ""


@pytest.mark.parametrize(
    ("edits", "told"),
    [
        ([new("deed")], "Add deed"),
        ([new("deed"), new("wish")], "Add 2 items"),
        ([Edit("a", "card", "", "tag")], "Remove a"),
        ([Edit("a", "card", "## card a", "tag")], "Edit a"),
        ([Edit("a", "card", "## card a", "tag"), new("deed")], "Edit 2 items"),
    ],
)
def test_a_commit_without_a_message_says_what_it_does(edits: list[Edit], told: str) -> None:
    """In a few words, also for an import of hundreds."""
    assert subject(edits) == told
