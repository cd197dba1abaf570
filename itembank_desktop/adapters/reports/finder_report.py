"""The report folder of a comparison of finders: report.md, summary.json, a file of every query, plots."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from itembank_desktop.adapters.reports import plots
from itembank_desktop.adapters.reports.report_names import category_name, how_it_works, origin_words, run_name
from itembank_desktop.adapters.reports.report_words import words_in
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
from itembank_desktop.core.language import Language
from itembank_desktop.core.runs import Category, Run

MOST_NAMED = 6
_WITH, _BESIDE = " with ", " beside "


class _Told:
    """A comparison in one language."""

    def __init__(self, comparison: FinderComparison, language: Language) -> None:
        self.comparison, self.language = comparison, language
        self.words = words_in(language)

    def run(self, name: str) -> str:
        """A finder as people call it."""
        return run_name(name, self.language)

    def category(self, category: Category) -> str:
        """What its queries consist of."""
        return category_name(category, self.language)


def write_report(comparison: FinderComparison, folder: Path, fonts: Path, language: Language = Language.EN) -> Path:
    """Write everything below `folder` and return report.md; BankReadOnly where it cannot be written."""
    told = _Told(comparison, language)
    plots.use_fonts(fonts)
    for result in comparison.results:
        drawn = plots.bars(result, comparison.decides, told.words, told.run)
        plots.save(drawn, folder / "plots" / file_name(result.qrels.name))
        for sweep in _sweeps(result, told):
            title = told.words.sweep_title.format(sweep=sweep.title, truth=result.qrels.name)
            figure = plots.lines(title, told.words.weight, sweep.series, comparison.decides)
            plots.save(figure, folder / "plots" / sweep.file)
    report = folder / "report.md"
    try:
        _write_queries(comparison, folder / "queries")
        (folder / "summary.json").write_text(_json(_summary(comparison, language)), encoding="utf-8")
        report.write_text(as_markdown(comparison, language), encoding="utf-8")
    except OSError as error:
        raise BankReadOnly(str(folder), error.strerror or str(error)) from error
    return report


def as_markdown(comparison: FinderComparison, language: Language = Language.EN) -> str:
    """The report in words and tables."""
    told = _Told(comparison, language)
    words = told.words
    parts = [
        f"# {words.title.format(bank=comparison.bank)}",
        words.size.format(items=comparison.items, measure=comparison.decides),
        *(_truth(result, told) for result in comparison.results),
        f"## {words.compared}",
        "\n".join(_compared(run, told) for run in comparison.runs),
        f"## {words.seconds}",
        _seconds(told),
        f"## {words.measures_head}",
        words.measures,
    ]
    return "\n\n".join(parts) + "\n"


def in_words(result: TruthResult, measure: str, language: Language = Language.EN) -> str:
    """What won, by how much, and whether that is more than chance."""
    words = words_in(language)

    def run(name: str) -> str:
        return run_name(name, language)

    best, *others = result.scores
    value = _interval(best, measure)
    told = [words.winner.format(finder=run(best.report.run), truth=result.qrels.name, measure=measure, value=value)]
    alike = [one for one in result.differences if one.corrected >= CHANCE]
    apart = [one for one in result.differences if one.corrected < CHANCE]
    if alike:
        named = [
            words.one_alike.format(finder=run(one.run), difference=one.difference, p=one.corrected)
            for one in alike[:MOST_NAMED]
        ]
        names, left = ", ".join(named), len(alike) - MOST_NAMED
        told.append(words.alike.format(names=words.more.format(names=names, count=left) if left > 0 else names))
    if apart:
        nearest, sentence = apart[0], words.beats if alike else words.beats_all
        told.append(
            sentence.format(
                count=len(apart), all=len(others), finder=run(nearest.run), behind=-nearest.difference,
                p=nearest.corrected,
            )
        )  # fmt: skip
    if others and not apart:
        told.append(words.no_difference)
    return " ".join(told)


def _truth(result: TruthResult, told: _Told) -> str:
    words, decides = told.words, told.comparison.decides
    sizes = ", ".join(
        words.category.format(count=count, category=told.category(category))
        for category, count in result.sizes.items()
        if count
    )
    source = origin_words(result.qrels.origin, told.language).rstrip(".")
    origin = words.origin.format(origin=source, least=result.min_relevance, queries=result.queries, sizes=sizes)
    missing = f" {words.missing.format(count=len(result.missing))}" if result.missing else ""
    parts = [
        f"## {words.truth.format(truth=result.qrels.name)}",
        origin + missing,
        in_words(result, decides, told.language),
        f"![{words.plot.format(measure=decides)}](plots/{file_name(result.qrels.name)}.png)",
        _all_finders(result, told),
    ]
    by_category = [category for category in Category if result.sizes.get(category)]
    if len(by_category) > 1:
        rows = [
            (told.run(score.report.run), *(_told(score.by_category.get(category)) for category in by_category))
            for score in result.scores
        ]
        head = (words.finder, *map(told.category, by_category))
        parts += [words.by_category.format(measure=decides), markdown_table(head, rows)]
    if len(result.pairs) > 1:
        parts += [words.every_two.format(measure=decides), _every_two(result.pairs, told)]
    swept = [f"![{sweep.title}](plots/{sweep.file}.png)" for sweep in _sweeps(result, told)]
    if swept:
        parts.append(words.swept.format(measure=decides))
    return "\n\n".join([*parts, *swept])


def _all_finders(result: TruthResult, told: _Told) -> str:
    words = told.words
    measures = dict.fromkeys((*HEADLINE, told.comparison.decides))
    head = (words.finder, *(f"{name} [95 %]" for name in measures), words.p_value, words.unanswered)
    p_of = {one.run: f"{one.corrected:.3f}" for one in result.differences}
    rows = [
        (
            told.run(score.report.run),
            *(_interval(score, name) for name in measures),
            p_of.get(score.report.run, words.best),
            str(score.unanswered or ""),
        )
        for score in result.scores
    ]
    return markdown_table(head, rows)


@dataclass(frozen=True, slots=True)
class _Sweep:
    """One plot: what it is called, the file it stands in, and a line for each first finder."""

    title: str
    file: str
    series: Mapping[str, Sequence[tuple[float, float]]]


def _sweeps(result: TruthResult, told: _Told) -> list[_Sweep]:
    """One plot for each second finder: every first one is a line, its weight on the axis."""
    found: dict[tuple[str, str], dict[str, Sequence[tuple[float, float]]]] = {}
    for name, points in result.sweeps.items():
        one, joint, other = next((name.partition(j) for j in (_WITH, _BESIDE) if j in name), (name, "", ""))
        found.setdefault((joint, other or name), {})[told.run(one)] = points
    titles = {_WITH: told.words.mixed, _BESIDE: told.words.beside}
    return [
        _Sweep(
            titles.get(joint, "{other}").format(other=told.run(other)),
            file_name(" ".join((result.qrels.name, *joint.split(), other))),
            series,
        )
        for (joint, other), series in found.items()
    ]


def markdown_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A GitHub table; a bar in a cell is escaped."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def _interval(score: Score, measure: str) -> str:
    return _told(score.intervals[measure])


def _told(interval: Interval | None) -> str:
    return f"{interval.mean:.3f} [{interval.low:.3f}, {interval.high:.3f}]" if interval else ""


def _every_two(pairs: Sequence[Difference], told: _Told) -> str:
    """The lower triangle: the worse finder's row against the better one's column."""
    found = {(one.run, one.best): one for one in pairs}
    names = list(dict.fromkeys(name for one in pairs for name in (one.best, one.run)))
    rows = [(told.run(name), *(_apart(found.get((name, other))) for other in names[:-1])) for name in names[1:]]
    return markdown_table((told.words.finder, *map(told.run, names[:-1])), rows)


def _apart(one: Difference | None) -> str:
    if one is None:
        return ""
    told = f"{one.difference:+.3f} (p {one.corrected:.3f})"
    return f"**{told}**" if one.corrected < CHANCE else told


def _compared(run: Run, told: _Told) -> str:
    """By the name that commands know it by, too."""
    shown = told.run(run.name)
    name = f"**{shown}**" if shown == run.name else f"**{shown}** (`{run.name}`)"
    left = f" {told.words.left_out.format(count=run.left_out)}" if run.left_out else ""
    return f"- {name}: {how_it_works(run.how, told.language)}.{left}"


def _seconds(told: _Told) -> str:
    seconds, words = told.comparison.seconds, told.words
    if not seconds:
        return words.taken_over
    took = (words.took.format(finder=told.run(name), milliseconds=1000 * one) for name, one in seconds.items())
    return "\n".join(f"- {one}" for one in took)


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


def _summary(comparison: FinderComparison, language: Language) -> dict[str, object]:
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
                "words": in_words(result, comparison.decides, language),
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
