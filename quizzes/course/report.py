"""The figures of a bank of questions: keys that stick out, negative questions, what exams want, what is waived."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from quizzes.course.blueprint import coverage, papers
from quizzes.course.flaws.bank import Places, Share, key_places, longest_keys, negatives
from quizzes.course.flaws.found import keys
from quizzes.course.items import Question

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from quizzes.course.course import Course, Exam


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a bank, such as a style, beside the part of a paper that an exam gives it; both from 0 to 1."""

    name: str
    questions: int
    share: float
    wanted: float


@dataclass(frozen=True, slots=True)
class Supply:
    """What a bank holds for one edition: questions, their styles and Bloom levels, papers without a repeat."""

    edition: str
    questions: int
    styles: tuple[Part, ...]
    bloom: tuple[Part, ...]
    papers: int
    cells: int
    scarcest: str
    empty: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of a whole bank; `places`: how many keys are written in the 1st place, the 2nd and so on."""

    longest_keys: Share
    negatives: Share
    places: tuple[int, ...]
    unshuffled: tuple[Places, ...]
    editions: tuple[Supply, ...]
    waivers: Mapping[str, int]


def report(course: Course) -> Report:
    """The figures of the questions of a course that are not retired."""
    items = [item for item in course.items.values() if item.status != "retired"]
    questions = [item for item in items if isinstance(item, Question)]
    waivers = Counter(code for item in items for code, _ in item.waived)
    return Report(
        longest_keys=longest_keys(questions),
        negatives=negatives(questions),
        places=places(questions),
        unshuffled=tuple(key_places(questions)),
        editions=tuple(supply(course, exam, questions) for exam in course.exams.values()),
        waivers=dict(sorted(waivers.items(), key=lambda pair: (-pair[1], pair[0]))),
    )


def places(questions: Sequence[Question]) -> tuple[int, ...]:
    """Where keys are written, counted over questions with one key."""
    seen = Counter(item.options.index(keys(item)[0]) for item in questions if len(keys(item)) == 1)
    return tuple(seen[place] for place in range(max(seen, default=-1) + 1))


def supply(course: Course, exam: Exam, questions: Sequence[Question]) -> Supply:
    """What the questions of an edition are, beside what its exam asks for."""
    own = [item for item in questions if exam.edition in item.editions]
    cells = [cell for cell in coverage(course) if cell.edition == exam.edition]
    styles: Counter[str] = Counter(item.style for item in own)
    levels = Counter(str(item.bloom) for item in own)
    scarcest = min(cells, key=lambda cell: cell.questions / cell.marks, default=None)
    return Supply(
        edition=exam.edition,
        questions=len(own),
        styles=parts(styles, exam.styles),
        bloom=parts(levels, {str(level): number for level, number in exam.bloom.items()}),
        papers=papers(course, exam.edition),
        cells=len(cells),
        scarcest=scarcest.cell if scarcest else "",
        empty=tuple(cell.cell for cell in cells if not cell.questions),
    )


def parts(found: Mapping[str, int], wanted: Mapping[str, int]) -> tuple[Part, ...]:
    """Each part as a share of all found, beside its share of all wanted."""
    total, paper = sum(found.values()) or 1, sum(wanted.values()) or 1
    names = [*wanted, *(name for name in found if name not in wanted)]
    return tuple(
        Part(name, found.get(name, 0), found.get(name, 0) / total, wanted.get(name, 0) / paper) for name in names
    )


def report_as_json(found: Report) -> dict[str, Any]:
    """A report as plain JSON values; a share is there with what it is a share of, and with its limit."""
    plain = asdict(found)
    for name, share in (("longest_keys", found.longest_keys), ("negatives", found.negatives)):
        plain[name] |= {"share": share.share, "exceeded": share.exceeded}
    plain["unshuffled"] = [
        asdict(each) | {"chi_square": each.chi_square, "limit": each.limit} for each in found.unshuffled
    ]
    return plain


def report_as_text(found: Report) -> list[str]:
    """A report in lines."""
    longest, negative = found.longest_keys, found.negatives
    lines = [
        f"L2   the key is longest in {longest.share:.1%} of {longest.of} questions; limit {longest.limit:.1%}",
        f"L9   {negative.share:.1%} of {negative.of} questions are negative; limit {negative.limit:.0%}",
        f"     keys as written, by place: {', '.join(map(str, found.places)) or 'none'}",
    ]
    for each in found.unshuffled:
        counts = ", ".join(map(str, each.times))
        lines.append(
            f"L25  {each.path}, not shuffled: {counts}; chi-square {each.chi_square:.1f}, limit {each.limit:.2f}"
        )
    if not found.unshuffled:
        lines.append("L25  no file with 40 questions that are not shuffled")
    if found.editions:
        lines += ["", "by edition, in brackets the share of a paper:"]
    for one in found.editions:
        lines.append(f"{one.edition}: {one.questions} questions; {blueprint_line(one)}")
        lines += [f"  {name}: {mixture(each)}" for name, each in (("styles", one.styles), ("Bloom", one.bloom))]
    waived = ", ".join(f"{code} {times}" for code, times in found.waivers.items())
    return [*lines, "", f"waivers: {waived or 'none'}"]


def blueprint_line(one: Supply) -> str:
    """How far the questions of an edition cover its exam."""
    bare = f"; without a question: {', '.join(one.empty)}" if one.empty else ""
    return f"{one.papers} papers without a repeat over {one.cells} cells, scarcest {one.scarcest or 'none'}{bare}"


def mixture(found: Sequence[Part]) -> str:
    """Parts in one line: what there is, and in brackets what a paper wants."""
    return ", ".join(f"{each.name} {each.share:.0%} ({each.wanted:.0%})" for each in found)
