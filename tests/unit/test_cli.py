"""The commands as scripts use them: output on one stream, errors on the other, three exit codes."""

import argparse
import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from itembank_desktop.__main__ import _bench_window, _tour, _window
from itembank_desktop.cli import Screens, _parser, run
from tests.builders import png_bytes

SAMPLE = Path(__file__).resolve().parents[2] / "resources" / "sample_bank"
SCREENS = Screens(_window, _tour, _bench_window)
ITEMS = [
    {"id": "t1", "subject": "기하", "text": "삼각형 $ABC$에서 $\\overline{AB}=4$, $\\angle A=60^\\circ$일 때, 넓이를 구하시오.",
     "images": ["images/t1.png"], "answer": "6"},
    {"id": "t2", "subject": "기하", "text": "△PQR에서 선분 PQ의 길이가 4이고 각 P가 60°이면 넓이는 얼마인가?", "answer": "6"},
    {"id": "t3", "subject": "수열", "text": "등차수열 $\\{a_n\\}$의 첫째항이 2이고 공차가 3일 때, $a_{10}$의 값은?", "level": "고1"},
    {"id": "t4", "subject": "확률", "text": "주사위 두 개를 던질 때, 눈의 수의 합이 7일 확률을 구하시오."},
]  # fmt: skip


@pytest.fixture
def source(tmp_path):
    folder = tmp_path / "source"
    (folder / "images").mkdir(parents=True)
    (folder / "images" / "t1.png").write_bytes(png_bytes(1, 200, 160))
    lines = [json.dumps(item, ensure_ascii=False) for item in ITEMS]
    (folder / "items.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


@pytest.fixture
def bank(source, tmp_path, capsys):
    assert run(["import", str(source), "--bank", str(tmp_path / "bank")], SCREENS) == 0
    assert "4 added" in capsys.readouterr().out
    return tmp_path / "bank"


def test_version_answers_without_importing_anything_heavy():
    code = "import sys; sys.argv=['x','--version']; from itembank_desktop.__main__ import main; main(); print(sorted(sys.modules))"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    first, modules = out.splitlines()
    assert first.startswith("itembank-desktop 0.")
    for heavy in ("numpy", "PySide6", "cv2", "PIL", "apsw", "typst", "argparse"):
        assert f"'{heavy}'" not in modules


def test_importing_twice_changes_nothing(source, bank, capsys):
    assert run(["import", str(source / "items.jsonl"), "--bank", str(bank)], SCREENS) == 0
    assert "0 added, 0 changed, 4 unchanged" in capsys.readouterr().out


def test_a_broken_row_is_named_and_the_others_go_in(source, bank, tmp_path, capsys):
    with (source / "items.jsonl").open("a", encoding="utf-8") as out:
        out.write('{"id": "t5", "text": "broken"\n{"id": "t6", "text": "그림", "images": ["images/none.png"]}\n')
    report = tmp_path / "rejected.csv"
    code = run(["import", str(source), "--bank", str(bank), "--report", str(report)], SCREENS)
    said = capsys.readouterr()
    assert code == 0
    assert "line 5" in said.err
    assert "line 6 (t6)" in said.err
    assert "none.png" in said.err
    assert "2 rejected" in said.out
    assert "t6" in report.read_text(encoding="utf-8-sig")


def test_search_by_text_finds_the_reworded_item(bank, capsys):
    assert run(["search", "--bank", str(bank), "--text", ITEMS[1]["text"], "--top", "2", "--json"], SCREENS) == 0
    answer = json.loads(capsys.readouterr().out)
    assert set(answer) == {"id", "ms", "hits"}
    assert [hit["id"] for hit in answer["hits"]] == ["t2", "t1"]
    assert set(answer["hits"][0]) == {"id", "score", "verdict", "channels"}
    assert set(answer["hits"][0]["channels"]) == {"text", "figure", "numbers"}
    assert 0 <= answer["hits"][1]["score"] <= answer["hits"][0]["score"] <= 1
    assert answer["hits"][0]["verdict"] in {"duplicate", "variant", "similar", "related"}


def test_search_by_picture_alone(bank, tmp_path, capsys):
    drawn = tmp_path / "copy.png"
    drawn.write_bytes(png_bytes(1, 200, 160))
    assert run(["search", "--bank", str(bank), "--image", str(drawn), "--json"], SCREENS) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["hits"][0]["id"] == "t1"
    assert answer["hits"][0]["channels"]["figure"] > 0.9
    assert answer["hits"][0]["channels"]["text"] is None


def test_a_batch_answers_line_by_line_and_an_item_never_finds_itself(source, bank, tmp_path, capsys):
    queries = tmp_path / "queries.jsonl"
    absolute = str(source / "images" / "t1.png")
    lines = [
        ITEMS[0] | {"images": [absolute]},
        {"id": "none", "text": "", "images": ["nowhere.png"]},
        {"text": "주사위"},
    ]
    queries.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    assert run(["search", "--bank", str(bank), "--batch", str(queries), "--top", "3"], SCREENS) == 1
    said = capsys.readouterr()
    assert said.err.endswith("1 query could not be asked; the lines above say why.\n")
    first, broken, last = map(json.loads, said.out.splitlines())
    assert first["id"] == "t1"
    assert "t1" not in [hit["id"] for hit in first["hits"]]
    assert first["hits"][0]["id"] == "t2"
    assert first["ms"] > 0
    assert broken["hits"] == []
    assert "nowhere.png" in broken["error"]
    assert last["id"] is None
    assert last["hits"][0]["id"] == "t4"


def test_evaluate_reports_every_measure_per_channel_and_fused(bank, tmp_path, capsys):
    qrels = tmp_path / "qrels.json"
    qrels.write_text(json.dumps({"pairs": [{"a": "t1", "b": "t2", "relevance": 3, "kind": "reworded"}]}))
    assert run(["evaluate", "--bank", str(bank), "--qrels", str(qrels), "--json"], SCREENS) == 0
    report = json.loads(capsys.readouterr().out)
    assert set(report["measures"]) == {"text", "figure", "numbers", "fused", "fused_text"}
    assert report["measures"]["fused"]["Success@1"] == 1
    assert report["measures"]["figure"]["Success@1"] == 0
    assert {"Recall@1", "Recall@5", "Recall@10", "Success@5", "MRR", "MAP", "nDCG@10"} <= set(
        report["measures"]["text"]
    )
    assert run(["evaluate", "--bank", str(bank), "--qrels", str(qrels)], SCREENS) == 0
    assert "nDCG@10" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["search", "--bank", "{tmp}/none", "--text", "x"], "There is no bank|no bank"),
        (["import", "{tmp}/none", "--bank", "{tmp}/bank"], "none"),
        (["search", "--bank", "{bank}", "--text-file", "{tmp}/none.txt"], "none.txt"),
        (["search", "--bank", "{bank}", "--text-file", "{tmp}/latin.txt"], "UTF-8"),
        (["search", "--bank", "{bank}", "--image", "{tmp}/empty.png"], "empty"),
        (["search", "--bank", "{bank}", "--text-file", "{tmp}/blank.txt"], "blank.txt: it is empty"),
        (["search", "--bank", "{bank}", "--text", " "], "the text: it is empty"),
        (["search", "--bank", "{bank}", "--batch", "{tmp}/none.jsonl"], "none.jsonl"),
        (["evaluate", "--bank", "{bank}", "--qrels", "{tmp}/none.json"], "none.json"),
        (["evaluate", "--bank", "{bank}", "--qrels", "{tmp}/latin.txt"], "save it as UTF-8"),
    ],
)  # fmt: skip
def test_trouble_is_one_sentence_on_standard_error_and_exit_code_1(bank, tmp_path, capsys, arguments, said):
    (tmp_path / "latin.txt").write_bytes(b"\xff\xfe\x00caf\xe9")
    (tmp_path / "empty.png").write_bytes(b"")
    (tmp_path / "blank.txt").write_bytes(b" \n")
    filled = [word.format(tmp=tmp_path, bank=bank) for word in arguments]
    assert run(filled, SCREENS) == 1
    spoken = capsys.readouterr()
    assert spoken.out == ""
    assert any(word in spoken.err for word in said.split("|"))
    assert len(spoken.err.strip().splitlines()) == 1
    assert "Traceback" not in spoken.err


def test_a_report_that_cannot_be_written_is_one_sentence_and_the_import_is_kept(source, bank, tmp_path, capsys):
    taken = tmp_path / "taken"
    taken.write_text("a file where the folder should be")
    with (source / "items.jsonl").open("a", encoding="utf-8") as out:
        out.write(json.dumps({"id": "t5", "text": "새로 온 문항의 값을 구하시오."}, ensure_ascii=False) + "\n")
    report = taken / "rejected.csv"
    assert run(["import", str(source), "--bank", str(bank), "--report", str(report)], SCREENS) == 1
    said = capsys.readouterr()
    assert "1 added" in said.out
    assert said.err.count("\n") == 1
    assert str(report) in said.err


@pytest.mark.parametrize(("text", "said"), [(b"", "it holds no items"), (None, "it does not exist")])
def test_a_source_without_items_is_said_and_leaves_no_empty_bank(tmp_path, capsys, text, said):
    if text is not None:
        (tmp_path / "items.jsonl").write_bytes(text)
    assert run(["import", str(tmp_path), "--bank", str(tmp_path / "bank")], SCREENS) == 1
    assert said in capsys.readouterr().err
    assert not (tmp_path / "bank").exists()


def test_a_file_in_the_place_of_a_bank_is_called_a_file(source, tmp_path, capsys):
    (tmp_path / "taken").write_text("no bank")
    assert run(["import", str(source), "--bank", str(tmp_path / "taken")], SCREENS) == 1
    said = capsys.readouterr().err
    assert "a file of that name is in the way" in said
    assert "choose another folder" in said


@pytest.mark.parametrize(
    "arguments",
    [
        ["evaluate", "--bank", "{bank}", "--qrels", "{tmp}/strangers.json"],
        ["evaluate", "--bank", "{bank}", "--qrels", "{tmp}/strangers.json", "--min-relevance", "5"],
        ["evaluate", "--bank", "{bank}", "--qrels", "{tmp}/text.txt"],
        ["review", "status", "{tmp}/text.txt"],
        ["remove", "--ids", "{tmp}/none.txt", "--bank", "{bank}"],
    ],
)
def test_only_what_is_imported_is_asked_to_be_a_bank_folder(bank, tmp_path, capsys, arguments):
    strangers = {"pairs": [{"a": "x1", "b": "x2", "relevance": 3}]}
    (tmp_path / "strangers.json").write_text(json.dumps(strangers))
    (tmp_path / "text.txt").write_text("no truth of anything")
    assert run([word.format(tmp=tmp_path, bank=bank) for word in arguments], SCREENS) == 1
    said = capsys.readouterr().err
    assert len(said.strip().splitlines()) == 1
    assert "items.jsonl" not in said


def test_a_window_without_a_display_is_one_sentence(monkeypatch, capsys):
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    assert run([], SCREENS) == 1
    assert "no display" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [["search"], ["search", "--bank", "b"], ["nonsense"], ["search", "--bank", "b", "--text", "x", "--top", "0"]],
)
def test_wrong_usage_is_exit_code_2(arguments):
    with pytest.raises(SystemExit) as stopped:
        run(arguments, SCREENS)
    assert stopped.value.code == 2


@pytest.mark.parametrize("number", ["many", "0", "-3", "1.5"])
def test_a_number_that_is_none_is_named_as_a_user_would(number, capsys):
    with pytest.raises(SystemExit):
        run(["search", "--bank", "b", "--text", "x", f"--top={number}"], SCREENS)
    assert f"{number} is not a whole number from 1 up" in capsys.readouterr().err


@pytest.mark.parametrize(
    "line",
    [
        "bench bank --items 0",
        "bench bank --queries 0",
        "bench bank --dimension 0",
        "bench window --random-weights tiny --items 0",
        "bench window --random-weights tiny --answers 0",
        "bench model --random-weights tiny --rounds 0",
        "bench pilot --bank b --queries 0",
        "truth tfidf --bank b --output o --k 0",
        "truth tfidf --bank b --output o --per-category -1",
        "review new --bank b --output o --count -4",
        "review new --bank b --output o --per-category 0",
        "compare --bank b --qrels q --report r --rerank-top 0",
    ],
)
def test_a_count_of_nothing_is_wrong_usage(line, capsys):
    with pytest.raises(SystemExit) as stopped:
        run(line.split(), SCREENS)
    assert stopped.value.code == 2
    assert "is not a whole number from 1 up" in capsys.readouterr().err


def commands(parser, words=()):
    """Every parser that people can call, by its words."""
    yield words, parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, below in action.choices.items():
                yield from commands(below, (*words, name))


COMMANDS = dict(commands(_parser(SCREENS, ["--help"])))


@pytest.mark.parametrize("words", [words for words in COMMANDS if words != ("bench-window",)], ids=" ".join)
def test_every_command_shows_an_example_that_it_understands(words):
    _, _, shown = COMMANDS[words].format_help().replace("\\\n", " ").partition("\nexample: ")
    shown, _, _ = shown.partition("\n\n")
    lines = re.findall(r"itembank-desktop .*?(?= *\n *itembank-desktop |\Z)", shown, re.DOTALL)
    assert lines
    for line in lines:
        _, *asked = shlex.split(line.partition(" > ")[0])
        assert tuple(asked[: len(words)]) == words or not words
        assert callable(COMMANDS[()].parse_args(asked).run)


def test_describing_an_up_to_date_bank_does_nothing(bank, capsys):
    assert run(["describe", "--bank", str(bank)], SCREENS) == 0
    assert "Up to date" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [[], ["--bank", "mine"], ["--bank=mine"]])
def test_the_window_alone_is_started_without_loading_any_command(arguments):
    asks = (
        "import sys\nfrom itembank_desktop import cli\n"
        "seen = lambda bank: print(bank, sorted({'numpy', 'itembank_desktop.cli.search'} & set(sys.modules))) or 0\n"
        f"raise SystemExit(cli.run({arguments!r}, cli.Screens(seen, seen, seen)))"
    )
    done = subprocess.run([sys.executable, "-c", asks], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["mine" if arguments else "None", "[]"]
