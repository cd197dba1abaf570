import pytest

from itembank_desktop import app
from itembank_desktop.core.errors import UnreadableSource
from itembank_desktop.core.ports import JobControl


def test_a_file_without_items_is_said_and_not_reported_as_zeros(tmp_path):
    (tmp_path / "items.jsonl").write_bytes(b"")
    with pytest.raises(UnreadableSource, match="holds no items"):
        app.import_items(tmp_path / "items.jsonl", tmp_path / "bank", JobControl())
    assert not (tmp_path / "bank").exists(), "nothing was to go in"
