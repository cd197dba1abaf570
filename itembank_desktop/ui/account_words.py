"""How the window speaks of a shared bank: what an account may do there, how the line is protected."""

from PySide6.QtCore import QCoreApplication

from itembank_desktop.core.shared import AccountReport, BankAddress, Tls

translate = QCoreApplication.translate


def place_name(address: BankAddress) -> str:
    """Which bank, in a sentence."""
    return translate("Account", "{database} on {host}").format(database=address.database, host=address.host)


def tls_name(tls: Tls) -> str:
    """What the choice of protection is called."""
    return {
        Tls.VERIFY_FULL: translate("Account", "Encrypted; server name and certificate checked"),
        Tls.VERIFY_CA: translate("Account", "Encrypted; certificate checked, name not"),
        Tls.REQUIRE: translate("Account", "Encrypted; server not checked"),
        Tls.PREFER: translate("Account", "Encrypted where the server offers it"),
        Tls.DISABLE: translate("Account", "Not encrypted"),
    }[tls]


def facts(report: AccountReport) -> list[tuple[str, str]]:
    """(name, value) of everything a connection found, in the order people ask for it."""
    may, may_not = _rights(report)
    return [
        (translate("Account", "Items"), f"{report.items:,}"),
        (translate("Account", "This account may"), ", ".join(may) or translate("Account", "nothing")),
        *([(translate("Account", "It may not"), ", ".join(may_not))] if may_not else []),
        (translate("Account", "Server"), f"PostgreSQL {report.server} · pgvector {report.pgvector}"),
        (translate("Account", "Bank format"), str(report.schema)),
        (translate("Account", "Certificate"), _certificate(report)),
    ]


def _rights(report: AccountReport) -> tuple[list[str], list[str]]:
    rights = (
        (report.reads, translate("Account", "search and read")),
        (report.saves, translate("Account", "save items")),
        (report.judges, translate("Account", "give verdicts")),
        (report.embeds, translate("Account", "add vectors")),
    )
    return [name for has, name in rights if has], [name for has, name in rights if not has]


def _certificate(report: AccountReport) -> str:
    certificate = report.certificate
    if not report.line:
        return translate("Account", "none: the line is not encrypted")
    if certificate is None:
        return translate("Account", "not checked; the line is encrypted ({version})").format(version=report.line)
    until = f"{certificate.until.astimezone():%Y-%m-%d}"
    told = translate("Account", "{subject}, until {date}, issued by {issuer}")
    return told.format(subject=certificate.subject, date=until, issuer=certificate.issuer)
