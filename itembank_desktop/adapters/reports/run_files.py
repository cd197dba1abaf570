"""Runs as JSON files in a report folder, so that a stopped evaluation goes on and anybody can read what was found."""

import hashlib
import json
import re
from collections.abc import Sequence
from pathlib import Path

from itembank_desktop.core.errors import BankReadOnly
from itembank_desktop.core.item import ItemId
from itembank_desktop.core.runs import Run, Scored


def file_name(name: str) -> str:
    """A run's name as that of a file: readable, and different for different runs."""
    plain = re.sub(r"[^0-9A-Za-z가-힣+-]+", "-", name).strip("-")[:60]
    return f"{plain}-{hashlib.sha256(name.encode()).hexdigest()[:6]}"


class RunFiles:
    """Implements services.compare_finders.RunStore in a folder."""

    def __init__(self, folder: Path) -> None:
        """Makes the folder; BankReadOnly where it cannot be."""
        self._folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise BankReadOnly(str(folder), error.strerror or str(error)) from error

    def load(self, name: str, key: str) -> Run | None:
        """A run made with the same key; a file that is not whole counts as none."""
        try:
            told = json.loads((self._folder / f"{file_name(name)}.json").read_text(encoding="utf-8"))
            if told["key"] != key:
                return None
            answers = {ItemId(query): _scored(pairs) for query, pairs in told["answers"].items()}
            return Run(told["name"], told["how"], answers, told["left_out"])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def save(self, run: Run, key: str) -> None:
        """Write the run and drop what was kept of it while it was made."""
        told = {"name": run.name, "how": run.how, "key": key, "left_out": run.left_out, "answers": run.answers}
        file = self._folder / f"{file_name(run.name)}.json"
        part = file.with_suffix(".part")
        try:
            part.write_text(json.dumps(told, ensure_ascii=False) + "\n", encoding="utf-8")
            part.replace(file)
            self._partial(key).unlink(missing_ok=True)
        except OSError as error:
            raise BankReadOnly(str(self._folder), error.strerror or str(error)) from error

    def partial(self, key: str) -> dict[ItemId, list[Scored | None]]:
        """Answers by query that were kept before; a line cut off by a kill is asked again."""
        found: dict[ItemId, list[Scored | None]] = {}
        try:
            lines = self._partial(key).read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            return found
        for line in lines:
            try:
                query, answers = json.loads(line)
            except ValueError:
                continue
            found[ItemId(query)] = [None if one is None else _scored(one) for one in answers]
        return found

    def keep(self, key: str, query: ItemId, answers: Sequence[Scored | None]) -> None:
        """Append one query's answers."""
        try:
            with self._partial(key).open("a", encoding="utf-8") as file:
                # The line before may have been cut off; an empty line does no harm.
                file.write("\n" + json.dumps([query, answers], ensure_ascii=False))
        except OSError as error:
            raise BankReadOnly(str(self._folder), error.strerror or str(error)) from error

    def _partial(self, key: str) -> Path:
        return self._folder / f"{key[:24]}.partial"


def _scored(pairs: Sequence[Sequence[object]]) -> Scored:
    return tuple((ItemId(str(item)), float(str(score))) for item, score in pairs)
