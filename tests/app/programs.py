"""Programs that speak to the API of a class server in somebody's name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from app.store import tokens

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.test import TestResponse

    from tests.app.college import Person


@dataclass
class Program:
    """A program with a token; "" for one without."""

    app: Flask
    token: str = ""

    @classmethod
    def of(cls, person: Person) -> Program:
        """One that speaks for somebody."""
        with person.college.app.extensions["database"].writing() as db:
            return cls(person.college.app, tokens.issue(db, person.number, "a test"))

    @property
    def headers(self) -> dict[str, str]:
        """What every request carries."""
        return {"Authorization": f"Bearer {self.token}"} if self.token else {}

    def call(self, path: str, method: str = "GET", **kwargs: Any) -> TestResponse:
        """Any request below /api/v1; a client of its own each time, as threads need it."""
        headers = self.headers | kwargs.pop("headers", {})
        return self.app.test_client().open(f"/api/v1{path}", method=method, headers=headers, **kwargs)

    def get(self, path: str) -> Any:
        """The JSON of an address that is there."""
        response = self.call(path)
        assert response.status_code == 200, response.text
        return response.json

    def answer(self, item: str, /, answer_id: str = "", **response: Any) -> TestResponse:
        """Answer an item; a fresh id unless one is given."""
        body = {"answer_id": answer_id or str(uuid4()), "item": item, "response": response}
        return self.call("/answers", "POST", json=body)


def refused(response: TestResponse, code: int) -> dict[str, Any]:
    """A refusal in the one shape; what it says by path."""
    assert response.status_code == code, response.text
    assert response.content_type == "application/problem+json"
    body = response.json
    assert body
    assert body.keys() == {"type", "title", "status", "detail", "errors"}
    assert (body["type"], body["status"]) == ("about:blank", code)
    assert body["detail"].endswith(".")
    return {fault["path"]: fault["message"] for fault in body["errors"]}
