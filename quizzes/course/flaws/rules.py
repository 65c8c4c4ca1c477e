"""The item rules that are checked, one line each; structural problems have codes of their own in `grammar.codes`."""

from __future__ import annotations

from typing import NamedTuple


class Rule(NamedTuple):
    """What a rule finds, and how bad that is."""

    what: str
    level: str


RULES = {
    "L1": Rule("the right option is far longer than every other", "warning"),
    "L2": Rule("over a whole bank, the right option is the longest too often", "info"),
    "L4": Rule("absolute words in the distractors and not in the right option", "warning; info in one distractor"),
    "L5": Rule("an absolute word in the right option only", "info"),
    "L6": Rule("all, none or both of the above", "warning; error where options are shuffled"),
    "L8": Rule("a negative question whose negative word does not stand out", "warning"),
    "L9": Rule("two negatives in one question, or over 10 % negative questions in a bank", "info"),
    "L10": Rule("a word of the stem that comes back in the right option only", "warning"),
    "L12": Rule("the stem ends in a or an, and that gives options away", "warning"),
    "L14": Rule("two options that say the same", "error"),
    "L16": Rule("all options begin with the same three words or more", "info"),
    "L17": Rule("numbers as options that are not sorted", "info"),
    "L18": Rule("options of which only some end in a full stop or begin with a capital", "info"),
    "L19": Rule("a stem of fewer than four words", "info"),
    "L20": Rule("a stem of more than seventy words", "info"),
    "L21": Rule("a stem of twenty words or more that is hard to read", "info"),
    "L23": Rule("no explanation, or a distractor without its reason", "error; warning for a distractor"),
    "L24": Rule("an option named by its place, though options are shuffled", "error"),
    "L25": Rule("over a file of unshuffled questions, the key stands too often in one place", "info"),
    "L26": Rule("two questions that are nearly the same, and not enemies", "warning"),
    "L27": Rule("the key of a question stands in the stem of a similar one that is not its enemy", "warning"),
    "L29": Rule("two questions that ask the same and disagree", "error"),
    "L30": Rule("a wrong number of right options", "error"),
    "L31": Rule("skill, edition, style or Bloom level unknown or missing", "error"),
    "L32": Rule(
        "a scenario that is not keyed well, or gives its answer away; a one-sided axis", "error; warning; info"
    ),
    "L33": Rule("an order item with too few, too many or telltale steps", "warning"),
    "L35": Rule("a missing-word question whose blank does not work", "warning"),
    "L36": Rule("a card that asks or answers too much, or asks what another one asks", "warning"),
    "L37": Rule("unfinished: TODO, a broken link, an image without words, HTML", "error"),
    "L38": Rule(
        "a frame with too few renderings, a broken one, or one that another keys differently", "error; warning"
    ),
}
