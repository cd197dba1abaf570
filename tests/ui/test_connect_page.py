import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from itembank_desktop.core.errors import BankAway, LineUnsafe
from itembank_desktop.core.shared import BankAddress, Tls
from itembank_desktop.ui.connect_page import ConnectPage
from itembank_desktop.ui.connect_side import ConnectSide
from tests.fakes_ui import FakeShared, a_report

KIM = BankAddress("bank.example.org", "math", "kim", 5433, Tls.VERIFY_FULL, "/etc/school.pem")


@pytest.fixture
def shared():
    return FakeShared()


@pytest.fixture
def side(qtbot, shared):
    page = ConnectPage()
    qtbot.addWidget(page)
    side = ConnectSide(shared.desk(), page)
    side.page = page
    side.opened = []
    side.chosen.connect(side.opened.append)
    page.show()
    side.show_page()
    qtbot.waitUntil(lambda: bool(page.note))
    yield side
    shared.gate.set()
    side.close()


def fill(page, address=KIM, password="비밀"):
    page.show_address(address)
    page.password.setText(password)


def test_a_test_says_what_the_account_may_do_and_opens_nothing(qtbot, side, shared):
    fill(side.page)
    side.page.test.click()
    qtbot.waitUntil(lambda: "Connected" in side.page.text)
    for said in ("10,952", "search and read, save items, give verdicts", "It may not add vectors", "16.14", "0.8.5",
                 "bank.example.org, until 2027-03-01, issued by Example School CA"):  # fmt: skip
        assert said in side.page.text
    assert shared.checked == [KIM]
    assert side.opened == []
    assert shared.kept == {}, "a test keeps no password"


def test_connect_keeps_the_password_and_opens_the_bank(qtbot, side, shared):
    fill(side.page)
    qtbot.keyClick(side.page.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: side.opened == [KIM])
    assert shared.kept == {KIM: "비밀"}


def test_a_refused_password_is_said_with_the_next_step_and_not_kept(qtbot, side, shared):
    fill(side.page, password="wrong")
    side.page.connect_button.click()
    qtbot.waitUntil(lambda: "does not let you in" in side.page.text)
    assert "Check the account's name and the password" in side.page.text
    assert "wrong" not in side.page.text
    assert shared.kept == {}
    assert side.opened == []


@pytest.mark.parametrize("problem", [BankAway("bank.example.org"), LineUnsafe("bank.example.org")])
def test_a_server_that_cannot_be_asked_is_said_on_the_page(qtbot, side, shared, problem):
    shared.problem = problem
    fill(side.page)
    side.page.test.click()
    qtbot.waitUntil(lambda: "bank.example.org" in side.page.text)
    assert side.page.test.isEnabled()


def test_an_empty_field_is_named_before_anybody_is_asked(side, shared):
    fill(side.page, BankAddress("bank.example.org", "math", ""))
    side.page.test.click()
    assert "Account" in side.page.text
    assert shared.checked == []


def test_a_whole_address_put_into_the_first_field_fills_all_of_them(qtbot, side):
    side.page.host.clear()
    qtbot.keyClicks(side.page.host, "postgresql://kim:a%40b@localhost:5433/math")
    assert side.page.database.text() == "", "not while it is being typed"
    qtbot.keyClick(side.page.host, Qt.Key.Key_Return)
    assert side.page.address == BankAddress("localhost", "math", "kim", 5433, Tls.PREFER)
    assert side.page.password.text() == "a@b"
    assert side.page.password.echoMode() is QLineEdit.EchoMode.Password


def test_the_line_is_checked_wherever_it_leaves_this_computer(qtbot, side):
    for host, tls in (("localhost", Tls.PREFER), ("bank.example.org", Tls.VERIFY_FULL)):
        side.page.host.clear()
        qtbot.keyClicks(side.page.host, host)
        assert side.page.tls.currentData() == tls.value


def test_less_protection_to_another_computer_is_said(side):
    fill(side.page, BankAddress("bank.example.org", "math", "kim", tls=Tls.REQUIRE))
    assert side.page.warns
    fill(side.page, BankAddress("localhost", "math", "kim", tls=Tls.PREFER))
    assert not side.page.warns


def test_without_a_keyring_the_page_says_how_long_the_password_is_kept(qtbot, side, shared):
    assert "keyring, never in a file" in side.page.note
    shared.keyring = False
    side.show_page()
    qtbot.waitUntil(lambda: "no keyring" in side.page.note)


def test_an_answer_for_fields_that_were_changed_meanwhile_is_not_shown(qtbot, side, shared):
    shared.gate.clear()
    fill(side.page)
    side.page.test.click()
    qtbot.waitUntil(lambda: shared.checked == [KIM])
    side.page.database.setText("physics")
    shared.gate.set()
    qtbot.wait(50)
    assert "Connected" not in side.page.text
    assert side.page.test.isEnabled()


def test_a_password_that_is_wanted_is_asked_for_this_bank_only(side):
    side.ask_password(KIM, None)
    assert "math on bank.example.org" in side.page.text
    assert side.page.address == KIM
    assert side.page.password.text() == ""
    side.show_page()
    assert "math on bank.example.org" not in side.page.text


def test_an_open_line_is_named(qtbot, side, shared):
    shared.report = a_report(certificate=None, line="")
    fill(side.page)
    side.page.test.click()
    qtbot.waitUntil(lambda: "the line is not encrypted" in side.page.text)
    shared.report = a_report(certificate=None)
    side.page.test.click()
    qtbot.waitUntil(lambda: "not checked; the line is encrypted (TLSv1.3)" in side.page.text)


def test_an_empty_password_means_the_one_that_is_known(qtbot, side, shared):
    shared.kept[KIM] = "비밀"
    fill(side.page, password="")
    side.page.connect_button.click()
    qtbot.waitUntil(lambda: side.opened == [KIM])
    assert shared.kept == {KIM: "비밀"}
