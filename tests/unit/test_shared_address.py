import pytest
from hypothesis import given
from hypothesis import strategies as st

from itembank_desktop.core.errors import BadInput
from itembank_desktop.core.shared import BankAddress, Tls, address_of, default_tls, is_shared, without_user

NAMES = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=12)


@given(NAMES, NAMES, st.integers(1, 65535), st.sampled_from(Tls), st.sampled_from(("", "/etc/학교 ca.pem")))
def test_an_address_is_read_back_from_its_url(database, user, port, tls, ca):
    address = BankAddress("bank.example.org", database, user, port, tls, ca)
    assert address_of(address.url) == (address, "")


def test_a_password_is_told_apart_and_never_in_the_url():
    address, password = address_of("postgresql://kim:a%40b%2Fc@bank.example.org:5433/math")
    assert password == "a@b/c"
    assert address == BankAddress("bank.example.org", "math", "kim", 5433)
    assert "a%40b" not in address.url
    assert "a@b" not in repr(address)


@pytest.mark.parametrize(
    ("host", "tls"),
    [
        ("bank.example.org", Tls.VERIFY_FULL),
        ("10.0.0.7", Tls.VERIFY_FULL),
        ("localhost", Tls.PREFER),
        ("127.0.0.1", Tls.PREFER),
        ("::1", Tls.PREFER),
    ],
)
def test_only_a_line_inside_this_computer_is_not_checked_by_default(host, tls):
    assert default_tls(host) is tls
    bracketed = f"[{host}]" if ":" in host else host
    assert address_of(f"postgresql://{bracketed}/math")[0].tls is tls


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://kim:secret@/math",
        "postgresql://kim:secret@host",
        "postgresql://kim:secret@host:port/math",
        "postgresql://kim:secret@host/math?sslmode=maybe",
        "mysql://kim:secret@host/math",
        "postgresql://kim:secret@[::1/math",
    ],
)
def test_what_is_no_address_is_refused_without_saying_the_password(url):
    with pytest.raises(BadInput) as refused:
        address_of(url)
    assert "secret" not in str(refused.value)


def test_a_folder_is_no_shared_bank():
    assert not is_shared("/srv/bank")
    assert is_shared("postgresql://h/d")


def test_one_copy_serves_every_account_of_a_bank():
    kim, lee = (BankAddress("h", "math", user, tls=Tls.REQUIRE) for user in ("kim", "lee"))
    assert without_user(kim) == without_user(lee)
