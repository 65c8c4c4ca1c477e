"""Where things are on this machine: course folder, data folder, database, address. Read from the environment."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent


class ConfigError(Exception):
    """A setting that cannot be used; its words say what to do."""


@dataclass(frozen=True, slots=True)
class Config:
    """The settings one process runs with."""

    content: Path
    data: Path
    database: str
    host: str = "127.0.0.1"
    port: int = 8000


def from_environment(content: str | None = None) -> Config:
    """Read the MOMENTUM_ variables; `content` (from the command line) wins over MOMENTUM_CONTENT."""
    folder = content or os.environ.get("MOMENTUM_CONTENT")
    data = data_folder()
    return Config(
        content=Path(folder).expanduser() if folder else shipped_course(),
        data=data,
        database=os.environ.get("MOMENTUM_DATABASE_URL") or f"sqlite:///{data / 'momentum.db'}",
        port=port(os.environ.get("MOMENTUM_PORT", "8000")),
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


def port(text: str) -> int:
    """A port number; ConfigError when it is none."""
    if text.isdecimal() and int(text) < 2**16:
        return int(text)
    raise ConfigError(f"MOMENTUM_PORT is {text!r}. It must be a number from 0 to 65535, such as 8000.")


def secret(data: Path) -> str:
    """The key that signs cookies: made once, kept in the data folder, readable by its owner only."""
    file = data / "secret"
    try:
        data.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w") as out:
                out.write(secrets.token_hex(32))
        return file.read_text()
    except OSError as error:
        raise ConfigError(
            f"The data folder {data} cannot be written ({error.strerror}). "
            "Make it writable, or choose another with MOMENTUM_DATA."
        ) from error
