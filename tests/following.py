"""A shared bank and its copy, small and real, to pull from one into the other."""

from pathlib import Path

from itembank_desktop.adapters.stores.local import LocalBank
from itembank_desktop.adapters.stores.shared.bank import SharedBank
from itembank_desktop.adapters.stores.shared.feed import SharedFeed
from itembank_desktop.core.feed import Origin
from itembank_desktop.core.item import ItemId, fingerprint
from itembank_desktop.core.ports import Description, Entry
from itembank_desktop.core.shared import address_of, without_user
from itembank_desktop.services.sync_bank import SyncBank
from tests.builders import a_content, a_picture, an_entry, an_item, numbered_items
from tests.fakes import ByteSpace, WordSpace

SPACES = (WordSpace(), ByteSpace())


def known_space(name: str, _statistics: bytes):
    """The spaces of these tests by name."""
    return next((space for space in SPACES if space.name == name), None)


def open_shared(place, account: str = "keeper") -> SharedBank:
    """The shared bank of a test as one of its accounts."""
    return SharedBank.open(place.address(account), place.password)


def fill(bank: SharedBank, count: int, start: int = 0) -> None:
    """Items q0, q1, ..., every fourth with a figure, described and fitted."""
    entries = []
    for number, item in enumerate(numbered_items(count, start), start):
        pictures = (a_picture(number % 16),) if number % 4 == 0 else ()
        shown = an_item(item.stem, item.id, subject=item.subject, figures=tuple(one.figure for one in pictures))
        entries.append(an_entry(shown, SPACES, pictures))
    bank.save(entries)
    for space in SPACES:
        if bank.needs_refit(space):
            bank.refit(space)


def entries_for(bank: SharedBank, items, spaces=SPACES) -> list[Entry]:
    """Items without pictures, signed with the bank's own statistics, parsed once."""
    fitted = {space.name: space.fitted(bank.statistics(space.name)[1]) for space in spaces}

    def descriptions(item) -> dict[str, Description]:
        parts = {space.name: space.describe(a_content(item)) for space in spaces}
        return {name: Description(payloads, fitted[name].signatures(payloads)) for name, payloads in parts.items()}

    return [Entry(item, fingerprint(item), (), descriptions(item)) for item in items]


def entry_for(bank: SharedBank, item, pictures=(), spaces=SPACES) -> Entry:
    """An entry signed with the bank's own statistics, as every program signs."""
    return an_entry(item, spaces, pictures, {space.name: bank.statistics(space.name)[1] for space in spaces})


def puller(shared: SharedBank, local: LocalBank, chunk: int = 1000, feed=None) -> SyncBank:
    """What pulls from one into the other."""
    url = without_user(shared.address).url
    return SyncBank(feed or SharedFeed(shared.server), local.copy, url, known_space, chunk)


def url_of(place) -> str:
    """What a copy calls the bank of a test."""
    return without_user(address_of(place.url())[0]).url


def contents(bank, spaces=SPACES) -> dict[ItemId, tuple]:
    """All that a bank says of its items, by id, with everything that answers depend on."""
    keys = bank.keys()
    items = bank.get(keys)
    marks = bank.fingerprints([item.id for item in items])
    parts = {space.name: bank.payloads(space.name, keys) for space in spaces}
    return {
        item.id: (item, marks[item.id], *(parts[space.name][place] for space in spaces))
        for place, item in enumerate(items)
    }


def assert_same(shared: SharedBank, local: LocalBank, spaces=SPACES) -> None:
    """The copy holds what the bank holds, and finds it by the same signatures."""
    assert contents(local, spaces) == contents(shared, spaces)
    assert local.count() == shared.count() == len(local.keys())
    assert {one.id for one in local.verdicts()} == {one.id for one in shared.verdicts()}
    for space in spaces:
        assert local.statistics(space.name) == shared.statistics(space.name)
    assert_sound(local, spaces)


def assert_sound(local: LocalBank, spaces=SPACES) -> None:
    """Every item has its figures; every payload has its signature, made with the statistics in force."""
    keys = local.keys()
    assert local.count() == len(keys)
    for item in local.get(keys):
        for figure in item.figures:
            local.figure(figure.sha256)
    for space in spaces:
        stored = local.statistics(space.name)
        if stored is None:
            assert not any(local.payloads(space.name, keys))
            continue
        fitted = space.fitted(stored[1])
        with local._connections.reading() as connection:
            number = connection.execute("SELECT number FROM space WHERE name = ?", (space.name,)).get
            found = connection.execute(
                "SELECT item, bits FROM signature WHERE space = ? ORDER BY row", (number,)
            ).fetchall()
        signatures = {}
        for key, bits in found:
            signatures.setdefault(key, []).append(bits)
        for key, payloads in zip(keys, local.payloads(space.name, keys), strict=True):
            expected = [row.tobytes() for row in fitted.signatures(payloads)] if payloads else []
            assert signatures.pop(key, []) == expected
        assert not signatures
    with local._connections.reading() as connection:
        assert connection.pragma("integrity_check") == "ok"
        assert connection.pragma("foreign_key_check") is None


def origin_of(folder: Path) -> Origin | None:
    """Where the copy in a folder stands."""
    with LocalBank.open(folder) as bank:
        return bank.copy.origin()
