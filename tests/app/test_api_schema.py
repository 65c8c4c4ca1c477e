"""The API keeps its own description: generated requests, fitting and unfitting, get what openapi.json promises."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from app.store.accounts import Role
from tests.app.programs import Program

if TYPE_CHECKING:
    from tests.app.college import College

CHECKS = [
    not_a_server_error,
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
]
# What is wrong with a question may be lost on the way into an address (an empty list is nothing), or lie in the header
# that a program's own token replaces: what then fits is rightly answered.
OF_A_QUESTION = [check for check in CHECKS if check is not negative_data_rejection]
ITEMS = ("box-size", "two-tools", "box-meaning", "move-order", "sofa-plan", "nothing")
TOO_LONG = 413
QUICK, LONG = 12, 400
"""Requests for each endpoint, kind of request and role."""


@pytest.fixture
def programs(college: College) -> dict[str, Program]:
    """A learner's, an instructor's, and one without a token, none of them held up."""
    college.app.extensions["throttle"].most = 10**9
    ines, anna = college.person("Ines", Role.INSTRUCTOR, signed_in=False), college.person("Anna", signed_in=False)
    college.classroom("Evening class", ines, anna)
    return {"learner": Program.of(anna), "instructor": Program.of(ines), "nobody": Program(college.app)}


def meet(case: Any, item: str) -> None:
    """Let a request that fits speak of what is there, which chance would never name."""
    for name, value in {"slug": item, "number": 1}.items():
        if name in (case.path_parameters or {}):
            case.path_parameters[name] = value
    if isinstance(case.body, dict):
        case.body["item"] = item


def fuzz(college: College, programs: dict[str, Program], examples: int) -> int:
    """Send generated requests to every endpoint; how many endpoints there were."""
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", college.app)
    operations = [result.ok() for result in schema.get_all_operations() if isinstance(result, Ok)]
    for operation in operations:
        for mode in GenerationMode:
            send(operation.as_strategy(generation_mode=mode), mode, programs, examples)
    return len(operations)


def send(cases: Any, mode: GenerationMode, programs: dict[str, Program], examples: int) -> None:
    """Send so many requests to one endpoint, each in somebody's name, and check what comes back."""

    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=cases, who=st.sampled_from(sorted(programs)), item=st.sampled_from(ITEMS))
    def conforms(case: Any, who: str, item: str) -> None:
        if mode is GenerationMode.POSITIVE:
            meet(case, item)
        heard = case.call(headers=programs[who].headers)
        # Too long is refused as well, which schemathesis does not count as a refusal.
        sound = case.method != "GET" and heard.status_code != TOO_LONG
        case.validate_response(heard, checks=CHECKS if sound else OF_A_QUESTION)

    conforms()


@pytest.mark.long
def test_generated_requests_get_what_the_description_promises(college: College, programs: dict[str, Program]) -> None:
    """No 5xx; every status, type and body is one that is described; what does not fit is refused."""
    assert fuzz(college, programs, QUICK) == 8


@pytest.mark.hard
def test_many_generated_requests_get_what_the_description_promises(
    college: College, programs: dict[str, Program]
) -> None:
    """The same at length."""
    assert fuzz(college, programs, LONG) == 8
