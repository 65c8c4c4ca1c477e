"""What an edit changes: content, meaning, key."""

from __future__ import annotations

import pytest

from quizzes.course.grammar.reading import read_items

BASE = """## question one
skill: a.words | style: standard | bloom: 2

What do people say?

- [x] A word {#word}
  > It is said.
- [ ] A deed {#deed}
  > It is done.

> [!why] Words are said.
"""
STORY = """## scenario two

It ==counts=={step}.

### step
- [x] now
- [~ 0.5] next
  > Later.
"""
ORDER = "## order three\nskill: a.words\n\nPut in order.\n\n1. One {#one}\n2. Two {#two}\n3. Three {#three}\n"
FRAME = """## frame five

- {who}: Ada / Bo
- {org}: inn / bank
- never: {who} = Ada & {org} = bank

{Who} ==counts=={step} at {an org}.

### step
- [x] now
"""
CARD = "## card four\nskill: a.words\n\nQ: What is it?\nA: That.\n"


def changed(before: str, *pairs: tuple[str, str]) -> str:
    """The initials of the hashes that differ after an edit: c, m, k."""
    after = before
    for old, new in pairs:
        assert old in after
        after = after.replace(old, new, 1)
    (one,), _ = read_items(before, "a.md", "01-start")
    (two,), _ = read_items(after, "a.md", "01-start")
    names = ("content", "meaning", "key")
    return "".join(name[0] for name in names if getattr(one.hashes, name) != getattr(two.hashes, name))


@pytest.mark.parametrize(
    ("text", "old", "new", "told"),
    [
        (BASE, "What do people say?\n", "\n\nWhat do people say?   \n\n", ""),
        (BASE, "What do people say?", "What do people SAY!", "c"),
        (BASE, "It is done.", "It is made.", "c"),
        (BASE, "bloom: 2", "bloom: 1", "c"),
        (BASE, "do people say", "do children say", "cm"),
        (BASE, "A deed", "A wish", "cm"),
        (BASE, "{#deed}", "{#act}", "cmk"),
        (BASE, "- [x] A word", "- [void] A word", "cmk"),
        (BASE, "- [ ] A deed", "- [~ 0.5] A deed", "cmk"),
        (STORY, "==counts=={step}", "counts", "c"),
        (STORY, "Later.", "Much later.", "c"),
        (STORY, "- [~ 0.5] next\n  > Later.\n", "- [~ 0.5] next\n  > Later.\n- [ ] soon\n  > No.\n", "c"),
        (STORY, "0.5", "0.25", "cmk"),
        (STORY, "- [x] now", "- [x] soon", "cmk"),
        (ORDER, "Two", "Too", "cm"),
        (ORDER, "1. One {#one}\n2. Two {#two}", "1. Two {#two}\n2. One {#one}", "cmk"),
        (FRAME, "- {who}: Ada / Bo\n", "* {who}:  Ada /  Bo\n\n", ""),
        (FRAME, "Ada / Bo\n", "Ada / Bo / Cy\n", "cm"),
        (FRAME, "{org} = bank", "{org} = inn", "cm"),
        (FRAME, "- never: {who} = Ada & {org} = bank\n", "", "cm"),
        (FRAME, "at {an org}", "for {an org}", "cm"),
        (FRAME, "==counts=={step}", "==counts=={trigger}", "c"),
        (FRAME, "- [x] now", "- [x] soon", "cmk"),
        (CARD, "That.", "This.", "cm"),
        (CARD, "That.", "that", "c"),
        (CARD, "card four", "term four", "cmk"),
    ],
)
def test_an_edit_changes_these_hashes(text: str, old: str, new: str, told: str) -> None:
    """Layout: none. Wording of marks, case and reasons: content. What is seen: meaning. What is right: key."""
    assert changed(text, (old, new)) == told


def test_the_order_of_shuffled_options_means_nothing() -> None:
    """Unless the options keep their order."""
    swapped = (
        ("- [x] A word {#word}\n  > It is said.\n", ""),
        ("  > It is done.\n", "  > It is done.\n- [x] A word {#word}\n  > It is said.\n"),
    )
    assert changed(BASE, *swapped) == "c"
    assert changed(BASE.replace("bloom: 2", "bloom: 2 | shuffle: no"), *swapped) == "cm"


def test_a_slug_that_is_not_written_is_left_out_of_the_key() -> None:
    """So a change of the words it would be derived from changes the meaning, not the key."""
    bare = BASE.replace(" {#deed}", "")
    assert changed(bare, ("A deed", "A wish")) == "cm"
    assert changed(bare, ("- [ ] A deed", "- [~ 0.5] A deed")) == "cmk"


def test_front_matter_and_place_change_no_hash() -> None:
    """Sources for a whole file, its name and the lines before an item are not written in the item."""
    (one,), _ = read_items(BASE, "a.md", "01-start")
    (two,), _ = read_items("sources: a book\n\n" + BASE, "b.md", "02-later")
    assert one.hashes == two.hashes
    assert two.sources == "a book"
