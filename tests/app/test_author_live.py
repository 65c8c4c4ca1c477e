"""Live: what an author saved in an editor is shown as learners see it, with its problems; nothing comes twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.app.author_room import Ines

LIVE = "/author/live/"


def write(ines: Ines, name: str, old: str, new: str) -> None:
    """Save a file of the chapter in an editor."""
    path = ines.course / "01-moving" / name
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def test_an_item_that_was_saved_is_shown_before_and_after(ines: Ines) -> None:
    """Before the first change the page says what to do; then it shows the item, and nothing new until the next."""
    page = ines.open(LIVE).text
    assert "Save a file, and what you changed stands here." in page
    assert ines.open(f"{LIVE}?seen=0").status_code == 204
    write(ines, "cards.md", "A: ", "A: Now ")
    page = ines.open(f"{LIVE}?seen=0").text
    assert 'Card <a href="/author/items/box-meaning">box-meaning</a>' in page
    assert "Both sides" in page
    assert "No rule objects." in page
    assert ines.open(f"{LIVE}?seen=1").status_code == 204


def test_a_broken_item_is_told_with_its_place(ines: Ines) -> None:
    """The last good version stays in service; the page says what is wrong with the new one, and then that it is not."""
    ines.open(LIVE)
    text = ines.read("cards.md")
    write(ines, "cards.md", "\nA: ", "\nB: ")
    page = ines.open(f"{LIVE}?seen=0").text
    assert "01-moving/cards.md:" in page
    assert "level-error" in page
    (ines.course / "01-moving" / "cards.md").write_text(text)
    assert "level-error" not in ines.open(f"{LIVE}?seen=1").text


def test_a_section_of_a_lesson_is_shown_as_it_reads(ines: Ines) -> None:
    """With the way to it in its lesson."""
    ines.open(LIVE)
    lesson = ines.read("lesson.md")
    start = lesson.index("## ")
    end = lesson.index("\n\n", start)
    write(ines, "lesson.md", lesson[start:end], f"{lesson[start:end]}\n\nBoxes first, **then** shelves.")
    page = ines.open(f"{LIVE}?seen=0").text
    assert "<strong>then</strong> shelves" in page
    assert "In its lesson" in page


def test_many_changes_at_once_do_not_flood_the_page(ines: Ines) -> None:
    """Five things are shown, the rest is counted."""
    ines.open(LIVE)
    for path in (ines.course / "01-moving").glob("*.md"):
        if path.name != "lesson.md":
            path.write_text(
                path.read_text()
                .replace(". ", ".. ")
                .replace("?", "??")
                .replace(" the ", " the the ")
                .replace(" a ", " a a ")
            )
    page = ines.open(f"{LIVE}?seen=0").text
    assert page.count('<a href="/author/items/') == 5
    assert " more in the same change" in page
