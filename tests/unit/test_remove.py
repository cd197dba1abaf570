"""Items taken out of a bank of one's own by the command, kept in a folder, and brought back by an import."""

import json
import shlex

import pytest

from itembank_desktop.__main__ import _bench_window, _tour, _window
from itembank_desktop.adapters.importers.bank_folder import write_bank_folder
from itembank_desktop.adapters.importers.json_bank import JsonBankImporter
from itembank_desktop.adapters.stores.local import LocalBank
from itembank_desktop.cli import Screens, remove, run
from itembank_desktop.core.item import Figure, Place, fingerprint
from tests.builders import a_picture, an_item, png_bytes

SCREENS = Screens(_window, _tour, _bench_window)
ITEMS = [
    {"id": "t1", "subject": "기하", "text": "넓이를 구하시오.", "images": ["images/그림 1.png"], "answer": "6", "year": 2024},
    {"id": "t2", "subject": "기하", "text": "둘레는?", "choices": ["$4$", "5"], "stem": "다른 글", "explanation": "풀이",
     "images": [{"path": "images/그림 1.png", "place": "explanation"}]},
    {"id": "t3", "subject": "수열", "text": "인쇄된 문항", "status": "published"},
]  # fmt: skip


@pytest.fixture
def folder(tmp_path, capsys):
    source = tmp_path / "source"
    (source / "images").mkdir(parents=True)
    (source / "images" / "그림 1.png").write_bytes(png_bytes(1))
    lines = [json.dumps(item, ensure_ascii=False) for item in ITEMS]
    (source / "items.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert run(["import", str(source), "--bank", str(tmp_path / "the bank")], SCREENS) == 0
    capsys.readouterr()
    return tmp_path / "the bank"


def removing(folder, *more: str) -> int:
    return run(["remove", *more, "--bank", str(folder)], SCREENS)


def held(folder) -> dict[str, tuple[str, tuple[Figure, ...]]]:
    with LocalBank.open(folder) as bank:
        return {item.id: (fingerprint(item), item.figures) for item in bank.get(bank.keys())}


def test_what_is_removed_can_be_imported_again_and_nothing_is_lost(folder, tmp_path, capsys):
    before = held(folder)
    listed = tmp_path / "ids.txt"
    listed.write_text("\ufefft2\n\n t3 \n", encoding="utf-8")
    assert removing(folder, "t1", "--ids", str(listed), "--published", "--yes") == 0
    said = capsys.readouterr().out
    assert "t3  수열  published  인쇄된 문항" in said
    (kept,) = (folder / "removed").iterdir()
    assert f"3 removed, kept in {kept}" in said
    assert held(folder) == {}

    (command,) = [line.partition("itembank-desktop ")[2] for line in said.splitlines() if "bring back" in line]
    assert run(shlex.split(command), SCREENS) == 0
    assert "3 added" in capsys.readouterr().out
    assert held(folder) == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["t1", "t9", "t8", "--yes"], "t9, t8: the bank does not hold it"),
        (["t1", "t3", "--yes"], "t3: published; --published removes such items too"),
        (["t1"], "--yes removes without asking"),
        (["--ids", "no such file", "--yes"], "no such file"),
    ],
)
def test_all_go_or_none_and_nobody_is_taken_to_have_agreed(folder, arguments, said, capsys):
    before = held(folder)
    assert removing(folder, *arguments) == 1
    assert said in capsys.readouterr().err
    assert held(folder) == before
    assert not (folder / "removed").exists()


@pytest.mark.parametrize(("typed", "left"), [("네", 2), ("y", 2), ("", 3), ("n", 3), (EOFError, 3)])
def test_whoever_sits_there_is_asked(folder, monkeypatch, typed, left):
    def answer(question: str) -> str:
        assert question == "Remove this item from the bank? [y/N] "
        if typed is EOFError:
            raise EOFError
        return typed

    monkeypatch.setattr(remove.sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", answer)
    assert removing(folder, "t1") == (0 if left == 2 else 1)
    assert len(held(folder)) == left


def test_a_folder_that_is_there_is_not_written_into(folder, tmp_path, capsys):
    assert removing(folder, "t1", "--yes", "--keep", str(tmp_path / "source")) == 1
    assert "it exists already" in capsys.readouterr().err
    assert len(held(folder)) == 3


def test_without_an_id_the_usage_is_said(folder):
    with pytest.raises(SystemExit) as ended:
        removing(folder, "--yes")
    assert ended.value.code == 2


@pytest.mark.parametrize(
    "name", ["", "../../evil.png", "a/b.png", "CON:.png", ".hidden", "그림 (1).png", "x" * 300 + ".png"]
)
def test_a_figure_of_any_name_lies_inside_the_folder(tmp_path, name):
    picture = a_picture(3)
    item = an_item("글", figures=(Figure(picture.sha256, name, Place.STEM),))
    write_bank_folder(tmp_path / "kept", [item], {picture.sha256: picture.data}.__getitem__)
    (row,) = JsonBankImporter().read(tmp_path / "kept")
    assert fingerprint(row.item) == fingerprint(item)
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]


def test_a_folder_that_was_not_finished_is_no_bank_folder(tmp_path):
    item = an_item("글", figures=(a_picture(3).figure,))
    with pytest.raises(KeyError):
        write_bank_folder(tmp_path / "kept", [an_item("먼저"), item], {}.__getitem__)
    assert not (tmp_path / "kept" / "items.jsonl").exists()
