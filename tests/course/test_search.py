"""Searching lessons: all words, whole or begun, in the edition in use; the words around them without marks."""

from __future__ import annotations

from quizzes.course.course import Lesson
from quizzes.course.search import plain, search
from tests.builders import a_section

LONG = "word " * 60
LESSON = Lesson(
    "15",
    "Improvement",
    10,
    (
        a_section("register", title="The register", text="One **register** holds [ideas](#x). The register is shared."),
        a_section("owner", title="Owners", text=f"{LONG} an owner keeps the register {LONG}"),
        a_section("v5", title="Only new", text="A register in Version 5.", editions=("v5",)),
        a_section("none", title="Else", text="Nothing of it."),
    ),
)


def found(wanted: str, edition: str = "itil4") -> list[str]:
    """The sections found."""
    return [hit.section.id for hit in search([LESSON], edition, wanted)]


def test_sections_that_hold_all_words() -> None:
    """A title weighs more; a begun word is enough; other editions stay out."""
    assert found("register") == ["register", "owner"]
    assert found("REGIS") == ["register", "owner"]
    assert found("register owner") == ["owner"]
    assert found("register", "v5") == ["register", "owner", "v5"]
    assert found("gister") == found("  ") == found("zebra (") == []


def test_the_words_around_it() -> None:
    """Cut at words, with marks of Markdown gone."""
    [hit] = search([LESSON], "itil4", "owner keeps")
    assert (hit.found, hit.before[:2], hit.after[-1]) == ("owner", "…w", "…")
    assert hit.before.endswith(" an ")
    assert plain("> [!definition] A *thing* with `code` and [words](there) {#id}") == "A thing with code and words"
