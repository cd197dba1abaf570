import logging
from dataclasses import replace

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring
from keyring.errors import KeyringLocked, PasswordDeleteError, PasswordSetError

from itembank_desktop.adapters.passwords import Passwords
from itembank_desktop.core.shared import BankAddress, Tls

KIM = BankAddress("bank.example.org", "math", "kim")


class Shelf(KeyringBackend):
    """A keyring in a dictionary; `locked` refuses everything, `full` refuses to write."""

    priority = 5

    def __init__(self):
        self.kept = {}
        self.locked = self.full = False

    def get_password(self, service, username):
        if self.locked:
            raise KeyringLocked("locked")
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        if self.full:
            raise PasswordSetError("full")
        self.kept[service, username] = password

    def delete_password(self, service, username):
        if (service, username) not in self.kept:
            raise PasswordDeleteError(username)
        del self.kept[service, username]


class TextFile(Shelf):
    """What keyrings.alt calls a keyring: a file that anybody reads."""

    priority = 0.5


@pytest.fixture
def use():
    before = keyring.get_keyring()

    def used(backend):
        keyring.set_keyring(backend)
        return backend

    yield used
    keyring.set_keyring(before)


def test_a_password_outlives_the_program_in_the_keyring(use):
    use(Shelf())
    assert Passwords().keep(KIM, "비밀")
    assert Passwords().get(KIM) == "비밀"
    assert Passwords().get(replace(KIM, tls=Tls.REQUIRE)) == "비밀", "the same account over another line"
    assert Passwords().get(replace(KIM, user="lee")) is None
    Passwords().forget(KIM)
    assert Passwords().get(KIM) is None
    Passwords().forget(KIM)


@pytest.mark.parametrize("backend", [NoKeyring(), TextFile()])
def test_without_a_real_keyring_only_this_session_knows(use, backend):
    use(backend)
    here = Passwords()
    assert not here.has_keyring()
    assert not here.keep(KIM, "비밀")
    assert here.get(KIM) == "비밀"
    assert Passwords().get(KIM) is None
    here.forget(KIM)
    assert here.get(KIM) is None


def test_a_locked_or_full_keyring_costs_nobody_the_session(use):
    shelf = use(Shelf())
    shelf.locked = True
    here = Passwords()
    assert not here.keep(KIM, "비밀")
    assert here.get(KIM) == "비밀"
    shelf.locked, shelf.full = False, True
    assert not Passwords().keep(KIM, "비밀")


def test_no_password_is_logged(use, caplog):
    use(Shelf())
    with caplog.at_level(logging.DEBUG):
        Passwords().keep(KIM, "비밀123")
        Passwords().get(KIM)
    assert "비밀123" not in caplog.text
