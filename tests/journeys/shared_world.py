"""A filled shared bank on a real server, behind a proxy that fails as networks do, and an author's computer."""

import json
from types import SimpleNamespace

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring

from itembank_desktop import app
from itembank_desktop import settings as keys
from itembank_desktop.adapters.shipped import RESOURCES
from itembank_desktop.adapters.stores.shared.bank import SharedBank
from itembank_desktop.adapters.stores.shared.connect import Server
from itembank_desktop.settings import Settings
from itembank_desktop.wiring import item_import
from tests.builders import a_bank_folder
from tests.fault_proxy import FaultProxy

SAMPLE = RESOURCES / "sample_bank"
LONG = 20_000


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    """Forty items of the sample bank."""
    rows = [json.loads(line) for line in (SAMPLE / "items.jsonl").read_text("utf-8").splitlines()]
    rows = sorted(rows, key=lambda row: row["id"] not in ("GEO-1046", "GEO-7530"))[:40]
    names = {name for row in rows for name in row.get("images", [])}
    return a_bank_folder(
        tmp_path_factory.mktemp("shared") / "source", rows, {name: (SAMPLE / name).read_bytes() for name in names}
    )


@pytest.fixture
def no_keyring():
    before = keyring.get_keyring()
    keyring.set_keyring(NoKeyring())
    yield
    keyring.set_keyring(before)


@pytest.fixture
def world(qapp, shared_place, source, tmp_path, no_keyring):
    """A filled shared bank behind a proxy, its keeper, and what an author's computer has."""
    keeper = SharedBank(Server(shared_place.address("keeper"), shared_place.password), tmp_path / "keeper")
    assert item_import(keeper)(source).rejected == ()
    with FaultProxy(shared_place.server.port) as proxy, keeper:
        yield SimpleNamespace(
            keeper=keeper,
            place=shared_place,
            proxy=proxy,
            address=proxy.address(shared_place.address("author")),
            password=shared_place.password,
            data=tmp_path / "data",
        )


@pytest.fixture
def start(world):
    """Starts the program on that computer; `start.stop` ends it."""
    sessions = []

    def started(place=None, **stored):
        settings = Settings(None, {}, {"language": "ko", "theme": "light", "model": "off"} | stored)
        session = app.make_session(world.data, settings)
        settings.put(keys.SAMPLE, session.sample_revision())
        session.settings = settings
        session.window.live.set_pause(0)
        session.window.show()
        session.begin(place)
        sessions.append(session)
        return session

    def stop(session):
        sessions.remove(session)
        session.speak("en")
        session.look.choose("light")
        session.end()

    started.stop = stop
    yield started
    for session in list(sessions):
        stop(session)


def connect(qtbot, window, world):
    """As an author does it, from the menu to the open bank."""
    window.header.connect_asked.emit()
    page = window.connect_page
    page.show_address(world.address)
    page.password.setText(world.password)
    page.connect_button.click()
    qtbot.waitUntil(lambda: window.banks.bank is not None and window.banks.bank.shared is not None, timeout=LONG)
    qtbot.waitUntil(lambda: "로컬 40" in window.status.text and "방금" in window.status.text, timeout=LONG)
