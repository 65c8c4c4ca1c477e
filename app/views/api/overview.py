"""What the API is: its description for programs (OpenAPI 3.1) and a page of the same for people."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Any

from flask import jsonify, render_template

from app.views.api.door import MOST, room, spec

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

FAILING = 400
_making = Lock()
WHO = {
    "Learners": "Study, with any token",
    "Authors": "The course, for instructors and operators",
    "Instructors": "Classes, for those who teach them",
}
"""What the calls of each tag are for, in the order of the page."""


@room.get("/")
def index() -> ResponseReturnValue:
    """Every call with what it takes, for people."""
    calls: dict[str, list[tuple[str, str, dict[str, Any]]]] = {tag: [] for tag in WHO}
    for path, methods in described()["paths"].items():
        for method, call in methods.items():
            calls[call["tags"][0]].append((method.upper(), path, call))
    return render_template("api/index.html", calls=calls, who=WHO, most=MOST)


@room.get("/openapi.json")
def description() -> ResponseReturnValue:
    """Every call with its shapes, for programs."""
    return jsonify(described())


def described() -> dict[str, Any]:
    """The description, made once; refusals are problem details, which spectree knows nothing of."""
    with _making:  # spectree moves parts of its models as it goes, so two at once would spoil it
        found: dict[str, Any] = spec.spec
        for call in (call for methods in found["paths"].values() for call in methods.values()):
            call.setdefault("security", [{"token": []}])
            for code, response in call["responses"].items():
                content = response.get("content", {})
                if int(code) >= FAILING and "application/json" in content:
                    content["application/problem+json"] = content.pop("application/json")
    return found
