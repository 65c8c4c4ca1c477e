"""The results in Markdown: by cell, by model, and what is held."""

from __future__ import annotations

from statistics import fmean
from typing import TYPE_CHECKING

from tests.bench.learning.contest import APART, BASE, FITTED, HEAVY, MODELS, OURS, POLICIES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.bench.learning.contest import Results
    from tests.bench.learning.grid import Cell


def page(results: Results, worlds: Sequence[str], cells: Sequence[Cell], learners: int, command: str) -> Iterator[str]:
    """The whole page, line by line."""
    yield "# How much is known on exam day"
    yield ""
    yield f"Made by `{command}`: {learners} simulated learners a model and cell, none of them twice,"
    yield "the same under every policy; 600 memories, 30 / 12 / 25 s for new / right / wrong, a tenth of the days"
    yield "skipped, four options to guess among. *hf*: heavy topics first. Each figure is the mean recall on exam day,"
    yield "weighted by what the exam asks, and the chance to pass (26 of 40)."
    yield ""
    yield "*Tuned*: FSRS at retention .9 and SM-2, without learning steps or repeats on the day, new items as time"
    yield "allows, early reviews in spare time. *Fitted*: FSRS with the retention of .7 to .95 that was best for the"
    yield "cell and the kind of weights on the development learners, which nobody can know beforehand. *Apart*:"
    yield "learner models on which no constant was tuned. No constant was chosen by these learners."
    for world in worlds:
        yield from world_part(results, world, cells)
    yield from held(results, worlds, cells)


def world_part(results: Results, world: str, cells: Sequence[Cell]) -> Iterator[str]:
    """The tables of one world."""
    title = {"uniform": "All memories of one weight"}.get(world, f"Weighted by the blueprint of {world}")
    yield from ("", f"## {title}", "", "### By days x minutes a day, mean over all models", "")
    yield from table(
        "cell",
        [(str(cell), [figure(results, policy, world=world, cell=cell) for policy in POLICIES]) for cell in cells],
    )
    yield from ("", "### By how learners remember, mean over all cells", "")
    rows = []
    for model in MODELS:
        name = f"{model} (apart)" if model in APART else model
        rows.append((name, [figure(results, policy, world=world, model=model) for policy in POLICIES]))
    yield from table("model", rows)
    yield from ("", f"### {OURS} above the others, points of recall with 95 % interval", "")
    others = [policy for policy in POLICIES if policy != OURS]
    rows = [
        (name, [points(*results.gain(OURS, policy, world=world, model=group)) for policy in others])
        for name, group in groups()
    ]
    yield from table("models", rows, others)


def groups() -> list[tuple[str, frozenset[str]]]:
    """All models, those that policies were looked at on, and those kept apart."""
    every = frozenset(MODELS)
    return [("all", every), ("developed on", every - APART), ("apart", frozenset(APART))]


def figure(results: Results, policy: str, **where: object) -> str:
    """Recall and chance to pass."""
    return f"{results.mean(policy, **where):.3f}/{results.passes(policy, **where):.2f}"


def points(gain: float, half: float) -> str:
    """A gain with its interval."""
    return f"{gain:+.1f} ± {half:.1f}"


def table(head: str, rows: Sequence[tuple[str, Sequence[str]]], names: Sequence[str] = ()) -> Iterator[str]:
    """A Markdown table; the best recall of a row is bold."""
    columns = list(names or POLICIES)
    yield f"| {head} | {' | '.join(columns)} |"
    yield f"|---|{'---|' * len(columns)}"
    for name, figures in rows:
        best = max(figures) if not names else ""
        yield f"| {name} | {' | '.join(f'**{one}**' if one == best else one for one in figures)} |"


def held(results: Results, worlds: Sequence[str], cells: Sequence[Cell]) -> Iterator[str]:
    """What is held, each with its figure and whether it holds."""
    yield from ("", "## What is held", "")
    for world in worlds:
        developed = frozenset(MODELS)
        best = {cell: max(results.mean(policy, world=world, cell=cell) for policy in HEAVY) for cell in cells}
        gaps = {cell: 100 * (results.mean(OURS, world=world, cell=cell) - best[cell]) for cell in cells}
        if world == "uniform":
            worst = min(gaps, key=lambda cell: gaps[cell])
            yield line(
                f"{world}: no cell more than .5 point below the best heavy-first baseline",
                gaps[worst],
                -0.5,
                f"at {worst}",
            )
            yield line(
                f"{world}: above the best heavy-first baseline of each cell on average", fmean(gaps.values()), 3.5
            )
        else:
            tuned = fmean(results.gain(OURS, policy, world=world)[0] for policy in ("FSRS tuned, hf", "SM-2 tuned, hf"))
            yield line(f"{world}: above tuned FSRS and SM-2, heavy first, on average", tuned, 2.5)
        fitted = points(*results.gain(OURS, FITTED, world=world))
        yield f"- for comparison, {world}: above FSRS fitted in hindsight: {fitted}"
        apart = results.gain(OURS, BASE, world=world, model=frozenset(APART))[0]
        yield line(f"{world}: above plain PACE on the models kept apart", apart, 0.7 if world == "uniform" else 1.0)
        losses = {
            (model, policy): results.gain(OURS, policy, world=world, model=model)[0]
            for model in developed
            for policy in POLICIES
            if policy not in {OURS, BASE}
        }
        model, policy = min(losses, key=lambda pair: losses[pair])
        yield line(
            f"{world}: no model on which a baseline wins by more than a point",
            losses[model, policy],
            -1.0,
            f"{model}, {policy}",
        )


def line(what: str, figure_: float, least: float, where: str = "") -> str:
    """One promise."""
    place = f" ({where})" if where else ""
    return (
        f"- {'holds' if figure_ >= least else '**does not hold**'}: {what}: {figure_:+.2f}, wanted {least:+.1f}{place}"
    )
