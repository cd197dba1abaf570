"""Good replies in a file, one JSON line each: what was paid for is never asked again."""

import json
from pathlib import Path

from itembank_desktop.core.errors import BankReadOnly


class GradeFile:
    """Implements services.grade_pairs.GradeCache; a line cut off by a kill is skipped."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._known: dict[str, str] = {}
        try:
            lines = file.read_text(encoding="utf-8", errors="replace").splitlines() if file.exists() else []
        except OSError as error:
            raise BankReadOnly(str(file), error.strerror or str(error)) from error
        for line in lines:
            try:
                key, reply = json.loads(line)
            except ValueError:
                continue
            self._known[str(key)] = str(reply)

    def get(self, key: str) -> str | None:
        """A reply that was good."""
        return self._known.get(key)

    def put(self, key: str, reply: str) -> None:
        """Append it at once."""
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with self._file.open("a", encoding="utf-8") as file:
                # The line before may have been cut off; an empty line does no harm.
                file.write("\n" + json.dumps([key, reply], ensure_ascii=False))
        except OSError as error:
            raise BankReadOnly(str(self._file), error.strerror or str(error)) from error
        self._known[key] = reply
