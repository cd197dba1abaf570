"""Plots of a comparison of finders, as PNG and SVG; colours that people who confuse red and green tell apart."""

import logging
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from itembank_desktop.adapters.reports.report_words import ReportWords
from itembank_desktop.core.comparison_of_finders import TruthResult
from itembank_desktop.core.errors import BankReadOnly

if TYPE_CHECKING:
    from matplotlib.figure import Figure

# Okabe and Ito's palette.
COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#000000")
MOST_BARS = 24
_LONG = 36
"""Letters of a name above which it is broken."""
_ROOM = 0.06
"""What a number takes of the axis: a shorter bar has it in dark ink, beside itself."""
_FONT = ("Noto Sans KR", "DejaVu Sans")


def bars(result: TruthResult, measure: str, words: ReportWords, name: Callable[[str], str]) -> "Figure":
    """One bar a finder with its 95 % interval, best on top; `name` says how a run is called."""
    figure = _figure(9, 1.2 + 0.34 * min(len(result.scores), MOST_BARS))
    axes = figure.add_subplot()
    shown = list(reversed(result.scores[:MOST_BARS]))
    means = [score.intervals[measure].mean for score in shown]
    low = [score.intervals[measure].mean - score.intervals[measure].low for score in shown]
    high = [score.intervals[measure].high - score.intervals[measure].mean for score in shown]
    # By place, not by name: two runs may be called alike.
    places = range(len(shown))
    axes.barh(places, means, xerr=[low, high], color=COLOURS[0], ecolor="#444444", capsize=2)
    axes.set_yticks(places, [_broken(name(score.report.run)) for score in shown])
    for place, mean in enumerate(means):
        ink = "white" if mean > _ROOM else "#222222"
        axes.text(0.005, place, f"{mean:.3f}", va="center", color=ink, fontsize=8)
    axes.set_xlim(0, 1)
    axes.set_xlabel(words.bars_axis.format(measure=measure, queries=result.queries))
    axes.set_title(words.plot_title.format(truth=result.qrels.name))
    axes.grid(axis="x", alpha=0.3)
    return figure


def _broken(name: str) -> str:
    """A long name in two lines at its middle joint, so that it leaves room for its bar."""
    parts = re.split(r" (?=\+|with |beside |뒤 )|(?<=·)", name)
    if len(name) <= _LONG or len(parts) < 2:
        return name
    cut = min(range(1, len(parts)), key=lambda at: abs(len(" ".join(parts[:at])) - len(name) / 2))
    return f"{' '.join(parts[:cut])}\n{' '.join(parts[cut:])}"


def lines(title: str, x: str, series: Mapping[str, Sequence[tuple[float, float]]], y: str) -> "Figure":
    """A sweep: one line a series of (x, y) points; every point is marked."""
    figure = _figure(7, 4)
    axes = figure.add_subplot()
    for place, (name, points) in enumerate(series.items()):
        colour = COLOURS[place % len(COLOURS)]
        axes.plot([one for one, _ in points], [one for _, one in points], marker="o", color=colour, label=name)
    axes.set_xlabel(x)
    axes.set_ylabel(y)
    axes.set_title(title)
    axes.grid(alpha=0.3)
    axes.legend(fontsize=8)
    return figure


def save(figure: "Figure", path: Path) -> None:
    """Write PATH.png and PATH.svg."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        figure.savefig(path.with_suffix(".png"), dpi=130, metadata={"Software": None})
        figure.savefig(path.with_suffix(".svg"), metadata={"Date": None})
    except OSError as error:
        raise BankReadOnly(str(path.parent), error.strerror or str(error)) from error


def _figure(width: float, height: float) -> "Figure":
    """Without pyplot: no window system, no state that outlives the figure."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    mpl.rcParams["font.family"] = list(_FONT)
    mpl.rcParams["svg.hashsalt"] = "itembank"
    return Figure(figsize=(width, height), layout="constrained")


def use_fonts(folder: Path) -> None:
    """Let plots name items and truths in Hangul with the program's own fonts."""
    # On its first run matplotlib warns that it lists the fonts: nobody needs to act on that.
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
    from matplotlib import font_manager

    known = {Path(entry.fname) for entry in font_manager.fontManager.ttflist}
    for file in sorted(folder.rglob("NotoSansKR*.ttf")):
        if file not in known:
            font_manager.fontManager.addfont(str(file))
