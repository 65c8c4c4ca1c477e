"""The two column types of our own: moments and JSON, alike on SQLite and PostgreSQL."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, Text
from sqlalchemy.types import TypeDecorator

if TYPE_CHECKING:
    from sqlalchemy import Dialect

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
_written = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode
# Tuples are what comes again and again: an item's hashes, the order its options were shown in.
_written_again = lru_cache(maxsize=4096)(_written)


class Instant(TypeDecorator[datetime]):
    """An aware moment, kept as whole microseconds since 1970 in UTC; a naive one raises ValueError."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002 SQLAlchemy's signature
        """From a moment to its number."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone: give an aware moment")
        return (value - EPOCH) // MICROSECOND

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 SQLAlchemy's signature
        """From the number back to a moment in UTC."""
        return None if value is None else EPOCH + value * MICROSECOND


class Json(TypeDecorator[Any]):
    """Plain JSON as text, keys sorted and nothing spared for looks, so that equal values are equal bytes."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: object, dialect: Dialect) -> str | None:  # noqa: ARG002 SQLAlchemy's signature
        """From plain lists, dicts, strings and numbers to text."""
        if value is None:
            return None
        return _written_again(value) if type(value) is tuple else _written(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> object:  # noqa: ARG002 SQLAlchemy's signature
        """From text to plain values."""
        return None if value is None else json.loads(value)
