"""A question in the QTI 1.2 that Canvas reads: what is shown, what earns points, what is said to it."""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import NamedTuple


class Answer(NamedTuple):
    """Something that can be chosen: its id, its words, what is said to who chose it (HTML), whether it is right.

    The words are HTML where a whole question is answered at once, else plain: they stand in a list to choose from.
    """

    id: str
    words: str
    said: str = ""
    right: bool = False


class Row(NamedTuple):
    """One place to choose at: its id, its words, and the answers there."""

    id: str
    words: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as Canvas asks it: `kind` is Canvas's own word without its ending, `said` what all read afterwards."""

    id: str
    kind: str
    title: str
    text: str
    rows: tuple[Row, ...] = ()
    points: int = 1
    said: str = ""

    @property
    def several(self) -> bool:
        """Whether more than one answer of a row is to be chosen."""
        return self.kind == "multiple_answers"

    @property
    def by_row(self) -> bool:
        """Whether each row earns points of its own."""
        return self.kind in {"multiple_dropdowns", "matching"}


def element(tag: str, inside: str = "", **attributes: str) -> str:
    """An element; `inside` is XML already."""
    told = "".join(f' {name}="{html.escape(value)}"' for name, value in attributes.items())
    return f"<{tag}{told}>{inside}</{tag}>" if inside else f"<{tag}{told}/>"


def material(words: str, kind: str = "text/html") -> str:
    """Words to show."""
    return element("material", element("mattext", html.escape(words, quote=False), texttype=kind))


def field(label: str, entry: str) -> str:
    """One thing that is known of a question."""
    inside = element("fieldlabel", label) + element("fieldentry", html.escape(entry))
    return element("qtimetadatafield", inside)


def item_of(asked: Asked) -> str:
    """The whole question."""
    known = field("question_type", f"{asked.kind}_question") + field("points_possible", f"{asked.points:.1f}")
    shown = material(f"<div>{asked.text}</div>") + (responses(asked) if asked.rows else typed())
    parts = [
        element("itemmetadata", element("qtimetadata", known)),
        element("presentation", shown),
        element("resprocessing", processing(asked)),
        *(feedback(ident, words) for ident, words in comments(asked)),
    ]
    return element("item", "\n".join(parts), ident=asked.id, title=asked.title)


def typed() -> str:
    """A field to write in."""
    inside = element("render_fib", element("response_label", ident="answer1", rshuffle="No"))
    return element("response_str", inside, ident="response1", rcardinality="Single")


def responses(asked: Asked) -> str:
    """The rows with their answers."""
    found = []
    for row in asked.rows:
        kind = "text/plain" if asked.by_row else "text/html"
        labels = "".join(element("response_label", material(each.words, kind), ident=each.id) for each in row.answers)
        words = material(row.words, kind) if asked.by_row else ""
        cardinality = {} if asked.by_row else {"rcardinality": "Multiple" if asked.several else "Single"}
        found.append(element("response_lid", words + element("render_choice", labels), ident=row.id, **cardinality))
    return "".join(found)


def comments(asked: Asked) -> list[tuple[str, str]]:
    """All that is said, each with its id."""
    told = [(f"{each.id}_fb", each.said) for row in asked.rows for each in row.answers if each.said]
    return [*([("general_fb", asked.said)] if asked.said else []), *dict(told).items()]


def feedback(ident: str, words: str) -> str:
    """Something that is said."""
    return element("itemfeedback", element("flow_mat", material(words)), ident=ident)


def processing(asked: Asked) -> str:
    """What is said to an answer, and what it earns."""
    rules = [element("outcomes", element("decvar", maxvalue="100", minvalue="0", varname="SCORE", vartype="Decimal"))]
    if asked.said:
        rules.append(rule(element("other"), shown("general_fb"), keep_on=True))
    chosen = [(row, each) for row in asked.rows for each in row.answers if each.said]
    rules += [rule(equal(row, each), shown(f"{each.id}_fb"), keep_on=True) for row, each in chosen]
    if asked.by_row:
        share = f"{100 / len(asked.rows):.2f}"
        keys = [(row, each) for row in asked.rows for each in row.answers if each.right]
        rules += [rule(equal(row, each), score(share, "Add")) for row, each in keys]
    elif asked.rows:
        rules.append(rule(wanted(asked, asked.rows[0]), score("100", "Set")))
    else:
        rules.append(rule(element("other")))
    return "".join(rules)


def wanted(asked: Asked, row: Row) -> str:
    """The condition of full points: the right answer, or all right ones and no other."""
    if not asked.several:
        return "".join(equal(row, each) for each in row.answers if each.right)
    each_of = [equal(row, each) if each.right else element("not", equal(row, each)) for each in row.answers]
    return element("and", "".join(each_of))


def equal(row: Row, answer: Answer) -> str:
    """The condition that this answer was chosen."""
    return element("varequal", html.escape(answer.id), respident=row.id)


def rule(condition: str, effect: str = "", *, keep_on: bool = False) -> str:
    """What follows when a condition holds."""
    return element(
        "respcondition", element("conditionvar", condition) + effect, **{"continue": "Yes" if keep_on else "No"}
    )


def shown(ident: str) -> str:
    """The effect that something is said."""
    return element("displayfeedback", feedbacktype="Response", linkrefid=ident)


def score(points: str, action: str) -> str:
    """The effect that points are earned."""
    return element("setvar", points, action=action, varname="SCORE")
