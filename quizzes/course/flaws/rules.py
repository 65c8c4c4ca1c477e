"""The item rules that are checked, one line each; structural problems have codes of their own in `grammar.codes`."""

from __future__ import annotations

RULES = {
    "L1": "the right option is far longer than every other",
    "L2": "over a whole bank, the right option is the longest too often (info)",
    "L4": "absolute words in the distractors and not in the right option",
    "L5": "an absolute word in the right option only (info)",
    "L6": "all, none or both of the above",
    "L8": "a negative question whose negative word does not stand out",
    "L12": "the stem ends in a or an, and that gives options away",
    "L14": "two options that say the same",
    "L17": "numbers as options that are not sorted (info)",
    "L19": "a stem of fewer than four words (info)",
    "L20": "a stem of more than seventy words (info)",
    "L23": "no explanation, or a distractor without its reason",
    "L24": "an option named by its place, though options are shuffled",
    "L25": "over a file of unshuffled questions, the key stands too often in one place (info)",
    "L29": "two questions that ask the same and disagree",
    "L30": "a wrong number of right options",
    "L31": "skill, edition, style or Bloom level unknown or missing",
    "L32": "a scenario that is not keyed well, or gives its answer away",
    "L33": "an order item with too few, too many or telltale steps",
    "L35": "a missing-word question whose blank does not work",
    "L36": "a card that asks or answers too much",
    "L37": "unfinished: TODO, a broken link, an image without words, HTML",
    "L38": "a frame with too few renderings, a broken one, or one that another frame keys differently",
}
