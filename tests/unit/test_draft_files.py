import json
import os
import stat
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from itembank_desktop.adapters.draft_files import UNPARKED_KEPT, DraftFiles
from itembank_desktop.core.errors import ShelfUnusable
from itembank_desktop.core.item import Draft
from itembank_desktop.core.shelf import ShelvedDraft
from tests.builders import a_picture

START = datetime(2026, 11, 25, tzinfo=UTC)


@pytest.fixture
def shelf(tmp_path):
    return DraftFiles(tmp_path / "drafts")


def a_draft(name="a1", text="삼각형의 넓이", pictures=(), minute=0, **more):
    return ShelvedDraft(name, Draft(text, tuple(pictures)), START + timedelta(minutes=minute), **more)


def test_a_draft_comes_back_as_it_was_with_its_pictures_and_hits(shelf):
    draft = a_draft(
        "a1", "\n  넓이 $x^2$\n둘째", [a_picture(1), a_picture(2)], parked=True, current=True, bank="은행",
        found=({"item": "q1", "rank": 1, "score": 0.9, "verdict": "variant", "decided": ["variant"]},),
    )  # fmt: skip
    shelf.save(draft)
    assert shelf.drafts() == [draft]
    assert draft.title == "넓이 $x^2$"


def test_the_last_saved_stands_first_and_saving_again_replaces(shelf):
    shelf.save(a_draft("a1"))
    shelf.save(a_draft("b2", minute=1))
    shelf.save(a_draft("a1", "새 글", minute=2))
    assert [(one.name, one.draft.text) for one in shelf.drafts()] == [("a1", "새 글"), ("b2", "삼각형의 넓이")]


def test_a_discarded_draft_takes_only_its_own_pictures_along(shelf, tmp_path):
    shelf.save(a_draft("a1", pictures=[a_picture(1), a_picture(2)]))
    shelf.save(a_draft("b2", pictures=[a_picture(2)]))
    shelf.discard("a1")
    shelf.discard("a1")
    assert [path.name for path in (tmp_path / "drafts" / "pictures").iterdir()] == [a_picture(2).sha256]
    assert [one.name for one in shelf.drafts()] == ["b2"]


def test_a_damaged_file_is_left_alone_and_hides_no_other(shelf, tmp_path):
    shelf.save(a_draft("a1"))
    shelf.save(a_draft("b2", pictures=[a_picture(1)]))
    (tmp_path / "drafts" / "b2.json").write_text("{", encoding="utf-8")
    shelf.discard("a1")
    assert shelf.drafts() == []
    assert (tmp_path / "drafts" / "b2.json").exists()
    assert (tmp_path / "drafts" / "pictures" / a_picture(1).sha256).exists(), "it may belong to the damaged one"


def test_a_changed_picture_makes_its_draft_unreadable_rather_than_another(shelf, tmp_path):
    shelf.save(a_draft("a1", pictures=[a_picture(1)]))
    (tmp_path / "drafts" / "pictures" / a_picture(1).sha256).write_bytes(b"x")
    assert shelf.drafts() == []


def test_drafts_that_saved_themselves_make_room_and_parked_ones_stay(shelf):
    shelf.save(a_draft("parked", parked=True))
    for minute in range(UNPARKED_KEPT + 3):
        shelf.save(a_draft(f"n{minute}", minute=minute + 1))
    names = [one.name for one in shelf.drafts()]
    assert len(names) == UNPARKED_KEPT + 1
    assert {"parked", f"n{UNPARKED_KEPT + 2}"} <= set(names)
    assert "n0" not in names


def test_a_crash_while_saving_leaves_the_old_draft(shelf, tmp_path, monkeypatch):
    shelf.save(a_draft("a1"))

    def power_cut(_):
        raise OSError("power cut")

    monkeypatch.setattr(os, "fsync", power_cut)
    with pytest.raises(ShelfUnusable, match="power cut"):
        shelf.save(replace(a_draft("a1"), draft=Draft("새 글")))
    assert shelf.drafts() == [a_draft("a1")]
    assert json.loads((tmp_path / "drafts" / "a1.json").read_text(encoding="utf-8"))["text"] == "삼각형의 넓이"


def test_names_are_no_paths(shelf):
    with pytest.raises(ValueError, match="no draft's name"):
        shelf.save(a_draft("../a1"))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_says_so(shelf, tmp_path):
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    with pytest.raises(ShelfUnusable):
        shelf.save(a_draft())
    tmp_path.chmod(stat.S_IRWXU)
