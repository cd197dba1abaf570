"""packaging/compose.yaml as a bank keeper runs it: what the README and the commands say of it is true."""

import pytest

from tests.conftest import ROOT

yaml = pytest.importorskip("yaml", reason="NO PYYAML HERE, packaging/compose.yaml is not checked")


def test_the_bank_of_the_compose_file_is_the_one_the_commands_speak_of():
    text = (ROOT / "packaging" / "compose.yaml").read_text(encoding="utf-8")
    bank = yaml.safe_load(text)["services"]["bank"]
    assert bank["image"] == "pgvector/pgvector:pg16"
    assert bank["ports"] == ["${ITEMBANK_LISTEN:-127.0.0.1}:5433:5432"], "nobody else's computer unless it is asked for"
    assert bank["environment"]["POSTGRES_PASSWORD"].startswith("${ITEMBANK_PASSWORD:?"), "no password of its own"
    assert "pg_isready" in bank["healthcheck"]["test"]
    assert "localhost:5433/itembank" in text
    assert bank["environment"]["POSTGRES_DB"] == "itembank"
    assert any(volume.endswith(":/var/lib/postgresql/data") for volume in bank["volumes"])
