from pathlib import Path

import pytest

from itembank_desktop.adapters.reports.truth_files import read_qrels
from itembank_desktop.adapters.stores.local import LocalBank
from itembank_desktop.core.evaluation import Pair, Qrels
from itembank_desktop.core.item import ItemId
from itembank_desktop.core.resemblance import Resemblance
from itembank_desktop.services.badge_table import BadgeTable, badge_table
from itembank_desktop.wiring import finder, fingerprint_spaces, item_import
from tests.builders import a_bank

SAMPLE_BANK = Path(__file__).parents[2] / "resources" / "sample_bank"
DUPLICATE, VARIANT = Resemblance.DUPLICATE, Resemblance.VARIANT
COUNTS = {(3, DUPLICATE): 8, (2, DUPLICATE): 1, (0, DUPLICATE): 1, (3, VARIANT): 1, (3, None): 1, (2, VARIANT): 5}


def test_precision_counts_what_was_said_and_recall_what_was_judged():
    found = BadgeTable(3, COUNTS)
    assert found.precision(DUPLICATE, 3, 5) == pytest.approx(0.8)
    assert found.recall(DUPLICATE, 3, 5) == pytest.approx(0.8)
    assert found.precision(VARIANT, 2, 2) == pytest.approx(5 / 6)
    assert found.recall(VARIANT, 2, 2) == pytest.approx(5 / 6)
    assert found.recall(VARIANT, 1, 1) is found.precision(Resemblance.SIMILAR, 1, 1) is None


def test_every_judged_pair_and_every_listed_hit_is_counted_once(tmp_path):
    pairs = (Pair(ItemId("q0"), ItemId("q6"), 2), Pair(ItemId("q1"), ItemId("gone"), 3))
    with a_bank(tmp_path / "bank", 12, fingerprint_spaces()) as bank:
        found = badge_table(bank, finder(bank), Qrels("truth", pairs))
    assert found.queries == 3
    assert sum(count for (grade, _), count in found.counts.items() if grade == 2) == 2
    assert found.counts[3, None] == 1


def test_pairs_are_counted_by_kind_and_variants_that_differ_in_data_alone_apart(tmp_path):
    pairs = (
        Pair(ItemId("q0"), ItemId("q6"), 2, "other numbers"),
        Pair(ItemId("q1"), ItemId("gone"), 3, "reworded"),
        Pair(ItemId("q2"), ItemId("q3"), 1, "same type"),
    )
    with a_bank(tmp_path / "bank", 12, fingerprint_spaces()) as bank:
        found = badge_table(bank, finder(bank), Qrels("truth", pairs))
    kinds = [kind for (kind, _), count in found.kinds.items() for _ in range(count)]
    assert sorted(kinds) == ["other numbers"] * 2 + ["reworded"] + ["same type"] * 2
    assert sum(found.data_alone.values()) == 2
    assert found.share(VARIANT) == found.data_alone.get(VARIANT, 0) / 2
    assert BadgeTable(0, {}).share(VARIANT) is None


def test_badges_of_the_sample_bank_are_as_good_as_the_readme_says(tmp_path):
    """No calibration may come in place of the one whose figures are told."""
    with LocalBank.open(tmp_path / "bank", create=True) as bank:
        item_import(bank)(SAMPLE_BANK)
        found = badge_table(bank, finder(bank), read_qrels(SAMPLE_BANK / "qrels.json"))
    assert found.precision(DUPLICATE, 3, 3) >= 0.97
    assert found.recall(DUPLICATE, 3, 3) >= 0.90
    assert found.share(VARIANT) >= 0.97
    assert not found.share(DUPLICATE)
