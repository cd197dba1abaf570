"""The evaluation asks as an author would, per channel and fused, and counts what the bank lacks."""

import numpy as np
import pytest

from itembank_desktop.adapters.importers.json_bank import JsonBankImporter
from itembank_desktop.adapters.stores.local import LocalBank
from itembank_desktop.core.errors import BadInput
from itembank_desktop.core.evaluation import Pair, Qrels
from itembank_desktop.core.item import ItemId
from itembank_desktop.core.ports import JobControl
from itembank_desktop.core.resemblance import Calibration, Model
from itembank_desktop.services.evaluate_search import EvaluateSearch
from itembank_desktop.services.find_duplicates import FindDuplicates
from itembank_desktop.services.import_items import ImportItems
from tests.builders import a_bank_folder, a_row, png_bytes
from tests.fakes import ByteSpace, RecordedControl, WordSpace

SPACES = (WordSpace(), ByteSpace())


def surer_with(*terms: str) -> Model:
    weights = np.zeros((4, 1 + len(terms)))
    weights[0] = [-4.0, *(6.0 + 6.0 * (term == "figure") for term in terms)]
    return Model(terms, weights, (0.5, 0.5, 0.5))


@pytest.fixture
def evaluating(tmp_path):
    """q0 shares its figure with q1 and its words with q2."""
    rows = [
        a_row("q0", "가 나 다", images=["images/0.png"]),
        a_row("q1", "라 마", images=["images/0.png"]),
        a_row("q2", "가 나 다 라"),
        a_row("q3", "바", images=["images/3.png"]),
    ]
    source = a_bank_folder(tmp_path / "source", rows, {f"images/{n}.png": png_bytes(n) for n in (0, 3)})
    models = {"text": surer_with("text"), "figure": surer_with("figure"), "figure+text": surer_with("text", "figure")}
    with LocalBank.create(tmp_path / "bank") as bank:
        ImportItems(bank, SPACES, JsonBankImporter())(source)
        yield EvaluateSearch(bank, FindDuplicates(bank, SPACES, Calibration("test", {}, models)))


def truth(*pairs: tuple[str, str]) -> Qrels:
    return Qrels("truth", tuple(Pair(ItemId(a), ItemId(b), 3) for a, b in pairs))


def first(evaluation, query: str) -> dict[str, float]:
    """Success@1 of each run for one query."""
    return {report.run: report.queries[ItemId(query)]["Success@1"] for report in evaluation.reports}


def test_every_channel_alone_both_and_as_if_the_figure_were_not_drawn(evaluating):
    same_figure, same_words = evaluating(truth(("q0", "q1")), 2), evaluating(truth(("q0", "q2")), 2)
    assert first(same_figure, "q0") == {"text": 0, "figure": 1, "fused": 1, "fused_text": 0}
    assert first(same_words, "q0") == {"text": 1, "figure": 0, "fused": 0, "fused_text": 1}


def test_what_the_bank_lacks_is_named_and_counts_as_nothing_found(evaluating):
    evaluation = evaluating(truth(("q0", "q1"), ("gone", "q3")), 2)
    assert evaluation.missing == ("gone",)
    assert evaluation.queries == 4
    fused = next(report for report in evaluation.reports if report.run == "fused")
    assert fused.queries[ItemId("gone")]["MRR"] == 0
    assert fused.means["Success@1"] == pytest.approx(2 / 4)


@pytest.mark.parametrize(("qrels", "says"), [(truth(), "no pair"), (truth(("x", "y")), "none of its items")])
def test_a_truth_that_has_nothing_to_ask_is_refused(evaluating, qrels, says):
    with pytest.raises(BadInput, match=says):
        evaluating(qrels, 2)


def test_it_reports_and_can_be_stopped(evaluating):
    recorded = RecordedControl(cancel_after=1)
    evaluating(truth(("q0", "q1"), ("q0", "q2")), 2, JobControl(recorded.progress, recorded.cancelled))
    assert [(seen.done, seen.total) for seen in recorded.seen] == [(1, 3)]
