"""A review in one file: its head, then a line a vote. Lines are only added, so a crash loses nothing that was given."""

import json
import os
from pathlib import Path
from typing import BinaryIO

from itembank_desktop.core.errors import BadInput, BankBusy, BankReadOnly, ItemBankError
from itembank_desktop.core.review import (
    Review,
    Vote,
    review_from_json,
    review_to_json,
    vote_from_json,
    vote_to_json,
)

_PATIENCE = 10.0
"""Seconds; a vote is written in some milliseconds, over a network in some hundred."""
_FOR_ALL = 0o666
"""Who may write the review must be able to lock it, too."""


class ReviewFile:
    """A review that votes are added to; several reviewers may use one file, one after the other or at once."""

    def __init__(self, file: Path) -> None:
        self.file = file

    @classmethod
    def create(cls, file: Path, review: Review) -> "ReviewFile":
        """A new file; BankReadOnly where it cannot be written, or where one is: votes in it would be lost."""
        try:
            with file.open("x", encoding="utf-8") as out:
                out.write(json.dumps(review_to_json(review), ensure_ascii=False) + "\n")
        except FileExistsError as error:
            raise BankReadOnly(str(file), "there is a file of that name already") from error
        except OSError as error:
            raise BankReadOnly(str(file), error.strerror or str(error)) from error
        return cls(file)

    def read(self) -> Review:
        """The review with all votes; BadInput for a broken head or vote. A last line cut off is passed over."""
        try:
            head, *lines = self.file.read_bytes().split(b"\n")
        except OSError as error:
            raise BadInput(str(self.file), error.strerror or "it cannot be read") from error
        try:
            empty = review_from_json(json.loads(head))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise BadInput(str(self.file), "it is no review; make one with: itembank-desktop review new") from error
        votes = []
        for number, line in enumerate(lines, start=2):
            if not line.strip():
                continue
            try:
                votes.append(vote_from_json(json.loads(line), len(empty.pairs)))
            except (json.JSONDecodeError, UnicodeDecodeError) as error:
                if number - 2 == len(lines) - 1:  # what a crash left of the vote that was being written
                    continue
                raise BadInput(str(self.file), f"line {number} is damaged") from error
            except (ValueError, KeyError, TypeError, ItemBankError) as error:
                raise BadInput(str(self.file), f"line {number} is no vote: {error}") from error
        return review_from_json(json.loads(head), votes)

    def add(self, vote: Vote) -> None:
        """Write one vote through to the disk before it counts as given; BankBusy when others write for too long."""
        from filelock import FileLock, Timeout

        line = json.dumps(vote_to_json(vote), ensure_ascii=False) + "\n"
        # Two who append at once would write over each other, and what one is writing would look cut off to the other.
        lock = FileLock(self.file.with_name(f".{self.file.name}.lock"), timeout=_PATIENCE, mode=_FOR_ALL)
        try:
            with lock, self.file.open("rb+") as file:
                self._drop_rest(file)
                file.seek(0, os.SEEK_END)
                file.write(line.encode())
                file.flush()
                os.fsync(file.fileno())
        except Timeout as error:
            raise BankBusy(str(self.file)) from error
        except OSError as error:
            raise BankReadOnly(str(self.file), error.strerror or str(error)) from error

    @staticmethod
    def _drop_rest(file: BinaryIO) -> None:
        """What a crash left of a line must not swallow the next one: cut back to the end of the last whole line."""
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - 1))
        if file.read(1) in (b"\n", b""):
            return
        file.seek(0)
        file.truncate(file.read().rfind(b"\n") + 1)
