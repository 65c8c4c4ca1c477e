"""GIFT, Moodle's text format: read as Moodle's own reader does, written so that ids and attributes travel."""

from quizzes.exchange.gift.items import read
from quizzes.exchange.gift.writing import write

__all__ = ["read", "write"]
