"""Item rules for single questions: options that give the key away, stems that mislead, parts that are missing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quizzes.course.flaws.found import Found, distractors, keys
from quizzes.course.flaws.wording import letters, sentences, words
from quizzes.course.problems import clip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quizzes.course.items import Question
    from quizzes.course.problems import Level

ABSOLUTE = re.compile(
    r"\b(?:always|never|every|everyone|nobody|nothing|completely|totally|entirely|impossible|solely|exclusively)\b",
    re.IGNORECASE,
)
CATCH_ALL = re.compile(
    r"(?:all|none|both|neither|any) of (?:the above|these|those|them|the (?:other )?(?:options|answers|choices))\.?"
    r"|(?:all|none|both) (?:above|are (?:right|correct|true))\.?",
    re.IGNORECASE,
)
BY_PLACE = re.compile(
    r"\b[Oo]ptions? [A-E]\b|\b[Aa]nswers? [A-E]\b|\b[Cc]hoices? [A-E]\b"
    r"|\b(?:[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ll]ast) (?:option|answer|choice)\b"
    r"|\b[Tt]he above\b|\b(?:[Oo]ption|[Aa]nswer|[Cc]hoice)s? (?:above|below)\b|\b(?:mentioned|listed|given) above\b"
)
NEGATIVE = re.compile(
    r"(?<!at )(?<!or )\b(?:not(?! only)|never|except|least|incorrect(?:ly)?|\w+n['\u2019]t)\b", re.IGNORECASE
)
ARTICLE = re.compile(r"\b(?<!/)an?(?:\s*\[\?\]|[\s.:…]*$)", re.IGNORECASE)
NUMBERED = re.compile(r"^\s*(\d{1,2})[.)]\s", re.MULTILINE)
PAIR = re.compile(r"(?:only )?\d{1,2}(?:, \d{1,2})*(?:,? and \d{1,2}| only)?", re.IGNORECASE)
BLANK = "[?]"
LONG, RATIO = 8, 1.25
MOCK_OPTIONS = 4


def count(item: Question) -> Iterator[Found]:
    """L30: as many right options as `answers` says; mocks take one of four."""
    right, standing = len(keys(item)), [option for option in item.options if not option.void]
    if item.options and right != item.answers:
        marked = "no option is" if not right else "1 option is" if right == 1 else f"{right} options are"
        wanted = "exactly one" if item.answers == 1 else "exactly two"
        hint = "mark the right one with [x]" if right < item.answers else "mark the others with [ ]"
        if right == 2 and item.answers == 1:  # noqa: PLR2004 choose two
            hint += ", or write answers: 2"
        yield Found("L30", f"{marked} marked [x], and {wanted} must be", hint, "error")
    if len(item.options) == 1:
        yield Found("L30", "a question with one option", "add near neighbours of the right one", "error")
    if item.use == "mock" and (item.answers != 1 or len(standing) != MOCK_OPTIONS):
        hint = "use: any, or answers: 1 and four options"
        yield Found("L30", "a mock exam takes questions with one answer of four options", hint, "error")


def lengths(item: Question) -> Iterator[Found]:
    """L1: a right option that is far longer than every other."""
    longest = max((len(option.text) for option in distractors(item)), default=0)
    for key in keys(item) if len(keys(item)) == item.answers else ():
        if longest and len(words(key.text)) >= LONG and len(key.text) >= RATIO * longest:
            message = f"the right option is far longer than the others: {len(key.text)} characters to {longest}"
            yield Found("L1", message, "shorten it, or make a wrong one as long", line=key.line)


def absolutes(item: Question) -> Iterator[Found]:
    """L4, L5: absolute words that tell wrong options, or the right one, apart."""
    in_key = [found for key in keys(item) if (found := ABSOLUTE.search(key.text))]
    in_others = [(each, found) for each in distractors(item) if (found := ABSOLUTE.search(each.text))]
    if in_key and not in_others:
        hint = "use one in a wrong option too, or none"
        yield Found("L5", f"an absolute word in the right option only: {in_key[0][0]}", hint, "info", word=in_key[0][0])
    if in_others and not in_key:
        several = len(in_others) > 1
        hint = "test-wise readers rule such options out: soften them, or use one in the right option too"
        told = ", ".join(dict.fromkeys(found[0].lower() for _, found in in_others))
        message = f"absolute words in wrong options only: {told}"
        first, found = in_others[0]
        yield Found("L4", message, hint, "warning" if several else "info", first.line, found[0])


def catch_alls(item: Question) -> Iterator[Found]:
    """L6: all, none or both of the above."""
    for option in item.options:
        if CATCH_ALL.fullmatch(option.text):
            hint = "write an option that stands for itself"
            level: Level = "error" if item.shuffle else "warning"
            yield Found("L6", f"an option that sums up the others: {clip(option.text)!r}", hint, level, option.line)


def by_place(item: Question) -> Iterator[Found]:
    """L24: an option named by its place, though the order changes."""
    if not item.shuffle:
        return
    texts = [(option.text, option.line) for option in item.options if not CATCH_ALL.fullmatch(option.text)]
    texts += [(option.reason, 0) for option in item.options] + [(item.why, 0)]
    for text, line in texts:
        if found := BY_PLACE.search(text):
            hint = "options are shuffled: name it by its words, or write shuffle: no"
            yield Found("L24", f"an option named by its place: {found[0]}", hint, "error", line, found[0])


def asking(item: Question) -> str:
    """The sentence that asks: the last with a question mark, else the last."""
    found = sentences(NUMBERED.sub("\n\n", item.text))
    return next((each for each in reversed(found) if each.endswith("?")), found[-1] if found else "")


def negatives(item: Question) -> Iterator[Found]:
    """L8: a negative word in the asking sentence stands in capitals or bold, and the style says so."""
    if item.style == "missing-word":
        return
    sentence = asking(item)
    loud = [each[0] for each in NEGATIVE.finditer(sentence) if is_loud(sentence, each)]
    quiet = [each[0] for each in NEGATIVE.finditer(sentence) if not is_loud(sentence, each)]
    if quiet and not loud:
        hint = f"write {quiet[0].upper()} in capitals, or ask the other way round"
        yield Found("L8", f"a negative word that is easily missed: {quiet[0]}", hint, word=quiet[0])
    elif item.style == "negative" and not loud:
        hint = "write NOT or LEAST in capitals in the sentence that asks"
        yield Found("L8", "the style is negative, but no negative word stands out", hint)
    if loud and item.style == "standard":
        message = f"a negative question ({loud[0]}), but its style is standard"
        yield Found("L8", message, "write style: negative", word=loud[0])


def double(item: Question) -> Iterator[Found]:
    """L9: a negative question with one more negative in it."""
    sentence = asking(item)
    found = [each[0] for each in NEGATIVE.finditer(sentence)] if item.style != "missing-word" else []
    others = [(option, word) for option in item.options if found and (word := NEGATIVE.search(option.text))]
    hint = "ask the other way round, or say the option without a negative word"
    if len(found) > 1:
        yield Found("L9", f"two negatives in one sentence: {', '.join(found)}", hint, "info", word=found[-1])
    elif found and others:
        option, word = others[0]
        message = f"a negative question ({found[0]}) with a negative option: {word[0]}"
        yield Found("L9", message, hint, "info", option.line, word[0])


def is_loud(sentence: str, found: re.Match[str]) -> bool:
    """Whether a word stands in capitals or in bold."""
    return found[0].isupper() or sentence[: found.start()].endswith("**")


def articles(item: Question) -> Iterator[Found]:
    """L12: the stem ends in a or an, and some options begin with a vowel and others do not."""
    starts = {option.text[:1].lower() in "aeiou" for option in item.options if option.text}
    if len(starts) > 1 and (found := ARTICLE.search(item.text)):
        hint = "write a(n), or move the article into the options"
        yield Found("L12", f"{found[0].split()[0]!r} before the gap rules options out", hint, word=found[0].split()[0])


def equals(item: Question) -> Iterator[Found]:
    """L14: two options with the same letters and digits."""
    seen: dict[str, int] = {}
    for option in item.options:
        told = letters(option.text)
        if told in seen:
            message = f"the same option as in line {seen[told]}: {clip(option.text)!r}"
            yield Found("L14", message, "write another wrong option", "error", option.line)
        seen.setdefault(told, option.line)


def reasons(item: Question) -> Iterator[Found]:
    """L23: something explains the key, and each other option has its reason."""
    if item.options and not item.why and not any(key.reason for key in keys(item)):
        hint = "add > [!why] at the end, or a reason under the right option"
        yield Found("L23", "nothing explains the right answer", hint, "error")
    for option in item.options:
        if option.credit < 1 and not option.void and not option.reason:
            hint = "add a line > why somebody would choose it, and what speaks against it"
            yield Found("L23", f"an option without its reason: {clip(option.text)!r}", hint, line=option.line)


def blanks(item: Question) -> Iterator[Found]:
    """L35: one blank in the right place, and only in missing-word questions."""
    number = item.text.count(BLANK)
    if item.style != "missing-word":
        if number:
            yield Found("L35", "a blank [?] in a question of another style", "write style: missing-word")
        return
    if number != 1:
        yield Found("L35", f"a missing-word question has one blank [?], not {number}", "mark the gap with [?]")
        return
    if any(sentence.startswith(BLANK) for sentence in sentences(item.text)):
        yield Found("L35", "the sentence begins with its blank", "put words before the gap, so that it can be read")
    told = [letters(word) for word in words(item.text)]
    for key in keys(item):
        if key.text and letters(key.text) in told:
            yield Found("L35", f"the answer stands in the stem: {clip(key.text)!r}", "reword the stem", word=key.text)


def statements(item: Question) -> Iterator[Found]:
    """C58: the options of a list question are pairs of its numbered statements."""
    if item.style != "list":
        return
    known = set(NUMBERED.findall(item.text))
    if len(known) < 3:  # noqa: PLR2004 two statements make one pair
        yield Found("C58", "a list question needs numbered statements", "write them as 1. 2. 3. 4. above the options")
        return
    for option in item.options:
        if not PAIR.fullmatch(option.text):
            message = f"an option of a list question that names no statements: {clip(option.text)!r}"
            yield Found("C58", message, 'write such as "1 and 2"', line=option.line)
        elif strange := set(re.findall(r"\d+", option.text)) - known:
            message = f"there is no statement {', '.join(sorted(strange))}"
            yield Found("C58", message, "name the numbers in the stem", line=option.line)


STRICT = (count, catch_alls, equals, reasons, by_place)
"""The rules that can find an error, and with it keep a question out of the course."""
QUESTION = (*STRICT, lengths, absolutes, negatives, double, articles, blanks, statements)
