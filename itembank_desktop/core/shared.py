"""A shared bank as everybody speaks of it: where it is, what an account may do there, how fresh the copy of it is."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from itembank_desktop.core.errors import BadInput

SCHEME = "postgresql"
PORT = 5432
_LOOPBACK = ("localhost", "::1")


class Tls(StrEnum):
    """How the line to the server is protected, in libpq's words for `sslmode`."""

    VERIFY_FULL = "verify-full"
    VERIFY_CA = "verify-ca"
    REQUIRE = "require"
    PREFER = "prefer"
    DISABLE = "disable"


@dataclass(frozen=True, slots=True)
class BankAddress:
    """Where a shared bank is and as whom one asks it; a password is never part of it. `ca` is a certificate file."""

    host: str
    database: str
    user: str
    port: int = PORT
    tls: Tls = Tls.VERIFY_FULL
    ca: str = ""

    @property
    def is_loopback(self) -> bool:
        """Whether the server is this computer."""
        return is_loopback(self.host)

    @property
    def url(self) -> str:
        """What `address_of` reads, without a password: fit for settings, titles and logs."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        user = f"{quote(self.user, safe='')}@" if self.user else ""
        options = {"sslmode": self.tls.value} | ({"sslrootcert": self.ca} if self.ca else {})
        return f"{SCHEME}://{user}{host}:{self.port}/{quote(self.database, safe='')}?{urlencode(options)}"

    @property
    def name(self) -> str:
        """What the window calls the bank."""
        return f"{self.database} · {self.host}"


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a server proves itself with: whose it is, by whom, and until when it holds."""

    subject: str
    issuer: str
    until: datetime


@dataclass(frozen=True, slots=True)
class AccountReport:
    """What a connection found: versions, the certificate, rights, and the number of items.

    `line` is the version of TLS in use, empty on an open line; `certificate` is None where none was checked.
    """

    server: str
    pgvector: str
    schema: int
    certificate: Certificate | None
    reads: bool
    saves: bool
    judges: bool
    embeds: bool
    items: int
    line: str = ""


def is_loopback(host: str) -> bool:
    """Whether a host's name says this computer: localhost, 127.x.y.z, ::1."""
    return host.lower() in _LOOPBACK or host.startswith("127.")


def default_tls(host: str) -> Tls:
    """Everything is checked, except on a line that does not leave this computer."""
    return Tls.PREFER if is_loopback(host) else Tls.VERIFY_FULL


def is_shared(place: str) -> bool:
    """Whether a bank is named by a URL of a server rather than by a folder."""
    return place.startswith((f"{SCHEME}://", "postgres://"))


def address_of(url: str) -> tuple[BankAddress, str]:
    """(address, password or "") of "postgresql://user:password@host:port/database?sslmode=…"; BadInput."""
    try:
        parts = urlsplit(url)
        port = parts.port or PORT
        options = dict(parse_qsl(parts.query, strict_parsing=bool(parts.query)))
        host = parts.hostname or ""
        tls = Tls(options.get("sslmode", default_tls(host)))
    except ValueError as error:
        raise BadInput(_without_password(url), str(error)) from error
    database = unquote(parts.path.lstrip("/"))
    if not is_shared(url) or not host or not database:
        raise BadInput(_without_password(url), "a shared bank is postgresql://user@host:port/database")
    address = BankAddress(host, database, unquote(parts.username or ""), port, tls, options.get("sslrootcert", ""))
    return address, unquote(parts.password or "")


def without_user(address: BankAddress) -> BankAddress:
    """The bank itself, whoever asks: what one local copy belongs to."""
    return replace(address, user="", tls=Tls.VERIFY_FULL, ca="")


def _without_password(url: str) -> str:
    """As it was given, for a message: whatever stands between the user's name and the host is left out."""
    head, at, tail = url.rpartition("@")
    scheme, slashes, login = head.partition("://")
    return f"{scheme}{slashes}{login.partition(':')[0]}@{tail}" if at else url
