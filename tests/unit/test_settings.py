import json

import pytest

from itembank_desktop.settings import BANK, LANGUAGE, PREVIEW, RECENT, SETTINGS, Settings


def test_file_then_environment_then_command_line(tmp_path):
    path = tmp_path / "deep" / "settings.json"
    stored = Settings(path, {})
    stored.put(LANGUAGE, "ko")
    stored.put(RECENT, ["/a", "/b"])
    stored.put(PREVIEW, False)
    stored.save()
    assert Settings(path, {}).get(LANGUAGE) == "ko"
    assert Settings(path, {}).get(RECENT) == ["/a", "/b"]
    assert Settings(path, {}).get(PREVIEW) is False
    spoken = {"ITEMBANK_LANGUAGE": "en", "ITEMBANK_PREVIEW": "yes"}
    assert Settings(path, spoken).get(LANGUAGE) == "en"
    assert Settings(path, spoken).get(PREVIEW) is True
    assert Settings(path, spoken, {"language": "system"}).get(LANGUAGE) == "system"


def test_overrides_are_never_written(tmp_path):
    path = tmp_path / "settings.json"
    settings = Settings(path, {"ITEMBANK_BANK": "/elsewhere"})
    settings.put(LANGUAGE, "en")
    settings.save()
    assert json.loads(path.read_text("utf-8")) == {"language": "en"}


@pytest.mark.parametrize("content", ["", "{", "[1]", '{"language": 3, "recent": "x"}', "\ufffd"])
def test_a_broken_file_says_nothing(tmp_path, content):
    path = tmp_path / "settings.json"
    path.write_text(content, "utf-8")
    assert Settings(path, {}).get(LANGUAGE) == "system"
    assert Settings(path, {}).get(RECENT) == []


def test_what_is_chosen_now_wins_over_an_override():
    settings = Settings(None, {"ITEMBANK_BANK": "/elsewhere"})
    settings.put(BANK, "/here")
    assert settings.get(BANK) == "/here"


def test_every_setting_has_a_sentence_and_a_name_of_its_own():
    assert all(setting.sentence.endswith(".") for setting in SETTINGS)
    assert len({setting.name for setting in SETTINGS}) == len(SETTINGS)
