"""Lines of JSON from anybody: nothing in them can do more than make that one line useless."""

import json
import math
from collections.abc import Generator
from pathlib import Path

from itembank_desktop.core.errors import UnreadableSource

MAX_LINE = 10 * 2**20
"""Bytes; a longer line is passed over without being held in memory."""
_MAX_DEPTH = 64
_UTF8_MARK = b"\xef\xbb\xbf"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


class Fault(Exception):
    """Why a line cannot be used, in one clause."""


def lines(file: Path) -> Generator[tuple[int, bytes | None], None, None]:
    """Line numbers from 1 and lines that are not blank; None stands for a line longer than MAX_LINE."""
    number = 0
    try:
        with file.open("rb") as source:
            while line := source.readline(MAX_LINE + 1):
                number += 1
                if number == 1:
                    if line.startswith(_UTF16_MARKS):
                        raise UnreadableSource(str(file), "it is UTF-16; save it as UTF-8")
                    line = line.removeprefix(_UTF8_MARK)
                if len(line) > MAX_LINE and not line.endswith(b"\n"):
                    while (rest := source.readline(MAX_LINE)) and not rest.endswith(b"\n"):
                        pass
                    yield number, None
                elif line.strip():
                    yield number, line
    except OSError as error:
        raise UnreadableSource(str(file), error.strerror or "it cannot be read") from error


def parsed(line: bytes | None) -> object:
    """The JSON value of a line; Fault when it is none, or none that every store can keep."""
    if line is None:
        raise Fault(f"the line is longer than {MAX_LINE >> 20} MB")
    try:
        value: object = json.loads(line.rstrip().decode("utf-8"), parse_constant=_refuse)
    except UnicodeDecodeError as error:
        raise Fault(f"it is not UTF-8 at byte {error.start + 1}") from error
    except json.JSONDecodeError as error:
        why = error.msg.removesuffix(" at").removesuffix(" starting")
        raise Fault(f"it is no valid JSON at character {error.pos + 1} ({why})") from error
    except RecursionError as error:
        raise Fault("it is nested too deeply") from error
    except ValueError as error:
        raise Fault(f"it is no valid JSON ({error})") from error
    _check(value)
    return value


def _refuse(name: str) -> object:
    raise ValueError(f"{name} is no JSON number")


def _check(value: object) -> None:
    """Refuse what JSON text can say and no text field or database can keep."""
    level, depth = [value], 0
    while level:
        depth += 1
        if depth > _MAX_DEPTH:
            raise Fault("it is nested too deeply")
        below: list[object] = []
        for part in level:
            if isinstance(part, dict):
                below += [*part.keys(), *part.values()]
            elif isinstance(part, list):
                below += part
            elif isinstance(part, str) and not _is_sound(part):
                raise Fault("it holds half a character (a lone surrogate) or a NUL")
            elif isinstance(part, float) and math.isinf(part):
                raise Fault("it holds a number too large")
        level = below


def _is_sound(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return "\x00" not in text
