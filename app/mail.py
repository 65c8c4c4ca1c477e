"""Mail: by SMTP when an address is set, else as files in the data folder, where an operator or a test reads them."""

from __future__ import annotations

import secrets
import smtplib
import ssl
from concurrent.futures import ThreadPoolExecutor
from email.message import EmailMessage
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit

from flask import current_app

from app import clock

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from flask import Flask

    from app.config import Config

PATIENCE = 20.0
_senders = ThreadPoolExecutor(2, "mail")
"""Two at a time, however many are asked for: the others wait in line."""


class Letter(NamedTuple):
    """What is to be sent, and to whom."""

    to: str
    subject: str
    text: str


def send(letter: Letter) -> None:
    """Send a letter without waiting for it."""
    later(lambda: letter)


def later(write: Callable[[], Letter | None]) -> None:
    """Write a letter, if there is one to write, and send it when the page is already on its way.

    So a page takes as long whether or not there was anybody to write to.
    """
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined] # noqa: SLF001 as Flask's manual does

    def work() -> None:
        with app.test_request_context():
            try:
                if letter := write():
                    deliver(message_of(letter), app.config["MOMENTUM"])
            except Exception as error:  # noqa: BLE001 nobody waits for this thread; a server's words may hold an address
                app.logger.error("a mail could not be sent: %s", type(error).__name__)  # noqa: TRY400

    _senders.submit(work)


def message_of(letter: Letter) -> EmailMessage:
    """A letter with its head; ValueError for what would be two lines of it."""
    config: Config = current_app.config["MOMENTUM"]
    message = EmailMessage()
    message["From"] = f"Momentum <momentum@{urlsplit(config.url).hostname or 'localhost'}>"
    message["To"] = letter.to
    message["Subject"] = letter.subject
    message["Date"] = clock.now()
    message.set_content(letter.text)
    return message


def deliver(message: EmailMessage, config: Config) -> None:
    """Hand a message over. Raises OSError or SMTPException."""
    if not config.mail:
        put_down(message, config.data / "mail")
        return
    parts = urlsplit(config.mail)
    host, safe = parts.hostname or "", ssl.create_default_context()
    if parts.scheme == "smtps":
        with smtplib.SMTP_SSL(host, parts.port or 465, timeout=PATIENCE, context=safe) as server:
            hand_over(server, parts.username, parts.password, message)
        return
    with smtplib.SMTP(host, parts.port or 587, timeout=PATIENCE) as server:
        if parts.username:  # a password never goes over the wire in the clear
            server.starttls(context=safe)
        hand_over(server, parts.username, parts.password, message)


def hand_over(server: smtplib.SMTP, name: str | None, password: str | None, message: EmailMessage) -> None:
    """Sign in to the mail server if need be, and send."""
    if name:
        server.login(unquote(name), unquote(password or ""))
    server.send_message(message)


def put_down(message: EmailMessage, folder: Path) -> None:
    """Write a message as a file that only its owner may read, whole or not at all."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    place = folder / f"{clock.now():%Y%m%d-%H%M%S-%f}-{secrets.token_hex(2)}.eml"
    part = place.with_suffix(".part")
    part.touch(mode=0o600)
    part.write_bytes(message.as_bytes())
    part.replace(place)
