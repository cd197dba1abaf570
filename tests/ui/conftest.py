"""A whole window on small real parts, for tests that look at it from outside."""

import pytest

from itembank_desktop.core.resemblance import Resemblance
from itembank_desktop.settings import Settings
from itembank_desktop.ui.session import Session
from tests.fakes_ui import BlockTypesetter, FakeBanks, ListFinder, a_desk, a_hit
from tests.ui.clips import check


@pytest.fixture
def session(qtbot, tmp_path):
    """In English and light, on a bank whose answers are one hit of every resemblance."""
    banks = FakeBanks(ListFinder(*(a_hit(n, one) for n, one in enumerate(Resemblance, start=1))))
    settings = Settings(None, {}, {"language": "en", "theme": "light", "model": "off"})
    crashes = []
    made = Session(a_desk(tmp_path, banks, BlockTypesetter()), check, settings, crashes.append)
    made.window.live.set_pause(0)
    made.window.show()
    made.begin(tmp_path / "mine")
    qtbot.waitUntil(lambda: made.window.banks.bank is not None)
    yield made
    made.speak("en")
    made.end()
    assert crashes == []
