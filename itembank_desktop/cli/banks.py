"""`import` and `describe`."""

import argparse
import sys

from itembank_desktop.cli.places import opened
from itembank_desktop.cli.progress import progress_line


def import_bank(asked: argparse.Namespace) -> int:
    """Import a source; rejected rows are listed on standard error, the others go in."""
    from itembank_desktop.adapters.importers.json_bank import JsonBankImporter, require_rows
    from itembank_desktop.wiring import wide_import

    require_rows(asked.source)
    with (
        opened(asked, create=True) as bank,
        wide_import(bank, JsonBankImporter(), asked.source, asked.processes) as importing,
        progress_line("items") as control,
    ):
        report = importing(asked.source, control)
    for row in report.rejected:
        named = f" ({row.id})" if row.id else ""
        print(f"line {row.line}{named}: {row.reason}", file=sys.stderr)
    print(
        f"{report.added} added, {report.changed} changed, {report.unchanged} unchanged, "
        f"{len(report.rejected)} rejected in {report.seconds:.1f} s"
    )
    if asked.report:
        report.write_csv(asked.report)
    if report.cancelled:
        print("itembank-desktop: stopped; start the same import again to go on.", file=sys.stderr)
    return 1 if report.cancelled or not report.taken else 0


def describe_bank(asked: argparse.Namespace) -> int:
    """Describe every item anew with this program's spaces."""
    from itembank_desktop.services.describe_items import DescribeItems
    from itembank_desktop.wiring import fingerprint_spaces

    with opened(asked) as bank, progress_line("items") as control:
        described = DescribeItems(bank, fingerprint_spaces())(control)
    for lost in described.lost:
        print(f"{lost.id}: described without a figure: {lost.reason}", file=sys.stderr)
    print(f"{described.items} items described" if described.items else "Up to date")
    return 0
