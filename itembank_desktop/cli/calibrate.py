"""`calibrate`: weights and thresholds of one set of spaces, learned from judged pairs."""

import argparse
import sys
from contextlib import nullcontext
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from itembank_desktop import __version__
from itembank_desktop.adapters.reports.truth_files import read_qrels
from itembank_desktop.cli.model_options import add_model_arguments, chosen, live_channels, stored_channels
from itembank_desktop.cli.places import opened
from itembank_desktop.cli.progress import progress_line
from itembank_desktop.cli.table import table
from itembank_desktop.cli.verdicts import judged_qrels
from itembank_desktop.core.errors import BadInput
from itembank_desktop.core.item import Content, ItemId, Picture
from itembank_desktop.core.resemblance import calibration_to_json
from itembank_desktop.core.search import Query
from itembank_desktop.services.calibrate import Calibrate, Check, Fitted
from itembank_desktop.services.find_duplicates import FIGURE, FindDuplicates
from itembank_desktop.services.neural import Neural, Payloads

if TYPE_CHECKING:
    from itembank_desktop.wiring import AnyBank

VERSION = 1


def add_arguments(command: argparse.ArgumentParser) -> None:
    """What `calibrate` can be told besides the bank and the truth."""
    command.add_argument(
        "--figures", type=int, default=100, metavar="N",
        help="with --model: figures to ask with alone, which loads the model (default 100; 0: none)",
    )  # fmt: skip
    add_model_arguments(command)


def calibrate(asked: argparse.Namespace) -> int:
    """Fit, write beside the bank, and print what it is worth on pairs that it was not fitted on."""
    from itembank_desktop.wiring import finder, fingerprint_calibration, keep_calibration, set_of_spaces, vector_spaces

    qrels = judged_qrels(asked) if asked.verdicts else read_qrels(asked.qrels)
    with opened(asked) as bank:
        live = asked.model is not None and asked.figures > 0
        with live_channels(asked, bank) if live else nullcontext(_stored(asked, bank)) as channels:
            assert channels is not None
            spaces = [space for space in vector_spaces(bank) if space.name in {one.name for one in channels.spaces}]
            find = finder(bank, Neural(channels.model, channels.spaces))
            alone = _Figures(bank, find, asked.figures) if live else None
            with progress_line("items") as control:
                work = Calibrate(bank, find, fingerprint_calibration(), alone)
                fitted = work(channels.model, set_of_spaces(spaces), qrels, control)
        if fitted is None:
            print("itembank-desktop: stopped; nothing was written.", file=sys.stderr)
            return 1
        made = {"version": VERSION, "program": __version__, "qrels": qrels.name,
                "made": datetime.now(UTC).isoformat(timespec="seconds")}  # fmt: skip
        file = keep_calibration(bank.folder, spaces, made | calibration_to_json(fitted.calibration))
    print(_report(fitted))
    print(f"written: {file}", file=sys.stderr)
    return 0


def _stored(asked: argparse.Namespace, bank: "AnyBank") -> Neural:
    """The channels that the bank has vectors for; of the only model there is when none is named."""
    from itembank_desktop.wiring import vector_spaces

    if asked.model is not None:
        return stored_channels(asked, bank)
    spaces = vector_spaces(bank)
    models = sorted({space.space.model for space in spaces})
    if len({space.space.revision for space in spaces}) > 1:
        raise BadInput(str(bank.folder), f"holds vectors of several models ({', '.join(models)}); name one by --model")
    return Neural(models[0] if models else "a model", chosen(spaces, asked.space, "any model", bank.folder))


class _Figures:
    """Asks with an item's figures alone, as an author does who pastes a picture; only so often, it takes the model."""

    def __init__(self, bank: "AnyBank", find: FindDuplicates, most: int) -> None:
        self._bank = bank
        self._find = find
        self._left = most

    def __call__(self, item: ItemId) -> Payloads | None:
        """The payloads of the figures; None when the item has none, or enough have been asked."""
        key = self._bank.find([item])[item]
        kept = self._bank.payloads(FIGURE, [key])[0]
        if not kept or not self._left:
            return None
        self._left -= 1
        figures = self._bank.get([key])[0].figures
        pictures = tuple(Picture(self._bank.figure(one.sha256), one.name, one.place, one.sha256) for one in figures)
        read = self._find.read(Query(Content(pictures=pictures)))
        if read.failure is not None:
            raise read.failure
        return {FIGURE: kept, **read.payloads}


def _report(fitted: Fitted) -> str:
    rows = [_row(check) for check in fitted.checks]
    head = ("asked with", "queries", "fingerprints", "by ranks", "calibrated", '"duplicate" right', "found")
    lines = [table(head, rows), "capped Recall@1 / @5 of duplicates and variants, each family judged by the others"]
    worse = [check.kind for check in fitted.checks if not check.helps]
    lines += [f"{kind}: the model makes it worse, fingerprints alone judge such questions" for kind in worse]
    lines += [f"{kind}: too few judged pairs, stays not calibrated" for kind in fitted.too_few]
    return "\n".join(lines)


def _row(check: Check) -> tuple[str, ...]:
    recalls = (f"{first:.3f} / {five:.3f}" for first, five in check.recalls.values())
    right = f"{check.right / check.said:.2f}" if check.said else "-"
    found = f"{check.right / check.duplicates:.2f}" if check.duplicates else "-"
    return (check.kind, str(check.queries), *recalls, right, found)
