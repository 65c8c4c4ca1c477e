"""`momentum user` and the settings of a class server, as an operator types them."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest

from app.config import ConfigError, from_environment
from tests.cli.conftest import Said

Run = Callable[..., Said]
COLLEGE = {"MOMENTUM_AUTH": "accounts", "MOMENTUM_URL": "https://momentum.example.org"}


def test_the_first_operator_takes_over_what_was_learned_on_the_laptop(momentum: Run) -> None:
    """The laptop's learner becomes her account; a second time there is nobody to take over."""
    before = momentum("answers", "count")
    assert before.out == "0\n"
    momentum("drill", "--n", "1", typed="1\n1\n\n\n")
    learned = momentum("answers", "count").out
    words = ("user", "add", "freya@example.org", "--name", "Freya", "--role", "operator")
    said = momentum(*words, "--take-over", **COLLEGE)
    assert said.code == 0, said.err
    first, link = said.out.splitlines()
    assert first == "Freya is an operator now. This link chooses a password; it works once, for 14 days:"
    assert urlsplit(link)[:2] == ("https", "momentum.example.org")
    assert momentum("user", "list", **COLLEGE).out == "1\toperator\tinvited\tfreya@example.org\tFreya\n"
    assert momentum("answers", "count").out == learned
    again = momentum(*words, "--take-over", **COLLEGE)
    assert (again.code, "taken over before" in again.err) == (2, True)


def test_people_are_helped_from_the_command_line(momentum: Run) -> None:
    """Another role, a new link, closed, deleted; the last operator stays."""
    for name, role in (("freya", "operator"), ("ines", "learner")):
        momentum("user", "add", f"{name}@example.org", "--name", name.title(), "--role", role, **COLLEGE)
    assert (
        momentum("user", "role", "INES@example.org", "instructor", **COLLEGE).out
        == "INES@example.org is an instructor now.\n"
    )
    assert momentum("user", "link", "ines@example.org", **COLLEGE).out.startswith(
        "https://momentum.example.org/password/new/"
    )
    said = momentum("user", "close", "freya@example.org", **COLLEGE)
    assert (said.code, said.err) == (2, "momentum: This is the last operator. Make somebody else an operator first.\n")
    assert momentum("user", "delete", "ines@example.org", typed="y\n", **COLLEGE).code == 0
    assert "\tines@" not in momentum("user", "list", **COLLEGE).out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("add", "freya", "--name", "Freya"), "That is no e-mail address."),
        (("link", "who@example.org"), "there is no account for who@example.org. See them all: momentum user list"),
    ],
)
def test_what_cannot_be_done_is_said(momentum: Run, words: tuple[str, ...], said: str) -> None:
    """With what to do instead."""
    found = momentum("user", *words, **COLLEGE)
    assert found.code == 2
    assert said in found.err


def test_a_laptop_has_no_accounts(momentum: Run) -> None:
    """The two settings are named."""
    said = momentum("user", "list")
    assert said.code == 2
    assert "set MOMENTUM_AUTH=accounts and MOMENTUM_URL" in said.err


def test_all_settings_that_are_wrong_are_named_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line each, and nothing secret among them."""
    wrong = {
        "PORT": "http",
        "AUTH": "yes",
        "URL": "momentum.example.org",
        "MAIL": "anna:hunter2@mail",
        "PROXIES": "many",
        "SECRET": "short",
    }
    for name, text in wrong.items():
        monkeypatch.setenv(f"MOMENTUM_{name}", text)
    with pytest.raises(ConfigError) as caught:
        from_environment()
    assert str(caught.value).splitlines() == [
        "MOMENTUM_PORT is 'http'. It must be a number from 0 to 65535, such as 8000.",
        "MOMENTUM_AUTH is 'yes'. It must be accounts, for people who sign in, or none.",
        (
            "MOMENTUM_URL is 'momentum.example.org'. "
            "It must be a scheme and a name only, such as https://momentum.example.org."
        ),
        "MOMENTUM_MAIL must be an address such as smtps://name:password@mail.example.org:465, or not set.",
        "MOMENTUM_PROXIES is 'many'. It is how many reverse proxies stand in front, 0 to 9.",
        "MOMENTUM_SECRET is too short: it needs 32 characters that nobody can guess.",
    ]


def test_accounts_need_to_know_their_address(monkeypatch: pytest.MonkeyPatch) -> None:
    """Links in mails are made of it, never of what a request says."""
    monkeypatch.setenv("MOMENTUM_AUTH", "accounts")
    with pytest.raises(ConfigError, match="MOMENTUM_URL is not set"):
        from_environment()
