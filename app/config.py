"""Where things are and who is served: read from the environment, checked as a whole, never from a file."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

HERE = Path(__file__).resolve().parent
SETTINGS = ("CONTENT", "DATA", "DATABASE_URL", "PORT", "AUTH", "URL", "MAIL", "PROXIES", "SECRET", "METRICS")
"""Every variable that is read, without the prefix MOMENTUM_."""
SCHEMES = {"http", "https"}
MOST_PROXIES = 9
SHORTEST_SECRET = 32


class ConfigError(Exception):
    """Settings that cannot be used; the words say what to do about each."""


@dataclass(frozen=True, slots=True)
class Config:
    """The settings one process runs with.

    `accounts`: people sign in; without, one learner of this machine is served on loopback only.
    `url`: the public address of a class server, "" on a laptop. `mail`: "" for a folder in `data`, or an smtp address.
    `proxies`: how many reverse proxies in front are believed about the client's address.
    `key`: what signs cookies when several machines share it; "" for one made once in the data folder.
    `metrics`: the bearer token that opens /metrics to other machines; "" for this machine only.
    """

    content: Path
    data: Path
    database: str
    host: str = "127.0.0.1"
    port: int = 8000
    accounts: bool = False
    url: str = ""
    mail: str = ""
    proxies: int = 0
    key: str = ""
    metrics: str = ""

    @property
    def secure(self) -> bool:
        """Whether people reach it by TLS, so that cookies and HSTS may rely on it."""
        return self.url.startswith("https://")


def from_environment(content: str | None = None) -> Config:
    """Read the MOMENTUM_ variables; `content` (from the command line) wins over MOMENTUM_CONTENT.

    Raises:
        ConfigError: with every setting that cannot be used, a line each.
    """
    given = {name.removeprefix("MOMENTUM_"): text for name, text in os.environ.items() if name.startswith("MOMENTUM_")}
    if faults := wrong(given):
        raise ConfigError("\n".join(faults))
    folder = content or given.get("CONTENT")
    data = data_folder()
    return Config(
        content=Path(folder).expanduser() if folder else shipped_course(),
        data=data,
        database=given.get("DATABASE_URL") or f"sqlite:///{data / 'momentum.db'}",
        port=int(given.get("PORT") or 8000),
        accounts=given.get("AUTH") == "accounts",
        url=given.get("URL", "").rstrip("/"),
        mail=given.get("MAIL", ""),
        proxies=int(given.get("PROXIES") or 0),
        key=given.get("SECRET", ""),
        metrics=given.get("METRICS", ""),
    )


def wrong(given: Mapping[str, str]) -> list[str]:
    """What is wrong with the settings given, without the prefix MOMENTUM_; a sentence or two each, nothing secret."""
    said = (_port, _auth, _url, _mail, _proxies, _secret, _metrics)
    return [fault for check in said if (fault := check(given))]


def _port(given: Mapping[str, str]) -> str:
    text = given.get("PORT", "")
    if not text or (text.isdecimal() and int(text) < 2**16):
        return ""
    return f"MOMENTUM_PORT is {text!r}. It must be a number from 0 to 65535, such as 8000."


def _auth(given: Mapping[str, str]) -> str:
    text = given.get("AUTH", "")
    if text in {"", "none", "accounts"}:
        return ""
    return f"MOMENTUM_AUTH is {text!r}. It must be accounts, for people who sign in, or none."


def _url(given: Mapping[str, str]) -> str:
    text = given.get("URL", "")
    if not text:
        return "" if given.get("AUTH") != "accounts" else NO_URL
    parts = urlsplit(text)
    if parts.scheme in SCHEMES and parts.hostname and parts.path in {"", "/"} and not parts.query:
        return ""
    return f"MOMENTUM_URL is {text!r}. It must be a scheme and a name only, such as https://momentum.example.org."


def _mail(given: Mapping[str, str]) -> str:
    text = given.get("MAIL", "")
    if not text or (urlsplit(text).scheme in {"smtp", "smtps"} and urlsplit(text).hostname):
        return ""
    return "MOMENTUM_MAIL must be an address such as smtps://name:password@mail.example.org:465, or not set."


def _proxies(given: Mapping[str, str]) -> str:
    text = given.get("PROXIES", "")
    if not text or (text.isdecimal() and int(text) <= MOST_PROXIES):
        return ""
    return f"MOMENTUM_PROXIES is {text!r}. It is how many reverse proxies stand in front, 0 to {MOST_PROXIES}."


def _secret(given: Mapping[str, str]) -> str:
    text = given.get("SECRET", "")
    if not text or len(text) >= SHORTEST_SECRET:
        return ""
    return f"MOMENTUM_SECRET is too short: it needs {SHORTEST_SECRET} characters that nobody can guess."


def _metrics(given: Mapping[str, str]) -> str:
    text = given.get("METRICS", "")
    if not text or (len(text) >= SHORTEST_SECRET and text.isascii() and text.isprintable() and " " not in text):
        return ""
    return f"MOMENTUM_METRICS needs {SHORTEST_SECRET} letters and digits that nobody can guess, without a space."


NO_URL = (
    "MOMENTUM_URL is not set. With accounts it must say where people find this server: https://momentum.example.org."
)


def shipped_course() -> Path:
    """The course that comes along: beside the program in a clone, inside it when installed."""
    clone = HERE.parent / "content"
    return clone if (clone / "syllabus.toml").exists() else HERE / "content"


def data_folder() -> Path:
    """Where this user's answers live: MOMENTUM_DATA, or the folder the system keeps for such things."""
    if chosen := os.environ.get("MOMENTUM_DATA"):
        return Path(chosen).expanduser()
    from platformdirs import user_data_path  # noqa: PLC0415 keeps `momentum --help` quick

    return user_data_path("momentum", appauthor=False)


def secret(config: Config) -> str:
    """The key that signs cookies: given, or made once, kept in the data folder, readable by its owner only.

    Raises:
        ConfigError: the data folder cannot be written.
    """
    file = config.data / "secret"
    try:
        config.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        if config.key:
            return config.key
        if not file.exists():
            handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w") as out:
                out.write(secrets.token_hex(32))
        return file.read_text()
    except OSError as error:
        raise ConfigError(
            f"The data folder {config.data} cannot be written ({error.strerror}). "
            "Make it writable, or choose another with MOMENTUM_DATA."
        ) from error
