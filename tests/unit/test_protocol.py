"""Messages between the window and the model's process."""

import io
import json
import struct
from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from itembank_desktop.adapters.embedders import protocol
from itembank_desktop.adapters.embedders.protocol import Kind, Message, ProtocolBroken
from itembank_desktop.core import errors
from itembank_desktop.core.item import Content, Picture, Place
from itembank_desktop.core.space import EmbeddingSpace, Modality, Pooling

SPACE = EmbeddingSpace("m", "r", Modality.MULTIMODAL, Pooling.MEAN, "찾으시오.", 4)
TEXTS = st.text(st.characters(), max_size=20)
PICTURES = st.builds(Picture, st.binary(max_size=50), TEXTS, st.sampled_from(Place))
CONTENTS = st.builds(
    Content, TEXTS, st.lists(TEXTS, max_size=3).map(tuple), TEXTS, st.lists(PICTURES, max_size=3).map(tuple)
)


def written(*messages):
    stream = io.BytesIO()
    for message in messages:
        protocol.write_message(stream, message)
    return stream.getvalue()


def read(data):
    return list(protocol.read_messages(io.BytesIO(data)))


@given(st.lists(CONTENTS, max_size=4))
def test_contents_and_their_space_arrive_as_they_left(contents):
    (message,) = read(written(protocol.asking(Kind.BULK, contents, SPACE, job=3)))
    assert protocol.contents_of(message) == contents
    assert protocol.space_of(message) == SPACE
    assert message.fields["job"] == 3


def test_half_a_character_survives_the_way():
    (message,) = read(written(protocol.asking(Kind.EMBED, [Content("a\ud800")], SPACE)))
    assert protocol.contents_of(message)[0].stem == "a\ud800"


def test_a_text_space_leaves_the_pictures_behind():
    space = EmbeddingSpace("m", "r", Modality.TEXT, Pooling.MEAN, "", 4)
    message = protocol.asking(Kind.EMBED, [Content("글", pictures=(Picture(b"x" * 1000),))], space)
    assert message.blobs == ()
    assert protocol.contents_of(message) == [Content("글")]


def test_vectors_arrive_bit_for_bit():
    vectors = np.random.default_rng(0).standard_normal((3, 5)).astype(np.float32)
    back = protocol.vectors_from_blob(protocol.vectors_to_blob(vectors), 3)
    assert back.dtype == np.float32
    np.testing.assert_array_equal(back, vectors)


def every_error():
    found, waiting = [], [errors.ItemBankError]
    while waiting:
        kind = waiting.pop()
        found.append(kind)
        waiting += kind.__subclasses__()
    return found


@pytest.mark.parametrize("kind", every_error(), ids=lambda kind: kind.__name__)
def test_every_error_arrives_as_itself(kind):
    sent = kind("도형3.png", "is cut off")
    fields = json.loads(json.dumps(protocol.error_to_fields(sent)))
    back = protocol.error_from_fields(fields)
    assert type(back) is kind
    assert (back.subject, back.detail, str(back)) == (sent.subject, sent.detail, str(sent))


def test_an_error_of_a_newer_worker_is_still_one():
    assert type(protocol.error_from_fields(["Unheard", "a", "b"])) is errors.ItemBankError


def test_a_peer_that_dies_in_mid_message_just_ends():
    data = written(Message(Kind.UNLOAD), Message(Kind.ANSWER, {"id": 1}, (b"12345678",)))
    for end in range(len(data)):
        assert len(read(data[:end])) <= 1
    assert len(read(data)) == 2


@pytest.mark.parametrize(
    "data",
    [
        b"Loading weights: 100%\n" * 3,
        struct.pack("!4sIQ", protocol.MAGIC, 2**32 - 1, 0),
        struct.pack("!4sIQ", protocol.MAGIC, 2, 0) + b"[]",
        struct.pack("!4sIQ", protocol.MAGIC, 4, 0) + b"\xff\x00ab",
        written(Message(Kind.HELLO)).replace(b"hello", b"jello"),
        written(Message(Kind.ANSWER, {}, (b"1234",))).replace(b"[4]", b"[5]"),
    ],
    ids=["printed text", "endless header", "no object", "no JSON", "unknown kind", "sizes that lie"],
)
def test_anything_else_is_refused(data):
    with pytest.raises(ProtocolBroken):
        read(data)


@given(st.binary(max_size=200))
def test_arbitrary_bytes_are_refused_or_end(data):
    with suppress(ProtocolBroken):
        assert read(data) == []
