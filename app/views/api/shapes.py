"""What every shape of the API is made of, refusals, and the answers with them that an endpoint may give."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field
from spectree import Response

Slug = Annotated[str, Field(max_length=200)]


class Shape(BaseModel):
    """A JSON object with these fields and no others."""

    model_config = ConfigDict(extra="forbid")


class Fault(Shape):
    """One thing that is wrong: a JSON pointer into the body, or "?" and a parameter's name; "" for the whole."""

    path: str
    message: str


class Problem(Shape):
    """Problem details after RFC 9457."""

    type: Literal["about:blank"] = "about:blank"
    title: str
    status: int
    detail: str
    errors: list[Fault]


class Named(Shape):
    """Something with an id and words for people."""

    id: str
    title: str


ALWAYS = (401, 403, 422, 429, 500, 503)
MISSING = 404
WRITING = (400, 404, 409, 413, 415)


def gives(*, missing: bool = False, **shapes: type[Shape]) -> Response:
    """What a reading endpoint may answer with; `missing`: what is asked for may not be there."""
    codes = (*ALWAYS, MISSING) if missing else ALWAYS
    return Response(**shapes, **{f"HTTP_{code}": Problem for code in codes})


def takes(**shapes: type[Shape]) -> Response:
    """What an endpoint that is sent JSON may answer with."""
    return Response(**shapes, **{f"HTTP_{code}": Problem for code in (*WRITING, *ALWAYS)})
