"""`embed`: vectors for every item of a bank that lacks them."""

import argparse
import sys

from itembank_desktop.cli.model_options import NAMES, SPACES, loaded
from itembank_desktop.cli.places import opened
from itembank_desktop.cli.progress import progress_line
from itembank_desktop.services.embed_missing import EmbedMissing, EmbedReport


def embed(asked: argparse.Namespace) -> int:
    """Progress and everything left out on standard error, a summary on standard output."""
    from itembank_desktop.adapters.embedders.vector_space import VectorSpace

    names = {}
    with opened(asked) as bank:
        with loaded(asked) as embedder, progress_line("vectors") as control:
            one = embedder.announced()
            spaces = []
            usual = [NAMES[space.modality, space.pooling] for space in one.spaces()]
            for name in dict.fromkeys(asked.space or usual):
                spaces.append(VectorSpace(one.space(*SPACES[name])))
                names[spaces[-1].name] = name
            report = EmbedMissing(bank, embedder)(spaces, control)
        lacking = {name: len(bank.missing(space)) for space, name in names.items()}
    _list(report, names)
    made = ", ".join(f"{report.embedded.get(space, 0):,} {name}" for space, name in names.items())
    total = sum(report.embedded.values())
    rate = f" ({total / report.seconds:.1f} items/s)" if total and report.seconds else ""
    left = ", ".join(f"{count:,} {name}" for name, count in lacking.items() if count)
    print(f"{made} vectors in {report.seconds:.1f} s{rate}" + (f"; without: {left}" if left else ""))
    if report.cancelled:
        print("itembank-desktop: stopped; start the same command again to go on.", file=sys.stderr)
    return 1 if report.cancelled or (report.skipped and not total) else 0


def _list(report: EmbedReport, names: dict[str, str]) -> None:
    """Every item that was left out or cut, and why."""
    for item in report.skipped:
        print(f"{item.id} ({names[item.space]}): {item.reason}", file=sys.stderr)
    for cut in report.shortened:
        what = f"{cut.cut:,} tokens at the end were cut off, {cut.tokens:,} were read"
        print(f"{cut.id} ({names[cut.space]}): {what}", file=sys.stderr)
    if report.nothing:
        print(f"{report.nothing:,} times an item had nothing for a space: no text for text, say", file=sys.stderr)
