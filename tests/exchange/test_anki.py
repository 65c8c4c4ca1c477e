"""Anki packages: what the real program takes, keeps and gives back; asked of Anki's own engine."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
import zstandard

from app.library import read_folder
from quizzes.course.grammar.writing import unplaced
from quizzes.course.items import Card, Hashes
from quizzes.course.library import build
from quizzes.exchange.anki import guid, read, write
from tests.strategies import CONTENT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from quizzes.course.items import Item

COURSE = build(read_folder(CONTENT))
NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
CARRIED = [item for item in COURSE.items.values() if item.kind not in {"frame", "case"}]
CARDS = [item for item in CARRIED if isinstance(item, Card)][:3]


def bare(item: Item) -> object:
    """An item without what a package does not know: places, chapter and hashes."""
    return unplaced(replace(item, chapter="", hashes=Hashes("", "", "")))


def test_every_shipped_item_that_a_note_can_carry_comes_back() -> None:
    """Reading what we wrote gives the same items; frames and cases are said to be left out."""
    parcel = write(COURSE, list(COURSE.items.values()), "ITIL", NOW)
    arrival = read(parcel.data, "itil.apkg")
    assert arrival.problems == ()
    assert parcel.written == len(CARRIED)
    back = {item.id: bare(item) for item in arrival.items}
    assert back == {item.id: bare(item) for item in CARRIED}
    left = {loss.item for loss in parcel.losses if loss.whole}
    assert left == {item.id for item in COURSE.items.values()} - back.keys()


class Program:
    """A fresh Anki with its own collection."""

    def __init__(self, folder: Path) -> None:
        from anki.collection import Collection

        self.folder = folder
        self.collection: Any = Collection(str(folder / "collection.anki2"))

    def bring(self, data: bytes) -> Any:
        """Import a package as the program does when a file is opened."""
        from anki.import_export_pb2 import ImportAnkiPackageOptions, ImportAnkiPackageRequest

        path = self.folder / "brought.apkg"
        path.write_bytes(data)
        options = ImportAnkiPackageOptions(with_scheduling=False)
        return self.collection.import_anki_package(
            ImportAnkiPackageRequest(package_path=str(path), options=options)
        ).log

    def note(self, slug: str) -> Any:
        """The one note of an item."""
        (found,) = self.collection.db.list("SELECT id FROM notes WHERE guid = ?", guid(slug))
        return self.collection.get_note(found)

    def give(self, *, legacy: bool) -> bytes:
        """Export everything, in the old or the new layout."""
        from anki.generic_pb2 import Empty
        from anki.import_export_pb2 import ExportAnkiPackageOptions, ExportLimit

        path = self.folder / "given.apkg"
        options = ExportAnkiPackageOptions(legacy=legacy)
        self.collection.export_anki_package(
            out_path=str(path), options=options, limit=ExportLimit(whole_collection=Empty())
        )
        return path.read_bytes()


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    """Anki, closed afterwards."""
    found = Program(tmp_path)
    yield found
    found.collection.close()


def test_anki_takes_every_note_and_shows_a_deck_for_each_chapter(program: Program) -> None:
    """What we write is a package to the real program."""
    log = program.bring(write(COURSE, CARRIED, "ITIL", NOW).data)
    assert len(log.new) == len(CARRIED)
    decks = {deck.name for deck in program.collection.decks.all_names_and_ids()}
    assert "ITIL::15 Continual improvement and its model" in decks
    note = program.note(CARDS[0].id)
    assert note["Front"] == CARDS[0].text


def test_an_edit_brought_again_keeps_the_review_history(program: Program) -> None:
    """The words are new, the card and all that was reviewed on it stay."""
    program.bring(write(COURSE, CARDS, "ITIL", NOW).data)
    (card,) = program.note(CARDS[0].id).cards()
    card.start_timer()
    program.collection.sched.answerCard(card, 3)
    reps = program.collection.db.scalar("SELECT count(*) FROM revlog WHERE cid = ?", card.id)
    edited = [replace(CARDS[0], answer="Other words."), *CARDS[1:]]
    program.bring(write(COURSE, edited, "ITIL", NOW + timedelta(days=1)).data)
    note = program.note(CARDS[0].id)
    assert note["Back"] == "Other words."
    assert [each.id for each in note.cards()] == [card.id]
    assert reps == 1 == program.collection.db.scalar("SELECT count(*) FROM revlog WHERE cid = ?", card.id)


@pytest.mark.parametrize("legacy", [True, False], ids=["old layout", "new layout"])
def test_what_anki_writes_is_read(program: Program, legacy: bool) -> None:  # noqa: FBT001 a case of the table
    """Notes of strangers become cards, notes with gaps one card a gap, ours come back with what was changed in Anki."""
    program.bring(write(COURSE, CARDS, "ITIL", NOW).data)
    ours = program.note(CARDS[0].id)
    ours["Back"] = "Changed in <b>Anki</b>"
    program.collection.update_note(ours)
    for model, texts in (
        ("Basic", ["Who owns a <i>risk</i>?<br>Say it.", "Its owner<script>alert(1)</script>"]),
        ("Cloze", ["A {{c1::value stream}} leads from {{c2::demand::what}} to value.", "More"]),
    ):
        note = program.collection.new_note(program.collection.models.by_name(model))
        note.fields = texts
        program.collection.add_note(note, program.collection.decks.id("Default"))
    data = program.give(legacy=legacy)
    inside = zipfile.ZipFile(BytesIO(data)).namelist()
    assert ("collection.anki21b" in inside) != legacy
    arrival = read(data, "given.apkg")
    assert arrival.problems == ()
    cards = {item.text: item.answer for item in arrival.items if isinstance(item, Card)}
    assert cards[CARDS[0].text] == "Changed in **Anki**"
    assert cards[CARDS[1].text] == CARDS[1].answer
    assert cards["Who owns a *risk*?\\\nSay it."] == "Its owner"
    assert cards["A \\[...\\] leads from demand to value."] == "value stream"
    assert cards["A value stream leads from \\[what\\] to value."] == "demand"
    assert [item.id for item in arrival.items[:3]] == [card.id for card in CARDS]


def package(**members: bytes) -> bytes:
    """A zip with these members; an underscore stands for the dot."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name.replace("_", ".", 1), data)
    return out.getvalue()


WHOLE = write(COURSE, CARDS, "ITIL", NOW).data
BOMB = zstandard.ZstdCompressor().compress(bytes(80 * 2**20))


@pytest.mark.parametrize(
    ("data", "code", "message"),
    [
        (b"", "E80", "this is not a whole Anki package"),
        (b"not a zip", "E80", "this is not a whole Anki package"),
        (WHOLE[: len(WHOLE) // 2], "E80", "this is not a whole Anki package"),
        (package(readme_txt=b"hello"), "E80", "there is no Anki collection in this file"),
        (package(collection_anki21b=b"not zstd"), "E80", "this is not a whole Anki package"),
        (package(collection_anki21b=BOMB), "E81", "unpacked, it is larger than 60 MB"),
        (package(collection_anki2=bytes(80 * 2**20)), "E81", "unpacked, it is larger than 60 MB"),
        (package(collection_anki2=b"words"), "E82", "the collection in this package is no database"),
        (package(collection_anki2=b"SQLite format 3\0" + bytes(4080)), "E82", None),
    ],
    ids=[
        "empty",
        "no zip",
        "cut",
        "no collection",
        "no zstd",
        "zstd bomb",
        "zip bomb",
        "no database",
        "broken database",
    ],
)
def test_broken_and_hostile_packages_end_in_one_clear_problem(data: bytes, code: str, message: str | None) -> None:
    """Nothing is raised, and nothing larger than a deck of words is ever unpacked."""
    arrival = read(data, "bad.apkg")
    assert arrival.items == ()
    (problem,) = arrival.problems
    assert (problem.path, problem.code) == ("bad.apkg", code)
    assert message is None or problem.message == message
    assert problem.hint
