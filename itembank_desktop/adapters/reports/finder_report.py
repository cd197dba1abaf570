"""The report folder of a comparison of finders: report.md, summary.json, a file of every query, plots."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from itembank_desktop.adapters.reports import plots
from itembank_desktop.adapters.reports.run_files import file_name
from itembank_desktop.core.comparison_of_finders import (
    CHANCE,
    HEADLINE,
    Difference,
    FinderComparison,
    Interval,
    Score,
    TruthResult,
)
from itembank_desktop.core.errors import BankReadOnly
from itembank_desktop.core.evaluation import MEASURES
from itembank_desktop.core.runs import Category

_MEASURES = """\
Recall@k is the share of all relevant items that stand among the first k; CappedRecall@k divides by min(k, relevant
items), so that 1 can be reached; Success@k is 1 when any relevant item stands among the first k. The pilot's "Top-5
recall" counted the share of a query's relevant items among the first five, which is Recall@5 here (CappedRecall@5
where a query has more than five). MRR, MAP and nDCG@10 (gain 2^grade - 1) as usual. A query that a finder cannot
answer counts as 0. Intervals are 95 % bootstrap intervals of the mean over queries; p is from a paired permutation
test against the best finder, corrected for all such tests under one truth (Holm); tests between every two finders are
corrected for all of those."""


def write_report(comparison: FinderComparison, folder: Path, fonts: Path) -> Path:
    """Write everything below `folder` and return report.md; BankReadOnly where it cannot be written."""
    plots.use_fonts(fonts)
    for result in comparison.results:
        plots.save(plots.bars(result, comparison.decides), folder / "plots" / file_name(result.qrels.name))
        for title, series in _sweep_plots(result).items():
            figure = plots.lines(f"{title}; truth: {result.qrels.name}", "weight", series, comparison.decides)
            plots.save(figure, folder / "plots" / file_name(f"{result.qrels.name} {title}"))
    report = folder / "report.md"
    try:
        _write_queries(comparison, folder / "queries")
        (folder / "summary.json").write_text(_json(_summary(comparison)), encoding="utf-8")
        report.write_text(as_markdown(comparison), encoding="utf-8")
    except OSError as error:
        raise BankReadOnly(str(folder), error.strerror or str(error)) from error
    return report


def as_markdown(comparison: FinderComparison) -> str:
    """The report in words and tables."""
    parts = [
        f"# Finders compared on {comparison.bank}",
        f"{comparison.items:,} items. Decided by {comparison.decides}.",
        *(_truth(result, comparison.decides) for result in comparison.results),
        "## What was compared",
        "\n".join(f"- **{run.name}**: {run.how}.{_left_out(run.left_out)}" for run in comparison.runs),
        "## How long a query took",
        _seconds(comparison),
        "## How to read the measures",
        _MEASURES,
    ]
    return "\n\n".join(parts) + "\n"


def in_words(result: TruthResult, measure: str) -> str:
    """What won, by how much, and whether that is more than chance."""
    best, *others = result.scores
    told = f"**{best.report.run}** is best under {result.qrels.name}: {measure} {_interval(best, measure)}."
    if not others:
        return told
    alike = [one for one in result.differences if one.corrected >= CHANCE]
    apart = [one for one in result.differences if one.corrected < CHANCE]
    if alike:
        names = ", ".join(f"{one.run} ({one.difference:+.3f}, p {one.corrected:.3f})" for one in alike[:6])
        more = f" and {len(alike) - 6} more" if len(alike) > 6 else ""
        told += f" With these queries it cannot be told apart from {names}{more}."
    if apart:
        next_one = apart[0]
        told += (
            f" It beats {len(apart)} of {len(others)} others by more than chance explains; the nearest of those is "
            f"{next_one.run}, {-next_one.difference:.3f} behind (p {next_one.corrected:.3f})."
        )
    if not apart:
        told += " No difference here is more than chance."
    return told


def _truth(result: TruthResult, decides: str) -> str:
    sizes = ", ".join(f"{count} {category}" for category, count in result.sizes.items() if count)
    missing = f" {len(result.missing)} of them are not in the bank and count as 0." if result.missing else ""
    measures = dict.fromkeys((*HEADLINE, decides))
    head = ("finder", *(f"{name} [95 %]" for name in measures), "p", "unanswered")
    p_of = {one.run: f"{one.corrected:.3f}" for one in result.differences}
    rows = [
        (
            score.report.run,
            *(_interval(score, name) for name in measures),
            p_of.get(score.report.run, "best"),
            str(score.unanswered or ""),
        )
        for score in result.scores
    ]
    plot = file_name(result.qrels.name)
    by_category = [category for category in Category if result.sizes.get(category)]
    parts = [
        f"## Truth: {result.qrels.name}",
        f"Origin: {result.qrels.origin}. Relevant from {result.min_relevance} up, "
        f"{result.queries} queries ({sizes}).{missing}",
        in_words(result, decides),
        f"![{decides} of every finder](plots/{plot}.png)",
        markdown_table(head, rows),
    ]
    if len(by_category) > 1:
        rows = [
            (score.report.run, *(_told(score.by_category.get(category)) for category in by_category))
            for score in result.scores
        ]
        parts += [f"{decides} [95 %] by category of query:", markdown_table(("finder", *by_category), rows)]
    if len(result.pairs) > 1:
        parts += [
            f"{decides}: row less column, with the corrected p of every two. Bold is more than chance.",
            _every_two(result.pairs),
        ]
    swept = [f"![{title}](plots/{file_name(f'{result.qrels.name} {title}')}.png)" for title in _sweep_plots(result)]
    if swept:
        parts.append(
            f"{decides} as the weight moves between two finders. The table has the best weight of each, chosen on "
            "these very queries: it flatters a little."
        )
    return "\n\n".join([*parts, *swept])


def _sweep_plots(result: TruthResult) -> dict[str, dict[str, Sequence[tuple[float, float]]]]:
    """One plot for each second finder: every first one is a line, its weight on the axis."""
    found: dict[str, dict[str, Sequence[tuple[float, float]]]] = {}
    for name, points in result.sweeps.items():
        one, joint, other = next((name.partition(j) for j in (" with ", " beside ") if j in name), (name, "", ""))
        title = f"weight of the first, {'mixed with' if joint == ' with ' else 'beside'} {other}" if joint else name
        found.setdefault(title, {})[one] = points
    return found


def markdown_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A GitHub table; a bar in a cell is escaped."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def _interval(score: Score, measure: str) -> str:
    return _told(score.intervals[measure])


def _told(interval: Interval | None) -> str:
    return f"{interval.mean:.3f} [{interval.low:.3f}, {interval.high:.3f}]" if interval else ""


def _every_two(pairs: Sequence[Difference]) -> str:
    """The lower triangle: the worse finder's row against the better one's column."""
    found = {(one.run, one.best): one for one in pairs}
    names = list(dict.fromkeys(name for one in pairs for name in (one.best, one.run)))
    rows = [(name, *(_apart(found.get((name, other))) for other in names[:-1])) for name in names[1:]]
    return markdown_table(("finder", *names[:-1]), rows)


def _apart(one: Difference | None) -> str:
    if one is None:
        return ""
    told = f"{one.difference:+.3f} (p {one.corrected:.3f})"
    return f"**{told}**" if one.corrected < CHANCE else told


def _left_out(count: int) -> str:
    return f" {count:,} items have nothing to be compared by and were left out." if count else ""


def _seconds(comparison: FinderComparison) -> str:
    if not comparison.seconds:
        return "All runs were taken over from an earlier start."
    return "\n".join(f"- {name}: {seconds * 1000:.1f} ms" for name, seconds in comparison.seconds.items())


def _write_queries(comparison: FinderComparison, folder: Path) -> None:
    """One file a truth and run: every query's measures and the ranks of its relevant items."""
    folder.mkdir(parents=True, exist_ok=True)
    runs = {run.name: run for run in comparison.runs}
    for result in comparison.results:
        truth = result.qrels.by_query(result.min_relevance)
        for score in result.scores:
            rankings = runs[score.report.run].rankings
            lines = []
            for query, values in score.report.queries.items():
                ranks = {item: place for place, item in enumerate(rankings.get(query, ()), start=1)}
                relevant = {item: grade for item, grade in truth[query].items() if grade >= result.min_relevance}
                found = {item: ranks.get(item) for item in relevant}
                lines.append({"query": query, "answered": query in rankings, "ranks": found, "measures": values})
            name = file_name(f"{result.qrels.name} {score.report.run}")
            (folder / f"{name}.json").write_text(_json({"run": score.report.run, "queries": lines}), encoding="utf-8")


def _summary(comparison: FinderComparison) -> dict[str, object]:
    return {
        "bank": comparison.bank,
        "items": comparison.items,
        "decides": comparison.decides,
        "measures": [measure.name for measure in MEASURES],
        "truths": [
            {
                "name": result.qrels.name,
                "origin": asdict(result.qrels.origin),
                "min_relevance": result.min_relevance,
                "queries": result.queries,
                "missing": list(result.missing),
                "words": in_words(result, comparison.decides),
                "finders": [
                    {
                        "name": score.report.run,
                        "means": score.report.means,
                        "intervals": {name: asdict(one) for name, one in score.intervals.items()},
                        "categories": {str(name): means for name, means in score.categories.items()},
                        "by_category": {str(name): asdict(one) for name, one in score.by_category.items()},
                        "unanswered": score.unanswered,
                    }
                    for score in result.scores
                ],
                "differences": [asdict(one) for one in result.differences],
                "pairs": [asdict(one) for one in result.pairs],
            }
            for result in comparison.results
        ],
        "seconds": dict(comparison.seconds),
    }


def _json(document: object) -> str:
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"
