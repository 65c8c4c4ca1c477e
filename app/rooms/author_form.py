"""The editor's forms, one a kind, made from the closed lists of the grammar; the item rules find what is wrong."""

from __future__ import annotations

from functools import cache
from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field, FieldList, Form, FormField, StringField

from quizzes.course.grammar.attributes import ALLOWED
from quizzes.course.grammar.fields import TEXTS, Fields, Happening, Row, tidied

MOST_ROWS = 40
CHECKLIST = {
    "ambiguity": "The question can be read in one way only",
    "keys": "No second option can be defended",
    "distractors": "Each wrong option would be chosen by somebody, and its reason says why not",
    "facts": "The facts were looked up",
    "edition": "The words are those of its edition",
    "reading": "It reads easily for somebody whose first language is another one",
}
"""What a reviewer ticks; when all is ticked, date and name go into `reviewed`."""


class Several(Field):  # type: ignore[misc] # the library has no types
    """All values sent under one name."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Keep them all."""
        self.data = valuelist

    def _value(self) -> str:
        return ""


class RowForm(Form):  # type: ignore[misc] # the library has no types
    """An option, a step or a label; a label's text is `axis/label`."""

    mark, text, slug, reason = StringField(), StringField(), StringField(), StringField()

    def row(self, *, label: bool, right: bool = False) -> Row:
        """What was typed."""
        text, axis = self.text.data or "", ""
        if label:
            axis, _, text = text.partition("/")
        mark = "x" if right else self.mark.data or ""
        return Row(mark, text, axis, self.slug.data or "", self.reason.data or "")


class EventForm(Form):  # type: ignore[misc] # the library has no types
    """One event of a case."""

    # `id` is a field like the others, and not the library's.
    id, text = StringField(), StringField()
    rows = FieldList(FormField(RowForm), max_entries=MOST_ROWS)

    def happening(self) -> Happening:
        """What was typed."""
        return Happening(self["id"].data or "", self.text.data or "", tuple(e.form.row(label=True) for e in self.rows))


class ItemForm(FlaskForm):  # type: ignore[misc] # the library has no types
    """What the forms of all kinds share. `etag` and `began`: the text the author began from; `note`: why it changed."""

    kind = ""
    id, etag, began, note, revision_reason = (StringField() for _ in range(5))
    right, ticked = Several(), Several()

    @property
    def fields(self) -> Fields:
        """What was typed, tidied."""
        data = {name: field.data or "" for name, field in self._fields.items() if isinstance(field, StringField)}
        labels, right = self.kind in {"scenario", "frame"}, set(self.right.data or ())
        rows = self._fields.get("rows", ())
        events = self._fields.get("events", ())
        return tidied(
            Fields(
                self.kind,
                data["id"],
                {key: data[key] for key in ALLOWED[self.kind]},
                {name: data[name] for name in TEXTS[self.kind]},
                tuple(e.form.row(label=labels, right=str(place) in right) for place, e in enumerate(rows)),
                tuple(e.form.happening() for e in events),
            )
        )


class SourceForm(FlaskForm):  # type: ignore[misc] # the library has no types
    """An item as Markdown."""

    source, etag, began, note = (StringField() for _ in range(4))


@cache
def form_of(kind: str) -> type[ItemForm]:
    """The form of a kind; KeyError for an unknown one."""
    own: dict[str, Any] = {name: StringField() for name in (*ALLOWED[kind], *TEXTS[kind])}
    if kind in {"question", "scenario", "frame", "order"}:
        own["rows"] = FieldList(FormField(RowForm), max_entries=MOST_ROWS)
    if kind == "case":
        own["events"] = FieldList(FormField(EventForm), max_entries=MOST_ROWS)
    return type(f"{kind.capitalize()}Form", (ItemForm,), own | {"kind": kind})
