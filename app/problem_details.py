"""What a program is told when something goes wrong: problem details (RFC 9457), one shape for all of /api/."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from flask import Response, request
from werkzeug.exceptions import HTTPException
from werkzeug.http import HTTP_STATUS_CODES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

UNDER = "/api/"
WORDS = {
    400: "This request could not be read. Nothing was changed.",
    403: "Your account may not do this.",
    404: "There is nothing at this address. /api/v1/ lists what there is.",
    405: "This address does not take this method. The header Allow lists those it takes.",
    413: "That was too much at once. Nothing was changed.",
    415: "Send JSON, with the header Content-Type: application/json.",
}
KEPT = ("Allow", "Retry-After", "WWW-Authenticate")
"""Headers of a refusal that a program needs."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with what was sent: `path` is a JSON pointer into the body, or "?" and a parameter's name."""

    path: str
    message: str


class RefusedError(HTTPException):
    """A request of a program that is refused with a status, words, and all its faults together."""

    def __init__(
        self, code: int, detail: str, faults: Sequence[Fault] = (), headers: Mapping[str, str] | None = None
    ) -> None:
        """Say what is wrong and what to do."""
        super().__init__(detail)
        self.code = code
        self.faults = tuple(faults)
        self.headers = dict(headers or {})


def wanted() -> bool:
    """Whether who asks is a program."""
    return request.path.startswith(UNDER)


def refusal(error: HTTPException) -> Response:
    """Any refusal as problem details."""
    code = error.code or 500
    if isinstance(error, RefusedError):
        return told(code, error.description or "", error.faults, error.headers)
    own = error.description if error.description != type(error).description else None
    headers = {name: value for name, value in error.get_headers() if name in KEPT}
    return told(code, own or WORDS.get(code) or error.description or "", headers=headers)


def told(code: int, detail: str, faults: Sequence[Fault] = (), headers: Mapping[str, str] | None = None) -> Response:
    """The one shape. Its type is about:blank, so the title is the name of the status."""
    title = HTTP_STATUS_CODES.get(code, "Unknown Error")
    said = {"type": "about:blank", "title": title, "status": code, "detail": detail}
    body = said | {"errors": [asdict(fault) for fault in faults]}
    return Response(json.dumps(body), code, headers, content_type="application/problem+json")
