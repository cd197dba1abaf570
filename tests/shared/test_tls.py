"""Encrypted lines, checked by libpq itself: the right authority lets one in, everything else is refused in our words."""

from dataclasses import replace

import pytest

from itembank_desktop.adapters.stores.shared.account import check_account
from itembank_desktop.adapters.stores.shared.bank import SharedBank
from itembank_desktop.core.errors import AccountRefused, LineUnsafe
from itembank_desktop.core.shared import Tls
from itembank_desktop.ui.account_words import facts
from itembank_desktop.ui.messages import explain
from tests.builders import an_entry, an_item
from tests.tls_proxy import Authority, TlsProxy


@pytest.fixture(scope="module")
def school(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("tls") / "school")


@pytest.fixture(scope="module")
def stranger(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("tls") / "stranger", "Somebody Else")


@pytest.fixture
def line(shared_place, school):
    """(proxy, address that checks everything) of a server whose certificate the school's authority gave."""
    with TlsProxy(shared_place.server.port, school.server("localhost")) as proxy:
        address = replace(
            shared_place.address("author"),
            host="localhost",
            port=proxy.port,
            tls=Tls.VERIFY_FULL,
            ca=str(school.file),
        )
        yield proxy, address


def refusal(address, password) -> LineUnsafe:
    with pytest.raises(LineUnsafe) as told:
        check_account(address, password)
    assert password not in str(told.value)
    assert "do not lower the protection" in str(told.value)
    return told.value


def test_the_right_authority_lets_one_in_and_the_line_is_encrypted(line, shared_place):
    proxy, address = line
    with SharedBank.open(shared_place.address(), shared_place.password) as keeper:
        keeper.save([an_entry(an_item("암호화된 선으로 읽는 문항", "a"))])
    with SharedBank.open(address, shared_place.password) as bank:
        assert [item.stem for item in bank.get(bank.keys())] == ["암호화된 선으로 읽는 문항"]
        with bank.server.lent() as connection:
            assert connection.pgconn.ssl_in_use
    assert proxy.deciphered


def test_the_window_names_the_certificate_that_was_checked(line, shared_place, qapp):
    _, address = line
    report = check_account(address, shared_place.password)
    assert report.line.startswith("TLSv1.")
    assert (report.certificate.subject, report.certificate.issuer) == ("localhost", "Example School CA")
    told = dict(facts(report))["Certificate"]
    assert told == f"localhost, until {report.certificate.until.astimezone():%Y-%m-%d}, issued by Example School CA"


def test_a_line_that_is_encrypted_and_not_checked_is_called_so(line, shared_place, qapp):
    _, address = line
    report = check_account(replace(address, tls=Tls.REQUIRE, ca=""), shared_place.password)
    assert report.certificate is None
    assert dict(facts(report))["Certificate"] == f"not checked; the line is encrypted ({report.line})"


def test_another_authority_is_refused(line, shared_place, stranger, qapp):
    _, address = line
    problem = refusal(replace(address, ca=str(stranger.file)), shared_place.password)
    assert problem.detail == "its certificate has expired, or nobody this computer trusts has signed it"
    assert "nobody this computer trusts" in explain(problem).sentence


def test_without_a_file_only_the_authorities_of_the_system_count(line, shared_place):
    _, address = line
    assert "nobody this computer trusts" in refusal(replace(address, ca=""), shared_place.password).detail


def test_a_file_of_authorities_that_is_not_there_is_named(line, shared_place, tmp_path):
    _, address = line
    missing = tmp_path / "school.pem"
    problem = refusal(replace(address, ca=str(missing)), shared_place.password)
    assert problem.detail == f'the certificate file "{missing}" does not exist'


def test_another_name_is_refused_unless_only_the_authority_is_to_be_checked(line, shared_place, qapp):
    _, address = line
    elsewhere = replace(address, host="127.0.0.1")
    problem = refusal(elsewhere, shared_place.password)
    assert problem.detail == "its certificate is for localhost"
    assert "localhost" in explain(problem).sentence
    assert check_account(replace(elsewhere, tls=Tls.VERIFY_CA), shared_place.password).line.startswith("TLSv1.")


def test_an_expired_certificate_is_refused(shared_place, school):
    with TlsProxy(shared_place.server.port, school.server("localhost", days=-1)) as proxy:
        address = replace(shared_place.address("author"), host="localhost", port=proxy.port, tls=Tls.VERIFY_FULL)
        assert "expired" in refusal(replace(address, ca=str(school.file)), shared_place.password).detail


@pytest.mark.parametrize("tls", [Tls.VERIFY_FULL, Tls.VERIFY_CA, Tls.REQUIRE])
def test_a_server_that_cannot_encrypt_is_refused(shared_place, school, tls, qapp):
    address = replace(shared_place.address("author"), tls=tls, ca=str(school.file))
    problem = refusal(address, shared_place.password)
    assert problem.detail == "the server does not encrypt"
    assert "does not encrypt" in explain(problem).sentence


def test_a_wrong_password_over_a_checked_line_is_about_the_account(line):
    _, address = line
    with pytest.raises(AccountRefused):
        check_account(address, "wrong")
