"""Verdicts as evaluate and calibrate read them: through the commands, on a real bank."""

import json

import pytest

from itembank_desktop.adapters.stores.local import LocalBank
from itembank_desktop.cli import run
from itembank_desktop.core.item import Content, Item, Picture
from itembank_desktop.core.verdict import Mark, Verdict, now, side_of_content, side_of_item
from itembank_desktop.services.verdict_truth import verdict_truth
from tests.builders import a_bank
from tests.fakes import WordSpace


@pytest.fixture
def folder(tmp_path):
    a_bank(tmp_path / "bank", 4, (WordSpace(),)).close()
    return tmp_path / "bank"


def items(folder) -> list[Item]:
    with LocalBank.open(folder) as bank:
        return bank.get(bank.keys())


def judge(folder, *pairs):
    with LocalBank.open(folder) as bank:
        bank.record([Verdict(one, other, mark, "김", now()) for one, other, mark in pairs])


def test_an_exported_truth_is_read_by_evaluate_and_counts_what_it_leaves_out(folder, tmp_path, capsys):
    a, b, c, _ = items(folder)
    draft = side_of_content(Content("은행에 없는 초안"), "초안1")
    judge(
        folder,
        (side_of_item(a), side_of_item(b), Mark.DUPLICATE),
        (side_of_item(b), side_of_item(c), Mark.DIFFERENT),
        (draft, side_of_item(a), Mark.VARIANT),
    )
    out = tmp_path / "qrels.json"
    assert run(["verdicts", "export", "--bank", str(folder), "--output", str(out)], None) == 0
    assert "2 judged pairs (1 different, 1 duplicate); 1 about drafts or former contents left out" in (
        capsys.readouterr().err
    )
    document = json.loads(out.read_text(encoding="utf-8"))
    assert document["left_out"] == 1
    assert {(p["a"], p["b"], p["relevance"]) for p in document["pairs"]} <= {
        (x.id, y.id, grade) for x, y, grade in ((a, b, 3), (b, a, 3), (b, c, 0), (c, b, 0))
    }
    from itembank_desktop.adapters.reports.truth_files import read_qrels

    truth = read_qrels(out)
    assert set(truth.by_query(2)) == {a.id, b.id}
    assert (truth.origin.kind, truth.origin.by) == ("human", "김")
    assert truth.origin.made


def test_a_draft_that_became_an_item_counts_as_that_item(folder):
    a, b, *_ = items(folder)
    with LocalBank.open(folder) as bank:
        pictures = tuple(Picture(bank.figure(one.sha256), one.name, one.place) for one in a.figures)
    typed = Content(a.stem, a.choices, a.answer, pictures)
    judge(folder, (side_of_content(typed, "초안1"), side_of_item(b), Mark.VARIANT))
    with LocalBank.open(folder) as bank:
        truth = verdict_truth("t", bank, bank)
    assert [{p.a, p.b} for p in truth.qrels.pairs] == [{a.id, b.id}]


def test_verdicts_are_counted_as_they_stand(folder, capsys):
    a, b, *_ = items(folder)
    for mark in (Mark.DUPLICATE, Mark.VARIANT, Mark.ENEMY):
        judge(folder, (side_of_item(a), side_of_item(b), mark))
    assert run(["verdicts", "count", "--bank", str(folder)], None) == 0
    out = capsys.readouterr().out
    assert "1  variant" in out
    assert "duplicate" not in out
    assert "2  stand, 3 were given" in out


def test_calibrate_says_that_there_is_nothing_to_learn_from(folder, capsys):
    assert run(["calibrate", "--bank", str(folder), "--verdicts"], None) == 1
    assert "no verdict that stands is about two of its items" in capsys.readouterr().err
