"""A whole number in a form: whatever is wrong with it is one sentence, and what was typed stays in the field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wtforms import IntegerField
from wtforms.validators import StopValidation

if TYPE_CHECKING:
    from wtforms import Field, Form


class WholeNumber(IntegerField):  # type: ignore[misc] # wtforms has no types
    """What is no whole number is none: `Within` says so, in the words that it has for a number out of bounds."""

    @property
    def typed(self) -> Any:  # noqa: ANN401 what was sent, else the number it began with
        """What stands in the field when the page comes back."""
        return self.raw_data[0] if self.raw_data else self.data

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was sent."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            self.data = None


class Within:
    """A whole number between two; `empty` is said where nothing was typed, `said` in place of the bounds."""

    def __init__(self, least: int, most: int, empty: str = "", said: str = "") -> None:
        self.least, self.most = least, most
        self.said = said or f"A whole number from {least} to {most}."
        self.empty = empty or self.said

    def __call__(self, _form: Form, field: Field) -> None:
        """Judge a field."""
        if not str("" if field.typed is None else field.typed).strip():
            raise StopValidation(self.empty)
        if field.data is None or not self.least <= field.data <= self.most:
            raise StopValidation(self.said)
