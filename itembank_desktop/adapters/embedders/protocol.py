"""What the window and the model's process say to each other, over the process's standard input and output.

A message is a frame: magic, length of a JSON header, length of what follows; then the header ({"kind", "fields",
"blobs": lengths}) and the blobs, raw: pictures as they came, vectors as little-endian float32. Never pickle: the
worker may live in another Python environment with other versions, and bytes of a broken peer must not run.
Closing the worker's standard input is its order to leave; it also leaves so when the window dies.
"""

import json
import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from itembank_desktop.core import errors
from itembank_desktop.core.item import Content, Picture, Place
from itembank_desktop.core.space import EmbeddingSpace, Modality, Pooling

VERSION = 3
MAGIC = b"IBMW"
MAX_HEADER = 64 * 2**20
MAX_BLOBS = 2**32
_FRAME = struct.Struct("!4sIQ")


class Kind(StrEnum):
    """Every message there is."""

    # To the worker.
    LOAD = "load"  # folder, device, dtype, reranks, idle: load now; the others load when they must
    EMBED = "embed"  # id, draft or null, space, contents [1]
    RERANK = "rerank"  # id, instruction, contents: the query, then the documents
    PREFILL = "prefill"  # draft, space, contents [1]: get ready for a question, answer nothing
    BULK = "bulk"  # job, indexes, space, contents
    CANCEL = "cancel"  # job
    CLOSE_DRAFT = "close_draft"  # draft
    UNLOAD = "unload"
    # From the worker.
    HELLO = "hello"  # version, process, python: always first
    LOADING = "loading"
    ANNOUNCE = "announce"  # fields of core.model.Announcement: when loaded, and when any of them has changed
    LOAD_FAILED = "load_failed"  # error
    UNLOADED = "unloaded"
    ANSWER = "answer"  # id, tokens, cut, seconds, effort (fields of core.model.Effort); one vector
    SCORES = "scores"  # id, unreadable; the documents' scores in one blob
    FAILED = "failed"  # error, and id, or job and index
    VECTORS = "vectors"  # job, indexes, tokens, cut; one vector each
    PROGRESS = "progress"  # job, rate (items a second), memory_used, memory_total


class ProtocolBroken(Exception):
    """The peer sent something that is no message."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message: `fields` are JSON values, `blobs` travel beside them."""

    kind: Kind
    fields: Mapping[str, Any] = field(default_factory=dict)
    blobs: tuple[bytes, ...] = field(default=(), repr=False)


def write_message(stream: BinaryIO, message: Message) -> None:
    """Send a message whole."""
    sizes = [len(blob) for blob in message.blobs]
    header = json.dumps({"kind": message.kind, "fields": dict(message.fields), "blobs": sizes}).encode("ascii")
    stream.write(_FRAME.pack(MAGIC, len(header), sum(sizes)) + header)
    for blob in message.blobs:
        stream.write(blob)
    stream.flush()


def read_messages(stream: BinaryIO) -> Iterator[Message]:
    """Messages until the peer is gone; ProtocolBroken when something else arrives."""
    while len(frame := stream.read(_FRAME.size)) == _FRAME.size:
        magic, header_size, blob_size = _FRAME.unpack(frame)
        if magic != MAGIC or header_size > MAX_HEADER or blob_size > MAX_BLOBS:
            raise ProtocolBroken(f"a frame that begins with {frame!r}")
        header = stream.read(header_size)
        if len(header) < header_size:
            return
        kind, fields, sizes = _header(header, blob_size)
        blobs = tuple(stream.read(size) for size in sizes)
        if [len(blob) for blob in blobs] != sizes:
            return
        yield Message(kind, fields, blobs)


def _header(data: bytes, blob_size: int) -> tuple[Kind, dict[str, Any], list[int]]:
    try:
        header = json.loads(data)
        kind, fields, sizes = Kind(header["kind"]), header["fields"], header["blobs"]
        sound = isinstance(fields, dict) and all(isinstance(size, int) and size >= 0 for size in sizes)
    except (ValueError, KeyError, TypeError) as error:
        raise ProtocolBroken(f"a header that begins with {data[:80]!r}") from error
    if not sound or sum(sizes) != blob_size:
        raise ProtocolBroken(f"a header that begins with {data[:80]!r}")
    return kind, fields, list(sizes)


def asking(kind: Kind, contents: Sequence[Content], space: EmbeddingSpace, **fields: Any) -> Message:
    """A message that carries contents; a text space's pictures stay behind."""
    seen = space.modality is not Modality.TEXT
    described = [_content_fields(content, seen) for content in contents]
    blobs = tuple(picture.data for content in contents for picture in content.pictures) if seen else ()
    return Message(kind, {**fields, "space": asdict(space), "contents": described}, blobs)


def ranking(contents: Sequence[Content], **fields: Any) -> Message:
    """A message that carries a query and its documents with all their pictures."""
    described = [_content_fields(content, True) for content in contents]
    blobs = tuple(picture.data for content in contents for picture in content.pictures)
    return Message(Kind.RERANK, {**fields, "contents": described}, blobs)


def contents_of(message: Message) -> list[Content]:
    """The contents that `asking` or `ranking` put in."""
    blobs = iter(message.blobs)
    return [
        Content(
            one["stem"],
            tuple(one["choices"]),
            one["answer"],
            tuple(Picture(next(blobs), name, Place(place), sha) for name, place, sha in one["pictures"]),
        )
        for one in message.fields["contents"]
    ]


def space_of(message: Message) -> EmbeddingSpace:
    """The space that `asking` put in."""
    fields = dict(message.fields["space"])
    fields["modality"], fields["pooling"] = Modality(fields["modality"]), Pooling(fields["pooling"])
    return EmbeddingSpace(**fields)


def _content_fields(content: Content, with_pictures: bool) -> dict[str, object]:
    pictures = content.pictures if with_pictures else ()
    return {
        "stem": content.stem,
        "choices": list(content.choices),
        "answer": content.answer,
        "pictures": [[picture.name, picture.place, picture.sha256] for picture in pictures],
    }


def vectors_to_blob(vectors: NDArray[np.float32]) -> bytes:
    """Rows as little-endian float32."""
    return np.ascontiguousarray(vectors, "<f4").tobytes()


def vectors_from_blob(blob: bytes, rows: int) -> NDArray[np.float32]:
    """Rows of equal length, in an array of their own."""
    return np.frombuffer(blob, "<f4").astype(np.float32).reshape(rows, -1)


def error_to_fields(error: errors.ItemBankError) -> list[str]:
    """An error on its way: the name of its type, subject, detail."""
    return [type(error).__name__, error.subject, error.detail]


def error_from_fields(fields: Sequence[str]) -> errors.ItemBankError:
    """The same error on this side."""
    name, subject, detail = fields
    return _error_types().get(name, errors.ItemBankError)(subject, detail)


def _error_types() -> dict[str, type[errors.ItemBankError]]:
    found: dict[str, type[errors.ItemBankError]] = {}
    waiting: list[type[errors.ItemBankError]] = [errors.ItemBankError]
    while waiting:
        kind = waiting.pop()
        found[kind.__name__] = kind
        waiting += kind.__subclasses__()
    return found
