"""Rows in PostgreSQL's binary COPY format, which takes vectors ten times as fast as text."""

import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import psycopg
from psycopg import sql
from psycopg.adapt import Dumper

_HEAD = b"PGCOPY\n\xff\r\n\0" + bytes(8)
_TAIL = b"\xff\xff"
_BLOCK = 1 << 18
_LONG, _INT, _SIZE, _COUNT = struct.Struct(">q"), struct.Struct(">i"), struct.Struct(">i"), struct.Struct(">h")


def long(number: int) -> bytes:
    """A bigint."""
    return _LONG.pack(number)


def integer(number: int) -> bytes:
    """An integer."""
    return _INT.pack(number)


def jsonb(text: str) -> bytes:
    """A jsonb from its JSON."""
    return b"\x01" + text.encode()


def bits(signature: bytes) -> bytes:
    """A varbit of whole bytes."""
    return _INT.pack(8 * len(signature)) + signature


def halfvec(numbers: bytes) -> bytes:
    """A halfvec from little-endian float16 numbers."""
    turned = np.frombuffer(numbers, "<f2").astype(">f2").tobytes()
    return _COUNT.pack(len(numbers) // 2) + b"\0\0" + turned


@dataclass(frozen=True, slots=True)
class HalfVector:
    """Little-endian float16 numbers as one value of a statement."""

    numbers: bytes


def send_vectors(connection: psycopg.Connection[Any], oid: int) -> None:
    """Send HalfVector in binary on this connection: as text one of 2,048 numbers costs milliseconds."""

    class HalfDumper(Dumper):
        format = psycopg.pq.Format.BINARY

        def dump(self, obj: HalfVector) -> bytes:
            return halfvec(obj.numbers)

    HalfDumper.oid = oid
    connection.adapters.register_dumper(HalfVector, HalfDumper)


def numbers(sent: bytes) -> bytes:
    """What `halfvec` was made of, from halfvec_send."""
    return np.frombuffer(sent, ">f2", offset=4).astype("<f2").tobytes()


def copy_rows(
    connection: psycopg.Connection[Any], table: str, columns: Sequence[str], rows: Iterable[Sequence[bytes]]
) -> None:
    """Write rows of encoded fields into a table."""
    into = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT BINARY)").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    count = _COUNT.pack(len(columns))
    with connection.cursor().copy(into) as copy:
        block = bytearray(_HEAD)
        for row in rows:
            block += count
            for field in row:
                block += _SIZE.pack(len(field))
                block += field
            if len(block) > _BLOCK:
                copy.write(bytes(block))
                block.clear()
        copy.write(bytes(block + _TAIL))
