"""Bank folders, honest, broken and hostile."""

import json
import os
import shutil
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from itembank_desktop.adapters.importers import json_lines
from itembank_desktop.adapters.importers.json_bank import JsonBankImporter, read_queries
from itembank_desktop.core.errors import ItemBankError, UnreadableSource
from itembank_desktop.core.item import MAX_TEXT, Content, Item, Place
from itembank_desktop.core.ports import Rejected, Row
from tests.builders import a_bank_folder, a_picture, a_row, png_bytes

BANKS = Path(__file__).parents[1] / "data" / "banks"

REASONS = {
    2: ("", "no valid JSON at character 29 (Unterminated string)"),
    3: ("", "no JSON object"),
    4: ("", "no id"),
    5: ("", "no id"),
    6: ("", '"id" is no text'),
    7: ("good-1", "already on line 1"),
    8: ("hollow", "neither text nor figure"),
    9: ("gone", '"images/gone.png" cannot be used: the file is missing'),
    10: ("cut", '"images/cut.png" cannot be used'),
    11: ("empty", "the file is empty"),
    12: ("note", '"images/note.png" cannot be used'),
    13: ("folder", "it is no file"),
    14: ("up", "outside the folder"),
    15: ("root", "outside the folder"),
    16: ("", "a NUL"),
    17: ("number", "no path"),
    18: ("one", '"images" is no list'),
    19: ("place", "none of stem, choice, explanation"),
    20: ("choices", '"choices" is no list'),
    21: ("choice", "a choice is no text"),
    22: ("text", '"text" is no text'),
    23: ("truth", '"answer" is no text'),
    24: ("", "not UTF-8 at byte 26"),
    25: ("", "half a character"),
    26: ("", "NaN"),
    27: ("", "too large"),
}


def read(path: Path) -> list[Row | Rejected]:
    return list(JsonBankImporter().read(path))


def only(folder: Path, row, images=None) -> Row | Rejected:
    (read_row,) = read(a_bank_folder(folder, [row], images))
    return read_row


@pytest.fixture
def honest(tmp_path):
    """A bank folder as an author has it: a file named in Hangul, which not every checkout keeps as it is."""
    folder = Path(shutil.copytree(BANKS / "honest", tmp_path / "honest"))
    (folder / "images" / "triangle.png").rename(folder / "images" / "삼각형.png")
    return folder


def test_an_honest_folder_is_read_whole_whatever_its_line_ends_and_mark(honest):
    rows = read(honest)
    assert [(row.line, row.item.id) for row in rows] == [(1, "geo-1"), (2, "alg-1"), (3, "fig-1")]
    first, second, third = rows
    (triangle,) = first.pictures
    assert first.item == Item(
        "geo-1",
        "기하",
        "그림과 같은 삼각형 $ABC$의 넓이를 구하시오.",
        ("$6$", "$8$", "$10$", "$12$", "$14$"),
        "②",
        "밑변과 높이를 곱하고 $2$로 나눈다.",
        (triangle.figure,),
        {"level": "중2", "tags": ["삼각형", "넓이"]},
    )
    assert triangle.data == (honest / "images" / "삼각형.png").read_bytes()
    assert (second.item.stem, second.item.answer) == ("$x^2-5x+6=0$의 두 근의 합을 구하시오.", "5")
    assert [(p.name, p.place) for p in third.pictures] == [("삼각형.png", Place.STEM), ("choice.png", Place.CHOICE)]


def test_the_file_itself_is_as_good_as_its_folder(honest):
    assert read(honest / "items.jsonl") == read(honest)


def test_every_broken_line_is_rejected_with_its_reason_and_the_others_go_in():
    rows = read(BANKS / "broken")
    assert [row.item.id for row in rows if isinstance(row, Row)] == ["good-1", "good-2"]
    rejected = {row.line: (row.id, row.reason) for row in rows if isinstance(row, Rejected)}
    assert rejected.keys() == REASONS.keys()
    for line, (id, reason) in REASONS.items():
        assert rejected[line][0] == id, line
        assert reason in rejected[line][1], line
    assert JsonBankImporter().count(BANKS / "broken") == len(rows)


@pytest.mark.parametrize(
    "make", [lambda p: None, lambda p: p.mkdir(), lambda p: (p / "items.jsonl").mkdir(parents=True)]
)
def test_a_source_that_is_not_there_is_named(tmp_path, make):
    path = tmp_path / "source"
    make(path)
    for ask in (lambda: read(path), lambda: JsonBankImporter().count(path), lambda: list(read_queries(path))):
        with pytest.raises(UnreadableSource, match="source"):
            ask()


def test_utf16_is_told_from_broken_lines(tmp_path):
    (tmp_path / "items.jsonl").write_bytes(json.dumps(a_row()).encode("utf-16"))
    with pytest.raises(UnreadableSource, match="save it as UTF-8"):
        read(tmp_path)


def test_a_text_that_no_item_has_is_refused(tmp_path):
    assert isinstance(only(tmp_path, a_row(text="가" * MAX_TEXT)), Row)
    assert "20,001 characters" in only(tmp_path, a_row(text="가" * MAX_TEXT, answer="1")).reason


def test_a_line_too_long_is_passed_over_and_the_next_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(json_lines, "MAX_LINE", 1 << 20)
    long = b'{"id": "long", "text": "' + b"x" * (3 << 20) + b'"}'
    rows = read(a_bank_folder(tmp_path, [a_row(id="a"), long, a_row(id="b")]))
    assert [type(row) for row in rows] == [Row, Rejected, Row]
    assert rows[1] == Rejected(2, "the line is longer than 1 MB")
    assert JsonBankImporter().count(tmp_path) == 3


def test_deep_nesting_is_refused_however_deep(tmp_path):
    deep = [
        b'{"id": "d%d", "text": "t", "x": %s}' % (depth, b"[" * depth + b"]" * depth) for depth in (60, 70, 100_000)
    ]
    rows = read(a_bank_folder(tmp_path, deep))
    assert [type(row) for row in rows] == [Row, Rejected, Rejected]
    assert rows[1].reason == rows[2].reason == "it is nested too deeply"


def test_blank_lines_are_no_rows(tmp_path):
    rows = read(a_bank_folder(tmp_path, [b"", a_row(), b"  \t", b"\r"]))
    assert [row.line for row in rows] == [2]
    assert JsonBankImporter().count(tmp_path) == 1


def test_a_rejected_id_is_free_for_a_later_line(tmp_path):
    rows = read(a_bank_folder(tmp_path, [a_row(images=["gone.png"]), a_row()]))
    assert [type(row) for row in rows] == [Rejected, Row]


def test_a_link_out_of_the_folder_is_refused(tmp_path):
    (tmp_path / "secret.png").write_bytes(png_bytes())
    folder = a_bank_folder(tmp_path / "bank", [a_row(images=["link.png"])])
    try:
        (folder / "link.png").symlink_to(tmp_path / "secret.png")
    except OSError:
        pytest.skip("this system lets no ordinary user make links")
    assert "outside the folder" in read(folder)[0].reason


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_not_waited_for(tmp_path):
    folder = a_bank_folder(tmp_path, [a_row(images=["pipe.png"])])
    os.mkfifo(folder / "pipe.png")
    assert "it is no file" in read(folder)[0].reason


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
FIELDS = st.sampled_from(["id", "text", "stem", "choices", "answer", "images", "subject", "explanation", "other"])
LINES = st.binary(max_size=60) | st.dictionaries(FIELDS, JSON, max_size=5).map(lambda row: json.dumps(row).encode())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
@given(lines=st.lists(LINES, max_size=6))
def test_whatever_the_bytes_read_and_rejected_make_up_the_rows(tmp_path, lines):
    (tmp_path / "items.jsonl").write_bytes(b"\n".join(lines))
    try:
        count = JsonBankImporter().count(tmp_path)
        rows = read(tmp_path)
        queries = list(read_queries(tmp_path / "items.jsonl"))
    except ItemBankError:
        return
    assert len(rows) == len(queries) == count
    assert [row.line for row in rows] == [line for line, _, _ in queries]
    assert all(row.reason for row in rows if isinstance(row, Rejected))
    assert all(row.item.id and (row.item.stem.strip() or row.item.figures) for row in rows if isinstance(row, Row))


def test_queries_need_no_id_and_may_show_figures_from_anywhere(tmp_path):
    elsewhere = tmp_path / "elsewhere.png"
    elsewhere.write_bytes(png_bytes(4))
    folder = a_bank_folder(
        tmp_path / "asked",
        [
            {"id": "dyn-1", "text": "문제", "choices": ["1", 2], "answer": 3, "images": ["near.png"], "other": 1},
            {"images": [str(elsewhere)]},
            {"id": "far", "images": ["../elsewhere.png"]},
            {"id": "nothing"},
            {"id": "gone", "images": ["gone.png"]},
        ],
        {"near.png": png_bytes(5)},
    )
    asked = list(read_queries(folder / "items.jsonl"))
    assert asked[0] == (1, "dyn-1", Content("문제", ("1", "2"), "3", (a_picture(5, "near.png"),)))
    assert asked[1] == (2, None, Content(pictures=(a_picture(4, "elsewhere.png"),)))
    assert asked[2] == (3, "far", asked[1][2])
    assert asked[3] == (4, "nothing", Rejected(4, "it has neither text nor figure", "nothing"))
    assert asked[4][2].reason == 'the figure "gone.png" cannot be used: the file is missing'


def test_queries_of_a_folder_have_their_pictures_in_it(tmp_path):
    folder = a_bank_folder(tmp_path / "asked", [a_row(images=["images/a.png"])], {"images/a.png": png_bytes(1)})
    ((_, _, content),) = read_queries(folder)
    assert isinstance(content, Content)
    assert content.pictures[0].data == png_bytes(1)


def test_a_query_of_blanks_asks_nothing(tmp_path):
    ((_, _, asked),) = read_queries(a_bank_folder(tmp_path, [a_row(text=" \n\u3000")]))
    assert isinstance(asked, Rejected)


@pytest.mark.parametrize(("listed", "lying"), [("NFC", "NFD"), ("NFD", "NFC")])
def test_a_figure_is_found_however_its_hangul_name_is_spelt(tmp_path, listed, lying):
    name, file = (unicodedata.normalize(form, "images/그림.png") for form in (listed, lying))
    row = only(tmp_path, a_row(images=[name]), {file: png_bytes()})
    assert isinstance(row, Row)
    assert row.pictures[0].data == png_bytes()
