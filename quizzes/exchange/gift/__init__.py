"""GIFT, Moodle's text format: read as Moodle's own reader does, written so that ids and attributes travel."""

from quizzes.exchange.gift.items import read
from quizzes.exchange.gift.writing import write

TITLE = "GIFT (Moodle)"
ENDINGS = (".gift", ".txt")

__all__ = ["ENDINGS", "TITLE", "read", "write"]
