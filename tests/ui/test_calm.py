import gc
import sys
import weakref

import pytest

from itembank_desktop.ui.calm import Calm

# What earlier tests leave to Qt's event loop ends meanwhile and is taken from Python's count of new objects.
MANY = 50_000


class Ring:
    """Garbage that only a collector finds."""

    def __init__(self) -> None:
        self.me = self


@pytest.fixture
def calm(qapp):
    calm = Calm()
    calm.begin()
    yield calm
    calm.end()


def test_python_does_not_collect_by_itself_and_is_left_as_it_was(qapp):
    before = 0.005
    calm = Calm()
    calm.begin()
    assert not gc.isenabled()
    assert sys.getswitchinterval() < before
    calm.end()
    assert gc.isenabled()
    assert sys.getswitchinterval() == before
    assert gc.get_freeze_count() == 0


def test_garbage_goes_in_a_rest_of_typing(qtbot, calm):
    ring = weakref.ref(Ring())
    young = [[] for _ in range(MANY)]
    qtbot.waitUntil(lambda: ring() is None)
    assert young


def test_while_somebody_types_nothing_is_collected(qtbot, calm):
    ring = weakref.ref(Ring())
    young = [[] for _ in range(MANY)]
    for _ in range(6):
        calm.wait()
        qtbot.wait(250)
        assert ring() is not None
    assert young


def test_what_a_bank_left_behind_is_collected_when_another_is_open(qtbot, calm):
    calm.settle()
    qtbot.waitUntil(lambda: not gc.get_count()[2])
    old = weakref.ref(Ring())
    calm.settle()
    qtbot.waitUntil(lambda: old() is None)
    assert gc.get_freeze_count() > 0


def test_what_was_freed_goes_back_in_the_rest_after_typing(qtbot, calm, monkeypatch):
    given = []
    monkeypatch.setattr("itembank_desktop.ui.calm.give_back_freed", lambda: given.append(1))
    calm.wait()
    assert not given
    qtbot.waitUntil(lambda: bool(given))
    qtbot.wait(2500)
    assert len(given) == 1, "nothing was freed since"
