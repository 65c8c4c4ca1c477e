"""An item to fill in, as `momentum new KIND --skill S` prints it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

BODIES: Mapping[str, str] = {
    "card": "skill: {skill}\n\nQ: TODO one question\nA: TODO its answer, in 40 words or fewer\n",
    "question": (
        "skill: {skill} | style: standard | bloom: 2\n\nTODO the question, ending in a question mark?\n\n"
        + "".join(
            f"- [{mark}] TODO {text} {{#{slug}}}\n  > TODO {reason}\n"
            for mark, text, slug, reason in (
                ("x", "the right option", "right", "why it is right"),
                (" ", "a near neighbour", "near", "why somebody would choose it, and what speaks against it"),
                (" ", "another one", "other", "why it is wrong"),
                (" ", "a third one", "third", "why it is wrong"),
            )
        )
        + "\n> [!why] TODO the words in the question that decide.\n"
    ),
    "scenario": (
        "skill: {skill} | domain: TODO\n\nTODO who does ==what decides=={{step}}, and ==how=={{activity}}.\n\n"
        "### step\n- [x] take-action\n  > TODO why\n- [ ] did-we-get-there\n  > TODO why not\n\n"
        "### activity\n- [x] improve\n  > TODO why\n"
    ),
    "order": (
        "skill: {skill}\n\nTODO Put these in their order.\n\n"
        "1. TODO first {{#one}}\n2. TODO second {{#two}}\n3. TODO third {{#three}}\n"
    ),
    "term": "skill: {skill}\n\nTODO what the term means, in our own words.\n",
    "frame": (
        "skill: {skill}\n\n- {{org}}: TODO a library / a hospital\n- {{what ~ org}}: TODO books / beds\n\n"
        "TODO {{Org}} ==counts its {{what}}=={{step}}.\n\n### step\n- [x] where-are-we-now\n  > TODO why\n"
    ),
    "case": (
        "skill: {skill}\n\nTODO how the story begins.\n\n### event first\nTODO what happens.\n\n"
        "- step: where-are-we-now\n  > TODO why\n- activity: improve ~ 0.5 plan\n"
    ),
    "sketch": (
        "skill: {skill}\n\nTODO what to write down.\n\n1. TODO a model line\n2. TODO another\n\n"
        "### checklist\n- TODO What must the answer hold?\n"
    ),
}
KINDS = tuple(BODIES)


def scaffold(kind: str, skill: str) -> str:
    """The text of a new item of this kind; KeyError for an unknown kind.

    Each TODO is an error of `momentum check` until it is replaced.
    """
    body = BODIES[kind].replace("{skill}", skill).replace("{{", "{").replace("}}", "}")
    return f"## {kind} todo-{kind}\n{body}"
