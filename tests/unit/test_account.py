"""What a test of the connection finds, on a real server; and the certificate, on a real TLS line."""

import shutil
import socket
import ssl
import subprocess
import threading
from dataclasses import replace

import pytest

from itembank_desktop.adapters.stores.shared.account import check_account, tls_of
from itembank_desktop.core.errors import AccountRefused, BankAway, BankMissing, LineUnsafe, PasswordWanted, RightMissing
from itembank_desktop.core.shared import BankAddress, Tls


@pytest.mark.parametrize(
    ("account", "rights"),
    [
        ("reader", (True, False, False, False)),
        ("author", (True, True, True, False)),
        ("embedder", (True, False, False, True)),
        ("keeper", (True, True, True, True)),
    ],
)
def test_an_account_hears_what_it_may_do(shared_place, account, rights):
    report = check_account(shared_place.address(account), shared_place.password)
    assert (report.reads, report.saves, report.judges, report.embeds) == rights
    assert report.server.split(".")[0] in ("16", "17", "18")
    assert report.pgvector.startswith("0.8")
    assert report.schema >= 1
    assert report.items == 0
    assert report.certificate is None
    assert report.line == ""


def test_each_failure_has_its_own_name(shared_place):
    author = shared_place.address("author")
    for address, password, problem in (
        (author, "wrong", AccountRefused),
        (author, "", PasswordWanted),
        (replace(author, user="nobody"), "x", AccountRefused),
        (replace(author, database="nowhere"), shared_place.password, BankMissing),
        (replace(author, tls=Tls.VERIFY_FULL), shared_place.password, LineUnsafe),
        (replace(author, tls=Tls.REQUIRE), shared_place.password, LineUnsafe),
        (shared_place.address("stranger"), shared_place.password, RightMissing),
    ):
        with pytest.raises(problem) as told:
            check_account(address, password)
        assert not password or password not in str(told.value)


def test_a_port_where_nobody_listens_is_a_server_that_is_away():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    with pytest.raises(BankAway):
        check_account(BankAddress("127.0.0.1", "math", "kim", port, Tls.DISABLE), "x")


@pytest.fixture(scope="module")
def proof(tmp_path_factory):
    """A certificate for localhost that is its own authority."""
    if shutil.which("openssl") is None:
        pytest.skip("NO OPENSSL HERE, the certificate of a server is not tested")
    folder = tmp_path_factory.mktemp("tls")
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", "/O=School/CN=localhost",
            "-addext", "subjectAltName=DNS:localhost", "-keyout", "key.pem", "-out", "cert.pem"]  # fmt: skip
    subprocess.run(made, cwd=folder, check=True, capture_output=True)
    return folder


@pytest.fixture
def tls_port(proof):
    """A port that begins TLS as PostgreSQL does, once."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(proof / "cert.pem", proof / "key.pem")
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def answer():
            line, _ = listening.accept()
            with line:
                assert line.recv(8)[4:] == b"\x04\xd2\x16\x2f"
                line.sendall(b"S")
                try:
                    with context.wrap_socket(line, server_side=True) as safe:
                        safe.recv(1)
                except OSError:
                    return  # The client did not trust us.

        thread = threading.Thread(target=answer)
        thread.start()
        yield listening.getsockname()[1]
        thread.join(5)


def test_a_certificate_is_read_off_the_line_it_was_checked_on(proof, tls_port):
    seen = tls_of(BankAddress("localhost", "math", "kim", tls_port, Tls.VERIFY_FULL, str(proof / "cert.pem")))
    assert seen.version.startswith("TLSv1.")
    assert (seen.certificate.subject, seen.certificate.issuer) == ("localhost", "localhost")


def test_a_certificate_that_nobody_vouches_for_is_not_shown(tls_port):
    assert tls_of(BankAddress("localhost", "math", "kim", tls_port)) is None
