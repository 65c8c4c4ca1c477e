"""Near duplicates: the cosines are those of a plain computation, and nothing that is as like is overlooked."""

from __future__ import annotations

from collections import Counter
from math import isclose, log, sqrt
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.course.flaws.likeness import KEYS, STEMS, Likeness, answer
from quizzes.course.items import Question
from tests.builders import a_question, an_option
from tests.course.clean import DRAFT

if TYPE_CHECKING:
    from collections.abc import Sequence

SHIPPED = [item for item in DRAFT.items if isinstance(item, Question)]
BANK = Likeness(SHIPPED)
WORDS = st.lists(st.sampled_from(["plan", "release", "change", "ci", "the", "of", "who"]), min_size=1, max_size=9)
TEXTS = st.lists(WORDS.map(" ".join), min_size=1, max_size=12)


def asking(text: str, key: str = "A key", slug: str = "q") -> Question:
    """A question of this stem and key."""
    return a_question(slug, text=text, options=(an_option("a", 1.0, text=key), an_option("b", text="B")))


def plain_cosine(one: str, other: str, texts: Sequence[str]) -> float:
    """TF-IDF over runs of 3 to 5 characters, written down as the formula says."""

    def runs(text: str) -> Counter[str]:
        flat = " " + " ".join(text.lower().split()) + " "
        return Counter(flat[at : at + size] for size in (3, 4, 5) for at in range(len(flat) - size + 1))

    every = [runs(text) for text in texts]

    def vector(text: str) -> dict[str, float]:
        return {
            run: times * (log((1 + len(texts)) / (1 + sum(run in each for each in every))) + 1)
            for run, times in runs(text).items()
        }

    left, right = vector(one), vector(other)
    lengths = sqrt(sum(w * w for w in left.values())) * sqrt(sum(w * w for w in right.values()))
    return sum(weight * right.get(run, 0.0) for run, weight in left.items()) / lengths


@given(TEXTS, WORDS.map(" ".join))
def test_what_is_near_is_what_the_formula_says(texts: list[str], stem: str) -> None:
    """All of it, in its order, with its cosine to 1e-9."""
    found = Likeness(asking(text, slug=f"q{n}") for n, text in enumerate(texts)).near(stem)
    wanted = {
        f"q{n}": value for n, text in enumerate(texts) if (value := plain_cosine(stem, text, texts)) >= STEMS - 1e-9
    }
    assert {slug for slug, value in wanted.items() if value >= STEMS + 1e-9} <= {slug for slug, _ in found}
    assert all(isclose(value, wanted[slug], abs_tol=1e-9) for slug, value in found)
    assert [value for _, value in found] == sorted((value for _, value in found), reverse=True)


def test_a_key_must_be_alike_too() -> None:
    """The same stem with another key is another question."""
    stem = "Which practice moves new or changed software into live use?"
    items = [asking(stem, "Deployment management", "one"), asking(f"{stem} Say.", "Service desk", "two")]
    bank = Likeness(items)
    assert [slug for slug, _ in bank.near(stem)] == ["one", "two"]
    assert [slug for slug, _ in bank.near(stem, "Service desk")] == ["two"]
    assert bank.near(stem, "Something else altogether") == ()
    assert bank.near("What is value?") == ()
    assert bank.near("") == ()
    assert Likeness([]).near(stem, "A key") == ()
    assert [slug for slug, _ in bank.near(stem, wanted=lambda slug: slug != "one")] == ["two"]
    assert 0 < STEMS < KEYS < 1


def test_the_key_of_a_list_question_is_what_its_numbers_stand_for() -> None:
    """Two lists with the key "1 and 2" have nothing in common by that."""
    item = asking("Which are right?\n\n1. It helps.\n2. It hurts.\n3. It lasts.", "1 and 3")
    assert answer(item) == "1 and 3"
    assert answer(a_question(style="list", text=item.text, options=item.options)) == " It helps.\n It lasts."


@pytest.mark.parametrize("item", SHIPPED[::35], ids=lambda item: item.id)
def test_a_shipped_question_is_found_by_its_own_words(item: Question) -> None:
    """As it stands, and with a word more."""
    slug, cosine = BANK.near(item.text, answer(item))[0]
    assert slug == item.id
    assert isclose(cosine, 1.0)
    assert item.id in {slug for slug, _ in BANK.near(f"{item.text} Why?")}
