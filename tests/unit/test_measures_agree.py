"""Our measures against ir-measures (pytrec_eval) on random runs."""

import random

import pytest

from itembank_desktop.core.evaluation import Pair, Qrels, evaluate
from itembank_desktop.core.item import ItemId

ir_measures = pytest.importorskip("ir_measures")


def random_case(seed: int):
    rng = random.Random(seed)
    items = [ItemId(f"d{place}") for place in range(40)]
    pairs, rankings = [], {}
    for number in range(12):
        query = ItemId(f"q{number}")
        judged = rng.sample(items, rng.randint(1, 12))
        grades = [rng.randint(0, 3) for _ in judged]
        grades[0] = 2  # every query has something relevant
        pairs += [Pair(query, item, grade) for item, grade in zip(judged, grades, strict=True)]
        if number % 5:  # some are not answered at all
            rankings[query] = rng.sample(items, rng.randint(1, 40))
    return Qrels("random", tuple(pairs), directed=True), rankings


@pytest.mark.parametrize("seed", range(8))
def test_every_measure_agrees_with_the_fields_own(seed):
    from ir_measures import AP, RR, R, Success, nDCG

    truth, rankings = random_case(seed)
    ours = evaluate("random", rankings, truth, 2)
    names = {
        "Recall@1": R(rel=2) @ 1, "Recall@5": R(rel=2) @ 5, "Recall@10": R(rel=2) @ 10,
        "Success@1": Success(rel=2) @ 1, "Success@5": Success(rel=2) @ 5, "MRR": RR(rel=2), "MAP": AP(rel=2),
        "nDCG@10": nDCG(gains={1: 1, 2: 3, 3: 7}) @ 10,
    }  # fmt: skip
    qrels = [ir_measures.Qrel(pair.a, pair.b, pair.relevance) for pair in truth.pairs]
    run = [
        ir_measures.ScoredDoc(query, item, 100.0 - place)
        for query, ranking in rankings.items()
        for place, item in enumerate(ranking)
    ]
    theirs = ir_measures.calc_aggregate(list(names.values()), qrels, run)
    for name, measure in names.items():
        assert ours.means[name] == pytest.approx(theirs[measure], abs=1e-9), name
