"""What one account finds at a shared bank: the test of the connect page."""

import socket
import ssl
import struct
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from itembank_desktop.adapters.stores.shared.connect import CONNECT_SECONDS, Server
from itembank_desktop.core.shared import AccountReport, BankAddress, Certificate, Tls

_RIGHTS = """
WITH may AS (
    SELECT proname, has_function_privilege(oid, 'EXECUTE') AS granted
    FROM pg_proc WHERE pronamespace = 'itembank'::regnamespace
)
SELECT current_setting('server_version'),
    (SELECT extversion FROM pg_extension WHERE extname = 'vector'),
    (SELECT schema_version FROM itembank.meta),
    (SELECT items FROM itembank.clock),
    has_table_privilege('itembank.item', 'SELECT'),
    (SELECT bool_and(granted) FROM may WHERE proname = 'save_item'),
    (SELECT bool_and(granted) FROM may WHERE proname = 'save_verdicts'),
    (SELECT bool_and(granted) FROM may WHERE proname IN ('make_space', 'claim_work')),
    coalesce((SELECT version FROM pg_stat_ssl WHERE pid = pg_backend_pid() AND ssl), '')
"""
_SSL_REQUEST = struct.pack("!II", 8, 80877103)
"""What a client of PostgreSQL sends before TLS begins; the server says S or N."""


def check_account(address: BankAddress, password: str) -> AccountReport:
    """Connect, look and hang up; raises what `Server` raises."""
    server = Server(address, password)
    try:
        with server.lent() as connection:
            row = connection.execute(_RIGHTS).fetchone()
            # The server itself knows nothing of it where something before it deciphers.
            encrypted = bool(connection.pgconn.ssl_in_use)
    finally:
        server.close()
    assert row is not None
    version, pgvector, schema, items, reads, saves, judges, embeds, told = row
    seen = tls_of(address) if encrypted else None
    line = told or (seen.version if seen else "TLS") if encrypted else ""
    return AccountReport(
        version.split()[0], pgvector, schema, seen.certificate if seen else None,
        bool(reads), bool(saves), bool(judges), bool(embeds), items, line,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class TlsLine:
    """What a server offers: the version of TLS and, where the address asks for a check, the certificate checked."""

    version: str
    certificate: Certificate | None


def tls_of(address: BankAddress) -> TlsLine | None:
    """What a line to the server is encrypted with, after the same check as the driver's own; None when refused."""
    context = ssl.create_default_context(cafile=address.ca or None)
    context.check_hostname = address.tls is Tls.VERIFY_FULL
    checked = address.tls in (Tls.VERIFY_FULL, Tls.VERIFY_CA)
    if not checked:
        context.verify_mode = ssl.CERT_NONE
    try:
        with socket.create_connection((address.host, address.port), CONNECT_SECONDS) as line:
            line.sendall(_SSL_REQUEST)
            if line.recv(1) != b"S":
                return None
            with context.wrap_socket(line, server_hostname=address.host) as safe:
                return TlsLine(safe.version() or "TLS", _certificate(safe.getpeercert()) if checked else None)
    except OSError:  # The line itself stands and was checked by the driver: only the words are missing.
        return None


def _certificate(fields: Any) -> Certificate:
    until = datetime.fromtimestamp(ssl.cert_time_to_seconds(fields["notAfter"]), UTC)
    return Certificate(_name(fields["subject"]), _name(fields["issuer"]), until)


def _name(parts: tuple[tuple[tuple[str, str], ...], ...]) -> str:
    """The common name, or the organisation where there is none."""
    known = {key: value for part in parts for key, value in part}
    return known.get("commonName") or known.get("organizationName", "")
