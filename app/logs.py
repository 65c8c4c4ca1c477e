"""The log: on a laptop readable lines as they come, for a class one line of JSON a request, and no word of anybody's.

A line names no address, no query, no path and no person: a request by its endpoint, an account by its number. What a
form or a link brought is never written, not even inside the message of an exception.
"""

from __future__ import annotations

import logging
import re
import secrets
import sys
import traceback
from time import perf_counter
from typing import TYPE_CHECKING

import structlog
from flask import g, has_request_context, request

from app import clock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask, Response
    from structlog.typing import EventDict

    from app.config import Config

WRONG = 400
SANE = re.compile(r"[A-Za-z0-9._-]{8,64}")
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
SHORTEST = 3
"""Characters that a word must have to be looked for in a message: shorter ones stand in any sentence."""
LARGEST = 64 * 1024
HIDDEN = "(not told: it repeats what was sent)"


def add_to(app: Flask) -> None:
    """Give every request its number and, for a class, its line."""
    app.before_request(begin)
    app.after_request(number)
    if app.config["MOMENTUM"].accounts:
        app.after_request(line)


def set_up(config: Config) -> None:
    """For a class, every logger of this process writes JSON to standard error; a laptop's stay as they are."""
    if not config.accounts:
        return
    as_json = structlog.processors.JSONRenderer(sort_keys=False, ensure_ascii=False)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[stamped, structlog.stdlib.add_log_level, structlog.stdlib.ExtraAdder(("fault",))],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, with_traceback, as_json],
        )
    )
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    # The line of each request goes straight to where the handler writes.
    structlog.configure(
        processors=[stamped, structlog.processors.add_log_level, as_json],
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
    )


def begin() -> None:
    """Start the clock of this request, and take the number a proxy gave it, or make one."""
    g.began = perf_counter()
    given = request.headers.get("X-Request-Id", "")
    g.request_id = given if SANE.fullmatch(given) else secrets.token_hex(8)


def number(response: Response) -> Response:
    """Hand the number back, so that a proxy's log and ours can be laid side by side."""
    response.headers["X-Request-Id"] = g.request_id
    return response


def line(response: Response) -> Response:
    """The one line of this request; the forty files that come with a page are told only when one goes wrong."""
    if request.endpoint == "static" and response.status_code < WRONG:
        return response
    structlog.get_logger().info(
        "request",
        request=g.request_id,
        method=method(),
        endpoint=request.endpoint,
        status=response.status_code,
        ms=round(1000 * (perf_counter() - g.began), 1),
        account=account(),
    )
    return response


def method() -> str:
    """The request's method; "other" for one that nobody has heard of, as its name may be anything."""
    return request.method if request.method in METHODS else "other"


def account() -> int | None:
    """The number of the account that asks, if this request has found out; it never asks the database."""
    signed_in = getattr(g.get("_login_user"), "person", None)  # where Flask-Login keeps the visitor it has found
    found = g.get("spoken_for") or signed_in
    return int(found.account.id) if found else None


def stamped(_logger: object, _name: str, event: EventDict) -> EventDict:
    """The moment first, in UTC, and the request it belongs to."""
    inside = {"request": g.request_id} if has_request_context() and "request_id" in g else {}
    return {"time": clock.now().isoformat(timespec="milliseconds"), **inside, **event}


def with_traceback(_logger: object, _name: str, event: EventDict) -> EventDict:
    """An exception as text that repeats nothing that was sent."""
    found = event.pop("exc_info", None)
    error = found[1] if isinstance(found, tuple) else found if isinstance(found, BaseException) else sys.exc_info()[1]
    return {**event, "traceback": told(error, sent())} if found and error else event


def told(error: BaseException, heard: frozenset[str]) -> str:
    """An exception and what caused it, oldest first, as Python prints them, but for the messages.

    Of a message only the first line is told, since drivers put values into the next ones; and nothing where one of the
    words that were `heard` (in lower case) stands in it.
    """
    lines = []
    for one in chain(error):
        first = str(one).strip().partition("\n")[0]
        said = HIDDEN if any(word in first.lower() for word in heard) else first
        lines += [*traceback.format_tb(one.__traceback__), f"{type(one).__module__}.{type(one).__qualname__}: {said}\n"]
    return "".join(lines)


def chain(error: BaseException) -> Iterator[BaseException]:
    """The exceptions that led to one, oldest first, itself last."""
    found = [error]
    while (before := found[0].__cause__ or found[0].__context__) and before not in found:
        found.insert(0, before)
    return iter(found)


def sent() -> frozenset[str]:
    """The words of this request that no log may repeat, in lower case: whole values, and the words in them."""
    if not has_request_context():
        return frozenset()
    values = [*request.args.values(), *request.cookies.values(), request.headers.get("Authorization", "")]
    values += [*map(str, (request.view_args or {}).values()), *request.args]
    try:
        values += [value for _, value in request.form.items(multi=True)]
        values += [request.get_data(cache=True, as_text=True)[:LARGEST] if request.is_json else ""]
    except Exception:  # noqa: BLE001 a form that cannot be read has already had its say
        values += [""]
    words = {word for value in values for word in (value.strip(), *re.findall(r"\w+", value[:LARGEST]))}
    return frozenset(word.lower() for word in words if len(word) >= SHORTEST)
