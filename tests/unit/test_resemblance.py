"""The calibration: a pure function of measures, that never ranks nonsense."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from itembank_desktop.core.resemblance import LEVELS, Calibration, Model, Resemblance, calibration_from_json, design

TEXT = Model(
    ("text", "numbers", "?numbers"),
    np.array([[-4, 8, 3, -1], [-3, 7, -2, 0], [-1, 3, 0, 0], [2, -4, 0, 0.0]]),
    (0.5, 0.5, 0.5),
)
CALIBRATION = Calibration("test", {}, {"text": TEXT, "figure": TEXT, "figure+text": TEXT})
shares = st.one_of(st.just(float("nan")), st.floats(0, 1))


def judged(text, numbers):
    """Score and level of one pair."""
    answer = CALIBRATION.judge(["text"], {"text": np.array([text]), "numbers": np.array([numbers])})
    return float(answer.scores[0]), LEVELS[answer.levels[0]]


def test_the_same_sentence_with_other_numbers_is_a_variant_not_a_duplicate():
    assert judged(1.0, 1.0)[1] is Resemblance.DUPLICATE
    assert judged(1.0, 0.0)[1] is Resemblance.VARIANT
    assert judged(0.1, 0.0)[1] is Resemblance.RELATED
    assert judged(1.0, 1.0)[0] > judged(1.0, 0.0)[0] > judged(0.1, 0.0)[0]


@given(shares, shares)
def test_scores_stay_between_zero_and_one_whatever_is_unknown(text, numbers):
    score, level = judged(text, numbers)
    assert 0 <= score <= 1
    assert level in LEVELS


def test_terms_multiply_and_an_unknown_measure_counts_as_nothing():
    nan = float("nan")
    values = design(("a", "a*b", "?b"), {"a": np.array([0.5, 0.5]), "b": np.array([0.5, nan])})
    assert values.tolist() == [[0.5, 0.25, 1.0], [0.5, 0.0, 0.0]]


def test_a_calibration_survives_the_file():
    document = {
        "name": "test",
        "spaces": {"text": "1"},
        "models": {"text": {"terms": TEXT.terms, "weights": TEXT.weights.tolist(), "cuts": TEXT.cuts}},
    }
    back = calibration_from_json(json.loads(json.dumps(document)))
    assert back.models["text"].weights.tolist() == TEXT.weights.tolist()
    assert back.models["text"].cuts == TEXT.cuts


def test_weights_that_do_not_fit_their_terms_are_refused():
    with pytest.raises(ValueError, match="shape"):
        calibration_from_json(
            {"name": "x", "spaces": {}, "models": {"text": {"terms": ["a"], "weights": [[1.0]], "cuts": [0, 0, 0]}}}
        )
