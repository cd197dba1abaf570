"""A bank in a folder, with its finder and the ways to write into it, as the window needs it."""

import logging
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from itembank_desktop.core.errors import BankOutdated
from itembank_desktop.core.outbox import Collision, ItemSave, Written
from itembank_desktop.core.ports import JobControl
from itembank_desktop.core.search import Answer, Query
from itembank_desktop.opening.model import embed, finder_with_model, reading_of
from itembank_desktop.services.import_items import ImportReport
from itembank_desktop.ui.desk import OpenBank, Saving
from itembank_desktop.ui.live_search import Finder

if TYPE_CHECKING:
    from itembank_desktop.adapters.stores.local import LocalBank

log = logging.getLogger(__name__)


def open_bank(folder: Path) -> OpenBank:
    """The bank in `folder` with its finder, warm."""
    from itembank_desktop.adapters.stores.local import LocalBank
    from itembank_desktop.services.describe_items import DescribeItems, LostFigure
    from itembank_desktop.services.judge_pairs import JudgePairs
    from itembank_desktop.wiring import finder, fingerprint_spaces

    bank = LocalBank.open(folder)
    find = finder(bank)
    lost: tuple[LostFigure, ...] = ()
    try:
        find.warm_up()
    except BankOutdated:
        # An update changed what a space keeps: the window makes the descriptions anew while it says "opening".
        lost = DescribeItems(bank, fingerprint_spaces())().lost
        for figure in lost:
            log.error("%s is described without a figure: %s", figure.id, figure.reason)
        find.warm_up()

    def found(query: Query) -> Answer:
        return find(replace(query, worthwhile=True))

    def judged(finder: Finder) -> Finder:
        return JudgePairs(finder, bank, bank.revision)

    return OpenBank(
        folder,
        bank.count(),
        judged(found),
        bank.figure,
        bank.close,
        find_with=lambda model: judged(finder_with_model(bank, folder, found, model)),
        reading=lambda model: reading_of(bank, model),
        embed=lambda model, control: embed(folder, model, control),
        traits=bank.traits,
        items_of=lambda ids: {item.id: item for item in bank.get(list(bank.find(ids).values()))},
        record=bank.record,
        verdicts=bank.verdicts,
        cached=bank.cached,
        saving=saving_local(bank),
        lost=tuple(dict.fromkeys(figure.id for figure in lost)),
    )


def saving_local(bank: "LocalBank") -> Saving:
    """How an author's items get into a bank of his own."""
    from itembank_desktop.services.edit_item import edit_item
    from itembank_desktop.services.write_shared import WriteShared
    from itembank_desktop.wiring import fingerprint_spaces

    spaces = fingerprint_spaces()
    write_whole = WriteShared(bank, spaces)

    def fitted() -> None:
        for space in spaces:
            if bank.needs_refit(space):
                bank.refit(space)

    def write(save: ItemSave) -> Written | Collision:
        bank.own()  # A copy takes no items, and its statistics are not ours to fit.
        fitted()
        written = write_whole.write(save)
        fitted()
        return written

    return Saving(lambda id: edit_item(bank, id), write, bank.delete_item)


def import_items(source: Path, folder: Path, control: JobControl) -> ImportReport:
    """Import a bank folder into the bank at `folder`, creating it when it is absent."""
    from itembank_desktop.adapters.importers.json_bank import require_rows
    from itembank_desktop.adapters.stores.local import LocalBank
    from itembank_desktop.wiring import item_import

    require_rows(source)
    with LocalBank.open(folder, create=True) as bank:
        return item_import(bank)(source, control)
