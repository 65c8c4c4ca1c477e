"""The shipped glossary has the words that carry the marks, and says how many it has."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from quizzes.course.items import Term
from tests.conftest import CONTENT

if TYPE_CHECKING:
    from quizzes.course.course import Course

PRACTICES = (
    "Information security management", "Relationship management", "Supplier management", "IT asset management",
    "Monitoring and event management", "Release management", "Service configuration management",
    "Deployment management", "Continual improvement", "Change enablement", "Incident management",
    "Problem management", "Service request management", "Service desk", "Service level management",
)  # fmt: skip
"""Those whose purpose ITIL 4 asks for."""
RECALLED = ("IT asset", "Event", "Configuration item", "Change", "Incident", "Problem", "Known error")
"""The terms that ITIL 4 asks for beside them."""
BOTH = ("Event", "Incident", "Service request", "Problem", "Known error")
"""Those that Version 5 defines as well."""


def titles(course: Course, edition: str) -> set[str]:
    """The titles of an edition's terms."""
    return {item.title for item in course.items.values() if isinstance(item, Term) and edition in item.editions}


@pytest.mark.parametrize(
    ("edition", "wanted"), [("itil4", PRACTICES), ("itil4", RECALLED), ("itil4", BOTH), ("v5", BOTH)]
)
def test_what_a_syllabus_names_is_in_the_glossary(course: Course, edition: str, wanted: tuple[str, ...]) -> None:
    """Under its own title and for that edition."""
    assert set(wanted) - titles(course, edition) == set()


@pytest.mark.parametrize("name", ["README.md", "CHANGELOG.md"])
def test_how_many_there_are_is_said_rightly(course: Course, name: str) -> None:
    """Wherever the number of key terms stands."""
    told = re.findall(r"(\d+) key terms", (CONTENT.parent / name).read_text())
    assert told == [str(sum(isinstance(item, Term) for item in course.items.values()))]
