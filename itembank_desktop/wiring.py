"""What the window and the commands wire alike: spaces, calibration, finder, import."""

import json
import sys
from pathlib import Path

from itembank_desktop.adapters.fingerprints.figure import FigureSpace
from itembank_desktop.adapters.fingerprints.numbers import NumbersSpace
from itembank_desktop.adapters.fingerprints.text import TextSpace
from itembank_desktop.adapters.importers.json_bank import JsonBankImporter
from itembank_desktop.core.ports import Bank, Space
from itembank_desktop.core.resemblance import Calibration, calibration_from_json
from itembank_desktop.services.find_duplicates import FindDuplicates
from itembank_desktop.services.import_items import ImportItems

# Beside the package in a checkout, unpacked beside it by a frozen program.
RESOURCES = Path(getattr(sys, "_MEIPASS", Path(__file__).resolve().parent.parent)) / "resources"
SAMPLE_BANK = RESOURCES / "sample_bank"
CALIBRATION = RESOURCES / "calibrations" / "fingerprints.json"


def fingerprint_spaces() -> tuple[Space, ...]:
    """The channels of the default finder, in the order that results name them."""
    return (TextSpace(), FigureSpace(), NumbersSpace())


def fingerprint_calibration() -> Calibration:
    """The shipped weights of the fingerprint channels."""
    return calibration_from_json(json.loads(CALIBRATION.read_text(encoding="utf-8")))


def finder(bank: Bank) -> FindDuplicates:
    """The default finder on `bank`: fingerprints, no model."""
    return FindDuplicates(bank, fingerprint_spaces(), fingerprint_calibration())


def item_import(bank: Bank) -> ImportItems:
    """Import of bank folders into `bank`."""
    return ImportItems(bank, fingerprint_spaces(), JsonBankImporter())
