"""What the window and the commands wire alike: spaces, calibration, finder, import."""

import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from itembank_desktop.adapters.embedders.vector_space import LiveEmbed, VectorSpace
from itembank_desktop.adapters.fingerprints.figure import FigureSpace
from itembank_desktop.adapters.fingerprints.numbers import NumbersSpace
from itembank_desktop.adapters.fingerprints.text import TextSpace
from itembank_desktop.adapters.importers.json_bank import JsonBankImporter
from itembank_desktop.adapters.shipped import RESOURCES
from itembank_desktop.adapters.stores.shared_folder import shared_folder as shared_folder
from itembank_desktop.core.errors import BadInput, BankReadOnly
from itembank_desktop.core.ports import Bank, Importer, Space
from itembank_desktop.core.resemblance import Calibration, calibration_from_json
from itembank_desktop.core.shared import BankAddress, address_of, is_shared
from itembank_desktop.services.find_duplicates import FindDuplicates
from itembank_desktop.services.import_items import ImportItems
from itembank_desktop.services.neural import Neural

if TYPE_CHECKING:
    from itembank_desktop.adapters.stores.local import LocalBank
    from itembank_desktop.adapters.stores.shared.bank import SharedBank

SAMPLE_BANK = RESOURCES / "sample_bank"
CALIBRATION = RESOURCES / "calibrations" / "fingerprints.json"


AnyBank: TypeAlias = "LocalBank | SharedBank"
Ask: TypeAlias = Callable[[BankAddress], str | None]
"""Where a password comes from that is in no keyring; None when nobody says it."""


def open_bank(place: Path | str, create: bool = False, ask: Ask = lambda _: None) -> AnyBank:
    """The bank that a folder or postgresql://... names; `create` makes a missing folder's, never a server's."""
    if isinstance(place, str) and is_shared(place):
        from itembank_desktop.adapters.stores.shared.bank import SharedBank

        address, password = with_password(place, ask)
        return SharedBank.open(address, password)
    from itembank_desktop.adapters.stores.local import LocalBank

    return LocalBank.open(Path(place), create)


def with_password(url: str, ask: Ask = lambda _: None) -> tuple[BankAddress, str]:
    """The address of a URL and its account's password: the URL's own, the keyring's, PGPASSWORD's, or as asked."""
    from itembank_desktop.adapters.passwords import Passwords

    address, password = address_of(url)
    known = password or Passwords().get(address) or os.environ.get("PGPASSWORD") or ask(address)
    return address, known or ""


def fingerprint_spaces() -> tuple[Space, ...]:
    """The channels of the default finder, in the order that results name them."""
    return (TextSpace(), FigureSpace(), NumbersSpace())


def fingerprint_calibration() -> Calibration:
    """The shipped weights of the fingerprint channels."""
    return calibration_from_json(json.loads(CALIBRATION.read_text(encoding="utf-8")))


def finder(bank: Bank, neural: Neural | None = None) -> FindDuplicates:
    """The default finder on `bank`: fingerprints, and a model's channels where `neural` has them."""
    return FindDuplicates(bank, fingerprint_spaces(), fingerprint_calibration(), neural=neural)


def vector_spaces(bank: Bank, embed: LiveEmbed | None = None, revision: str | None = None) -> tuple[VectorSpace, ...]:
    """The spaces that a bank has vectors in, of one checkpoint or of any; with the default instruction."""
    stored = (bank.statistics(name) for name in bank.spaces())
    known = (VectorSpace.of(one[1], embed) for one in stored if one is not None)
    spaces = (one for one in known if one is not None and not one.space.instruction)
    return tuple(one for one in spaces if revision in (None, one.space.revision))


def known_space(name: str, statistics: bytes) -> Space | None:
    """The space that a bank's statistics were made in; None for one this program does not know."""
    plain = (space for space in fingerprint_spaces() if space.name == name)
    return next(plain, None) or VectorSpace.of(statistics)


def set_of_spaces(spaces: Sequence[VectorSpace]) -> dict[str, str]:
    """Names to revisions, fingerprints included: what a calibration belongs to."""
    return {space.name: space.revision for space in (*fingerprint_spaces(), *spaces)}


def calibration_file(folder: Path, spaces: Sequence[VectorSpace]) -> Path:
    """Where the bank in `folder` keeps the calibration of a set of spaces."""
    return folder / "calibrations" / f"{'+'.join(sorted(space.name for space in spaces))}.json"


def calibration_of(folder: Path, spaces: Sequence[VectorSpace]) -> Calibration | None:
    """The calibration of exactly these spaces; None when there is none, or one of other revisions."""
    file = calibration_file(folder, spaces)
    try:
        found = calibration_from_json(json.loads(file.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise BadInput(str(file), error.strerror or "cannot be read") from error
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadInput(str(file), f"is no calibration ({error}); make it anew with calibrate") from error
    return found if found.spaces == set_of_spaces(spaces) else None


def calibrations_at(folder: Path) -> tuple[tuple[str, int], ...]:
    """The calibrations of the bank in `folder` and when each was written: changes when `calibrate` has run."""
    kept = folder / "calibrations"
    files = sorted(kept.glob("*.json")) if kept.is_dir() else ()
    return tuple((file.name, file.stat().st_mtime_ns) for file in files)


def keep_calibration(folder: Path, spaces: Sequence[VectorSpace], document: Mapping[str, object]) -> Path:
    """Write a calibration, whole or not at all."""
    file = calibration_file(folder, spaces)
    part = file.with_suffix(".part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        part.replace(file)
    except OSError as error:
        raise BankReadOnly(str(file), error.strerror or str(error)) from error
    return file


def neural(folder: Path, model: str, spaces: Sequence[VectorSpace]) -> Neural:
    """A model's channels as the bank in `folder` weighs them."""
    return Neural(model, tuple(spaces), calibration_of(folder, spaces))


def item_import(bank: Bank) -> ImportItems:
    """Import of bank folders into `bank`."""
    return ImportItems(bank, fingerprint_spaces(), JsonBankImporter())


_WORTH_PROCESSES = 2_000
"""Rows of a source for which it pays to start processes: that takes a second."""


@contextmanager
def wide_import(bank: Bank, importer: Importer, source: Path, processes: int = 0) -> Iterator[ImportItems]:
    """As `item_import`, describing in `processes` of its own (0: one a core) where the source is long enough."""
    from itembank_desktop.adapters.describing import DescribingPool

    spaces = fingerprint_spaces()
    if processes == 1 or importer.count(source) < _WORTH_PROCESSES:
        yield ImportItems(bank, spaces, importer)
        return
    with DescribingPool(fingerprint_spaces, processes) as describe:
        yield ImportItems(bank, spaces, importer, describe)
