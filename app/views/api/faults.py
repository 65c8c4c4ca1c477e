"""What pydantic finds wrong, in plain words and with the place of each: a JSON pointer, or a parameter's name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.problem_details import Fault

if TYPE_CHECKING:
    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

WORDS = {
    "missing": "This is missing.",
    "extra_forbidden": "There is nothing of this name here. Check the spelling, or leave it out.",
    "literal_error": "Choose one of {expected}.",
    "string_type": "This must be text.",
    "string_too_long": "This is too long: {max_length} characters at most.",
    "string_too_short": "This is too short: {min_length} characters at least.",
    "string_pattern_mismatch": "This has another form than it should.",
    "string_unicode": "This holds characters that are none.",
    "list_type": "This must be a list.",
    "too_long": "These are too many: {max_length} at most.",
    "too_short": "These are too few: {min_length} at least.",
    "dict_type": "This must be an object.",
    "model_type": "This must be an object.",
    "model_attributes_type": "This must be an object.",
    "bool_parsing": "This must be true or false.",
    "bool_type": "This must be true or false.",
    "int_type": "This must be a whole number.",
    "int_parsing": "This must be a whole number.",
    "int_parsing_size": "This number is too large.",
    "int_from_float": "This must be a whole number.",
    "less_than": "This must be less than {lt}.",
    "greater_than_equal": "This must be {ge} or more.",
    "less_than_equal": "This must be {le} or less.",
    "uuid_type": "This must be a uuid, such as 5e2b3f36-6c1f-4a57-9a3e-2f6c1d0f7a11.",
    "uuid_parsing": "This must be a uuid, such as 5e2b3f36-6c1f-4a57-9a3e-2f6c1d0f7a11.",
    "timezone_aware": "Give the time zone too, such as 2026-11-23T10:00:00Z.",
}
MOMENT = "This must be a moment with its zone, such as 2026-11-23T10:00:00Z."


def faults_of(error: ValidationError, *, in_body: bool) -> list[Fault]:
    """Every fault of a request, in the order of the fields."""
    return [Fault(place(found, in_body=in_body), words(found)) for found in error.errors(include_url=False)]


def place(found: ErrorDetails, *, in_body: bool) -> str:
    """Where it stands; "" is the whole body."""
    steps = [f"{step}".replace("~", "~0").replace("/", "~1") for step in found["loc"] if step != "[key]"]
    return "".join(f"/{step}" for step in steps) if in_body else f"?{steps[0] if steps else ''}"


def words(found: ErrorDetails) -> str:
    """What is wrong and what to do."""
    kind = found["type"]
    if kind.startswith("datetime"):
        return MOMENT
    return WORDS.get(kind, f"{found['msg']}.").format_map(found.get("ctx", {}))
