"""What we write as GIFT is read as the same items, and what is lost is told."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from quizzes.course.items import Question
from quizzes.exchange import gift
from quizzes.exchange.sameness import bare
from tests.builders import a_card, a_case, a_course, a_frame, a_question, a_scenario, a_term, an_option
from tests.exchange.carried import bank, cards, orders, questions, scenarios

if TYPE_CHECKING:
    from quizzes.course.course import Course
    from quizzes.course.items import Item


@given(bank(cards(), questions(), orders(), scenarios()))
def test_reading_what_we_wrote_gives_the_same_items(items: list[Item]) -> None:
    """All that a question, card, order or scenario of one axis holds; nothing is lost, nothing is complained about."""
    parcel = gift.write(a_course(*items), items, "bank")
    assert [loss for loss in parcel.losses if "weight" not in loss.what] == []
    arrival = gift.read(parcel.data, "bank.gift")
    assert arrival.problems == ()
    assert [bare(item) for item in arrival.items] == [bare(item) for item in items]
    text = parcel.data.decode()
    assert len([block for block in text.split("\n\n") if block]) == len(items) + 1, "a block each, and the category"
    assert all(row.startswith(("// [", "::", "\t", "}", "$CATEGORY:")) for row in text.split("\n") if row)


def test_every_shipped_item_that_gift_can_carry_comes_back(course: Course) -> None:
    """The others are named with the reason."""
    parcel = gift.write(course, course.items.values(), "all")
    arrival = gift.read(parcel.data, "all.gift")
    assert arrival.problems == ()
    left_out = {loss.item for loss in parcel.losses if loss.whole}
    assert [bare(item) for item in arrival.items] == [
        bare(item) for item in course.items.values() if item.id not in left_out
    ]
    kinds = Counter(item.kind for item in course.items.values() if item.id not in left_out)
    assert set(kinds) == {"card", "question", "order", "scenario"}
    assert parcel.written == len(arrival.items) == sum(kinds.values())


def test_what_gift_cannot_hold_is_told() -> None:
    """Whole items by their kind, a withdrawn option, a credit that Moodle has no weight for."""
    void = a_question("void", options=(an_option("a", 1.0), an_option("b"), an_option("c", void=True)))
    odd = a_question("odd", options=(an_option("a", 1.0), an_option("b", 0.45), an_option("c")))
    keyless = a_question("keyless", right=())
    items = [void, odd, keyless, a_scenario("two"), a_frame("f"), a_case("c"), a_term("t")]
    parcel = gift.write(a_course(*items), items, "bank")
    told = [(loss.item, loss.what, loss.whole) for loss in parcel.losses]
    assert told == [
        ("void", "the withdrawn option 'c'", False),
        ("odd", "Moodle gets the nearest weight it knows for a credit of 0.45", False),
        ("keyless", "it could not be read again: no answer is fully right: 'keyless'", True),
        ("two", "GIFT has no question on several axes; Moodle XML has", True),
        ("f", "GIFT has nothing like a frame", True),
        ("c", "GIFT has nothing like a case", True),
        ("t", "GIFT has nothing like a term", True),
    ]
    back = gift.read(parcel.data, "bank.gift").items
    assert [bare(item) for item in back] == [bare(replace(void, options=void.options[:2])), bare(odd)]


def test_an_option_that_moved_in_the_file_keeps_its_own_words_and_credit() -> None:
    """Whoever mends the file by hand changes what stands there; the comment does not win against it."""
    odd = a_question("odd", options=(an_option("a", 1.0), an_option("b", 0.45)))
    text = gift.write(a_course(odd), [odd], "bank").data.decode()
    (item,) = gift.read(text.replace("~%50%", "~%80%").encode(), "bank.gift").items
    assert isinstance(item, Question)
    assert [(option.id, option.credit) for option in item.options] == [("a", 1.0), ("b", 0.8)]


SIGNS = ["{", "}", "~", "=", "#", "->", "::", "//", "[id:a]", "%50%", "\\", "T", "a", "\n", "\n\n"]


@given(st.lists(st.sampled_from(SIGNS)))
def test_any_text_ends_in_items_or_problems(parts: list[str]) -> None:
    """Nothing is raised; a file with words in it that gives no item says why."""
    data = "".join(parts).encode()
    arrival = gift.read(data, "x.gift")
    lines = data.count(b"\n") + 1
    assert all(1 <= problem.line <= lines for problem in arrival.problems)
    assert arrival.items or arrival.problems


def test_a_card_and_its_markdown() -> None:
    """What is written is what Moodle shows: Markdown in its own format, an essay whose feedback is the back."""
    card = a_card("c", text="What is *it*: {a}?", answer="So = so", editions=(), skills=("ci.steps",), chapter="")
    data = gift.write(a_course(card), [card], "bank").data.decode()
    assert data == (
        "// [id:c] [tag:kind:card] [tag:skill:ci.steps]\n::c::[markdown]What is *it*\\: \\{a\\}?{####So \\= so}\n\n"
    )
