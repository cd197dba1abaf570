"""Calibration from judged pairs: families stay together, what helps is learned, what does not is left out."""

import json

import numpy as np
import pytest

from itembank_desktop.adapters.embedders.vector_space import VectorSpace
from itembank_desktop.adapters.stores.local import LocalBank
from itembank_desktop.core.errors import BadInput
from itembank_desktop.core.evaluation import Pair, Qrels
from itembank_desktop.core.item import ItemId, fingerprint
from itembank_desktop.core.ports import Addition
from itembank_desktop.core.resemblance import calibration_from_json, calibration_to_json
from itembank_desktop.services.calibrate import Calibrate, best_cuts, families_of, sample, terms_for
from itembank_desktop.services.find_duplicates import FindDuplicates
from itembank_desktop.services.neural import Neural
from itembank_desktop.wiring import (
    calibration_of,
    fingerprint_calibration,
    fingerprint_spaces,
    keep_calibration,
    set_of_spaces,
)
from tests.builders import an_entry, an_item
from tests.fakes import RecordedControl
from tests.fakes_vectors import TEXT

WORDS = [
    "삼각형",
    "원",
    "직선",
    "포물선",
    "수열",
    "확률",
    "함수",
    "극한",
    "적분",
    "미분",
    "벡터",
    "행렬",
    "집합",
    "명제",
    "지수",
    "로그",
    "각",
    "넓이",
    "둘레",
    "부피",
]
FAMILIES = 16


def families():
    """Sixteen families: an item, the same in other words (3), and with other numbers (2)."""
    rng = np.random.default_rng(2)
    for family in range(FAMILIES):
        words = rng.choice(WORDS, 6, replace=False)
        other = rng.choice(WORDS, 6, replace=False)
        yield ItemId(f"{family}-a"), f"{' '.join(words)}의 값 {family + 3}를 구하시오."
        yield ItemId(f"{family}-b"), f"{' '.join(other)}일 때 {family + 3}는?"
        yield ItemId(f"{family}-c"), f"{' '.join(words)}의 값 {family + 40}를 구하시오."


def truth():
    pairs = []
    for family in range(FAMILIES):
        a, b, c = (ItemId(f"{family}-{one}") for one in "abc")
        pairs += [Pair(a, b, 3), Pair(a, c, 2), Pair(b, c, 2)]
    return Qrels("truth.json", tuple(pairs))


@pytest.fixture
def bank(tmp_path):
    """`meaning` knows which items are one family and not which numbers they have: as models do."""
    space, rng = VectorSpace(TEXT), np.random.default_rng(3)
    with LocalBank.create(tmp_path / "bank") as opened:
        items = [an_item(stem, id) for id, stem in families()]
        opened.save([an_entry(item, fingerprint_spaces()) for item in items])
        for one in fingerprint_spaces():
            opened.refit(one)
        meanings = rng.normal(size=(FAMILIES, 128))
        keys = opened.find([item.id for item in items])
        additions = []
        for item in items:
            vector = meanings[int(item.id.partition("-")[0])] + 0.6 * rng.normal(size=128)
            vector = (vector / np.linalg.norm(vector)).astype(np.float32)
            additions.append(Addition(keys[item.id], fingerprint(item), (space.payload(vector),)))
        assert opened.add(space, additions) == len(items)
        opened.refit(space)
        yield opened


def calibrated_alone():
    return fingerprint_calibration().models["text"]


def calibrate(bank, qrels, control=None):
    find = FindDuplicates(
        bank, fingerprint_spaces(), fingerprint_calibration(), neural=Neural("m", (VectorSpace(TEXT),))
    )
    return Calibrate(bank, find, fingerprint_calibration())("m", set_of_spaces([VectorSpace(TEXT)]), qrels, control)


def test_a_model_that_knows_more_is_given_weight_and_held_out_families_profit(bank):
    fitted = calibrate(bank, truth())
    (check,) = fitted.checks
    assert (check.kind, check.queries) == ("text", 3 * FAMILIES)
    assert check.helps
    assert check.recalls["calibrated"][1] > check.recalls["fingerprints"][1] + 0.1
    assert check.right / check.said > 0.8
    terms = fitted.calibration.models["text"].terms
    assert (
        terms[: len(fingerprint_calibration().models["text"].terms)] == fingerprint_calibration().models["text"].terms
    )
    assert {"meaning_text", "meaning_text*meaning_text", "meaning_text*numbers", "meaning_text*!numbers"} <= set(terms)


def test_it_survives_the_file_and_belongs_to_one_set_of_spaces(bank, tmp_path):
    fitted = calibrate(bank, truth())
    spaces = [VectorSpace(TEXT)]
    assert calibration_of(tmp_path, spaces) is None
    file = keep_calibration(tmp_path, spaces, {"version": 1} | calibration_to_json(fitted.calibration))
    back = calibration_of(tmp_path, spaces)
    assert back.spaces == fitted.calibration.spaces
    assert back.models["text"].cuts == fitted.calibration.models["text"].cuts
    np.testing.assert_allclose(back.models["text"].weights, fitted.calibration.models["text"].weights, atol=1e-5)
    document = json.loads(file.read_text(encoding="utf-8"))
    document["spaces"]["text"] = "another revision"
    file.write_text(json.dumps(document), encoding="utf-8")
    assert calibration_of(tmp_path, spaces) is None
    assert calibration_from_json(document).spaces["text"] == "another revision"


def test_a_model_that_knows_nothing_is_left_out(bank):
    space, rng = VectorSpace(TEXT), np.random.default_rng(8)
    noise = rng.normal(size=(3 * FAMILIES, 128)).astype(np.float32)
    noise /= np.linalg.norm(noise, axis=1, keepdims=True)
    items = bank.get(bank.keys())
    marks = bank.fingerprints([item.id for item in items])
    rows = [Addition(k, marks[i.id], (space.payload(v),)) for k, i, v in zip(bank.keys(), items, noise, strict=True)]
    bank.add(space, rows)
    bank.refit(space)
    fitted = calibrate(bank, truth())
    (check,) = fitted.checks
    kept, base = fitted.calibration.models["text"], calibrated_alone()
    assert check.recalls["ranks"] < check.recalls["fingerprints"]
    assert (kept.terms == base.terms) == (not check.helps)


def test_too_few_judged_pairs_are_refused_in_a_sentence(bank):
    few = Qrels("few.json", truth().pairs[:6])
    with pytest.raises(BadInput, match="too few duplicates and variants"):
        calibrate(bank, few)


def test_cancelling_leaves_nothing(bank):
    control = RecordedControl(cancel_after=5)
    assert calibrate(bank, truth(), control) is None


def test_families_are_what_pairs_join():
    pairs = [("a", "b", 3), ("b", "c", 1), ("d", "e", 2), ("e", "f", 0), ("c", "g", 2)]
    found = families_of(Qrels("t", tuple(Pair(ItemId(a), ItemId(b), r) for a, b, r in pairs)))
    assert len({found[one] for one in "abcg"}) == 1
    assert found["d"] == found["e"] != found["a"]
    assert "f" not in found


def test_a_sample_has_all_relatives_and_the_hardest_strangers_of_every_score():
    import random

    labels = np.array([3] * 300 + [0, 1, 2])
    rising, falling = np.linspace(0, 1, 303), np.linspace(1, 0, 303)
    places, weights = sample(labels, [rising, falling], random.Random(1))
    assert {300, 301, 302} <= set(places)
    assert set(range(25)) | set(range(275, 300)) <= set(places)
    assert len(places) == len(set(places)) == len(weights) == 3 + 50 + 10
    assert weights.max() == 8
    assert (weights == 1).sum() == 53


def test_cuts_say_duplicate_where_that_is_most_often_right():
    chances = np.array([[0.9, 0.1, 0, 0], [0.6, 0.4, 0, 0], [0.3, 0.1, 0.2, 0.4], [0.05, 0.05, 0.1, 0.8]])
    labels = np.array([0, 1, 2, 3])
    cuts = best_cuts(chances, labels, np.ones(4))
    assert 0.6 < cuts[0] <= 0.9
    assert 0.4 < cuts[1] <= 1.0
    assert 0.2 < cuts[2] <= 0.6


def test_terms_leave_out_products_with_what_is_not_measured():
    assert terms_for(("figure",), ["meaning_both"]) == (
        "figure",
        "meaning_both",
        "meaning_both*meaning_both",
        "meaning_both*figure",
    )
