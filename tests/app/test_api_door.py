"""The door of the API: whose token opens what, how often, and how everybody else is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.store import accounts, tokens
from app.store.accounts import Role
from tests.app.programs import Program, refused

if TYPE_CHECKING:
    import time_machine

    from tests.app.college import College

LEARNERS = ("/me", "/plan", "/next")
AUTHORS = ("/items", "/items/box-size", "/classes", "/classes/1/results")


def test_no_token_of_a_form_is_asked_for(college: College) -> None:
    """Elsewhere one is: the exception is for this room alone."""
    person = college.person("Anna")
    college.app.config["WTF_CSRF_ENABLED"] = True
    assert Program.of(person).answer("box-size", options=["small"]).status_code == 201
    assert person.send("/study/answer", item="box-size").status == 400
    refused(person.browser.client.post("/api/v1/answers", json={}), 401)


def test_nobody_comes_in_without_a_token(college: College) -> None:
    """A session cookie alone is no token: another site could send it."""
    ines = college.person("Ines", Role.INSTRUCTOR)
    for path in (*LEARNERS, *AUTHORS):
        response = ines.browser.client.get(f"/api/v1{path}")
        refused(response, 401)
        assert response.headers["WWW-Authenticate"] == 'Bearer realm="Momentum"'
    refused(ines.browser.client.post("/api/v1/answers", json={}), 401)


def test_a_token_counts_and_not_the_cookie_beside_it(college: College) -> None:
    """A browser signed in as Ines with Anna's token speaks for Anna."""
    ines, anna = college.person("Ines", Role.INSTRUCTOR), Program.of(college.person("Anna"))
    response = ines.browser.client.get("/api/v1/me", headers=anna.headers)
    assert response.json
    assert response.json["name"] == "Anna"
    refused(ines.browser.client.get("/api/v1/items", headers=anna.headers), 403)


def test_learners_may_not_see_keys_or_classes(college: College) -> None:
    """403, before anything of the request is looked at."""
    anna = Program.of(college.person("Anna"))
    for path in AUTHORS:
        refused(anna.call(f"{path}?bad=1"), 403)


def test_bad_tokens_open_nothing(college: College) -> None:
    """Nonsense, another's number, huge numbers, a wrong scheme."""
    anna = Program.of(college.person("Anna"))
    secret = anna.token.rpartition("_")[2]
    for token in (
        "",
        "x",
        "momentum_1_",
        f"momentum_2_{secret}",
        f"momentum_{9**60}_{secret}",
        f"momentum_-1_{secret}",
    ):
        response = Program(college.app).call("/me", headers={"Authorization": f"Bearer {token}"})
        refused(response, 401)
    refused(Program(college.app).call("/me", headers={"Authorization": "Basic YTpi"}), 401)


def test_the_log_tells_whose_request_it_was_and_no_token(college: College, capfd: pytest.CaptureFixture[str]) -> None:
    """By number, as for those who are signed in."""
    anna = Program.of(college.person("Anna", signed_in=False))
    capfd.readouterr()
    anna.get("/me")
    told = "".join(capfd.readouterr())
    assert "account=1" in told
    assert "endpoint=api.me" in told
    assert "momentum_" not in told


def test_tokens_end_run_out_and_close_with_their_account(college: College, clock: time_machine.Traveller) -> None:
    """Each gives 401; using one notes when."""
    person = college.person("Anna")
    anna, other = Program.of(person), Program.of(person)
    anna.get("/me")
    with college.app.extensions["database"].writing() as db:
        assert sum(one.seen_at is not None for one in tokens.of(db, person.number)) == 1
        used = next(one for one in tokens.of(db, person.number) if one.seen_at)
        tokens.end(db, person.number, used.id)
    refused(anna.call("/me"), 401)
    with college.app.extensions["database"].writing() as db:
        accounts.change(db, person.number, open=False)
    refused(other.call("/me"), 401)
    with college.app.extensions["database"].writing() as db:
        accounts.change(db, person.number, open=True)
    other.get("/me")
    clock.shift(181 * 86400)
    refused(other.call("/me"), 401)


def test_guessing_tokens_is_slowed_down_and_right_ones_still_come_in(college: College) -> None:
    """Sixty wrong ones from an address, then 429 with the seconds to wait; a class behind one router works on."""
    anna, guesser = Program.of(college.person("Anna")), Program(college.app, "momentum_1_guess")
    for _ in range(60):
        refused(guesser.call("/me"), 401)
    response = guesser.call("/me")
    refused(response, 429)
    assert response.headers["Retry-After"] == "900"
    anna.get("/me")


def test_a_token_may_ask_ten_times_a_second(college: College, clock: time_machine.Traveller) -> None:
    """The 601st of a minute waits for the next; another token is not held up."""
    anna, otto = Program.of(college.person("Anna")), Program.of(college.person("Otto"))
    college.app.extensions["throttle"].most = 3
    for _ in range(3):
        anna.get("/me")
    response = anna.call("/me")
    refused(response, 429)
    otto.get("/me")
    clock.shift(int(response.headers["Retry-After"]))
    anna.get("/me")


def test_what_cannot_be_read_is_refused_in_the_same_shape(college: College) -> None:
    """400, 404, 405, 413 and 415, with a token and without one."""
    anna = Program.of(college.person("Anna"))
    for data in (b"{", b"\xff\xfe", b"[" * 60_000):
        refused(anna.call("/answers", "POST", data=data, content_type="application/json"), 400)
    refused(anna.call("/answers", "POST", data="a=b", content_type="application/x-www-form-urlencoded"), 415)
    refused(anna.call("/answers", "POST", data=b"[" * 70_000, content_type="application/json"), 413)
    for data in (b"[1]", b"null", b'"x"'):
        assert refused(anna.call("/answers", "POST", data=data, content_type="application/json"), 422)
    for program in (anna, Program(college.app)):
        refused(program.call("/nothing"), 404)
        refused(program.call("/nothing", "POST", json={}), 404)
        response = program.call("/me", "DELETE")
        refused(response, 405)
        assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


@pytest.mark.sqlite
def test_a_broken_database_is_said_in_json(college: College) -> None:
    """503 with when to try again; a fault of ours is 500 with a number for the log."""
    anna = Program.of(college.person("Anna"))
    pen = college.app.extensions["database"].pen
    object.__setattr__(pen, "patience", 0.01)
    with pen.turn:
        response = anna.answer("box-size", options=["small"])
    refused(response, 503)
    assert response.headers["Retry-After"] == "5"
    assert "momentum.db" not in response.text
    with college.app.extensions["database"].writing() as db:
        db.exec_driver_sql("DROP TABLE sightings")
    response = anna.call("/next")
    refused(response, 503)
    assert "sightings" not in response.text
    college.app.extensions["library"] = None
    response = anna.call("/next")
    refused(response, 500)
    assert "Number" in response.text
