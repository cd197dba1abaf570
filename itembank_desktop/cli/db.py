"""`db init`, `migrate`, `status` and `new-feed`: the tables of a shared bank, for its keeper."""

import argparse

from itembank_desktop.cli.parsers import add_command
from itembank_desktop.cli.places import asked_password
from itembank_desktop.core.shared import is_shared

_NEW_FEED = "after restoring a backup of the bank: make every author's copy take everything anew"


def add_commands(command: argparse.ArgumentParser) -> None:
    """The four things a keeper does to a bank's tables."""
    doings = command.add_subparsers(metavar="init | migrate | status | new-feed", required=True, title="commands")
    for name, run, summary in (
        ("init", _init, "make the groups, the extension and the tables; safe to run again"),
        ("migrate", _migrate, "bring the tables up to this program's version"),
        ("status", _status, "say what the server and the tables are, and what this account may do"),
        ("new-feed", _new_feed, _NEW_FEED),
    ):
        doing = add_command(
            doings, name, summary, f"itembank-desktop db {name} postgresql://keeper@db.example.org/items"
        )
        doing.add_argument("url", type=_url, metavar="URL", help="postgresql://keeper@host/database")
        doing.set_defaults(run=run)


def _url(text: str) -> str:
    if not is_shared(text):
        raise argparse.ArgumentTypeError(f"{text} is no postgresql://user@host/database")
    return text


def _init(asked: argparse.Namespace) -> int:
    return _applied(asked, create=True)


def _migrate(asked: argparse.Namespace) -> int:
    return _applied(asked, create=False)


def _applied(asked: argparse.Namespace, create: bool) -> int:
    from itembank_desktop.adapters.stores.shared.keeper import apply_migrations
    from itembank_desktop.wiring import with_password

    done = apply_migrations(*with_password(asked.url, asked_password), create)
    print("\n".join(f"applied {name}" for name in done) or "Up to date")
    return 0


def _new_feed(asked: argparse.Namespace) -> int:
    from itembank_desktop.adapters.stores.shared.keeper import renew_feed
    from itembank_desktop.wiring import with_password

    feed = renew_feed(*with_password(asked.url, asked_password))
    print(f"feed {feed}: every copy of this bank takes everything anew the next time it asks")
    return 0


def _status(asked: argparse.Namespace) -> int:
    from itembank_desktop.adapters.stores.shared.account import check_account
    from itembank_desktop.adapters.stores.shared.migrate import newest
    from itembank_desktop.wiring import with_password

    address, password = with_password(asked.url, asked_password)
    found = check_account(address, password)
    rights = [name for name, has in (("reads", found.reads), ("saves items", found.saves),
              ("gives verdicts", found.judges), ("embeds", found.embeds)) if has]  # fmt: skip
    print(f"bank      {address.name}, {found.items:,} items")
    print(f"server    PostgreSQL {found.server}, pgvector {found.pgvector}")
    print(f"tables    format {found.schema} of {newest()}")
    print(f"account   {address.user}: {', '.join(rights) or 'may do nothing'}")
    return 0
