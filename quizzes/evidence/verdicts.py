"""What the figures of a task say, in words: each with its number of answers, and no more than that number allows.

Under 10 answers only counts; from 10 facility and "key may be wrong"; from 30 unused distractors; from 100 how well the
item tells strong from weak. A high facility is never a fault: the course is there to be mastered.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from quizzes.evidence.series import Figures, Pick
    from quizzes.evidence.tasks import Choice, Task

Need: TypeAlias = Literal["key", "worse", "guess", "hard", "unused", "weak", "fine", "judged", "few"]
NEEDS: tuple[Need, ...] = ("key", "worse", "guess", "hard", "unused", "weak", "fine", "judged", "few")
"""What a verdict says, the greatest need for attention first."""
SOME, MORE, MANY = 10, 30, 100
"""How many first answers it takes to speak of facility, of distractors, of discrimination."""
FEWEST = 2  # learners that it takes to accuse a key
HARD = 0.30
NEAR = 0.10  # above what blind choice brings
EASY = 0.90  # from here on nearly all are right, and nobody is left to be told apart
EBEL = ((0.40, "very well"), (0.30, "well"), (0.20, "somewhat"))
"""D in words (R. L. Ebel, Measuring Educational Achievement, 1965); below the last: hardly."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One thing to say of a task."""

    need: Need
    words: str

    @property
    def rank(self) -> int:
        """Its place among needs for attention, 0 the greatest."""
        return NEEDS.index(self.need)

    @property
    def asks(self) -> bool:
        """Whether an author should look at the item."""
        return self.need in {"key", "worse", "guess", "hard"}


def verdicts(task: Task, found: Figures) -> tuple[Verdict, ...]:
    """What there is to say, the greatest need first; never empty."""
    if task.judged:
        return (Verdict("judged", _judged(found)),)
    if found.n < SOME:
        return (Verdict("few", f"{_got(found)} so far. Too few to judge."),)
    said = sorted(_flags(task, found), key=lambda verdict: verdict.rank)
    fine = Verdict("fine", f"{_got(found)}{_between(found)}.")
    return (*said, *_told_apart(found)) if any(one.asks for one in said) else (fine, *said, *_told_apart(found))


def _flags(task: Task, found: Figures) -> Iterator[Verdict]:
    if suspected := suspects(task, found):
        yield Verdict("key", _key(found, weakest_key(task, found), suspected))
    if found.compared >= MANY and found.r is not None and found.r < 0:
        yield Verdict("worse", f"Stronger learners do worse here: r = {found.r:.2f} over {found.compared} learners.")
    if task.guess < 1 and found.facility < task.guess + NEAR:
        how = "No better" if found.facility <= task.guess else "Hardly better"
        chance = f"blind choice brings {_percent(task.guess)} %"
        yield Verdict("guess", f"{how} than guessing: {_small(found)}{_between(found)}; {chance}.")
    elif found.facility < HARD:
        yield Verdict("hard", f"Hard: {_small(found)}{_between(found)}.")
    if found.n >= MORE and found.unused:
        unused = [one for one in task.wrong if one.id in found.unused]
        names = either([f"{one.name} ({found.picks[one.id].count} of {found.n})" for one in unused])
        yield Verdict("unused", f"Hardly anybody is taken in by {names}.")


def suspects(task: Task, found: Figures) -> tuple[Choice, ...]:
    """The distractors that may be the right answer, from 10 learners on.

    One has r > 0 and above the key's; and it was chosen at least as often as the key, or the key's own r is below 0.
    One learner alone is not "the stronger learners": where nearly all are right, a single slip would accuse the key.
    """
    if found.compared < SOME or not any(choice.key for choice in task.choices):
        return ()
    key = found.picks[weakest_key(task, found).id]
    return tuple(choice for choice in task.wrong if _rivals(found.picks[choice.id], key))


def weakest_key(task: Task, found: Figures) -> Choice:
    """The right choice with the lowest r; of several right ones a distractor is held against that one."""
    keys = [choice for choice in task.choices if choice.key]
    return min(keys, key=lambda choice: (_r(found.picks[choice.id]), found.picks[choice.id].count))


def _rivals(pick: Pick, key: Pick) -> bool:
    stronger = pick.count >= FEWEST and _r(pick) > max(0.0, _r(key))
    return stronger and (pick.count >= key.count or _r(key) < 0)


def _r(pick: Pick) -> float:
    """What everybody or nobody took tells nobody apart: 0. So is what only the adding of floats has left."""
    return round(pick.r or 0.0, 9)


def _key(found: Figures, key: Choice, suspected: Sequence[Choice]) -> str:
    count = found.picks[key.id].count or "none"
    others = either([choice.name for choice in suspected])
    return f"Key may be wrong: {count} of {found.n} chose {key.name}, but the stronger learners chose {others}."


def _told_apart(found: Figures) -> Iterator[Verdict]:
    """From 100 learners on, how well the strong are told from the weak; with what excuses a low figure."""
    if found.compared < MANY or found.d is None or (found.r or 0) < 0:
        return
    how = next((words for least, words in EBEL if found.d >= least), "hardly")
    easy = ", as nearly everybody is right: no fault" if how == "hardly" and found.facility >= EASY else ""
    need: Need = "fine" if easy or how != "hardly" else "weak"
    yield Verdict(need, f"Tells strong from weak {how}{easy} (D = {found.d:.2f} over {found.compared} learners).")


def _judged(found: Figures) -> str:
    knew = f"{found.full} of {found.n} said they knew it"
    return f"{knew} so far." if found.n < SOME else f"{knew}{_between(found)}."


def _got(found: Figures) -> str:
    """The counts, and where there were part marks their share."""
    if abs(found.points - found.full) < 1e-9:  # noqa: PLR2004 the rest of adding floats
        return f"{found.full} of {found.n} right"
    return f"{found.full} of {found.n} fully right, {_percent(found.facility)} % of the marks"


def _small(found: Figures) -> str:
    return f"only {_got(found)}" if found.full else _got(found).replace("0 of", "none of", 1)


def _between(found: Figures) -> str:
    return f" (likely {_percent(found.low)} to {_percent(found.high)} %)"


def _percent(share: float) -> int:
    return round(100 * share)


def either(names: Sequence[str]) -> str:
    """Names as one says them: "A, B or C"."""
    return " or ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
