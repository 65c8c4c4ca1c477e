"""Searching: all words, whole or begun, titles first; lessons in the edition in use, with the words around them."""

from __future__ import annotations

from quizzes.course.course import Lesson
from quizzes.course.search import plain, search, search_terms
from tests.builders import a_section, a_term

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


def test_a_section_named_so_comes_before_one_that_says_it_often() -> None:
    """Title, beginning of the title, word of the title, text: whatever the counts."""
    titles = ("Else", "Planning ahead", "A plan", "Plan")
    sections = tuple(a_section(f"s{n}", title=title, text="A plan. " * (9 - n)) for n, title in enumerate(titles))
    hits = search([Lesson("15", "Improvement", 10, sections)], "itil4", "plan")
    assert [hit.section.title for hit in hits] == ["Plan", "Planning ahead", "A plan", "Else"]


GLOSSARY = [
    a_term("clarification", title="Clarification", text="Summarizing or translating."),
    a_term("incident", title="Incident", text="An unplanned interruption. It is planned for."),
    a_term("improvement-plan", title="Improvement plan", text="Who does what."),
    a_term("plan", title="Plan", text="An activity."),
    a_term("planner", title="Planner", text="A person."),
    a_term("sla", title="Service level agreement", text="SLA for short. An agreement."),
    a_term("review", title="Service review", text="Looks at each SLA."),
    a_term("work", title="Work planned", text="Later."),
    a_term("roadmap", title="Roadmap", text="A plan over time."),
]


def terms(wanted: str) -> list[str]:
    """The terms found, in their order."""
    return [term.id for term in search_terms(GLOSSARY, wanted)]


def test_terms_are_found_by_their_titles_first() -> None:
    """Exact, then how the title begins, then a whole word of it, then one begun, then the text; never inside a word."""
    assert terms("plan") == ["plan", "planner", "improvement-plan", "work", "roadmap", "incident"]
    assert terms("Service") == ["sla", "review"]
    assert terms("service review") == ["review"]
    assert terms("lating") == terms("zebra") == []


def test_an_abbreviation_is_as_good_as_a_title() -> None:
    """Where the definition says it is one."""
    assert terms("SLA") == terms("sla") == ["sla", "review"]


def test_what_stands_around_a_word_is_no_part_of_it() -> None:
    """Quotes and stops are left out; without a word nothing is found, without a search everything is."""
    assert terms("“Plan”,") == terms("plan")
    assert terms(" ( ?") == []
    assert len(terms(" ")) == len(GLOSSARY)
