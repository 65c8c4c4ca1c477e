"""Tables: what we wrote comes back, what others wrote is read, and no cell becomes a formula."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from quizzes.course.items import Card, Question
from quizzes.exchange import table
from quizzes.exchange.markup import to_html
from quizzes.exchange.sameness import bare
from quizzes.exchange.table import deck, wide
from tests.builders import a_card, a_case, a_course, a_question, an_option
from tests.exchange.carried import bank, cards, orders, questions, terms

if TYPE_CHECKING:
    from pathlib import Path

    from quizzes.course.course import Course
    from quizzes.course.items import Item


def read(text: str, name: str = "x.csv") -> tuple[tuple[Item, ...], list[tuple[int, str, str]]]:
    """Items, and the line, code and message of problems."""
    arrival = table.read(text.encode(), name)
    return arrival.items, [(each.line, each.code, each.message) for each in arrival.problems]


@given(bank(cards(), questions(), orders(), terms()))
def test_reading_what_we_wrote_gives_the_same_items(items: list[Item]) -> None:
    """Cards, questions, orders and terms with all they hold; no program takes a cell for a formula."""
    parcel = wide.write(a_course(*items), items)
    assert parcel.losses == ()
    arrival = table.read(parcel.data, "bank.csv")
    assert arrival.problems == ()
    assert [bare(item) for item in arrival.items] == [bare(item) for item in items]
    text = parcel.data.decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_every_shipped_item_that_a_table_can_carry_comes_back(course: Course) -> None:
    """The others are named; a byte order mark tells Excel that it is UTF-8, lines end as RFC 4180 says."""
    parcel = wide.write(course, course.items.values())
    assert parcel.data.startswith(b"\xef\xbb\xbfkind,id,")
    assert parcel.data.endswith(b"\r\n")
    arrival = table.read(parcel.data, "all.csv")
    assert arrival.problems == ()
    kept = [item for item in course.items.values() if item.kind in {"card", "question", "order", "term"}]
    assert [bare(item) for item in arrival.items] == [bare(item) for item in kept]
    assert {loss.item for loss in parcel.losses} == set(course.items) - {item.id for item in kept}


@pytest.mark.parametrize("separator", [";", "\t", ","])
@pytest.mark.parametrize("first", ["", "sep={}\r\n"])
def test_what_a_spreadsheet_saved_is_read(separator: str, first: str) -> None:
    """Comma, semicolon or tab; commas for points in numbers; our names for columns in any order and case."""
    rows = [
        ["Text", "OPTION 1", "Credit 1", "option2", "credit 2", "Option 3", "why", ""],
        ["Which?", "one", "1", "two", "0,5", "three", "So.", ""],
        ["", "", "", "", "", "", "", ""],
        ["Is it [?] here?", "wet", "", "dry", "x", "", "", ""],
    ]
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator="\r\n").writerows(rows)
    items, told = read(first.format(separator) + out.getvalue())
    assert told == []
    one, other = items
    assert isinstance(one, Question)
    assert isinstance(other, Question)
    assert [(each.id, each.text, each.credit) for each in one.options] == [
        ("one", "one", 1.0),
        ("two", "two", 0.5),
        ("three", "three", 0.0),
    ]
    assert (one.id, one.why, one.place.line) == ("which", "So.", 3 if first else 2)
    assert (other.style, [each.credit for each in other.options]) == ("missing-word", [0.0, 1.0])


def test_columns_that_others_name() -> None:
    """Front and back, term and definition; a column we do not know is told and left out."""
    items, told = read("Front,Back,Colour\nWhy?,So.,red\n")
    assert [(item.kind, item.text) for item in items] == [("card", "Why?")]
    assert told == [(1, "E42", "the column 'Colour' is not known and was left out")]
    (item,), told = read("Term,Definition\nUtility,What it does.\n")
    assert (item.kind, item.id, item.text, told) == ("term", "utility", "What it does.", [])


def test_two_columns_without_a_header_are_cards() -> None:
    """And that this was guessed is said."""
    items, told = read("Why?\tSo.\nHow?\tThus.\n")
    assert [(item.text, item.answer) for item in items if isinstance(item, Card)] == [
        ("Why?", "So."),
        ("How?", "Thus."),
    ]
    assert [(line, code) for line, code, _ in told] == [(1, "E46")]


HEAD = "kind,id,text,answer,option 1,credit 1,option 2,credit 2,id 2,bloom\n"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("poem,,x,,,,,,,", ("E43", "a row cannot be a 'poem'")),
        (",,only words,,,,,,,", ("E43", "this row is no card, question, order or term")),
        ("card,,Why?,,,,,,,", ("E44", "this card has nothing in the column 'answer'")),
        ("question,,,,a,1,b,,,", ("E44", "this question has nothing in the column 'text'")),
        ("question,,Why?,,a,1,,,,", ("E44", "this question has fewer than two options")),
        ("question,,Why?,,a,0,b,0,,", ("E44", "no option is right")),
        ("question,,Why?,,a,1,b,2,,", ("E44", "credit 2 cannot be '2'")),
        ("question,,Why?,,a,1,b,half,,", ("E44", "credit 2 cannot be 'half'")),
        ("question,,Why?,,a,1,b,0,No Slug,", ("E44", "the id of option 2 is taken or no id: 'No Slug'")),
        ("question,taken,Why?,,a,1,b,0,,", ("E07", "the id 'taken' stands twice in this file")),
    ],
)
def test_a_row_that_is_no_item_is_refused_with_its_line(row: str, expected: tuple[str, str]) -> None:
    """The rows around it are read; a row may go over several lines."""
    items, told = read(f'{HEAD}card,taken,"One\nline",x,,,,,,\n{row}\ncard,,Last?,x,,,,,,\n')
    assert told == [(4, *expected)]
    assert [item.text for item in items] == ["One\nline", "Last?"]


def test_what_is_only_odd_is_told_and_the_row_is_read() -> None:
    """An attribute of another kind, a wrong value, a cell too many, an id that is no slug."""
    items, told = read(f"{HEAD}card,My Card,Why?,So.,,,,,,2\nquestion,q,Why?,,a,1,b,,,9,more\n")
    assert [item.id for item in items] == ["my-card", "q"]
    assert told == [
        (2, "E06", "the id 'My Card' was changed into 'my-card'"),
        (2, "E44", "a card has no 'bloom': '2'"),
        (3, "C09", "'bloom' cannot be '9'"),
        (3, "E45", "this row has 11 cells under 10 columns"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one,two,three\nfour,five,six\n", (1, "E41", "the first row does not name the columns")),
        (f"{HEAD}", (1, "E05", "there is no row in this file")),
        ('id,text\na,"open\nb,c\n', (2, "E40", "the cells from here on do not fit together: unexpected end of data")),
    ],
)
def test_a_table_that_is_none_is_refused(text: str, expected: tuple[int, str, str]) -> None:
    """With the line from which it cannot be read."""
    items, told = read(text)
    assert (items, told) == ((), [expected])


def test_a_formula_is_words_and_comes_back() -> None:
    """Also a text that begins with the very apostrophe that makes it so."""
    fronts = ["=1+1", "'=1+1", "''-x", "@a", "'a", "+ [b](c)", "=HYPERLINK(1)"]
    items = [a_card(f"c-{number}", text=front) for number, front in enumerate(fronts)]
    parcel = wide.write(a_course(*items), items)
    rows = list(csv.DictReader(io.StringIO(parcel.data.decode("utf-8-sig"))))
    assert [row["text"] for row in rows] == ["'=1+1", "''=1+1", "'''-x", "'@a", "'a", "'+ [b](c)", "'=HYPERLINK(1)"]
    assert [item.text for item in table.read(parcel.data, "x.csv").items] == fronts


def test_what_a_table_cannot_hold_is_told() -> None:
    """Kinds with more than options; a question without a key is left out, a withdrawn option is kept."""
    void = a_question("v", options=(an_option("a", 1.0), an_option("b"), an_option("c", void=True)))
    keyless = a_question("k", options=(an_option("a"), an_option("b")))
    items = [a_case("c"), keyless, void]
    parcel = wide.write(a_course(*items), items)
    assert [(loss.item, loss.what, loss.whole) for loss in parcel.losses] == [
        ("c", "a table has nothing like a case", True),
        ("k", "it could not be read again: no option is right", True),
    ]
    assert [bare(item) for item in table.read(parcel.data, "x.csv").items] == [bare(void)]


@given(bank(cards()))
def test_cards_for_anki_come_back(items: list[Card]) -> None:
    """Ids, attributes and what is shown; a text that is only spelled differently is told."""
    parcel = deck.write(a_course(*items), items)
    arrival = table.read(parcel.data, "bank.tsv")
    left_out = {loss.item for loss in parcel.losses if loss.whole}
    kept = [item for item in items if item.id not in left_out]
    spelled = {loss.item for loss in parcel.losses}
    assert [item.id for item in arrival.items] == [item.id for item in kept]
    for one, other in zip(kept, arrival.items, strict=True):
        assert isinstance(other, Card)
        if one.id not in spelled:
            assert bare(one) == bare(other)
        assert (one.skills, one.waived, one.sources) == (other.skills, other.waived, other.sources)


def test_what_anki_exports_is_read() -> None:
    """Notes in plain text with guid, note type, deck and tags; a guid of Anki's own is no id of ours."""
    text = (
        "#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\n#deck column:3\n#tags column:6\n"
        'Bf$k;,2Qz\tBasic\tITIL\t"What is <b>""utility""</b>?"\tFit&nbsp;for<br>purpose\titil skill:ci.steps\n'
        "my-card\tBasic\tITIL\tWhy?\t<div>So.</div><div>Thus.</div>\t\n"
    )
    items, told = read(text, "deck.txt")
    assert told == []
    assert [(item.id, item.text, item.answer, item.skills) for item in items if isinstance(item, Card)] == [
        ("what-is-utility", 'What is **"utility"**?', "Fit for\\\npurpose", ("ci.steps",)),
        ("my-card", "Why?", "So.\n\nThus.", ()),
    ]


def test_plain_text_and_a_third_side_in_a_file_of_anki() -> None:
    """Marks in plain text are words; what a card has no side for is told."""
    text = "#separator:semicolon\n#html:false\n#tags:skill:ci.steps\n2 * 3 < 7?;yes;because\nlonely\n"
    items, told = read(text, "deck.txt")
    assert [(item.text, item.skills) for item in items] == [(r"2 \* 3 \< 7?", ("ci.steps",))]
    assert told == [
        (4, "E45", "this row has 3 sides; a card has two, the others were left out"),
        (5, "E44", "this row has not two sides with words"),
    ]


def test_the_real_anki_takes_our_file(tmp_path: Path) -> None:
    """Fronts, backs, guids and tags; a second import changes notes and adds none."""
    anki = pytest.importorskip("anki.collection")
    items = [a_card("one", text="Why *so*?", answer='"Quoted"\n\nand\tmore', sources="A book, p. 5"), a_card("two")]
    path = tmp_path / "bank.tsv"
    path.write_bytes(deck.write(a_course(*items), items).data)
    collection = anki.Collection(str(tmp_path / "c.anki2"))
    for _ in range(2):
        metadata = collection.get_csv_metadata(path=str(path), delimiter=None)
        collection.import_csv(anki.ImportCsvRequest(path=str(path), metadata=metadata))
    notes = [collection.get_note(number) for number in collection.find_notes("")]
    collection.close()
    assert [(note.guid, note.fields[:2]) for note in notes] == [
        (item.id, [to_html(item.text), to_html(item.answer)]) for item in items
    ]
    assert "sources:A%20book,%20p.%205" in notes[0].tags
