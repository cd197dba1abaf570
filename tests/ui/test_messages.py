import errno
import os
import re
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator

from itembank_desktop.adapters.stores import connections
from itembank_desktop.core import errors
from itembank_desktop.core.errors import (
    BankMissing,
    DiskFull,
    ItemBankError,
    ModelUnusable,
    TextTooLong,
    UnreadableFigure,
)
from itembank_desktop.ui import messages
from itembank_desktop.ui.messages import explain, reason_of
from tests.ui.clips import clip


def tree(kind):
    return [kind, *(below for child in kind.__subclasses__() for below in tree(child))]


KINDS = [kind for kind in tree(ItemBankError) if kind.__module__ == errors.__name__]


@pytest.mark.parametrize("kind", KINDS)
def test_every_failure_has_its_own_sentence(kind):
    assert kind in messages._MESSAGES
    message = explain(kind("은행/여름", "이유"))
    assert message.sentence.count("(이유)") == 1
    assert message.sentence.endswith(".")
    assert not re.search(r"[{}!]", message.sentence)
    assert kind is TextTooLong or "은행/여름" in message.sentence
    assert message.next_step is None or message.next_step


def test_no_two_failures_say_the_same():
    assert len({explain(kind("s")).sentence for kind in KINDS}) == len(KINDS)


def test_without_a_reason_there_are_no_brackets():
    assert "(" not in explain(BankMissing("은행")).sentence


def test_a_kind_of_tomorrow_speaks_like_its_parent():
    class Unreachable(BankMissing):
        pass

    assert explain(Unreachable("은행")) == explain(BankMissing("은행"))


def test_braces_in_names_and_reasons_are_only_text():
    sentence = explain(UnreadableFigure("{0}{why}.png", "{subject} {x}")).sentence
    assert "{0}" in sentence
    assert "{x}" in sentence


def test_an_address_of_64_digits_is_shortened():
    assert "a" * 9 not in explain(UnreadableFigure("a" * 64)).sentence


class Backwards(QTranslator):
    """Says every source string in capitals."""

    def translate(self, context, source, disambiguation=None, n=-1):
        if context != "messages":
            return None  # "" would be a translation, an empty one
        return source.upper().replace("{SUBJECT}", "{subject}").replace("{WHY}", "{why}")

    def isEmpty(self):  # noqa: N802
        return False


@pytest.fixture
def other_language(qapp):
    translator = Backwards()
    QCoreApplication.installTranslator(translator)
    yield
    QCoreApplication.removeTranslator(translator)


@pytest.mark.usefixtures("other_language")
def test_sentence_reason_and_step_follow_the_language():
    message = explain(UnreadableFigure("도형3.png", "40000 x 3 pixels is more than 64,000,000 pixels in all"))
    assert (
        "A PICTURE COULD NOT BE READ: 도형3.png (40000 X 3 PIXELS IS MORE THAN 64,000,000 PIXELS IN ALL)"
        in message.sentence
    )
    assert message.next_step == "INSERT ANOTHER PICTURE"
    assert reason_of("Too many open files") == "Too many open files"


@pytest.mark.usefixtures("qapp", "other_language")
def test_the_reasons_of_pasting_are_all_known(tmp_path):
    from itembank_desktop.ui.pasting import read_clip, too_long

    (tmp_path / "글.txt").write_text("글")
    mime = clip(
        html="".join(f'<img src="{source}">' for source in ("http://a/b.png", "file://s/b.png", "x", "file:///x.png"))
    )
    refused = [*read_clip(mime, print, {}).refused, too_long(300_000)]
    assert len(refused) == 5
    for error in refused:
        assert reason_of(error.detail).isupper(), error.detail


@pytest.mark.usefixtures("qapp", "other_language")
def test_the_reasons_of_a_bank_in_a_folder_are_all_known():
    reasons = [detail for _, _, detail in connections._PROBLEMS]
    codes = (errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOENT, errno.ENOTDIR, errno.EIO)
    reasons += [connections.disk_problem(Path("b"), OSError(code, os.strerror(code))).detail for code in codes]
    # What keeps a draft or a record from being written is told in the system's own words.
    reasons += [os.strerror(code) for code in (errno.ENOSPC, errno.ENOTDIR, errno.EISDIR, errno.EPERM)]
    assert [reason for reason in reasons if not reason_of(reason).isupper()] == []


@pytest.mark.usefixtures("qapp", "other_language")
def test_a_pasted_picture_is_called_so_in_every_language():
    assert "THE PASTED PICTURE" in explain(UnreadableFigure("the pasted picture", "the file is cut off")).sentence


def test_a_full_disk_may_be_met_by_a_save_or_a_verdict_as_well_as_by_an_import():
    full = DiskFull("bank", "no space is left")
    assert "import" not in explain(full).sentence + str(full)


def test_a_models_path_is_said_by_its_end():
    deep = "/home/author/.local/share/itembank-desktop/models/Qwen3-VL-Embedding-2B/model.safetensors"
    sentence = explain(ModelUnusable(deep, "holds no config.json")).sentence
    assert ": Qwen3-VL-Embedding-2B/model.safetensors (holds no config.json)." in sentence
